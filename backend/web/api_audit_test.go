package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"noren/backend/audit"
	"noren/backend/ledger"
	"noren/backend/merchant"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
)

// notAudited are the changes that are nobody's deed in the shop, but the shopper's: their own history tells of them.
var notAudited = map[string]string{
	"exchangeCode": "the shopper comes back from Amazon",
	"createLink":   "the member has agreed: the link's own events keep that",
}

// auditor calls operations and looks what the log says.
type auditor struct {
	*outward

	key   string
	seen  map[string]bool // operations
	known map[string]bool // entries that were looked at
}

// leaves calls an operation and wants an entry by the key with the action. Whatever the answer is: what was done is in the log.
func (a *auditor) leaves(operation string, action audit.Action, method, path, body string) (answer string) {
	a.t.Helper()
	status, answer, _ := a.send(method, "/api/v1"+path, body, bearer(a.key))
	rows, err := audit.Read(a.t.Context(), a.db, audit.Asked{Shop: a.shop.ID, Limit: 100})
	a.must(err)
	found := false
	for _, row := range rows {
		found = found || !a.known[row.ID] && row.Action == string(action) && strings.HasPrefix(row.Actor, "api:key_")
		a.known[row.ID] = true
	}
	if !found {
		a.t.Errorf("%s leaves no %s: %d %s", operation, action, status, answer)
	}
	a.seen[operation] = true
	return answer
}

// Every operation that changes something, and the download, is in the audit log, with the key that did it, and without personal data
// or secrets.
func TestX18_EveryChangeByTheAPIIsInTheAuditLog(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	a := &auditor{outward: o, key: o.key(merchant.Scopes()...), seen: map[string]bool{}, known: map[string]bool{}}
	a.audited()
	spec, err := specification()
	o.must(err)
	changes := 0
	for _, item := range spec.Paths.Map() {
		for method, operation := range item.Operations() {
			if method == http.MethodGet {
				continue
			}
			changes++
			if id := operation.OperationID; !a.seen[id] && notAudited[id] == "" {
				t.Errorf("nothing says whether %s is in the log", id)
			}
		}
	}
	if changes < 20 {
		t.Errorf("%d operations: the search finds nothing", changes)
	}
	rows, err := audit.Read(t.Context(), o.db, audit.Asked{Shop: o.shop.ID, Limit: 1000})
	o.must(err)
	for _, row := range rows {
		for _, secret := range []string{"山田", "花子", "hanako", "@", "品切れ", "whsec_", "sk_", "m-1", "token=x"} {
			if text := row.Subject + row.BeforeText + row.AfterText; strings.Contains(text, secret) {
				t.Errorf("%s holds %q: %s", row.Action, secret, text)
			}
		}
	}
}

func (a *auditor) audited() {
	first, second, third := "/orders/"+a.placedAs("cart-1"), a.placedAs("cart-2"), "/orders/"+a.placedAs("cart-3")
	order := func(event ledger.Event) audit.Action { return audit.OfOrder(string(event)) }
	a.leaves("planShipping", order(ledger.ShippingPlanned), "POST", first+"/shipping-plan", `{"on":"`+a.now().AddDate(0, 0, 3).Format(time.DateOnly)+`"}`)
	a.leaves("scheduleCapture", order(ledger.CaptureScheduled), "POST", first+"/capture-schedule", `{"at":"2099-01-01T00:00:00Z"}`)
	a.leaves("editPurchaser", order(ledger.PurchaserChanged), "PUT", first+"/purchaser", `{"purchaser":{"familyName":"山田","givenName":"花子","email":"hanako@example.jp"}}`)
	a.leaves("shipOrder", order(ledger.Shipped), "POST", first+"/ship", "")
	a.leaves("captureOrder", order(ledger.CaptureAsked), "POST", first+"/capture", "")
	a.leaves("refundOrder", order(ledger.RefundAsked), "POST", first+"/refund", `{"amount":1000,"reason":"品切れ"}`)
	a.finishRefunds(strings.TrimPrefix(first, "/orders/"))
	a.leaves("cancelPayment", order(ledger.RefundAsked), "POST", first+"/cancel-payment", `{"reason":"品切れ"}`)
	a.finishRefunds(strings.TrimPrefix(first, "/orders/"))
	a.leaves("cancelOrder", order(ledger.CancelOrder), "POST", first+"/cancel", "")
	a.leaves("forgetOrder", order(ledger.PurchaserForgotten), "POST", first+"/forget", "")
	a.leaves("acceptOrder", order(ledger.Accept), "POST", "/orders/"+a.found(second)+"/accept", "")

	bulk := between(a.leaves("draftBulk", audit.BulkDrafted, "POST", "/bulks", `{"orders":["`+second+`"]}`), `"id":"`)
	a.leaves("startBulk", audit.BulkStarted, "POST", "/bulks/"+bulk+"/start", "")
	a.leaves("stopBulk", audit.BulkStopped, "POST", "/bulks/"+bulk+"/stop", "")
	a.leaves("exportOrders", audit.ExportEnded, "GET", "/exports/orders?name=%E5%B1%B1%E7%94%B0&column=number", "")

	const hook = `{"url":"https://shop.example/hooks?token=x"}`
	endpoint := "/webhooks/" + between(a.leaves("createEndpoint", audit.EndpointAdded, "POST", "/webhooks", hook), `"id":"`)
	if status, _, _ := a.send("POST", "/api/v1/webhooks", hook, bearer(a.key)); status != http.StatusUnprocessableEntity {
		a.t.Errorf("the same address twice: %d", status)
	}
	a.leaves("updateEndpoint", audit.EndpointChanged, "PUT", endpoint, `{"url":"https://shop.example/other?token=x"}`)
	a.leaves("testEndpoint", audit.EndpointTested, "POST", endpoint+"/test", "")
	a.leaves("rotateEndpointSecret", audit.SecretRotated, "POST", endpoint+"/secret", "")
	a.leaves("replayEndpoint", audit.EndpointReplayed, "POST", endpoint+"/replay", `{"since":"2026-01-01T00:00:00Z"}`)
	a.leaves("deleteEndpoint", audit.EndpointRemoved, "DELETE", endpoint, "")

	_, visit := a.visit("taro", "cart-4")
	a.linked(a.key, visit, "m-1")
	a.leaves("deleteLink", audit.MemberUnlinked, "DELETE", "/members/m-1/link", "")
	a.leaves("eraseMember", audit.MemberErased, "DELETE", "/members/m-1", "")

	a.amazon.Advance(31 * 24 * time.Hour)
	a.finishRefunds(strings.TrimPrefix(third, "/orders/")) // it is read: the authorisation has lapsed
	a.leaves("reauthoriseOrder", order(ledger.ReauthoriseAsked), "POST", third+"/reauthorise", "")
}

// found is the number of a payment that belongs to no order, by the buyer of another.
func (a *auditor) found(of string) (number string) {
	a.t.Helper()
	other, err := a.site.Book.OfNumber(a.t.Context(), a.shop.ID, of)
	a.must(err)
	id, checkout := store.NewID("ord", a.now()), a.begin("cart-9")
	a.must(a.db.Tx(a.t.Context(), func(q *query.Queries) error {
		return ledger.Found(a.t.Context(), q, query.Order{
			ShopID: a.shop.ID, ID: id, CartID: "cart-9", CheckoutID: checkout, Cart: `{"id":"cart-9"}`, Total: 3000, Buyer: other.Buyer, MerchantID: "A1",
			PermissionID: "S03-0000000-0000009", ChargeID: "S03-0000000-0000009-C000000", Lang: "ja", CreatedAt: int64(store.At(a.now())),
		}, "261127-none", map[string]any{})
	}))
	order, err := a.site.Book.Get(a.t.Context(), a.shop.ID, id)
	a.must(err)
	return order.Number
}

// between is the text in quotation marks that follows a name.
func between(text, before string) string {
	_, text, _ = strings.Cut(text, before)
	text, _, _ = strings.Cut(text, `"`)
	return text
}
