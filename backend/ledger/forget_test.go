package ledger_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/backend/audit"
	"noren/backend/ledger"
	"noren/backend/mail"
	"noren/backend/store/query"
	"noren/shared/validate"
)

// Whoever asks to be forgotten is found by their address, and nothing of them is left with any of their orders whose payment is at rest:
// not sealed, not in the index, not in a mail that waits. The money is what it was.
func TestIssue8_PersonalDataOfOrdersAreErased(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		ctx := t.Context()
		order, kept := k.placed(3000), k.placed(2000)
		person, _, err := k.book.People(order)
		must(t, err)
		edited := *person
		edited.FamilyName = "佐藤"
		_, err = k.book.EditPurchaser(ctx, shopID, order.ID, staff, edited)
		must(t, err)
		if _, err := k.book.Forget(ctx, shopID, order.ID, staff); !errors.Is(err, ledger.ErrNotAllowed) {
			t.Errorf("an order whose payment is open: %v", err)
		}
		captured, err := k.book.Capture(ctx, shopID, order.ID, staff)
		must(t, err)
		filter := ledger.Filter{Email: person.Email}
		find := func() (numbers []string) {
			t.Helper()
			_, err := k.book.Index(ctx, 100)
			must(t, err)
			page, err := k.book.Search(ctx, shopID, filter, "", 10)
			must(t, err)
			for _, o := range page.Orders {
				numbers = append(numbers, o.Number)
			}
			slices.Sort(numbers)
			return numbers
		}
		if found := find(); len(found) != 2 || person.Email == "" {
			t.Fatalf("found by %q: %v", person.Email, found)
		}
		result, err := k.book.ForgetAll(ctx, shopID, "cli", filter)
		must(t, err)
		slices.SortFunc(result, func(a, b ledger.Forgotten) int { return strings.Compare(string(a.Kept), string(b.Kept)) })
		if diff := cmp.Diff([]ledger.Forgotten{{Number: order.Number}, {Number: kept.Number, Kept: ledger.WhyState}}, result); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{kept.Number}, find()); diff != "" {
			t.Errorf("still found: %s", diff)
		}
		k.nothingOf(order.ID)
		after := k.order(order.ID)
		if after.State != captured.State || after.Captured != captured.Captured || after.Total != captured.Total || after.ChargeID != captured.ChargeID {
			t.Errorf("the money has changed: %+v", after)
		}
		log, err := audit.Read(ctx, k.db, audit.Asked{Shop: shopID, Action: audit.OfOrder(string(ledger.PurchaserForgotten)), Limit: 10})
		must(t, err)
		if len(log) != 1 || log[0].Actor != "cli" || log[0].Subject != order.ID || strings.Contains(log[0].BeforeText+log[0].AfterText, "佐藤") {
			t.Errorf("audit log: %+v", log)
		}
		again, err := k.book.ForgetAll(ctx, shopID, "cli", ledger.Filter{Number: order.Number})
		must(t, err)
		if diff := cmp.Diff([]ledger.Forgotten{{Number: order.Number, Kept: ledger.WhyDone}}, again); diff != "" {
			t.Error(diff)
		}
		if _, err := k.book.ForgetAll(ctx, shopID, "cli", ledger.Filter{}); !errors.As(err, new(validate.Faults)) {
			t.Errorf("a filter of everything: %v", err)
		}
		if _, err := k.book.Refund(ctx, shopID, order.ID, staff, ledger.RefundWish{Amount: 100}); err != nil {
			t.Errorf("money of an order without people cannot be returned: %v", err)
		}
		if still, _, err := k.book.People(k.order(kept.ID)); err != nil || still.Email != person.Email {
			t.Errorf("the order that is kept has lost its purchaser: %v", err)
		}
	})
}

// nothingOf looks for people of an order in every table that has some.
func (k *kit) nothingOf(id string) {
	k.t.Helper()
	ctx, q := k.t.Context(), k.db.Read()
	o := k.order(id)
	visit, err := q.GetCheckout(ctx, query.GetCheckoutParams{ShopID: shopID, ID: o.CheckoutID})
	must(k.t, err)
	edits, err := q.PurchaserEdits(ctx, query.PurchaserEditsParams{ShopID: shopID, OrderID: id})
	must(k.t, err)
	if len(o.Buyer)+len(o.Purchaser)+len(visit.Buyer)+len(visit.BuyerHash)+len(visit.MemberID)+len(edits) != 0 {
		k.t.Errorf("left: order %d + %d, visit %d %q %q, %d edits", len(o.Buyer), len(o.Purchaser), len(visit.Buyer), visit.BuyerHash, visit.MemberID, len(edits))
	}
	mails, err := q.MailsOf(ctx, query.MailsOfParams{ShopID: shopID, Subject: id})
	must(k.t, err)
	if len(mails) == 0 {
		k.t.Error("there was no mail to be taken back")
	}
	for _, m := range mails {
		if m.State == mail.Waiting || m.NextAt != 0 || len(m.Draft) != 0 {
			k.t.Errorf("mail %s: %s, next at %d, draft of %d bytes", m.Kind, m.State, m.NextAt, len(m.Draft))
		}
	}
	letter, err := k.book.Letter(ctx, query.Mail{ShopID: shopID, Kind: string(mail.OrderConfirmation), Subject: id, Lang: "ja"})
	if err != nil || letter.Name != "" || letter.Email != "" || letter.Delivery != nil {
		k.t.Errorf("a mail that is repeated would go to %q %q, %v", letter.Name, letter.Email, err)
	}
}
