package demoshop

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"noren/backend/demoshop/norenapi"
)

// method is a way to pay as the shop's owner has named it in Noren's console.
type method struct {
	Payment payment
	Name    string
}

// methods are in the order of the register page (R3-10).
type methods []method

// ownMethods are in force until Noren has said otherwise.
func ownMethods() methods {
	var own methods
	for _, pay := range []payment{amazonPay, bankTransfer, cashOnDelivery} {
		own = append(own, method{pay, pay.label()})
	}
	return own
}

// known are the ways to pay that this shop has a program for, by the ids that its owner has entered in Noren's console.
var known = map[string]payment{"amazonpay": amazonPay, "bank": bankTransfer, "cod": cashOnDelivery}

// methodsTime is how long a page waits for Noren before it shows what was in force before.
const methodsTime = time.Second

// readMethods asks Noren for the methods that are shown. They are read anew for each page, so that a change in the console is seen at
// once; while Noren cannot be reached, those of the last time hold.
func (s *shop) readMethods(ctx context.Context) methods {
	asked, cancel := context.WithTimeout(ctx, methodsTime)
	defer cancel()
	listed, err := s.noren.methods(asked)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		slog.WarnContext(ctx, "payment methods not read", "error", err)
		return s.methods
	}
	s.methods = nil
	for _, each := range listed {
		if pay, can := known[each.Id]; can && each.Shown {
			s.methods = append(s.methods, method{pay, each.Name})
		}
	}
	return s.methods
}

// methods lists them as they stand in Noren's console.
func (n client) methods(ctx context.Context) ([]norenapi.PaymentMethod, error) {
	answer, err := n.api.ListPaymentMethodsWithResponse(ctx)
	switch {
	case err != nil:
		return nil, fmt.Errorf("demoshop: payment methods: %w", err)
	case answer.JSON200 == nil:
		return nil, refusal(answer.StatusCode(), answer.ApplicationproblemJSONDefault)
	}
	return answer.JSON200.Methods, nil
}

// name is how shoppers read a way to pay.
func (m methods) name(pay payment) string {
	if i := slices.IndexFunc(m, func(each method) bool { return each.Payment == pay }); i >= 0 {
		return m[i].Name
	}
	return pay.label()
}

// payments lists how a draft can be paid, in the order of the register page. Whether Amazon Pay is really offered is Noren's to say: its
// element stands aside and gives the reason.
func (m methods) payments(d draft) []payment {
	if d.Amounts.Total == 0 {
		return []payment{nothingToPay}
	}
	var offered []payment
	for _, each := range m {
		if each.Payment == bankTransfer || !d.prepaid() && (each.Payment == amazonPay || d.parcel()) {
			offered = append(offered, each.Payment)
		}
	}
	return offered
}
