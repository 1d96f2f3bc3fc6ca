package widget

import (
	"noren/shared/api"
	"noren/shared/button"
)

// languages, sites and the other dimensions of what can be drawn.
var (
	languages = []api.Lang{api.Japanese, api.English}
	sites     = []button.Site{button.PC, button.SP}
	kinds     = []button.Kind{button.Pay, button.Login}
	colours   = []button.Colour{button.Gold, button.LightGray, button.DarkGray}
	sizes     = []button.Size{button.Small, button.Medium, button.Large, button.Fluid}
)

var address = api.AddressView{
	Target: api.Delivery, Name: "山田 太郎", Lines: []string{"〒150-0041", "東京都渋谷区神南1-2-3"}, Phone: "090-1234-5678",
}

// views is every kind of view in both languages and on both sites: all buttons, things chosen and not, with and without a notice.
func views() []api.View {
	var all []api.View
	for _, lang := range languages {
		for _, site := range sites {
			add := func(v api.View) {
				v.Lang, v.Site = lang, site
				all = append(all, v)
			}
			for _, kind := range kinds {
				for _, colour := range colours {
					for _, size := range sizes {
						add(api.View{Pay: &api.PayView{Kind: kind, Style: button.Style{Colour: colour, Size: size}}})
					}
				}
			}
			add(api.View{Pay: &api.PayView{Kind: button.Pay, Style: button.Default, Sandbox: true, Notice: api.PaymentDeclined}})
			add(api.View{Address: &address})
			add(api.View{Address: &api.AddressView{Target: api.Delivery}})
			add(api.View{Address: &api.AddressView{Target: api.Purchaser}})
			add(api.View{Payment: &api.PaymentView{Descriptor: "Amazon Pay (Visa **11)"}})
			add(api.View{Payment: &api.PaymentView{}})
			add(api.View{Order: &api.OrderView{Total: 12_800}})
			add(api.View{Order: &api.OrderView{Total: 1_000_000, Notice: api.TotalChanged}})
		}
	}
	return all
}

// viewsOf puts one text into every place of every component that takes one, also where only our own words are meant to stand.
func viewsOf(text string) []api.View {
	site, notice := button.Site(text), api.Code(text)
	style := button.Style{Colour: button.Colour(text), Size: button.Size(text)}
	return []api.View{
		{Lang: api.Lang(text), Site: site, Pay: &api.PayView{Kind: button.Kind(text), Style: style, Sandbox: true, Notice: notice}},
		{Site: site, Address: &api.AddressView{Target: api.Target(text), Name: text, Lines: []string{text, text}, Phone: text}},
		{Site: site, Payment: &api.PaymentView{Descriptor: text}},
		{Site: site, Order: &api.OrderView{Total: 1, Notice: notice}},
	}
}

// hostile texts are what a stranger, an old database or a copy from a word processor may bring.
var hostile = []string{
	`"`, `'`, `\`, `\"`, `a"><script>alert(1)</script>`, `</p></div>`, `<!--`, `]]>`, `&amp;`, `&#34;`, `&quot;`, "`", `%s %d`,
	"山田　太郎", "a\u00a0b", "👩\u200d💻", "a\nb", "a\r\nb", "a\rb", "a\tb", "a\x00b", "a\x7fb", "a\u0080b", "a\u0085b", "\ufeffa",
	"\u202eabc\u2066", "\u2028a", "葛\U000e0100飾", "\xff\xfe", "true", "false", ">\n  <", " a ", "\u3000a\u3000", "{name}", "{phone}",
}
