package web_test

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"golang.org/x/net/html"

	"noren/backend/amazonpay"
	"noren/backend/ledger"
	"noren/backend/merchant"
	"noren/backend/store/storetest"
)

// reader is a developer who has the reference, a shell and curl, and no more. Where the examples have numbers and identifiers, the
// reader has real ones.
type reader struct {
	*outward

	key, home  string
	examples   map[string]string
	operations map[string]*openapi3.Operation
	real       map[string]string
}

const (
	exampleOrder, exampleOther, exampleDay     = "261124-9m5t7x4c", "261124-2k8w3j6d", "2026-12-01"
	exampleCheckout, exampleBulk               = "chk_01kawb3v8e2r9m5t7x4c6n1p0q", "bulk_01kawb7n4j9k2m6p8r1t5v3x0z"
	exampleEndpoint, exampleCode, exampleVisit = "end_01kawb5q2h7d4f9s3z8v1y6w0x", "4KQ7ZM2XT5C3NPR6WJ7BHD2VYA", "7Q2MZX4KT5C3NPR6WJ7BHD2VYA"
)

func newReader(t *testing.T) *reader {
	t.Helper()
	o := newOutward(t, storetest.SQLite(t))
	r := &reader{
		outward: o, key: o.key(merchant.Scopes()...), home: t.TempDir(), examples: map[string]string{}, operations: map[string]*openapi3.Operation{},
		real: map[string]string{exampleDay: o.now().AddDate(0, 0, 3).Format(time.DateOnly)},
	}
	o.must(os.WriteFile(filepath.Join(r.home, ".curlrc"), []byte("silent\nshow-error\nwrite-out = \"\\n%{http_code}\"\n"), 0o600))
	o.document("/docs/api?lang=en").each(func(name string, attributes map[string]string, node *html.Node) {
		if name == "section" && attributes["aria-labelledby"] != "" {
			dom{t, node}.each(func(name string, _ map[string]string, inner *html.Node) {
				if name == "pre" {
					r.examples[attributes["aria-labelledby"]] = textOf(inner)
				}
			})
		}
	})
	spec, err := specification()
	o.must(err)
	for _, item := range spec.Paths.Map() {
		for _, operation := range item.Operations() {
			r.operations[operation.OperationID] = operation
		}
	}
	return r
}

// pastes runs the example of an operation, which must succeed as the reference says, and gives its answer.
func (r *reader) pastes(operation string) (answer struct{ ID string }) {
	r.t.Helper()
	text, ok := r.examples[operation]
	if !ok {
		r.t.Fatalf("%s: no example, or not for the first time", operation)
	}
	delete(r.examples, operation)
	for example, id := range r.real {
		text = strings.ReplaceAll(text, example, id)
	}
	shell := exec.CommandContext(r.t.Context(), "sh", "-c", text)
	shell.Env = append(shell.Environ(), "CURL_HOME="+r.home, "NOREN="+r.url, "NOREN_KEY="+r.key)
	out, err := shell.CombinedOutput()
	if err != nil {
		r.t.Fatalf("%s: %v\n%s\n%s", operation, err, text, out)
	}
	end := strings.LastIndex(string(out), "\n")
	body, status := string(out[:end]), string(out[end+1:])
	response := r.operations[operation].Responses.Value(status)
	if response == nil || !strings.HasPrefix(status, "2") {
		r.t.Fatalf("%s: %s\n%s\n%s", operation, status, text, body)
	}
	if content := response.Value.Content.Get("application/json"); content != nil {
		var value any
		r.must(json.Unmarshal([]byte(body), &value))
		if err := content.Schema.Value.VisitJSON(value); err != nil {
			r.t.Errorf("%s: %v\n%s", operation, err, body)
		}
		r.must(json.Unmarshal([]byte(body), &answer))
	} else if (response.Value.Content == nil) != (body == "") {
		r.t.Errorf("%s: body %q", operation, body)
	}
	return answer
}

// Every example of the reference works as it stands there, with the reader's own numbers in it.
func TestX18_ExamplesOfTheReferenceWorkInAShell(t *testing.T) {
	r := newReader(t)
	r.pastes("getShop")
	r.pastes("listPaymentMethods")
	r.endpoints()
	r.anOrder()
	r.orders()
	r.members()
	r.pastes("listEvents")
	for operation := range r.examples {
		t.Errorf("%s was not tried", operation)
	}
}

// What the page about the shop's server lets readers paste is in the reference, letter for letter.
func TestX18_CallsOfTheServersPageAreThoseOfTheReference(t *testing.T) {
	examples := slices.Collect(maps.Values(newReader(t).examples))
	for _, lang := range []string{"ja", "en"} {
		calls := regexp.MustCompile("(?s)```sh\n(curl .*?)\n```").FindAllStringSubmatch(read(t, "../../static/docs/server."+lang+".md"), -1)
		if len(calls) < 9 {
			t.Errorf("%s: %d calls", lang, len(calls))
		}
		for _, call := range calls {
			if !slices.Contains(examples, call[1]) {
				t.Errorf("%s: not in the reference:\n%s", lang, call[1])
			}
		}
	}
}

// anOrder takes one order from its payment to its end.
func (r *reader) anOrder() {
	r.t.Helper()
	r.real[exampleCheckout] = r.paid("cart-1")
	r.settle(r.real[exampleCheckout])
	row, err := r.site.Flow.Get(r.t.Context(), r.shop.ID, r.real[exampleCheckout])
	r.must(err)
	order, err := r.site.Book.Get(r.t.Context(), r.shop.ID, row.OrderID)
	r.must(err)
	r.real[exampleOrder] = order.Number
	for _, operation := range []string{
		"getCheckout", "listOrders", "getOrder", "editPurchaser", "planShipping", "scheduleCapture", "shipOrder", "captureOrder", "refundOrder",
	} {
		r.pastes(operation)
	}
	r.finishRefunds(order.Number)
	r.pastes("cancelPayment")
	r.finishRefunds(order.Number)
	r.pastes("cancelOrder")
	r.pastes("getOrderTimeline")
	r.pastes("exportOrders")
	r.pastes("forgetOrder")
}

// orders are several at once, one that has lapsed, and one with a payment that was found.
func (r *reader) orders() {
	r.t.Helper()
	r.real[exampleOrder], r.real[exampleOther] = r.placedAs("cart-2"), r.placedAs("cart-3")
	r.real[exampleBulk] = r.pastes("draftBulk").ID
	r.pastes("startBulk")
	r.pastes("getBulk")
	r.pastes("stopBulk")
	r.takeByHand(r.real[exampleOther])
	r.amazon.Advance(31 * 24 * time.Hour)
	r.finishRefunds(r.real[exampleOrder])
	r.pastes("reauthoriseOrder")
	r.real[exampleOrder] = r.real[exampleOther]
	r.pastes("acceptOrder")
}

// takeByHand takes money in Seller Central for an order that was cancelled there.
func (r *reader) takeByHand(number string) {
	r.t.Helper()
	ctx := r.t.Context()
	order, err := r.site.Book.OfNumber(ctx, r.shop.ID, number)
	r.must(err)
	r.must(r.amazon.CancelCharge(order.ChargeID, "x"))
	_, err = r.site.Book.Settle(ctx, r.shop.ID, order.ID)
	r.must(err)
	account, err := r.account(ctx, r.shop.ID, "")
	r.must(err)
	body, err := amazonpay.Encode(amazonpay.ChargeRequest{ChargePermissionID: order.PermissionID, ChargeAmount: amazonpay.JPY(2000), CaptureNow: true})
	r.must(err)
	charge, err := account.Client.CreateCharge(ctx, amazonpay.IdempotencyKey(rand.Text()), body)
	r.must(err)
	r.must(errors.Join(r.site.Flow.Notified(ctx, r.site.Book, r.shop.ID, order.PermissionID, []ledger.News{
		{ObjectType: amazonpay.ObjectCharge, ObjectID: charge.ChargeID},
	})...))
}

func (r *reader) members() {
	r.t.Helper()
	id, visit := r.visit("taro", "cart-4")
	r.real[exampleVisit], r.real[exampleCode] = visit, r.loginCode(id)
	for _, operation := range []string{"exchangeCode", "createLink", "exportMember", "deleteLink", "eraseMember"} {
		r.pastes(operation)
	}
}

func (r *reader) endpoints() {
	r.t.Helper()
	r.real[exampleEndpoint] = r.pastes("createEndpoint").ID
	for _, operation := range []string{"listEndpoints", "testEndpoint", "rotateEndpointSecret", "replayEndpoint", "updateEndpoint", "deleteEndpoint"} {
		r.pastes(operation)
	}
}
