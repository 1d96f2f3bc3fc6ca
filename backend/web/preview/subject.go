package preview

import (
	"cmp"
	"slices"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/display"
	"noren/shared/i18n"
)

// Subject is an element in one of the situations that shoppers meet it in.
type Subject string

// The two buttons; what else there is stands in subjects.
const (
	PaySubject   Subject = "pay"
	LoginSubject Subject = "login"
)

// subject says which element it is, with which attributes of its own, and what is drawn.
type subject struct {
	name       Subject
	element    api.ElementName
	attributes []attribute
	view       func(c Choices) api.View
}

type attribute struct{ name, value string }

var subjects = []subject{
	{PaySubject, api.PayElement, nil, buttonView(button.Pay, "")},
	{"pay-checkout", api.PayElement, []attribute{{"placement", "checkout"}}, buttonView(button.Pay, api.NoLoginNote)},
	{LoginSubject, api.LoginElement, nil, buttonView(button.Login, "")},
	{"login-signup", api.LoginElement, []attribute{{"placement", "signup"}}, buttonView(button.Login, api.SignupNote)},
	{"guide", api.GuideElement, nil, guideView(button.Pay)},
	{"guide-login", api.GuideElement, []attribute{{"kind", "login"}}, guideView(button.Login)},
	{"reflect", api.ReflectElement, nil, fixed(api.View{Reflect: &api.ReflectView{Ticked: true}})},
	{"reflect-off", api.ReflectElement, nil, fixed(api.View{Reflect: &api.ReflectView{Signed: true}})},
	{"address", api.AddressElement, nil, addressView(api.Delivery)},
	{"address-none", api.AddressElement, nil, fixed(api.View{Address: &api.AddressView{Target: api.Delivery}})},
	{"purchaser", api.AddressElement, []attribute{{"target", "purchaser"}}, addressView(api.Purchaser)},
	{"payment", api.PaymentElement, nil, fixed(api.View{Payment: &api.PaymentView{Descriptor: "Amazon Pay (Visa **** 1111)"}})},
	{"payment-none", api.PaymentElement, nil, fixed(api.View{Payment: &api.PaymentView{}})},
	{"order", api.OrderElement, nil, fixed(api.View{Order: &api.OrderView{Total: total}})},
	{"order-questions", api.OrderElement, nil, fixed(api.View{Order: &api.OrderView{
		Total: total, Questions: []api.Field{api.FamilyKana, api.GivenKana, api.Phone},
	}})},
	{"link-invite", api.LinkElement, []attribute{{"href", "/mypage/amazon"}}, linkView(api.LinkView{
		Placement: display.MyPage, State: api.LinkNone, Prompt: true,
	})},
	{"link", api.LinkElement, nil, linkView(api.LinkView{Placement: display.MyPage, State: api.LinkNone})},
	{"link-made", api.LinkElement, nil, linkView(api.LinkView{Placement: display.MyPage, State: api.LinkMade, Since: "2026-11-07"})},
}

// sampleImage is a payment image's address as the widget must have it (R3-5). What is shown is [ImagePath].
const sampleImage = "https://shop.example/amazon-pay.svg"

// total is what the goods of the frame's shop come to.
const total = 6_480

// subject finds what is shown.
func (c Choices) subject() subject {
	return subjects[slices.IndexFunc(subjects, func(s subject) bool { return s.name == c.Show })]
}

func allSubjects() []Subject {
	var names []Subject
	for _, each := range subjects {
		names = append(names, each.name)
	}
	return names
}

// isButton reports whether it has a colour and a size.
func (s subject) isButton() bool { return s.element == api.PayElement || s.element == api.LoginElement }

// hasGuide reports whether the shop's words are part of it, or stand beside it.
func (s subject) hasGuide() bool { return s.isButton() || s.element == api.GuideElement }

// kind is the button that it is, or that it belongs to.
func (s subject) kind() button.Kind {
	if s.element == api.LoginElement || s.name == "guide-login" {
		return button.Login
	}
	return button.Pay
}

func buttonView(kind button.Kind, note api.ButtonNote) func(Choices) api.View {
	return func(c Choices) api.View {
		return api.View{Pay: &api.PayView{
			Kind: kind, Style: button.Style{Colour: c.Colour, Size: c.Size}, Sandbox: c.Sandbox, Note: note, Notice: c.notice(),
		}}
	}
}

func guideView(kind button.Kind) func(Choices) api.View {
	return func(c Choices) api.View {
		view := api.GuideView{Kind: kind, Text: c.Guide}
		if c.Guide == "" {
			view.Text = i18n.PreviewFor(c.Words).SampleGuide
		}
		if c.Image {
			view.Image = sampleImage
		}
		return api.View{Guide: &view}
	}
}

func addressView(target api.Target) func(Choices) api.View {
	return func(c Choices) api.View {
		words := i18n.PreviewFor(c.Words)
		return api.View{Address: &api.AddressView{Target: target, Name: words.SampleName, Lines: words.SampleAddress, Phone: "090-1234-5678"}}
	}
}

func linkView(view api.LinkView) func(Choices) api.View {
	return func(c Choices) api.View {
		shown := view
		shown.Notice = c.notice()
		return api.View{Link: &shown}
	}
}

// fixed draws the same whatever is chosen, but for an order's notice.
func fixed(view api.View) func(Choices) api.View {
	return func(c Choices) api.View {
		shown := view
		if view.Order != nil {
			order := *view.Order
			order.Notice = c.notice()
			shown.Order = &order
		}
		return shown
	}
}

// failures are what goes wrong where nothing is paid.
var failures = map[Subject]api.Code{ //nolint:exhaustive // of all others a payment does
	LoginSubject: api.AmazonRefused, "login-signup": api.AmazonRefused,
	"link-invite": api.LinkConflict, "link": api.LinkConflict, "link-made": api.LinkUnknown,
	"address": api.SessionExpired, "address-none": api.SessionExpired, "purchaser": api.SessionExpired,
	"payment": api.SessionExpired, "payment-none": api.SessionExpired,
}

// notice is why a try failed, in the states that say so.
func (c Choices) notice() api.Code {
	switch c.State {
	case Failed:
		return cmp.Or(failures[c.Show], api.PaymentDeclined)
	case Unreachable:
		return api.AmazonUnreachable
	case Loading, Ready, Busy, Disabled, Hidden:
	}
	return ""
}
