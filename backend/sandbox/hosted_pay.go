package sandbox

import (
	"errors"
	"net/url"

	"noren/backend/sandbox/pages"
)

func (s *Sandbox) processingPage(v *visit, _ url.Values) step {
	x := v.session
	if !v.ownsSession() {
		return s.forward(v)
	}
	if left := x.constraints(); len(left) > 0 {
		var detail []string
		for _, c := range left {
			detail = append(detail, c.ConstraintID+": "+c.Description)
		}
		return s.message(v, v.texts().NotReady, detail...)
	}
	view := pages.ProcessingView{
		Action: v.path("processing"), CancelAction: v.path("cancel"), MerchantName: s.shopName(v), Lang: v.lang,
		Amount: readable(x.payment().ChargeAmount), Reference: reference(x.request.MerchantMetadata),
		Agreement: s.agreement(v), Manual: s.cfg.ManualProcessing,
	}
	if x.setupOnly() {
		view.Title, view.Pay = v.texts().SetupTitle, v.texts().Setup
	}
	return step{page: pages.Processing(view)}
}

// processingForm pays.
func (s *Sandbox) processingForm(v *visit, form url.Values) step {
	if !v.ownsSession() {
		return s.forward(v)
	}
	if len(v.session.constraints()) > 0 {
		return s.processingPage(v, form)
	}
	return s.settleUp(v)
}

// settleUp pays with the chosen card. A declined buyer may try another before the session ends.
func (s *Sandbox) settleUp(v *visit) step {
	x, t := v.session, v.texts()
	outcome, err := s.pay(x)
	view := pages.MessageView{
		Title: t.Declined, Text: t.DeclinedText, Lang: v.lang, MerchantName: s.shopName(v),
		Retry: &pages.Link{Label: t.AnotherCard, Action: v.path("anothercard")},
		Leave: &pages.Link{Label: t.GiveUp, Action: v.path("giveup")},
	}
	switch {
	case errors.Is(err, ErrCardRefused):
		view.Text, view.Detail = t.CardRefused, []string{err.Error()}
		return step{page: pages.Message(view)}
	case err != nil:
		return s.message(v, t.NotReady, err.Error())
	case outcome == Declined:
		return step{page: pages.Message(view)}
	case outcome == BuyerCanceled:
		s.cancelSession(x, string(BuyerCanceled))
	}
	return redirect(x.resultReturn())
}

func (s *Sandbox) anotherCardForm(v *visit, _ url.Values) step {
	if !v.ownsSession() {
		return s.forward(v)
	}
	v.purpose = toPay
	return redirect(v.path("choose"))
}

// giveUpForm ends a declined session; the shop reads the reason.
func (s *Sandbox) giveUpForm(v *visit, _ url.Values) step {
	if !v.ownsSession() || len(v.session.constraints()) > 0 {
		return s.forward(v)
	}
	s.cancelSession(v.session, string(Declined))
	return redirect(v.session.resultReturn())
}
