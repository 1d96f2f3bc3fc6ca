package web

import (
	"cmp"
	"context"

	"noren/backend/checkout"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/display"
	"noren/shared/jpaddress"
)

// chosen is the live payment that elements show the choice of, or nil. Who has only signed in has chosen nothing.
func (d drawing) chosen() *api.Checkout {
	if !d.signed() || checkout.State(d.visit.row.State) == checkout.SignedIn {
		return nil
	}
	return d.visit.view
}

// address shows the purchaser's or the recipient's: each is changed alone (R4-7).
func (d drawing) address(e api.Element) (*api.AddressView, []display.Reason) {
	target, shown := cmp.Or(e.Target, api.Delivery), d.visit.shot.Delivery
	if target == api.Purchaser {
		shown = d.visit.shot.Purchaser
	}
	if d.chosen() == nil || shown == nil {
		return nil, []display.Reason{display.NoCheckout}
	}
	return &api.AddressView{Target: target, Name: shown.Name, Lines: jpaddress.Lines(*shown), Phone: shown.Phone}, nil
}

func (d drawing) payment() (*api.PaymentView, []display.Reason) {
	chosen := d.chosen()
	if chosen == nil {
		return nil, []display.Reason{display.NoCheckout}
	}
	return &api.PaymentView{Descriptor: chosen.Descriptor}, nil
}

// order asks for what Amazon does not have, if anything (R4-5).
func (d drawing) order(e api.Element) (*api.OrderView, []display.Reason) {
	chosen := d.chosen()
	if chosen == nil {
		return nil, []display.Reason{display.NoCheckout}
	}
	basket, reasons := d.decide(e, button.Pay, display.Checkout)
	if reasons != nil {
		return nil, reasons
	}
	return &api.OrderView{Total: basket.Total, Questions: chosen.Missing, Notice: chosen.Problem}, nil
}

// reflect is ticked at first for guests and not for members; after a return, as it was chosen (R4-6).
func (d drawing) reflect(ctx context.Context, e api.Element) (*api.ReflectView, []display.Reason) {
	if reasons := d.against(e, button.Login, display.Checkout); reasons != nil {
		return nil, reasons
	}
	ticked := d.site.memberOf(ctx, d.shop.ID, e.Member) == ""
	if chosen := d.chosen(); chosen != nil {
		ticked = chosen.Fill == api.Purchaser
	}
	return &api.ReflectView{Ticked: ticked, Signed: d.signed()}, nil
}

// guide is the shop's text beside a button, as long as that is shown; those about signing in are for whoever has not (R3-4, R3-7).
func (d drawing) guide(e api.Element) (*api.GuideView, []display.Reason) {
	placement := cmp.Or(e.Placement, display.Checkout)
	view := &api.GuideView{Kind: cmp.Or(e.Kind, button.Pay)}
	switch {
	case view.Kind == button.Pay:
		view.Text, view.Image, placement = d.settings.Guides.Checkout, d.site.imageURL(d.shop.ID, d.settings.PaymentImage), display.Checkout
	case placement == display.Checkout:
		view.Text = d.settings.LoginGuides.Checkout
	case placement == display.Signup:
		view.Text = d.settings.LoginGuides.Signup
	}
	if reasons := d.against(e, view.Kind, placement); reasons != nil {
		return nil, reasons
	}
	switch {
	case view.Kind == button.Login && d.signed():
		return nil, []display.Reason{display.Signed}
	case view.Text == "" && view.Image == "":
		return nil, []display.Reason{display.NoGuide}
	}
	return view, nil
}
