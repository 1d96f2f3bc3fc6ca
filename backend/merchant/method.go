package merchant

import (
	"context"
	"errors"
	"slices"

	"noren/backend/audit"
	"noren/shared/validate"
)

// Errors about payment methods and groups.
var (
	ErrUnknownMethod = errors.New("merchant: unknown payment method")
	ErrUnknownGroup  = errors.New("merchant: unknown payment group")
	ErrAmazonPay     = errors.New("merchant: Amazon Pay is always among the payment methods; hide it instead")
)

// ShowMethods switches payment methods to 「表示」 or 「非表示」, by id; others stay (R3-10). base is the version that its author has seen.
// Errors as of EditSettings.
func (s *Shops) ShowMethods(ctx context.Context, by audit.Actor, shop string, base int64, shown map[string]bool) (Settings, error) {
	return s.EditSettings(ctx, by, shop, MethodsPart, base, func(settings *Settings) error {
		for i, method := range settings.Methods {
			if is, said := shown[method.ID]; said {
				settings.Methods[i].Shown = is
			}
		}
		return nil
	})
}

// ShowMethod is the same for one method, whatever its author has seen. Errors: ErrUnknownMethod, ErrUnknownShop.
func (s *Shops) ShowMethod(ctx context.Context, by audit.Actor, shop, id string, shown bool) (Settings, error) {
	return s.editMethod(ctx, by, shop, anyVersion, id, func(settings *Settings, i int) {
		settings.Methods[i].Shown = shown
	})
}

// MoveMethod puts a payment method at a place of the register page, counted from 0; beyond the last is the last (R3-10). Done twice it is
// done once. Errors: ErrUnknownMethod, ErrUnknownShop.
func (s *Shops) MoveMethod(ctx context.Context, by audit.Actor, shop, id string, to int) (Settings, error) {
	return s.editMethod(ctx, by, shop, anyVersion, id, func(settings *Settings, i int) {
		method := settings.Methods[i]
		rest := slices.Delete(settings.Methods, i, i+1)
		settings.Methods = slices.Insert(rest, max(0, min(to, len(rest))), method)
	})
}

// AddMethod enters a payment method of the shop's at the end, 「非表示」. The same one again changes nothing. Errors: validate.Faults of
// "id", "name" or "methods", ErrUnknownShop.
func (s *Shops) AddMethod(ctx context.Context, by audit.Actor, shop, id, name string) (Settings, error) {
	method := Method{ID: id, Name: name}
	if faults := validate.Struct(method); faults != nil {
		return Settings{}, validate.Faults(faults)
	}
	return s.EditSettings(ctx, by, shop, MethodsPart, anyVersion, func(settings *Settings) error {
		i := slices.IndexFunc(settings.Methods, func(m Method) bool { return m.ID == id })
		switch {
		case i < 0:
			settings.Methods = append(settings.Methods, method)
		case settings.Methods[i].Name != name:
			return validate.Faults{{Field: "id", Rule: "taken"}}
		}
		return nil
	})
}

// RenameMethod changes how shoppers read a payment method. Errors: validate.Faults of "name", *Changed, ErrUnknownMethod, ErrUnknownShop.
func (s *Shops) RenameMethod(ctx context.Context, by audit.Actor, shop string, base int64, id, name string) (Settings, error) {
	if faults := validate.Struct(Method{ID: AmazonPay, Name: name}); faults != nil {
		return Settings{}, validate.Faults(faults)
	}
	return s.editMethod(ctx, by, shop, base, id, func(settings *Settings, i int) {
		settings.Methods[i].Name = name
	})
}

// RemoveMethod takes a payment method out. Errors: ErrAmazonPay, *Changed, ErrUnknownMethod, ErrUnknownShop.
func (s *Shops) RemoveMethod(ctx context.Context, by audit.Actor, shop string, base int64, id string) (Settings, error) {
	if id == AmazonPay {
		return Settings{}, ErrAmazonPay
	}
	return s.editMethod(ctx, by, shop, base, id, func(settings *Settings, i int) {
		settings.Methods = slices.Delete(settings.Methods, i, i+1)
	})
}

func (s *Shops) editMethod(ctx context.Context, by audit.Actor, shop string, base int64, id string, change func(settings *Settings, i int)) (Settings, error) {
	return s.EditSettings(ctx, by, shop, MethodsPart, base, func(settings *Settings) error {
		i := slices.IndexFunc(settings.Methods, func(m Method) bool { return m.ID == id })
		if i < 0 {
			return ErrUnknownMethod
		}
		change(settings, i)
		return nil
	})
}
