package widget

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"noren/shared/api"
	"noren/shared/i18n"
)

// Address shows the address chosen at Amazon, with 「Amazonのアドレス帳から選ぶ」 (R4-7).
type Address struct {
	app.Compo
	Look
	View api.AddressView
}

// Render draws name, lines and phone, or says that nothing is chosen yet.
func (a *Address) Render() app.UI {
	texts := a.texts()
	heading, none := texts.AddressHeading, texts.AddressNone
	if a.View.Target == api.Purchaser {
		heading, none = texts.PurchaserHeading, texts.PurchaserNone
	}
	return a.root(heading, texts.Leaving).Body(
		line("heading", heading),
		app.Div().Attr("part", "chosen").Body(a.chosen(texts, none)...),
		a.protection(texts),
		a.change(api.ChangeAddress, texts.AddressChange).Attr("data-target", attr(string(a.View.Target))),
		a.notice("", texts.Leaving),
	)
}

func (a *Address) chosen(texts i18n.Texts, none string) []app.UI {
	if a.View.Name == "" && len(a.View.Lines) == 0 {
		return []app.UI{line("none", none)}
	}
	var shown []app.UI
	if a.View.Name != "" {
		shown = append(shown, line("name", i18n.Fill(texts.AddressName, "name", a.View.Name)))
	}
	for _, each := range a.View.Lines {
		shown = append(shown, line("line", each))
	}
	if a.View.Phone != "" {
		shown = append(shown, line("phone", i18n.Fill(texts.AddressPhone, "phone", a.View.Phone)))
	}
	return shown
}

// protection can be asked for only where goods are delivered.
func (a *Address) protection(texts i18n.Texts) app.UI {
	if a.View.Target != api.Delivery {
		return nil
	}
	return protection(texts)
}
