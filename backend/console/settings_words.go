package console

import (
	"strconv"
	"strings"

	"noren/backend/merchant"
	"noren/shared/button"
	"noren/shared/i18n"
	"noren/shared/yen"
)

// settingsItem is one of the settings, as people read it: its path in the record, and its value in words.
type settingsItem struct {
	path string
	show func(s merchant.Settings) string
}

// settingsChange is a setting in which two records differ.
type settingsChange struct{ path, before, after string }

// settingsItems are all of them, in the order of the page; those of other pages come last.
func settingsItems(w i18n.Settings) []settingsItem {
	limit := func(y *yen.Yen) string {
		if y == nil {
			return w.NotShown
		}
		return y.String()
	}
	items := []settingsItem{
		{"limits.hideBelow", func(s merchant.Settings) string { return limit(s.Limits.HideBelow) }},
		{"limits.hideFrom", func(s merchant.Settings) string { return limit(s.Limits.HideFrom) }},
		{"showIn", func(s merchant.Settings) string { return w.ShowIn[string(s.ShowIn)] }},
		{"guides.checkout", func(s merchant.Settings) string { return orNothing(s.Guides.Checkout, w.Empty) }},
		{"guides.mail", func(s merchant.Settings) string { return orNothing(s.Guides.Mail, w.Empty) }},
		{"paymentImage", func(s merchant.Settings) string { return s.PaymentImage }},
	}
	items = append(items, buttonItems(w, "payButton", func(s merchant.Settings) merchant.Button { return s.PayButton })...)
	items = append(
		items,
		settingsItem{"loginGuides.checkout", func(s merchant.Settings) string { return orNothing(s.LoginGuides.Checkout, w.Empty) }},
		settingsItem{"loginGuides.signup", func(s merchant.Settings) string { return orNothing(s.LoginGuides.Signup, w.Empty) }},
	)
	items = append(items, buttonItems(w, "loginButton", func(s merchant.Settings) merchant.Button { return s.LoginButton })...)
	return append(
		items,
		settingsItem{"orders.capture", func(s merchant.Settings) string { return w.Capture[orNothing(string(s.Orders.Capture), "manual")] }},
		settingsItem{"orders.captureDays", func(s merchant.Settings) string { return strconv.Itoa(s.Orders.CaptureDays) }},
		settingsItem{"orders.confirmAbove", func(s merchant.Settings) string { return money(s.Orders.ConfirmAbove) }},
		settingsItem{"orders.forgetDays", func(s merchant.Settings) string { return forgetInWords(w, s.Orders.ForgetDays) }},
		settingsItem{"kana", func(s merchant.Settings) string { return onOff(w, s.Kana) }},
		settingsItem{"methods", func(s merchant.Settings) string { return methodsInWords(w, s.Methods) }},
		settingsItem{"groups", func(s merchant.Settings) string { return groupsInWords(w, s.Groups) }},
		settingsItem{"linking", func(s merchant.Settings) string { return onOff(w, s.Linking) }},
		settingsItem{"contact", func(s merchant.Settings) string { return orNothing(s.Contact, w.Empty) }},
		settingsItem{"issuer", func(s merchant.Settings) string { return issuerInWords(w, s) }},
	)
}

func buttonItems(w i18n.Settings, path string, of func(merchant.Settings) merchant.Button) []settingsItem {
	var items []settingsItem
	for _, site := range []button.Site{button.PC, button.SP} {
		at := path + "." + string(site)
		items = append(
			items,
			settingsItem{at + ".colour", func(s merchant.Settings) string { return w.Colours[string(of(s).On(site).Colour)] }},
			settingsItem{at + ".size", func(s merchant.Settings) string { return w.Sizes[string(of(s).On(site).Size)] }},
		)
	}
	return items
}

// settingsChanges are what lies between two records.
func settingsChanges(w i18n.Settings, before, after merchant.Settings) []settingsChange {
	var changes []settingsChange
	for _, item := range settingsItems(w) {
		if was, is := item.show(before), item.show(after); was != is {
			changes = append(changes, settingsChange{item.path, was, is})
		}
	}
	return changes
}

// forgetInWords is a rule of retention.
func forgetInWords(w i18n.Settings, days int) string {
	if days == 0 {
		return w.NeverForget
	}
	return i18n.Fill(w.ForgetAfter, "n", strconv.Itoa(days))
}

func onOff(w i18n.Settings, on bool) string {
	if on {
		return w.On
	}
	return w.Off
}

func methodsInWords(w i18n.Settings, methods []merchant.Method) string {
	lines := make([]string, 0, len(methods))
	for i, m := range methods {
		text := w.MethodHidden
		if m.Shown {
			text = w.MethodShown
		}
		lines = append(lines, strconv.Itoa(i+1)+". "+i18n.Fill(text, "name", m.Name))
	}
	return strings.Join(lines, "\n")
}

func groupsInWords(w i18n.Settings, groups []merchant.Group) string {
	lines := make([]string, 0, len(groups))
	for _, g := range groups {
		text := w.GroupUnticked
		if g.AmazonPay {
			text = w.GroupTicked
		}
		lines = append(lines, i18n.Fill(text, "name", g.Name))
	}
	return orNothing(strings.Join(lines, "\n"), w.Empty)
}

func issuerInWords(w i18n.Settings, s merchant.Settings) string {
	i := s.Issuer
	var lines []string
	for _, line := range append([]string{i.Name, i.PostalCode, i.Address, i.Phone, i.Number, w.Roundings[string(i.Rounding)]}, i.Reduced...) {
		if line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
