package sandbox_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"noren/backend/sandbox"
)

const multiAddress = "PayAndShipMultiAddress"

// several is a session whose buyer chose home and office.
func (c *client) several() (id string) {
	c.t.Helper()
	id, err := c.s.Initiate(c.form(payload(""), multiAddress))
	if err != nil {
		c.t.Fatal(err)
	}
	back, err := c.s.Choose(id, sandbox.Choice{Buyer: "taro", Addresses: []string{"office", "home"}})
	if err != nil || !strings.HasPrefix(back, "https://shop.example.jp/review") {
		c.t.Fatalf("chosen: %q, %v", back, err)
	}
	return id
}

// shippingList parses what an SDK would parse: an array of texts, each the JSON of an address.
func (a answer) shippingList(t *testing.T) (ids, lines []string) {
	t.Helper()
	list, ok := a.at("shippingAddressList").([]any)
	if !ok {
		t.Fatalf("no shippingAddressList: %s", a.body)
	}
	for _, item := range list {
		text, ok := item.(string)
		if !ok {
			t.Fatalf("not a text: %v", item)
		}
		if got, want := strings.Join(keysInOrder(t, text), " "), "addressId name addressLine1 addressLine2 addressLine3 city county district "+
			"stateOrRegion postalCode countryCode phoneNumber"; got != want {
			t.Errorf("keys %s", got)
		}
		var place struct{ AddressID, AddressLine1 string }
		if err := json.Unmarshal([]byte(text), &place); err != nil || !strings.HasPrefix(place.AddressID, "amzn1.address.") {
			t.Errorf("entry %s: %v", text, err)
		}
		ids, lines = append(ids, place.AddressID), append(lines, place.AddressLine1)
	}
	return ids, lines
}

// Protocol 12.9, 3.2, 3.3: the buyer chooses several addresses, the merchant describes each, the permission keeps them.
func TestProtocol12_9_SeveralAddresses(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	id := c.several()
	path := "/v2/checkoutSessions/" + id
	a := c.get(path).is(t, 200, "")
	ids, lines := a.shippingList(t)
	if diff := cmp.Diff([]string{"横浜市西区みなとみらい1-2-3", "千代田区千代田1-2-3"}, lines); diff != "" || ids[0] == ids[1] {
		t.Errorf("addresses %v: %s", ids, diff)
	}
	if a.text("productType") != multiAddress || a.at("shippingAddress") != nil {
		t.Errorf("session: %s", a.body)
	}
	if again, _ := c.get("/v2/checkoutSessions/" + c.several()).shippingList(t); again[0] != ids[0] {
		t.Error("the id of an address changes from session to session")
	}

	described := `{"multiAddressesCheckoutMetadata":[{"addressId":"` + ids[0] + `","description":"傘2本"},{"addressId":"` + ids[1] + `","price":` + amount(980) + `}]}`
	list := c.call("PATCH", path, described).is(t, 200, "").list(t, "multiAddressesCheckoutMetadata")
	if len(list) != 2 || list[0].text("description") != "傘2本" || list[1].text("price.amount") != "980" {
		t.Errorf("described: %v", list)
	}
	replaced := c.call("PATCH", path, `{"multiAddressesCheckoutMetadata":[{"addressId":"`+ids[1]+`"}]}`).is(t, 200, "").list(t, "multiAddressesCheckoutMetadata")
	if len(replaced) != 1 || replaced[0].at("description") != nil {
		t.Errorf("a list is replaced whole: %v", replaced)
	}
	c.call("PATCH", path, described).is(t, 200, "")
	c.call("PATCH", path, `{"multiAddressesCheckoutMetadata":[{"addressId":"amzn1.address.X"}]}`).is(t, 400, "InvalidParameterValue")

	if _, err := s.Choose(id, sandbox.Choice{Buyer: "taro", Addresses: []string{"office", "okinawa"}}); err != nil { // a change
		t.Fatal(err)
	}
	if list := c.get(path).list(t, "multiAddressesCheckoutMetadata"); len(list) != 1 || list[0].text("addressId") != ids[0] {
		t.Errorf("described after the change: %v", list)
	}
	c.call("PATCH", path, update(3980, "Authorize", "")).is(t, 200, "")
	if _, err := s.Pay(id); err != nil {
		t.Fatal(err)
	}
	done := c.complete(id, 3980).is(t, 200, "")
	if strings.Contains(done.body, "shippingAddressList") || strings.Contains(done.body, "multiAddresses") {
		t.Errorf("completed: %s", done.body)
	}
	permission := "/v2/chargePermissions/" + done.text("chargePermissionId")
	p := c.get(permission)
	if _, lines := p.shippingList(t); len(lines) != 2 || lines[1] != "那覇市港町1-2-3" || p.text("shippingAddress.addressLine1") != lines[0] {
		t.Errorf("permission: %s", p.body)
	}
	s.Advance(30 * day)
	if p := c.get(permission); strings.Contains(p.body, "shippingAddressList") || p.at("shippingAddress") != nil {
		t.Errorf("permission after 30 days: %s", p.body)
	}
}

// Protocol 12.9: what Create, a button and Update refuse.
func TestProtocol12_9_Refusals(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	const one = `,"multiAddressesCheckoutMetadata":[{"addressId":"amzn1.address.A","description":"x"}]`
	for more, reason := range map[string]string{
		`,"multiAddressesCheckoutMetadata":[{"description":"x"}]`:                                            "MissingParameterValue",
		`,"multiAddressesCheckoutMetadata":[{"addressId":""}]`:                                               "MissingParameterValue",
		`,"multiAddressesCheckoutMetadata":[{"addressId":"a"},{"addressId":"a"}]`:                            "InvalidParameterValue",
		`,"multiAddressesCheckoutMetadata":[{"addressId":1}]`:                                                "InvalidParameterValue",
		`,"multiAddressesCheckoutMetadata":{"addressId":"a"}`:                                                "InvalidParameterValue",
		`,"multiAddressesCheckoutMetadata":[{"addressId":"a","weight":"1"}]`:                                 "UnrecognizedField",
		`,"multiAddressesCheckoutMetadata":[{"addressId":"a","price":{"amount":"-1","currencyCode":"JPY"}}]`: "InvalidParameterValue",
		one: "", `,"multiAddressesCheckoutMetadata":null`: "",
	} {
		if got := reasonOf(initiate(s, c.form(payload(more), multiAddress))); got != reason {
			t.Errorf("button, %s: %q, want %q", more, got, reason)
		}
		if got := c.call("POST", "/v2/checkoutSessions", payload(more)).text("reasonCode"); got != reason {
			t.Errorf("Create, %s: %q, want %q", more, got, reason)
		}
		body := "{" + strings.TrimPrefix(more, ",") + "}"
		if more == one { // of an address that the buyer did not choose
			reason = "InvalidParameterValue"
		}
		if got := c.call("PATCH", "/v2/checkoutSessions/"+c.several(), body).text("reasonCode"); got != reason {
			t.Errorf("Update, %s: %q, want %q", more, got, reason)
		}
	}
	for _, productType := range []string{"PayAndShip", "PayOnly"} {
		if got := reasonOf(initiate(s, c.form(payload(one), productType))); got != "InvalidParameterCombination" {
			t.Errorf("%s: %q", productType, got)
		}
	}
	if got := reasonOf(initiate(s, c.form(additionalPayment, multiAddress))); got != "InvalidParameterCombination" {
		t.Errorf("with addressDetails: %q", got)
	}
	for _, choice := range []sandbox.Choice{
		{Buyer: "taro", Addresses: []string{"home", "home"}}, {Buyer: "taro", Addresses: []string{"home", "nowhere"}},
	} {
		if _, err := s.Choose(c.several(), choice); err == nil {
			t.Errorf("%v was taken", choice.Addresses)
		}
	}
	if _, err := s.Choose(c.chosen(sandbox.Choice{}), sandbox.Choice{Buyer: "taro", Addresses: []string{"home", "office"}}); reasonOf(err) != "InvalidParameterValue" {
		t.Errorf("several for PayAndShip: %v", err)
	}
}

// Protocol 7.4, 12.9: of a session made by the API the button tells that it goes to several addresses; without a choice of
// them it is the first.
func TestProtocol12_9_MadeByAPI(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	made := c.call("POST", "/v2/checkoutSessions", payload("")).is(t, 201, "").text("checkoutSessionId")
	id, err := s.Initiate(url.Values{"amazonCheckoutSessionId": {made}, "merchantId": {s.Merchant().MerchantID}, "productType": {multiAddress}})
	if err != nil {
		t.Fatal(err)
	}
	c.call("PATCH", "/v2/checkoutSessions/"+id, `{"multiAddressesCheckoutMetadata":[{"addressId":"a"}]}`).is(t, 400, "InvalidParameterValue") // nobody chose yet
	if _, err := s.Choose(id, sandbox.Choice{Buyer: "taro"}); err != nil {
		t.Fatal(err)
	}
	if _, lines := c.get("/v2/checkoutSessions/" + id).shippingList(t); len(lines) != 1 || lines[0] != "千代田区千代田1-2-3" {
		t.Errorf("addresses %v", lines)
	}
	c.call("POST", "/v2/checkoutSessions/"+id+"/finalize", `{"shippingAddress":{"name":"x"},"paymentIntent":"Confirm","chargeAmount":`+amount(1)+`}`). //nolint:misspell // as Amazon spells it
																				is(t, 400, "InvalidParameterCombination")
}

// Protocol 12.9: at least one box has to be ticked, a change finds those ticked that were, a change of the card keeps them.
func TestProtocol12_9_HostedPage(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	b.send(http.MethodPost, s.URL+"/checkout/initiate", c.form(payload(""), multiAddress))
	b.submit("signin", url.Values{"buyer": {"taro"}})
	b.submit("choose", url.Values{"card": {"1111"}})
	b.shows("お選びください", `type="checkbox"`)
	b.submit("choose", url.Values{"address": {"office", "okinawa"}, "card": {"1111"}})
	id := b.sessionID()
	change := s.URL + "/checkout/initiate_auth?amazonCheckoutSessionId=" + id + "&changeAction="
	b.send(http.MethodGet, change+"changeAddress", nil)
	b.shows(`value="office" checked`, `value="okinawa" checked`)
	if strings.Contains(b.page, `value="home" checked`) {
		t.Error("home is ticked")
	}
	b.submit("address", url.Values{
		"name": {"山田 花"}, "postalCode": {"600-8001"}, "stateOrRegion": {"京都府"},
		"addressLine1": {"京都市下京区見本1-2-3"}, "phoneNumber": {"0750000000"},
	})
	if got := strings.Count(b.page, " checked"); got != 3 {
		t.Errorf("%d addresses are ticked after one was added", got)
	}
	b.send(http.MethodGet, change+"changePayment", nil)
	b.submit("choose", url.Values{"card": {"gift"}})
	if _, lines := c.get("/v2/checkoutSessions/" + id).shippingList(t); len(lines) != 2 {
		t.Errorf("after a change of the card: %v", lines)
	}
}

// Protocol 7.5, 12.9: a recurring order that goes to several addresses does so after its renewal, unless the buyer changes
// them; Seller Central shows them all.
func TestProtocol12_9_Renewal(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	frequency := `,"recurringMetadata":{"frequency":{"unit":"Month","value":"1"}}`
	pay := func(id string) (permission string) {
		c.call("PATCH", "/v2/checkoutSessions/"+id, update(3980, "Confirm", "")).is(t, 200, "")
		if _, err := s.Pay(id); err != nil {
			t.Fatal(err)
		}
		return c.complete(id, 3980).is(t, 200, "").text("chargePermissionId")
	}
	id, err := s.Initiate(c.form(payload(`,"chargePermissionType":"Recurring"`+frequency), multiAddress))
	if err != nil {
		t.Fatal(err)
	}
	var way struct{ Redirect string }
	control(t, s, "choose", object{"sessionId": id, "buyer": "taro", "addresses": []string{"office", "okinawa"}}, &way)
	permission := pay(id)

	form := c.form(payload(`,"chargePermissionType":"Recurring","chargePermissionId":"`+permission+`"`+frequency), "")
	form.Set("upgradeAction", "recurringUpdate")
	b.send(http.MethodPost, s.URL+"/checkout/initiate", form)
	b.submit("signin", url.Values{"buyer": {"taro"}})
	b.shows(`value="office" checked`, `value="okinawa" checked`)
	b.submit("choose", url.Values{"address": {"home", "okinawa"}, "card": {"1111"}})
	if again := pay(b.sessionID()); again != permission {
		t.Errorf("renewed %s, not %s", again, permission)
	}
	if _, lines := c.get("/v2/chargePermissions/" + permission).shippingList(t); len(lines) != 2 || lines[0] != "千代田区千代田1-2-3" {
		t.Errorf("addresses %v", lines)
	}
	order := newClerk(t, s).get("orders/"+permission).is(t, 200)
	for _, line := range []string{"千代田区千代田1-2-3", "那覇市港町1-2-3"} {
		if !strings.Contains(order.text, line) {
			t.Errorf("Seller Central does not show %s: %s", line, order.text)
		}
	}
}

// Protocol 12.9, in a real browser with nothing but a keyboard on a phone: two boxes are ticked with the space bar.
func TestProtocol12_9_InBrowser(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	shop := openShop(t, c, &shopButton{
		productType: multiAddress, payload: payload(`,"deliverySpecifications":{"specialRestrictions":["RestrictPOBoxes"]}`), language: "ja_JP",
	})
	b := openTab(t)
	b.do(chromedp.EmulateViewport(390, 844), chromedp.Navigate(shop.URL))
	b.eval(pressButton)
	b.do(chromedp.WaitVisible(`button[value="hanako"]`), click(`button[value="hanako"]`), chromedp.WaitVisible(`input[value="kyoto"]`))
	if got := b.eval(`document.querySelector('input[value="po-box"]').disabled`); got != "true" {
		t.Error("the post office box can be ticked")
	}
	b.do(chromedp.Focus(`input[value="osaka"]`), chromedp.KeyEvent("\t"), chromedp.KeyEvent(" "))
	b.look("several-phone")
	b.do(chromedp.EmulateViewport(1280, 900))
	b.look("several-pc")
	if got := b.eval(`[...document.querySelectorAll('input[name=address]:checked')].map((i) => i.value)`); got != "osaka,kyoto" {
		t.Fatalf("ticked: %s", got)
	}
	b.do(chromedp.KeyEvent("\r"), chromedp.WaitVisible("#review"))
	id := b.eval(`new URLSearchParams(location.search).get('amazonCheckoutSessionId')`)
	if _, lines := c.get("/v2/checkoutSessions/" + id).shippingList(t); len(lines) != 2 {
		t.Errorf("addresses %v", lines)
	}
	b.goPay(c, shop, id, update(3980, "Authorize", ""))
	b.do(chromedp.WaitVisible("#result"))
	c.complete(id, 3980).is(t, 200, "")
}
