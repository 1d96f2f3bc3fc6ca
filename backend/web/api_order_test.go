package web_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"noren/backend/ledger"
	"noren/backend/merchant"
	"noren/backend/store/storetest"
	"noren/backend/web/shopapi"
	"noren/shared/api"
)

// placedOrder is the number of an order that is paid.
func (o *outward) placedOrder() (number string) { return o.placedAs("cart-1") }

func (o *outward) placedAs(cartID string) (number string) {
	o.t.Helper()
	row := o.settle(o.paid(cartID))
	order, err := o.site.Book.Get(o.t.Context(), o.shop.ID, row.OrderID)
	o.must(err)
	return order.Number
}

// ask calls an operation about an order with a key that may do everything, and gives the order that comes back.
func (o *outward) ask(key, method, path, body string, header map[string]string) (status int, order shopapi.OrderDetails, problem orderProblem) {
	o.t.Helper()
	all := bearer(key)
	maps.Copy(all, header)
	status, answer, _ := o.send(method, "/api/v1/orders/"+path, body, all)
	if status == http.StatusOK {
		o.conforms("OrderDetails", []byte(answer))
		o.must(json.Unmarshal([]byte(answer), &order))
		return status, order, problem
	}
	o.conforms("Problem", []byte(answer))
	o.must(json.Unmarshal([]byte(answer), &problem))
	return status, order, problem
}

type orderProblem struct {
	Code  api.Code
	About shopapi.About
}

func permits(order shopapi.OrderDetails, action shopapi.Action) bool {
	for _, permit := range order.Permits {
		if permit.Action == action {
			return permit.Allowed
		}
	}
	return false
}

func TestX18_OrderThroughTheAPI(t *testing.T) {
	everyDatabase(t, func(t *testing.T, o *outward) {
		key := o.key(merchant.Scopes()...)
		number := o.placedOrder()
		status, order, _ := o.ask(key, http.MethodGet, number, "", nil)
		if status != http.StatusOK || order.State != "authorised" || !order.MayShip || order.Total != 3000 || order.AmazonReferenceId == nil || order.Purchaser == nil ||
			!permits(order, "capture") || permits(order, "refund") || order.Next != "capture" {
			t.Errorf("placed: %d %+v", status, order)
		}
		seen := order.Version
		for i, step := range []struct {
			path, body string
			status     int
			state      shopapi.OrderState
			code       api.Code
		}{
			{"/shipping-plan", `{"on":"` + o.now().AddDate(0, 0, 3).Format(time.DateOnly) + `"}`, 200, "authorised", ""},
			{"/capture", fmt.Sprintf(`{"version":%d}`, seen), 409, "", api.OrderChanged},
			{"/cancel", "", 409, "", api.NotPermitted},
			{"/capture-schedule", `{"at":"2099-01-01T00:00:00Z"}`, 200, "authorised", ""},
			{"/ship", "", 200, "authorised", ""},
			{"/capture", "", 200, "captured", ""},
			{"/capture", "{}", 409, "", api.NotPermitted},
			{"/refund", `{"amount":100000}`, 422, "", api.AmountInvalid},
			{"/refund", `{"amount":2500}`, 409, "", api.ConfirmationMissing},
			{"/refund", `{"amount":1000,"reason":"傷"}`, 200, "refunding", ""},
			{"/refund", `{"amount":1000}`, 409, "", api.NotPermitted},
			{"/reauthorise", "", 409, "", api.NotPermitted},
			{"/accept", "", 409, "", api.NotPermitted},
		} {
			status, order, problem := o.ask(key, http.MethodPost, number+step.path, step.body, nil)
			if status != step.status || order.State != step.state || problem.Code != step.code {
				t.Errorf("step %d, %s: %d %q %q, want %+v", i, step.path, status, order.State, problem.Code, step)
			}
			if about := problem.About; problem.Code == api.NotPermitted && about.Why == nil || problem.Code == api.AmountInvalid && (about.Most == nil || *about.Most != 3450) {
				t.Errorf("%s: %+v", step.path, about)
			}
		}
		o.finishRefunds(number)
		if status, order, problem := o.ask(key, http.MethodPost, number+"/cancel-payment", `{"reason":"品切れ"}`, nil); status != http.StatusOK || order.State != "refunding" || order.Refunded != 1000 {
			t.Errorf("cancel-payment: %d %+v %v", status, order, problem)
		}
		o.finishRefunds(number)
		status, order, _ = o.ask(key, http.MethodPost, number+"/cancel", "", nil)
		if status != http.StatusOK || order.State != "order_cancelled" || order.Refunded != 3000 || len(order.Refunds) != 2 || len(order.Charges) != 1 {
			t.Errorf("cancel: %d %+v", status, order)
		}
		o.actedByKey(number)
	})
}

// finishRefunds lets Amazon come to the end of what it was asked for, and reads it.
func (o *outward) finishRefunds(number string) {
	o.t.Helper()
	o.amazon.Advance(3 * time.Hour)
	order, err := o.site.Book.OfNumber(o.t.Context(), o.shop.ID, number)
	o.must(err)
	_, err = o.site.Book.Settle(o.t.Context(), o.shop.ID, order.ID)
	o.must(err)
}

// actedByKey proves that the order's book names the key that acted.
func (o *outward) actedByKey(number string) {
	o.t.Helper()
	status, body, _ := o.send(http.MethodGet, "/api/v1/orders/"+number+"/timeline", "", bearer(o.key(merchant.ReadOrders)))
	o.conforms("Timeline", []byte(body))
	var timeline shopapi.Timeline
	o.must(json.Unmarshal([]byte(body), &timeline))
	byKey := 0
	for _, entry := range timeline.Entries {
		if entry.Actor != nil && strings.HasPrefix(*entry.Actor, "api:key_") && entry.Sentence != "" {
			byKey++
		}
	}
	if status != http.StatusOK || byKey < 5 {
		o.t.Errorf("timeline: %d, %d entries of the key: %s", status, byKey, body)
	}
}

func TestR5_6_PurchaserIsEditedThroughTheAPI(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	key, number := o.key(merchant.Scopes()...), o.placedOrder()
	status, order, _ := o.ask(key, http.MethodPut, number+"/purchaser", `{"purchaser":{"familyName":"山本","givenName":"花子","phone":"０９０−１２３４−５６７８"}}`, nil)
	if status != http.StatusOK || *order.Purchaser.FamilyName != "山本" || *order.Purchaser.Phone != "09012345678" {
		t.Errorf("%d %+v", status, order.Purchaser)
	}
	if status, _, problem := o.ask(key, http.MethodPut, number+"/purchaser", `{"purchaser":{}}`, nil); status != http.StatusUnprocessableEntity || problem.Code != api.Invalid {
		t.Errorf("nobody: %d %v", status, problem)
	}
}

// R5-7: after the authorisation has lapsed, a refusal names its reason and the three remedies.
func TestR5_7_RefusalThroughTheAPINamesTheRemedies(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	key, number := o.key(merchant.Scopes()...), o.placedOrder()
	o.amazon.Advance(31 * 24 * time.Hour)
	o.finishRefunds(number)
	o.wire.Store(&http.Client{Transport: hardDeclined{}})
	status, _, problem := o.ask(key, http.MethodPost, number+"/reauthorise", "", nil)
	if status != http.StatusConflict || problem.Code != api.ChargeRefused || *problem.About.AmazonReason != "HardDeclined" || *problem.About.Class != "hard" || len(*problem.About.Remedies) != 3 {
		t.Errorf("%d %+v", status, problem)
	}
}

// hardDeclined lets every new charge be refused, as Amazon's sandbox does when it is told to.
type hardDeclined struct{}

func (hardDeclined) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/charges") {
		r = r.Clone(r.Context())
		r.Header.Set("X-Amz-Pay-Simulation-Code", "HardDeclined")
	}
	return http.DefaultTransport.RoundTrip(r)
}

// Amazon is silent before anything was noted: nothing was done, and the answer says so. Silent afterwards, it will be repeated.
func TestX18_AmazonSilentIsToldAsItIs(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	key, number := o.key(merchant.Scopes()...), o.placedOrder()
	o.down.Store(true)
	if status, _, problem := o.ask(key, http.MethodPost, number+"/capture", "", nil); status != http.StatusServiceUnavailable || problem.Code != api.NotAsked {
		t.Errorf("not read: %d %+v", status, problem)
	}
	if _, order, _ := o.ask(key, http.MethodGet, number, "", nil); order.Busy != nil {
		t.Errorf("something was noted: %v", *order.Busy)
	}
	o.down.Store(false)
	o.wire.Store(&http.Client{Transport: muteCapture{}})
	if status, _, problem := o.ask(key, http.MethodPost, number+"/capture", "", nil); status != http.StatusServiceUnavailable || problem.Code != api.OperationNoted {
		t.Errorf("noted: %d %+v", status, problem)
	}
	if _, order, _ := o.ask(key, http.MethodGet, number, "", nil); order.Busy == nil {
		t.Error("nothing was noted")
	}
	o.down.Store(true)
	if status, order, _ := o.ask(key, http.MethodGet, number, "", nil); status != http.StatusOK || order.State != "authorised" {
		t.Errorf("reading asks nothing of Amazon: %d %+v", status, order)
	}
}

// muteCapture lets Amazon answer everything but a request for payment.
type muteCapture struct{}

func (muteCapture) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/capture") {
		return nil, errors.New("no answer")
	}
	return http.DefaultTransport.RoundTrip(r)
}

// Every operation of the specification that has a scope refuses a key with all the others, and lets one with it alone through.
func TestC_EveryOperationWantsItsScope(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	spec, err := specification()
	o.must(err)
	with, without := make(map[merchant.Scope]string), make(map[merchant.Scope]string)
	for _, scope := range merchant.Scopes() {
		var others []merchant.Scope
		for _, other := range merchant.Scopes() {
			if other != scope {
				others = append(others, other)
			}
		}
		with[scope], without[scope] = o.key(scope), o.key(others...)
	}
	scoped := 0
	for path, item := range spec.Paths.Map() {
		for method, operation := range item.Operations() {
			word, ok := operation.Extensions["x-scope"].(string)
			if !ok {
				continue
			}
			scoped++
			address := "/api/v1" + strings.NewReplacer("{", "", "}", "").Replace(path)
			if status, body, _ := o.send(method, address, "{}", bearer(without[merchant.Scope(word)])); status != http.StatusForbidden || problemCode(t, body) != api.ScopeMissing {
				t.Errorf("%s %s with every scope but %s: %d %s", method, path, word, status, body)
			}
			if status, body, _ := o.send(method, address, "{}", bearer(with[merchant.Scope(word)])); status == http.StatusForbidden || status == http.StatusUnauthorized && strings.Contains(body, "unauthorized") {
				t.Errorf("%s %s with %s alone: %d %s", method, path, word, status, body)
			}
		}
	}
	if scoped < 25 {
		t.Errorf("%d operations: the search finds nothing", scoped)
	}
}

// A shop sees nothing of another's order, and does nothing with it.
func TestC_ForeignOrderIsUnknown(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	number := o.placedOrder()
	stranger := o.addShop("別の店")
	key, err := o.shops.NewSecretKey(t.Context(), "cli", stranger.ID, merchant.Scopes()...)
	o.must(err)
	spec, err := specification()
	o.must(err)
	bodies := map[string]string{"refundOrder": `{"amount":1}`, "editPurchaser": `{"purchaser":{"familyName":"山田"}}`}
	tried := 0
	for path, item := range spec.Paths.Map() {
		if !strings.Contains(path, "{number}") {
			continue
		}
		for method, operation := range item.Operations() {
			tried++
			address := "/api/v1" + strings.ReplaceAll(path, "{number}", url.PathEscape(number))
			status, body, _ := o.send(method, address, bodies[operation.OperationID], bearer(key))
			if status != http.StatusNotFound || problemCode(t, body) != api.OrderUnknown {
				t.Errorf("%s %s: %d %s", method, path, status, body)
			}
		}
	}
	order, err := o.site.Book.OfNumber(t.Context(), o.shop.ID, number)
	o.must(err)
	if tried < 12 || ledger.State(order.State) != ledger.Authorised {
		t.Errorf("%d tries, order %s", tried, order.State)
	}
}
