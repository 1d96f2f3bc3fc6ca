package console

import (
	"noren/backend/merchant"
	"noren/backend/web/preview"
	"noren/shared/api"
	"noren/shared/button"
)

// scene is one place of the shop's pages with what stands there: elements as shoppers get them.
type scene struct {
	name     string
	elements []string // HTML of ours
}

// scenes are what settings make of the shop's pages on one site, for a guest, in the shop's language.
func (c *Console) scenes(shop string, s merchant.Settings, site button.Site) []scene {
	draw := func(name api.ElementName, view api.View) string {
		view.Lang, view.Site = api.Japanese, site
		return preview.Element(name, view)
	}
	guide := func(kind button.Kind, text, image string) []string {
		if text == "" && image == "" {
			return nil
		}
		return []string{draw(api.GuideElement, api.View{Guide: &api.GuideView{Kind: kind, Text: text, Image: image}})}
	}
	press := func(name api.ElementName, kind button.Kind, style button.Style, note api.ButtonNote) string {
		return draw(name, api.View{Pay: &api.PayView{Kind: kind, Style: style, Note: note}})
	}
	image, pay, login := "", s.PayButton.On(site), s.LoginButton.On(site)
	if s.PaymentImage != "" {
		image = c.PublicURL + merchant.ImagePath(shop, s.PaymentImage)
	}
	register, note := guide(button.Pay, s.Guides.Checkout, image), api.ButtonNote("")
	if s.Linking {
		note = api.NoLoginNote
	}
	all := []scene{
		{"checkout", append(register, press(api.PayElement, button.Pay, pay, note))},
		{"login", append(guide(button.Login, s.LoginGuides.Checkout, ""), press(api.LoginElement, button.Login, login, note))},
		{"cart", nil},
	}
	if s.ShowIn == merchant.CartAndCheckout {
		all[2].elements = []string{press(api.PayElement, button.Pay, pay, "")}
	}
	if s.Linking {
		signup := append(guide(button.Login, s.LoginGuides.Signup, ""), press(api.LoginElement, button.Login, login, api.SignupNote))
		all = append(all, scene{"signup", signup})
	}
	return all
}
