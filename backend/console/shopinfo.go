package console

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"noren/backend/ledger"
	"noren/backend/merchant"
	"noren/backend/staff"
	"noren/shared/i18n"
	"noren/shared/jpaddress"
	"noren/shared/validate"
)

// infoRoutes are of a shop's own data, and of who writes its papers (R1-9, R2-2, R5-9).
func (c *Console) infoRoutes() []route {
	return []route{
		{method: http.MethodGet, path: shopPath(":shop", "/shop"), right: staff.Manage, handle: c.showInfo},
		{method: http.MethodPost, path: shopPath(":shop", "/shop"), right: staff.Manage, handle: c.saveInfo},
	}
}

// infoFields are the fields in the order of the page, by their paths in the record.
func infoFields() []string {
	return []string{
		"name", "origins", "loginUrl", "privacyUrl", "contact", "issuer.name", "issuer.postalCode", "issuer.address", "issuer.phone", "issuer.number",
		"issuer.rounding", "issuer.reduced",
	}
}

// infoForm is the page as it was typed.
type infoForm struct {
	words   i18n.ShopInfo
	typed   url.Values
	edition string
	faults  map[string]string
	theirs  map[string]string // what somebody else has saved in the same fields
	groups  []merchant.Group
	ask     contractDesk // whom to ask
}

// fill writes what is saved into a form's values. A list has a line for each.
func (f *infoForm) fill(info merchant.Info) {
	f.edition, f.typed = info.Edition(), infoValues(info)
}

func infoValues(info merchant.Info) url.Values {
	return url.Values{
		"name": {info.Name}, "origins": {strings.Join(info.Origins, "\n")}, "loginUrl": {info.LoginURL}, "privacyUrl": {info.PrivacyURL},
		"contact": {info.Contact}, "issuer.name": {info.Issuer.Name}, "issuer.postalCode": {info.Issuer.PostalCode},
		"issuer.address": {info.Issuer.Address}, "issuer.phone": {info.Issuer.Phone}, "issuer.number": {info.Issuer.Number},
		"issuer.rounding": {strings.TrimSuffix(string(info.Issuer.Rounding), string(ledger.Down))}, "issuer.reduced": info.Issuer.Reduced,
	}
}

// read takes what was typed, as people write it.
func (f *infoForm) read(shop string, typed url.Values) merchant.Info {
	f.typed, f.edition = typed, typed.Get("edition")
	text := func(path string) string { return strings.ReplaceAll(strings.TrimSpace(typed.Get(path)), "\r\n", "\n") }
	info := merchant.Info{
		Shop: merchant.Shop{ID: shop, Name: text("name"), LoginURL: text("loginUrl"), PrivacyURL: text("privacyUrl")}, Contact: text("contact"),
		Issuer: ledger.Issuer{
			Name: text("issuer.name"), Address: text("issuer.address"), Number: strings.ToUpper(jpaddress.Narrow(text("issuer.number"))),
			Rounding: ledger.Rounding(text("issuer.rounding")), Reduced: slices.Clone(typed["issuer.reduced"]),
		},
	}
	for line := range strings.SplitSeq(text("origins"), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			info.Origins = append(info.Origins, line)
		}
	}
	info.Issuer.PostalCode, _ = jpaddress.PostalCode(text("issuer.postalCode"))
	info.Issuer.Phone, _ = jpaddress.Phone(text("issuer.phone")) // SaveInfo says what is wrong
	return info
}

// explain names each wrong field with what to do; a list is one field.
func (f *infoForm) explain(faults validate.Faults, texts i18n.Texts) {
	f.faults = map[string]string{}
	for _, fault := range faults {
		path, _, _ := strings.Cut(fault.Field, "[")
		if f.faults[path] != "" {
			continue
		}
		rule := path + "." + fault.Rule
		switch {
		case f.words.Faults[rule] != "":
			f.faults[path] = f.words.Faults[rule]
		case f.words.Faults[path] != "":
			f.faults[path] = f.words.Faults[path]
		default:
			f.faults[path] = texts.Fault(fault, f.words.Fields[path])
		}
	}
}

// wrong are the fields with a fault, in the order of the page.
func (f *infoForm) wrong() []string {
	return slices.DeleteFunc(infoFields(), func(path string) bool { return f.faults[path] == "" })
}

// marks are the attributes of a field, as those of 「詳細設定」.
func (f *infoForm) marks(path string) templ.Attributes {
	s := settingsForm{words: i18n.Settings{Hints: f.words.Hints}, faults: f.faults, theirs: f.theirs}
	attributes := s.marks(path)
	if wrong := f.wrong(); attributes["aria-invalid"] != nil {
		attributes["autofocus"] = wrong[0] == path
	}
	return attributes
}

func (c *Console) showInfo(ctx echo.Context, v *view) error {
	info, err := c.Shops.Info(ctx.Request().Context(), v.shop.ID)
	if err != nil {
		return err
	}
	form := infoForm{words: i18n.ShopInfoFor(v.lang)}
	form.fill(info)
	return c.drawInfo(ctx, v, http.StatusOK, form)
}

func (c *Console) drawInfo(ctx echo.Context, v *view, status int, form infoForm) error {
	settings, err := c.Shops.Settings(ctx.Request().Context(), v.shop.ID)
	if err != nil {
		return err
	}
	form.groups = settings.Groups
	for _, id := range form.typed["issuer.reduced"] { // groups that are gone
		if !slices.ContainsFunc(form.groups, func(g merchant.Group) bool { return g.ID == id }) {
			form.groups = append(form.groups, merchant.Group{ID: id, Name: id})
		}
	}
	form.ask = contractDesk{words: i18n.ContractFor(v.lang), contact: c.Contact}
	return c.page(ctx, v, status, infoPage(v, form))
}

// saveInfo keeps all of it or nothing.
func (c *Console) saveInfo(ctx echo.Context, v *view) error {
	typed, err := ctx.FormParams()
	if err != nil {
		return echo.ErrBadRequest
	}
	form := infoForm{words: i18n.ShopInfoFor(v.lang)}
	info := form.read(v.shop.ID, typed)
	err = c.Shops.SaveInfo(ctx.Request().Context(), v.person.Actor(), form.edition, info)
	if faults, wrong := errors.AsType[validate.Faults](err); wrong {
		form.explain(faults, i18n.For(v.lang))
		return c.drawInfo(ctx, v, http.StatusUnprocessableEntity, form)
	}
	if changed, raced := errors.AsType[*merchant.InfoChanged](err); raced {
		form.compare(changed.Now)
		if v.flash, err = c.raced(ctx.Request().Context(), v, form.words.Conflict, &merchant.Changed{By: changed.By, At: changed.At}); err != nil {
			return err
		}
		return c.drawInfo(ctx, v, http.StatusConflict, form)
	}
	if err != nil {
		return err
	}
	return done(ctx, form.words.Saved, shopPath(v.shop.ID, "/shop"))
}

// compare puts what somebody else has saved beside what was typed.
func (f *infoForm) compare(now merchant.Info) {
	f.edition, f.theirs = now.Edition(), map[string]string{}
	for path, values := range infoValues(now) {
		saved, typed := strings.Join(values, "\n"), strings.ReplaceAll(strings.Join(f.typed[path], "\n"), "\r\n", "\n")
		if path == "issuer.rounding" {
			saved, typed = f.words.Roundings[saved], f.words.Roundings[typed]
		}
		if saved != typed {
			f.theirs[path] = orNothing(saved, f.words.Empty)
		}
	}
}
