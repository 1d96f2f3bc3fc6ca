package web_test

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/go-cmp/cmp"

	"noren/backend/merchant"
	"noren/backend/session"
	"noren/backend/store"
	"noren/backend/store/storetest"
	"noren/backend/web/shopapi"
	"noren/shared/api"
)

// client is the generated client with a secret key.
func (o *outward) client(key string) *shopapi.ClientWithResponses {
	o.t.Helper()
	client, err := shopapi.NewClientWithResponses(o.url+"/api/v1", shopapi.WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+key)
		return nil
	}))
	o.must(err)
	return client
}

func (o *outward) checkout(key, id string) shopapi.Checkout {
	o.t.Helper()
	response, err := o.client(key).GetCheckoutWithResponse(o.t.Context(), id)
	o.must(err)
	if response.JSON200 == nil {
		o.t.Fatalf("%s: %s", response.Status(), response.Body)
	}
	if got := response.HTTPResponse.Header.Get("Cache-Control"); got != "no-store" {
		o.t.Errorf("Cache-Control %q", got)
	}
	o.conforms("Checkout", response.Body)
	return *response.JSON200
}

// specification is read once: under the race detector that takes a second.
var specification = sync.OnceValues(func() (*openapi3.T, error) {
	spec, err := openapi3.NewLoader().LoadFromData(shopapi.Specification)
	if err != nil {
		return nil, err
	}
	return spec, spec.Validate(context.Background())
})

// conforms proves an answer by the specification's own schema.
func (o *outward) conforms(schema string, body []byte) {
	o.t.Helper()
	spec, err := specification()
	o.must(err)
	var value any
	o.must(json.Unmarshal(body, &value))
	if err := spec.Components.Schemas[schema].Value.VisitJSON(value); err != nil {
		o.t.Error(err)
	}
}

func everyDatabase(t *testing.T, test func(t *testing.T, o *outward)) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) { test(t, newOutward(t, db)) })
}

// What the shop's server reads at each step of a payment (R4-8, pitfall 9).
func TestR4_8_ShopServerReadsThePayment(t *testing.T) {
	everyDatabase(t, func(t *testing.T, o *outward) {
		key := o.key(merchant.ReadCheckouts)
		id := o.begin("cart-1")
		c := o.checkout(key, id)
		if c.State != shopapi.CheckoutStateOpen || c.CartId != "cart-1" || c.Total != 3000 || c.Currency != shopapi.JPY || c.Purchaser != nil || c.Order != nil || c.OrderNumber != nil {
			t.Errorf("begun: %+v", c)
		}
		sessionID := o.review(id)
		c = o.checkout(key, id)
		if c.State != shopapi.CheckoutStateOpen || c.Purchaser == nil || c.Purchaser.Email == "" || c.Delivery == nil || c.Delivery.Region != "東京都" || c.Payment.AmazonReferenceId != nil || c.Missing == nil || len(*c.Missing) > 0 || *c.Delivery.Form.PostalCode != "1000001" {
			t.Errorf("reviewing: %+v", c)
		}
		o.confirm(id, "cart-1")
		c = o.checkout(key, id)
		if c.State != shopapi.CheckoutStateAwaitingPayment || c.OrderNumber == nil || c.Order.State != shopapi.OrderStateAwaiting || c.Order.MayShip || c.PlacedAt != nil {
			t.Errorf("at Amazon: %+v", c)
		}
		_, err := o.amazon.Pay(sessionID)
		o.must(err)
		row := o.settle(id)
		c = o.checkout(key, id)
		if c.State != shopapi.CheckoutStatePlaced || c.Order.State != shopapi.OrderStateAuthorised || !c.Order.MayShip || c.PlacedAt == nil || c.PlacedAt.Location().String() != "UTC" {
			t.Errorf("placed: %+v", c)
		}
		if row.PermissionID == "" || c.Payment.AmazonReferenceId == nil || *c.Payment.AmazonReferenceId != row.PermissionID {
			t.Errorf("reference %v, want %s", c.Payment.AmazonReferenceId, row.PermissionID)
		}
	})
}

// The shop's order is only in the answer about the checkout that it belongs to.
func TestSupersededCheckoutDoesNotShowTheOtherOnesOrder(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	key := o.key(merchant.ReadCheckouts)
	first := o.begin("cart-1")
	o.review(first)
	o.confirm(first, "cart-1")
	second := o.begin("cart-1")
	o.review(second)
	o.confirm(second, "cart-1")
	if c := o.checkout(key, first); c.State != shopapi.CheckoutStateSuperseded || c.Order != nil || c.OrderNumber != nil {
		t.Errorf("first: %+v", c)
	}
	if c := o.checkout(key, second); c.Order == nil {
		t.Errorf("second: %+v", c)
	}
}

func TestC_ServerAPIWantsASecretKey(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	id := o.begin("cart-1")
	revoked := o.key(merchant.ReadCheckouts)
	keys, err := o.shops.Keys(t.Context(), o.shop.ID)
	o.must(err)
	for _, key := range keys {
		if key.Kind == merchant.SecretKey { // the only one so far
			o.must(o.shops.RevokeKey(t.Context(), "cli", o.shop.ID, key.ID))
		}
	}
	good := o.key(merchant.ReadCheckouts)
	for name, authorization := range map[string]string{
		"none": "", "revoked": "Bearer " + revoked, "wrong": "Bearer " + good[:len(good)-1], "basic": "Basic " + good, "bare": good,
		"cart key": "Bearer " + o.cartKey, "long": "Bearer sk_" + strings.Repeat("a", 10_000),
	} {
		status, body, header := o.send(http.MethodGet, "/api/v1/checkouts/"+id, "", map[string]string{"Authorization": authorization})
		if status != http.StatusUnauthorized || problemCode(t, body) != api.Unauthorized || header.Get("WWW-Authenticate") != "Bearer" || header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
	if status, body, _ := o.send(http.MethodGet, "/api/v1/shop?key="+good, "", nil); status != http.StatusUnauthorized {
		t.Errorf("a key in the address: %d %s", status, body)
	}
}

// Whatever is added to the specification wants a key too.
func TestC_EveryOperationWantsASecretKey(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	spec, err := specification()
	o.must(err)
	operations := 0
	for path, item := range spec.Paths.Map() {
		for method := range item.Operations() {
			operations++
			status, body, _ := o.send(method, "/api/v1"+strings.NewReplacer("{", "", "}", "").Replace(path), "{}", nil)
			if status != http.StatusUnauthorized || problemCode(t, body) != api.Unauthorized {
				t.Errorf("%s %s: %d %s", method, path, status, body)
			}
		}
	}
	if operations < 7 {
		t.Errorf("%d operations: the search finds nothing", operations)
	}
}

func TestC_ScopesOfSecretKeys(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	id := o.begin("cart-1")
	reads, exchanges := bearer(o.key(merchant.ReadCheckouts)), bearer(o.key(merchant.ExchangeCodes))
	writesLinks, readsMembers, writesMembers := bearer(o.key(merchant.WriteLinks)), bearer(o.key(merchant.ReadMembers)), bearer(o.key(merchant.WriteMembers))
	const links = `{"visit":"a.b","memberId":"m-1","consent":"2026-11"}`
	for _, test := range []struct {
		method, path, body string
		header             map[string]string
		status             int
		code               api.Code
	}{
		{http.MethodGet, "/api/v1/shop", "", exchanges, 200, ""},
		{http.MethodGet, "/api/v1/shop", "", reads, 200, ""},
		{http.MethodGet, "/api/v1/checkouts/" + id, "", reads, 200, ""},
		{http.MethodGet, "/api/v1/checkouts/" + id, "", exchanges, 403, api.ScopeMissing},
		{http.MethodPost, "/api/v1/codes", `{"code":"A"}`, reads, 403, api.ScopeMissing},
		{http.MethodPost, "/api/v1/codes", `{"code":"A"}`, exchanges, 401, api.CodeInvalid},
		{http.MethodPost, "/api/v1/links", links, reads, 403, api.ScopeMissing},
		{http.MethodPost, "/api/v1/links", links, writesLinks, 401, api.SessionExpired},
		{http.MethodGet, "/api/v1/members/m-1", "", writesMembers, 403, api.ScopeMissing},
		{http.MethodGet, "/api/v1/members/m-1", "", readsMembers, 200, ""},
		{http.MethodDelete, "/api/v1/members/m-1/link", "", writesMembers, 403, api.ScopeMissing},
		{http.MethodDelete, "/api/v1/members/m-1/link", "", writesLinks, 404, api.LinkUnknown},
		{http.MethodDelete, "/api/v1/members/m-1", "", readsMembers, 403, api.ScopeMissing},
		{http.MethodDelete, "/api/v1/members/m-1", "", writesLinks, 403, api.ScopeMissing},
		{http.MethodDelete, "/api/v1/members/m-1", "", writesMembers, 204, ""},
	} {
		status, body, _ := o.send(test.method, test.path, test.body, test.header)
		if status != test.status || problemCode(t, body) != test.code {
			t.Errorf("%s %s: %d %s, want %d %s", test.method, test.path, status, body, test.status, test.code)
		}
	}
}

// A shop sees nothing of another's, not even that it is there.
func TestC_ForeignCheckoutIsUnknown(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	id := o.begin("cart-1")
	stranger := o.addShop("別の店")
	key, err := o.shops.NewSecretKey(t.Context(), "cli", stranger.ID, merchant.ReadCheckouts)
	o.must(err)
	_, foreign, _ := o.send(http.MethodGet, "/api/v1/checkouts/"+id, "", bearer(key))
	status, missing, _ := o.send(http.MethodGet, "/api/v1/checkouts/chk_nothing", "", bearer(key))
	if status != http.StatusNotFound || problemCode(t, foreign) != api.CheckoutUnknown {
		t.Errorf("%d %s", status, foreign)
	}
	if diff := cmp.Diff(missing, foreign); diff != "" {
		t.Errorf("a foreign checkout and none differ: %s", diff)
	}
}

func TestC_WrongInputChangesNothing(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	header := bearer(o.key(merchant.ReadCheckouts, merchant.ExchangeCodes))
	english := map[string]string{"Authorization": header["Authorization"], "Accept-Language": "en"}
	for name, test := range map[string]struct {
		method, path, body string
		status             int
		code               api.Code
	}{
		"no JSON":       {http.MethodPost, "/api/v1/codes", `{"code":`, 400, api.BadJSON},
		"no body":       {http.MethodPost, "/api/v1/codes", ``, 400, api.BadJSON},
		"wrong type":    {http.MethodPost, "/api/v1/codes", `{"code":17}`, 422, api.Invalid},
		"unknown field": {http.MethodPost, "/api/v1/codes", `{"code":"A","hush":"x"}`, 422, api.Invalid},
		"missing":       {http.MethodPost, "/api/v1/codes", `{}`, 422, api.Invalid},
		"too long":      {http.MethodPost, "/api/v1/codes", `{"code":"` + strings.Repeat("hush", 100) + `"}`, 422, api.Invalid},
		"1 MB":          {http.MethodPost, "/api/v1/codes", `{"code":"` + strings.Repeat("A", 1<<20) + `"}`, 413, api.TooLarge},
		"NUL in id":     {http.MethodGet, "/api/v1/checkouts/chk%00", "", 422, api.Invalid},
		"no such call":  {http.MethodGet, "/api/v1/nothing", "", 404, api.NotFound},
		"wrong method":  {http.MethodDelete, "/api/v1/shop", "", 405, api.Method},
	} {
		t.Run(name, func(t *testing.T) {
			english["Content-Type"] = "application/json"
			status, body, got := o.send(test.method, test.path, test.body, english)
			if status != test.status || problemCode(t, body) != test.code {
				t.Errorf("%d %s, want %d %s", status, body, test.status, test.code)
			}
			if !strings.HasPrefix(got.Get("Content-Type"), "application/problem+json") {
				t.Errorf("Content-Type %q", got.Get("Content-Type"))
			}
			if strings.Contains(body, "hush") && name == "too long" || strings.Contains(body, "chema") {
				t.Errorf("says too much: %s", body)
			}
			o.conforms("Problem", []byte(body))
		})
	}
}

// loginCode is what the shop's login URL is opened with when a visit is over.
func (o *outward) loginCode(checkout string) (secret string) {
	o.t.Helper()
	secret, err := o.sessions.IssueLoginCode(o.t.Context(), session.LoginCode{
		Shop: o.shop.ID, Checkout: checkout, State: "state of the session", Browser: checkout + "-CODE",
	})
	o.must(err)
	return secret
}

func TestR4_2_LoginCodeIsExchangedOnceByItsShopOnly(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	id := o.begin("cart-1")
	o.review(id)
	secret := o.loginCode(id)
	stranger := o.addShop("別の店")
	foreign, err := o.shops.NewSecretKey(t.Context(), "cli", stranger.ID, merchant.ExchangeCodes)
	o.must(err)
	key := o.key(merchant.ExchangeCodes)
	want := shopapi.Login{
		Checkout: id, BuyerId: o.buyerOf(id), LoginState: "state of the session", Placement: shopapi.LoginPlacementCart,
		ReturnTo: shopOrigin + "/cart#noren-" + id + "-CODE", Fragment: "noren-" + id + "-CODE", Missing: []shopapi.Field{},
		Purchaser: shopapi.Purchaser{
			Name: "山田 太郎", Email: "taro@example.jp", Phone: "0300000000", Form: shopapi.Form{
				FamilyName: new("山田"), GivenName: new("太郎"), Email: new("taro@example.jp"), Phone: new("0300000000"),
				PostalCode: new("1000001"), Prefecture: new("東京都"), City: new("千代田区"), Street: new("千代田1-2-3"), Building: new("見本ビル5階"),
			},
		},
	}
	for i, test := range []struct {
		key  string
		want *shopapi.Login
	}{{foreign, nil}, {key, &want}, {key, nil}} {
		response, err := o.client(test.key).ExchangeCodeWithResponse(t.Context(), shopapi.CodeExchange{Code: secret})
		o.must(err)
		if diff := cmp.Diff(test.want, response.JSON200); diff != "" {
			t.Errorf("call %d: %s", i, diff)
		}
		if response.JSON200 != nil {
			o.conforms("Login", response.Body)
		}
	}
}

func TestShopTestsItsKey(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	response, err := o.client(o.key(merchant.ReadCheckouts)).GetShopWithResponse(t.Context())
	o.must(err)
	want := &shopapi.Shop{Id: o.shop.ID, Name: "見本商店", Origins: []string{shopOrigin}}
	if diff := cmp.Diff(want, response.JSON200); diff != "" {
		t.Error(diff)
	}
}

func TestSpecificationIsServed(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	status, body, header := o.send(http.MethodGet, "/api/v1/openapi.yaml", "", nil)
	if status != http.StatusOK || body != string(shopapi.Specification) || header.Get("Content-Type") != "application/yaml" {
		t.Errorf("%d %v", status, header)
	}
}

func TestC_ServerAPIIsLimitedByKey(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	busy, calm := bearer(o.key(merchant.ReadCheckouts)), bearer(o.key(merchant.ReadCheckouts))
	refused := false
	for range 200 {
		status, body, header := o.send(http.MethodGet, "/api/v1/shop", "", busy)
		if status == http.StatusTooManyRequests {
			if refused = true; header.Get("Retry-After") == "" || problemCode(t, body) != api.TooMany {
				t.Errorf("%v %s", header, body)
			}
			break
		}
	}
	if !refused {
		t.Error("200 calls at once are not too many")
	}
	if status, body, _ := o.send(http.MethodGet, "/api/v1/shop", "", calm); status != http.StatusOK {
		t.Errorf("another key pays for it: %d %s", status, body)
	}
}

func bearer(key string) map[string]string {
	return map[string]string{"Authorization": "Bearer " + key, "Content-Type": "application/json"}
}

// problemCode reads a problem's code; "" of anything else.
func problemCode(t *testing.T, body string) api.Code {
	t.Helper()
	if body == "" {
		return ""
	}
	var p api.Problem
	if err := json.Unmarshal([]byte(body), &p); err != nil {
		t.Errorf("%v: %s", err, body)
	}
	return p.Code
}

// R3-10, R3-11: the methods come in the order of the register page, as they are at this moment, with the groups of goods.
func TestR3_10_MethodsForTheShopsServer(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	key := o.key(merchant.ReadOrders)
	_, err := o.site.Shops.AddMethod(t.Context(), "staff_1", o.shop.ID, "konbini", "コンビニ")
	o.must(err)
	_, err = o.site.Shops.AddGroup(t.Context(), "staff_1", o.shop.ID, merchant.Group{ID: "冷蔵/生", Name: "冷蔵"})
	o.must(err)
	for _, place := range []int{0, 9} {
		saved, err := o.site.Shops.MoveMethod(t.Context(), "staff_1", o.shop.ID, "konbini", place)
		o.must(err)
		response, err := o.client(key).ListPaymentMethodsWithResponse(t.Context())
		o.must(err)
		o.conforms("PaymentMethods", response.Body)
		for i, method := range saved.Methods {
			if want := (shopapi.PaymentMethod{Id: method.ID, Name: method.Name, Shown: method.Shown}); response.JSON200.Methods[i] != want {
				t.Errorf("place %d: %+v, want %+v", i, response.JSON200.Methods[i], want)
			}
		}
		groups := response.JSON200.Groups
		if last := groups[len(groups)-1]; last != (shopapi.PaymentGroup{Id: "冷蔵/生", Name: "冷蔵"}) {
			t.Errorf("%+v", groups)
		}
	}
	if refused, err := o.client(o.key(merchant.ReadCheckouts)).ListPaymentMethodsWithResponse(t.Context()); err != nil || refused.StatusCode() != http.StatusForbidden {
		t.Errorf("without the scope: %d, %v", refused.StatusCode(), err)
	}
}
