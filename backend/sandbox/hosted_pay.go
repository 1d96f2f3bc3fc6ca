package sandbox

import (
	"errors"
	"net/url"

	"noren/backend/sandbox/pages"
)

func (s *Sandbox) processingPage(v *visit, _ url.Values) step {
	x := v.session
	if v.buyer == nil || x == nil {
		return s.forward(v)
	}
	if left := x.constraints(); len(left) > 0 {
		var detail []string
		for _, c := range left {
			detail = append(detail, c.ConstraintID+": "+c.Description)
		}
		return s.message(v, v.texts().NotReady, detail...)
	}
	return step{page: pages.Processing(pages.ProcessingView{
		Action: v.path("processing"), CancelAction: v.path("cancel"), MerchantName: s.shopName(v), Lang: v.lang,
		Amount: readable(x.payment().ChargeAmount), Reference: reference(x.request.MerchantMetadata),
		Manual: s.cfg.ManualProcessing,
	})}
}

// processingForm pays. A declined buyer may try another card before the session ends.
func (s *Sandbox) processingForm(v *visit, form url.Values) step {
	x := v.session
	if v.buyer == nil || x == nil || x.buyer == nil || x.buyer.ID != v.buyer.ID {
		return s.forward(v)
	}
	outcome, err := s.pay(x)
	t := v.texts()
	view := pages.MessageView{
		Title: t.Declined, Text: t.DeclinedText, Lang: v.lang,
		Retry: &pages.Link{Label: t.AnotherCard, Action: v.path("anothercard")},
		Leave: &pages.Link{Label: t.GiveUp, Action: v.path("giveup")},
	}
	switch {
	case errors.Is(err, ErrCardRefused):
		view.Text, view.Detail = t.CardRefused, []string{err.Error()}
		return step{page: pages.Message(view)}
	case err != nil:
		return s.processingPage(v, form)
	case outcome == Declined:
		return step{page: pages.Message(view)}
	case outcome == BuyerCanceled:
		s.cancelSession(x, string(BuyerCanceled))
	}
	return redirect(x.resultReturn())
}

func (s *Sandbox) anotherCardForm(v *visit, _ url.Values) step {
	if v.session == nil {
		return s.forward(v)
	}
	v.purpose, v.retry = toChangePayment, true
	return redirect(v.path("choose"))
}

// giveUpForm ends a declined session; the shop reads the reason.
func (s *Sandbox) giveUpForm(v *visit, _ url.Values) step {
	if v.session == nil {
		return s.forward(v)
	}
	s.cancelSession(v.session, string(Declined))
	return redirect(v.session.resultReturn())
}
