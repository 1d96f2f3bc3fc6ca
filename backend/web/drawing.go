package web

import (
	"cmp"
	"context"
	"log/slog"
	"slices"

	"noren/backend/checkout"
	"noren/backend/merchant"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/cart"
	"noren/shared/display"
	"noren/shared/i18n"
	"noren/widget"
)

// drawing draws the elements of one page.
type drawing struct {
	site     *Site
	shop     checkout.Shop
	settings merchant.Settings
	request  api.RenderRequest
	visit    visit
	sandbox  bool
}

// element draws one. What cannot be found out hides that element alone: the others still sell.
func (d drawing) element(ctx context.Context, e api.Element) api.Rendered {
	e.Lang = cmp.Or(e.Lang, d.request.Lang, api.Japanese)
	e.Site = cmp.Or(e.Site, button.PC)
	view := api.View{Lang: e.Lang, Site: e.Site}
	var reasons []display.Reason
	var box *button.Box
	switch e.Name {
	case api.PayElement, api.LoginElement:
		view.Pay, reasons = d.button(ctx, e)
		if view.Pay != nil {
			size := view.Pay.Style.Size.Box()
			box = &size
		}
	case api.AddressElement:
		view.Address, reasons = d.address(e)
	case api.PaymentElement:
		view.Payment, reasons = d.payment()
	case api.OrderElement:
		view.Order, reasons = d.order(e)
	case api.ReflectElement:
		view.Reflect, reasons = d.reflect(ctx, e)
	case api.GuideElement:
		view.Guide, reasons = d.guide(e)
	case api.LinkElement:
		view.Link, reasons = d.link(ctx, e)
	}
	if reasons != nil {
		texts := i18n.For(e.Lang).Problem(api.Hidden(reasons[0]))
		return api.Rendered{ID: e.ID, Hidden: reasons, Text: texts.Title + "\n" + texts.Remedy}
	}
	return api.Rendered{ID: e.ID, HTML: widget.HTML(view), View: &view, Box: box}
}

// button draws either button, with a word about how the last try ended and what else must be said in its place.
func (d drawing) button(ctx context.Context, e api.Element) (*api.PayView, []display.Reason) {
	kind, style, placement := button.Pay, d.settings.PayButton.On(e.Site), display.Cart
	if e.Name == api.LoginElement {
		kind, style, placement = button.Login, d.settings.LoginButton.On(e.Site), display.LoginPage
	}
	placement = cmp.Or(e.Placement, placement)
	_, reasons := d.decide(e, kind, placement)
	if reasons != nil {
		return nil, reasons
	}
	style.Colour, style.Size = cmp.Or(e.Colour, style.Colour), cmp.Or(e.Size, style.Size)
	return &api.PayView{Kind: kind, Style: style, Sandbox: d.sandbox, Notice: d.ended(), Note: d.note(ctx, e, kind, placement)}, nil
}

// note says what the button does not do, or does besides: on the register page it logs no member in (R4-6), on the registration
// page what follows makes a link (R4-1).
func (d drawing) note(ctx context.Context, e api.Element, kind button.Kind, placement display.Placement) api.ButtonNote {
	switch {
	case placement == display.Checkout && d.shop.Rule.Linking && d.site.memberOf(ctx, d.shop.ID, e.Member) == "":
		return api.NoLoginNote
	case placement == display.Signup && kind == button.Login:
		return api.SignupNote
	}
	return ""
}

// decide asks the display rule about an element with its cart.
func (d drawing) decide(e api.Element, kind button.Kind, placement display.Placement) (*cart.Cart, []display.Reason) {
	question := display.Question{Kind: kind, Placement: placement, Site: e.Site, Device: d.request.Device}
	if e.Cart != "" {
		basket, err := d.site.Flow.ReadCart(d.shop, e.Cart)
		if err != nil {
			return nil, []display.Reason{display.Reason(codeOf(err))}
		}
		question.Cart = &basket
	}
	return question.Cart, display.Decide(d.shop.Rule, question)
}

// against is why an element that only stands beside a button is not shown: because the button is not. Without a cart token the
// cart is left out of it.
func (d drawing) against(e api.Element, kind button.Kind, placement display.Placement) []display.Reason {
	_, reasons := d.decide(e, kind, placement)
	if e.Cart == "" {
		reasons = slices.DeleteFunc(reasons, func(reason display.Reason) bool { return reason == display.NoCart })
	}
	if len(reasons) == 0 {
		return nil
	}
	return reasons
}

// ended says why the checkout that came back did not end in an order; it is said beside the button, where one tries again.
func (d drawing) ended() api.Code {
	if d.visit.view == nil || !checkout.State(d.visit.row.State).Final() {
		return ""
	}
	return d.visit.view.Problem
}

// signed reports whether the shopper has come back from Amazon, and what is known of them is still good.
func (d drawing) signed() bool {
	return d.visit.view != nil && !checkout.State(d.visit.row.State).Final()
}

// refused is the reason against an element that something went wrong for.
func refused(ctx context.Context, e api.Element, err error) []display.Reason {
	code := codeOf(err)
	if code == api.Internal {
		slog.ErrorContext(ctx, "an element could not be drawn", "element", e.Name, "error", err)
	}
	return []display.Reason{display.Reason(code)}
}
