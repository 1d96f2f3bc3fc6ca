package console

import (
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"noren/backend/ledger"
	"noren/backend/merchant"
	"noren/shared/button"
	"noren/shared/i18n"
	"noren/shared/validate"
	"noren/shared/yen"
)

// settingsForm is the page 「詳細設定」 as it was typed. Fields have the names of the record's paths, as faults have.
type settingsForm struct {
	words   i18n.Settings
	typed   url.Values
	details merchant.Details // that they say
	base    merchant.Base    // what they were edited from
	changed bool             // and not saved
	faults  map[string]string
	theirs  map[string]string // what somebody else has saved in the same fields, in words
	they    string            // that somebody
}

const maxGuide = 2000 // characters (R3-4, R3-7)

// fill writes details into the form.
func (f *settingsForm) fill(d merchant.Details) {
	f.details = d
	f.typed = url.Values{
		"showIn": {string(d.ShowIn)}, "guides.checkout": {d.Guides.Checkout}, "guides.mail": {d.Guides.Mail}, "paymentImage": {d.PaymentImage},
		"loginGuides.checkout": {d.LoginGuides.Checkout}, "loginGuides.signup": {d.LoginGuides.Signup},
		"orders.capture": {string(d.Orders.Capture)}, "orders.confirmAbove": {strconv.FormatInt(d.Orders.ConfirmAbove, 10)},
		"orders.forgetDays": {strconv.Itoa(d.Orders.ForgetDays)},
	}
	for path, limit := range map[string]*yen.Yen{"limits.hideBelow": d.Limits.HideBelow, "limits.hideFrom": d.Limits.HideFrom} {
		if limit != nil {
			f.typed.Set(path+".on", "1")
			f.typed.Set(path, digits(*limit))
		}
	}
	for path, b := range map[string]merchant.Button{"payButton": d.PayButton, "loginButton": d.LoginButton} {
		for _, site := range []button.Site{button.PC, button.SP} {
			f.typed.Set(path+"."+string(site)+".colour", string(b.On(site).Colour))
			f.typed.Set(path+"."+string(site)+".size", string(b.On(site).Size))
		}
	}
	if d.Orders.Capture == ledger.ByHand {
		f.typed.Set("orders.capture", "")
	}
	if d.Orders.CaptureDays != 0 {
		f.typed.Set("orders.captureDays", strconv.Itoa(d.Orders.CaptureDays))
	}
	if d.Kana {
		f.typed.Set("kana", "1")
	}
}

// read takes what was typed, and gives every fault of it. An amount counts when its box is ticked.
func (f *settingsForm) read(typed url.Values) validate.Faults {
	f.typed, f.changed = typed, true
	f.base.Draft, _ = strconv.ParseInt(typed.Get("base.draft"), 10, 64)
	f.base.Published, _ = strconv.ParseInt(typed.Get("base.published"), 10, 64) // without them, everything is another's
	r := paperReader{}
	text := func(path string) string { return strings.ReplaceAll(strings.TrimSpace(typed.Get(path)), "\r\n", "\n") }
	limit := func(path string) *yen.Yen {
		if typed.Get(path+".on") == "" {
			return nil
		}
		amount := r.yen(path, typed)
		return &amount
	}
	style := func(path string) button.Style {
		return button.Style{Colour: button.Colour(typed.Get(path + ".colour")), Size: button.Size(typed.Get(path + ".size"))}
	}
	d := merchant.Details{
		ShowIn:       merchant.ShowIn(typed.Get("showIn")),
		Guides:       merchant.Guides{Checkout: text("guides.checkout"), Mail: text("guides.mail")},
		PaymentImage: typed.Get("paymentImage"),
		PayButton:    merchant.Button{PC: style("payButton.pc"), SP: style("payButton.sp")},
		LoginGuides:  merchant.LoginGuides{Checkout: text("loginGuides.checkout"), Signup: text("loginGuides.signup")},
		LoginButton:  merchant.Button{PC: style("loginButton.pc"), SP: style("loginButton.sp")},
		Orders:       merchant.Orders{Capture: ledger.CaptureWhen(typed.Get("orders.capture")), ConfirmAbove: int64(r.yen("orders.confirmAbove", typed))},
		Kana:         typed.Get("kana") != "",
	}
	d.Limits.HideBelow, d.Limits.HideFrom = limit("limits.hideBelow"), limit("limits.hideFrom")
	d.Orders.ForgetDays = int(r.yen("orders.forgetDays", typed))
	if d.Orders.Capture == ledger.AfterDays {
		d.Orders.CaptureDays = int(r.yen("orders.captureDays", typed))
	}
	f.details = d
	return append(r.faults, validate.Struct(d)...)
}

// explain says what is wrong, field by field, and what to do about it; of several faults of a field the first.
func (f *settingsForm) explain(faults validate.Faults, texts i18n.Texts) {
	f.faults = map[string]string{}
	for _, fault := range faults {
		if f.faults[fault.Field] == "" {
			f.faults[fault.Field] = f.remedy(fault, texts)
		}
	}
}

func (f *settingsForm) remedy(fault validate.Fault, texts i18n.Texts) string {
	label := f.words.Fields[fault.Field]
	n := utf8.RuneCountInString(strings.ReplaceAll(f.typed.Get(fault.Field), "\r\n", "\n"))
	switch {
	case f.words.Faults[fault.Rule] != "":
		return i18n.Fill(f.words.Faults[fault.Rule], "param", fault.Param)
	case f.words.Ranges[fault.Field] != "":
		return f.words.Ranges[fault.Field]
	case fault.Rule == "max" && n > maxGuide:
		return i18n.Fill(f.words.TooLong, "field", label, "max", fault.Param, "n", strconv.Itoa(n), "over", strconv.Itoa(n-maxGuide))
	}
	return texts.Fault(fault, label)
}

// wrong are the fields with a fault, in the order of the page.
func (f *settingsForm) wrong() []string {
	var paths []string
	for _, item := range settingsItems(f.words) {
		if f.faults[item.path] != "" {
			paths = append(paths, item.path)
		}
	}
	return paths
}

// first reports the field that the page begins at when it comes back with faults.
func (f *settingsForm) first(path string) bool {
	wrong := f.wrong()
	return len(wrong) > 0 && wrong[0] == path
}

// never reports that the limits leave no amount.
func (f *settingsForm) never() bool {
	l := f.details.Limits
	return l.HideBelow != nil && l.HideFrom != nil && *l.HideBelow >= *l.HideFrom
}

func (f *settingsForm) count(path string) string {
	n := utf8.RuneCountInString(strings.ReplaceAll(f.typed.Get(path), "\r\n", "\n"))
	return i18n.Fill(f.words.Count, "n", strconv.Itoa(n), "max", strconv.Itoa(maxGuide))
}
