package merchant

import (
	"context"
	"slices"

	"noren/backend/audit"
	"noren/shared/validate"
)

// TickGroups says in which payment groups 「Amazon Pay」 is ticked, by id; others stay (R3-11). base is the version that its author has
// seen. Errors as of EditSettings.
func (s *Shops) TickGroups(ctx context.Context, by audit.Actor, shop string, base int64, ticked map[string]bool) (Settings, error) {
	return s.EditSettings(ctx, by, shop, GroupsPart, base, func(settings *Settings) error {
		for i, group := range settings.Groups {
			if is, said := ticked[group.ID]; said {
				settings.Groups[i].AmazonPay = is
			}
		}
		return nil
	})
}

// AddGroup enters a payment group at the end. The same one again changes nothing. Errors: validate.Faults of "id", "name" or "groups",
// ErrUnknownShop.
func (s *Shops) AddGroup(ctx context.Context, by audit.Actor, shop string, group Group) (Settings, error) {
	if faults := validate.Struct(group); faults != nil {
		return Settings{}, validate.Faults(faults)
	}
	return s.EditSettings(ctx, by, shop, GroupsPart, anyVersion, func(settings *Settings) error {
		i := slices.IndexFunc(settings.Groups, func(g Group) bool { return g.ID == group.ID })
		switch {
		case i < 0:
			settings.Groups = append(settings.Groups, group)
		case settings.Groups[i] != group:
			return validate.Faults{{Field: "id", Rule: "taken"}}
		}
		return nil
	})
}

// RenameGroup changes what the shop calls a payment group; its id stays, which carts name. Errors: validate.Faults of "name", *Changed,
// ErrUnknownGroup, ErrUnknownShop.
func (s *Shops) RenameGroup(ctx context.Context, by audit.Actor, shop string, base int64, id, name string) (Settings, error) {
	if faults := validate.Struct(Group{ID: id, Name: name}); faults != nil {
		return Settings{}, validate.Faults(faults)
	}
	return s.editGroup(ctx, by, shop, base, id, func(settings *Settings, i int) { settings.Groups[i].Name = name })
}

// RemoveGroup takes a payment group out. A cart with goods that still name it shows no Amazon Pay (R3-11). Errors: *Changed,
// ErrUnknownGroup, ErrUnknownShop.
func (s *Shops) RemoveGroup(ctx context.Context, by audit.Actor, shop string, base int64, id string) (Settings, error) {
	return s.editGroup(ctx, by, shop, base, id, func(settings *Settings, i int) { settings.Groups = slices.Delete(settings.Groups, i, i+1) })
}

func (s *Shops) editGroup(ctx context.Context, by audit.Actor, shop string, base int64, id string, change func(settings *Settings, i int)) (Settings, error) {
	return s.EditSettings(ctx, by, shop, GroupsPart, base, func(settings *Settings) error {
		i := slices.IndexFunc(settings.Groups, func(g Group) bool { return g.ID == id })
		if i < 0 {
			return ErrUnknownGroup
		}
		change(settings, i)
		return nil
	})
}
