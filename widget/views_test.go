package widget

import (
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/display"
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

// questioned is everything that can be asked for.
var questioned = []api.Field{
	api.FamilyName, api.GivenName, api.FamilyKana, api.GivenKana, api.Email, api.Phone, api.PostalCode, api.Prefecture, api.City,
	api.Street, api.Building,
}

// states are all but the usual one.
var states = []api.State{api.Busy, api.Disabled, api.Failed}

// one is a view of every component.
var one = []api.View{
	{Pay: &api.PayView{Kind: button.Pay, Style: button.Default}},
	{Address: &address},
	{Payment: &api.PaymentView{Descriptor: "Amazon Pay (Visa **11)"}},
	{Order: &api.OrderView{Total: 12_800, Questions: []api.Field{api.Phone, api.Prefecture}}},
	{Reflect: &api.ReflectView{Signed: true}},
	{Guide: &api.GuideView{Text: "ご案内"}},
	{Link: &api.LinkView{State: api.LinkReady}},
}

// links is what a member can meet.
var links = []api.LinkView{
	{Placement: display.MyPage, State: api.LinkNone, Prompt: true},
	{Placement: display.Complete, State: api.LinkReady, Prompt: true},
	{Placement: display.MyPage, State: api.LinkNone},
	{Placement: display.MyPage, State: api.LinkReady, Notice: api.LinkConflict},
	{Placement: display.MyPage, State: api.LinkMade, Since: "2026-11-07"},
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
			add(api.View{Pay: &api.PayView{Kind: button.Pay, Style: button.Default, Note: api.NoLoginNote}})
			add(api.View{Pay: &api.PayView{Kind: button.Login, Style: button.Default, Note: api.SignupNote}})
			add(api.View{Address: &address})
			add(api.View{Address: &api.AddressView{Target: api.Delivery}})
			add(api.View{Address: &api.AddressView{Target: api.Purchaser}})
			add(api.View{Payment: &api.PaymentView{Descriptor: "Amazon Pay (Visa **11)"}})
			add(api.View{Payment: &api.PaymentView{}})
			add(api.View{Order: &api.OrderView{Total: 12_800}})
			add(api.View{Order: &api.OrderView{Total: 1_000_000, Notice: api.TotalChanged}})
			add(api.View{Order: &api.OrderView{Total: 1, Questions: questioned}})
			add(api.View{Reflect: &api.ReflectView{Ticked: true}})
			add(api.View{Reflect: &api.ReflectView{Ticked: true, Signed: true}})
			add(api.View{Reflect: &api.ReflectView{Signed: true}})
			add(api.View{Guide: &api.GuideView{Kind: button.Pay, Text: "一行目\n\n三行目", Image: "https://shop.example/pay.png"}})
			add(api.View{Guide: &api.GuideView{Kind: button.Login, Text: "Amazonアカウントをお持ちの方"}})
			for _, link := range links {
				add(api.View{Link: &link})
			}
			for _, state := range states {
				for _, each := range one {
					each.State = state
					add(each)
				}
			}
		}
	}
	return all
}

// viewsOf puts one text into every place of every component that takes one, also where only our own words are meant to stand.
func viewsOf(text string) []api.View {
	site, notice := button.Site(text), api.Code(text)
	style := button.Style{Colour: button.Colour(text), Size: button.Size(text)}
	return []api.View{
		{Lang: api.Lang(text), Site: site, State: api.State(text), Pay: &api.PayView{Kind: button.Kind(text), Style: style, Sandbox: true, Notice: notice}},
		{Site: site, Address: &api.AddressView{Target: api.Target(text), Name: text, Lines: []string{text, text}, Phone: text}},
		{Site: site, Payment: &api.PaymentView{Descriptor: text}},
		{Site: site, Order: &api.OrderView{Total: 1, Notice: notice, Questions: []api.Field{api.Field(text), api.Phone}}},
		{Site: site, Reflect: &api.ReflectView{}},
		{Site: site, Guide: &api.GuideView{Kind: button.Kind(text), Text: text, Image: "https://shop.example/" + text}},
		{Site: site, Link: &api.LinkView{Placement: display.Placement(text), State: api.LinkState(text), Notice: notice}},
		{Site: site, Link: &api.LinkView{State: api.LinkMade, Since: text}},
	}
}

// hostile texts are what a stranger, an old database or a copy from a word processor may bring.
var hostile = []string{
	`"`, `'`, `\`, `\"`, `a"><script>alert(1)</script>`, `</p></div>`, `<!--`, `]]>`, `&amp;`, `&#34;`, `&quot;`, "`", `%s %d`,
	"山田　太郎", "a\u00a0b", "👩\u200d💻", "a\nb", "a\r\nb", "a\rb", "a\tb", "a\x00b", "a\x7fb", "a\u0080b", "a\u0085b", "\ufeffa",
	"\u202eabc\u2066", "\u2028a", "葛\U000e0100飾", "\xff\xfe", "true", "false", ">\n  <", " a ", "\u3000a\u3000", "{name}", "{phone}",
}
