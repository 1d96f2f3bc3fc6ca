package sandbox_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"noren/backend/sandbox"
)

func recurringPart(unit, value, amount string) string {
	return `,"chargePermissionType":"Recurring","recurringMetadata":{"frequency":{"unit":"` + unit + `","value":"` + value + `"},"amount":` + amount + `}`
}

// Protocol 12.3: what is agreed to beyond this payment is shown before the choice and while it is paid.
func TestProtocol12_3_AgreementsAreShown(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	b.press(c, payload(""))
	b.submit("signin", url.Values{"buyer": {"taro"}})
	for more, want := range map[string][]string{
		recurringPart("Month", "1", amount(1980)):                       {"定期的なお支払い", "毎月", "¥1,980", "次回以降は確認なしで"},
		recurringPart("Month", "3", "null"):                             {"3か月ごと", "その都度変わります"},
		recurringPart("Year", "1", amount(0)):                           {"毎年", "その都度変わります"},
		recurringPart("Week", "2", amount(500)):                         {"2週間ごと", "¥500"},
		recurringPart("Day", "10", amount(500)):                         {"10日ごと"},
		recurringPart("Variable", "0", "null"):                          {"不定期"},
		`,"chargePermissionType":"PaymentMethodOnFile"`:                 {"お支払い方法の登録", "今後のご注文のために"},
		`,"chargePermissionType":"PaymentMethodOnFile"` + setupOnlyPart: {"お支払い方法を登録する", "今回のお支払いはありません"},
	} {
		b.press(c, payload(more))
		b.shows(want...)
	}
	b.press(c, payload(""))
	if strings.Contains(b.page, "定期的") || strings.Contains(b.page, "登録する") {
		t.Error("an ordinary order agrees to more than itself")
	}
	form := c.form(payload(recurringPart("Month", "3", amount(1980))), "PayAndShip")
	form.Set("checkoutLanguage", "en_US")
	b.send(http.MethodPost, s.URL+"/checkout/initiate", form)
	b.shows("Every 3 months", "Recurring payment", "By continuing you agree to share with 見本商店")
}

const setupOnlyPart = `,"paymentMethodOnFileMetadata":{"setupOnly":true},"paymentDetails":{"paymentIntent":"Confirm"}`

// Protocol 12.3: a payment method is set up without paying.
func TestProtocol12_3_SetUpOnlyOnThePages(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	b.press(c, payload(`,"chargePermissionType":"PaymentMethodOnFile"`+setupOnlyPart))
	b.submit("signin", url.Values{"buyer": {"taro"}})
	b.submit("choose", url.Values{"address": {"home"}, "card": {"1111"}})
	id := b.sessionID()
	to := c.call("PATCH", "/v2/checkoutSessions/"+id, `{"webCheckoutDetails":{"checkoutResultReturnUrl":"https://shop.example.jp/result"}}`).is(t, 200, "")
	b.send(http.MethodGet, to.text("webCheckoutDetails.amazonPayRedirectUrl"), nil)
	b.shows("お支払い方法を登録する", "登録する")
	if strings.Contains(b.page, "お支払い金額") {
		t.Error("an amount is shown")
	}
	b.submit("processing", nil)
	b.isBack("result")
	c.call("POST", "/v2/checkoutSessions/"+id+"/complete", `{}`).is(t, 200, "")
}

// Protocol 7.5: bindUpgradeAction leads to the pages with the old terms, the new terms, and what was chosen before.
func TestProtocol7_5_UpgradeOnThePages(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	b.press(c, payload(recurringPart("Month", "1", amount(1980))))
	b.submit("signin", url.Values{"buyer": {"taro"}})
	b.submit("choose", url.Values{"address": {"office"}, "card": {"4444"}})
	id := b.sessionID()
	b.send(http.MethodGet, c.call("PATCH", "/v2/checkoutSessions/"+id, update(1980, "AuthorizeWithCapture", "")).text("webCheckoutDetails.amazonPayRedirectUrl"), nil)
	b.shows("毎月", "¥1,980")
	b.submit("processing", nil)
	permission := c.complete(id, 1980).is(t, 200, "").text("chargePermissionId")

	upgrade := payload(`,"chargePermissionId":"` + permission + `"` + recurringPart("Month", "2", amount(3500)))
	form := url.Values{
		"payloadJSON": {upgrade}, "signature": {c.sign(upgrade)}, "publicKeyId": {c.keyID}, "algorithm": {c.algorithm},
		"upgradeAction": {"recurringUpdate"},
	}
	for change, reason := range map[string]string{"recurring": "InvalidParameterValue", "": "InvalidParameterValue"} {
		wrong := url.Values{}
		for name, values := range form {
			wrong[name] = values
		}
		wrong.Set("upgradeAction", change)
		if got := reasonOf(initiate(s, wrong)); got != reason {
			t.Errorf("upgradeAction %q: %q", change, got)
		}
	}
	b.send(http.MethodPost, s.URL+"/checkout/initiate", form)
	b.shows("定期的なお支払いの変更", "これまでの頻度", "毎月", "¥1,980", "新しい頻度", "2か月ごと", "¥3,500")
	for _, chosen := range []string{`value="office" required checked`, `value="4444" required checked`} {
		b.shows(chosen)
	}
	b.submit("signout", nil)
	b.submit("signin", url.Values{"buyer": {"hanako"}})
	b.shows("別のAmazonアカウント")
	b.submit("signout", nil)
	b.submit("signin", url.Values{"buyer": {"taro"}})
	b.submit("choose", url.Values{"address": {"office"}, "card": {"1111"}})
	b.isBack("review")
	renewed := b.sessionID()
	if _, err := s.Choose(renewed, sandbox.Choice{Buyer: "hanako"}); err != sandbox.ErrOtherBuyer { //nolint:errorlint // the very error
		t.Errorf("another buyer chose: %v", err)
	}
	b.send(http.MethodGet, c.call("PATCH", "/v2/checkoutSessions/"+renewed, update(3500, "Authorize", "")).text("webCheckoutDetails.amazonPayRedirectUrl"), nil)
	b.submit("processing", nil)
	if got := c.complete(renewed, 3500).is(t, 200, "").text("chargePermissionId"); got != permission {
		t.Errorf("permission %s, want the renewed %s", got, permission)
	}
}

// Protocol 9.1, 12.6: what cannot be chosen is shown grey, with its reason, and refused when it is posted all the same.
func TestProtocol9_1_WhatCannotBeChosen(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	restricted := payload(`,"deliverySpecifications":{"addressRestrictions":{"type":"Allowed","restrictions":{"JP":{"statesOrRegions":["神奈川県"]}}}}` +
		`,"paymentDetails":{"paymentIntent":"Authorize"}`)
	b.press(c, restricted)
	b.submit("signin", url.Values{"buyer": {"taro"}})
	b.shows(`value="home" required disabled`, `value="okinawa" required disabled`, `value="office" required checked`,
		"このショップでは、こちらの住所にお届けできません。", `value="0701" required disabled`, `value="4354" required disabled`,
		"承認に時間がかかるため", `value="1111" required checked`)
	b.submit("choose", url.Values{"address": {"home"}, "card": {"1111"}})
	b.shows("お届けできません", "続行")
	b.submit("choose", url.Values{"address": {"office"}, "card": {"0701"}})
	b.shows("承認に時間がかかるため", "続行")
	b.press(c, strings.Replace(restricted, `"paymentIntent":"Authorize"`, `"paymentIntent":"Authorize","canHandlePendingAuthorization":true`, 1))
	b.shows(`value="0701" required>`)
	b.submit("choose", url.Values{"address": {"office"}, "card": {"0701"}})
	b.isBack("review")
}

// A pending payment is told to the shop, not to the buyer: the pages end at the result URL, Complete answers 202
// (protocol 12.2).
func TestProtocol12_2_PendingOnThePages(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	b.press(c, payload(""))
	b.submit("signin", url.Values{"buyer": {"taro"}})
	b.submit("choose", url.Values{"address": {"office"}, "card": {"0701"}})
	id := b.sessionID()
	refused := c.call("PATCH", "/v2/checkoutSessions/"+id, update(3980, "Authorize", "")).text("webCheckoutDetails.amazonPayRedirectUrl")
	b.send(http.MethodGet, refused, nil)
	b.submit("processing", nil)
	b.shows("承認に時間がかかるため")
	b.submit("anothercard", nil)
	b.shows(`value="0701" required disabled`)
	b.send(http.MethodGet, c.call("PATCH", "/v2/checkoutSessions/"+id, update(3980, "Authorize", `,"canHandlePendingAuthorization":true`)).text("webCheckoutDetails.amazonPayRedirectUrl"), nil)
	b.submit("processing", nil)
	b.isBack("result")
	c.complete(id, 3980).is(t, 202, "")
}

// A buyer adds an address and finds it selected.
func TestNewAddress(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	b.press(c, payload(""))
	b.submit("signin", url.Values{"buyer": {"taro"}})
	entry := url.Values{
		"name": {"山田 花"}, "postalCode": {"600-8001"}, "stateOrRegion": {"京都府"}, "addressLine1": {"京都市下京区見本1-2-3"},
		"addressLine2": {""}, "phoneNumber": {""},
	}
	b.submit("address", entry)
	b.shows("お名前、郵便番号", `value="山田 花"`, "<option selected>京都府</option>", "<details class=\"new-address\" open>")
	entry.Set("phoneNumber", "0750000000")
	entry.Set("name", strings.Repeat("長", 51))
	b.submit("address", entry)
	b.shows("お名前、郵便番号")
	entry.Set("name", "山田 花")
	b.submit("address", entry)
	b.shows("京都市下京区見本1-2-3", `" required checked`)
	buyer := s.Buyers()[0]
	added := buyer.Addresses[len(buyer.Addresses)-1].ID
	if len(buyer.Addresses) != 4 || !strings.Contains(b.page, `value="`+added+`" required checked`) {
		t.Fatalf("the new address %s is not selected:\n%s", added, b.page)
	}
	b.submit("choose", url.Values{"address": {added}, "card": {"1111"}})
	a := c.get("/v2/checkoutSessions/" + b.sessionID())
	if a.text("shippingAddress.name") != "山田 花" || a.text("billingAddress.name") != "山田 太郎" {
		t.Errorf("addresses: %s", a.body)
	}
	if other := sandbox.RunT(t).Buyers()[0]; len(other.Addresses) != 3 {
		t.Error("another sandbox has the address too")
	}
}

// Protocol 7.5: changeAccount lets somebody else take the session over; the other changes need its buyer.
func TestProtocol7_5_ChangesOfASession(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	b.press(c, payload(""))
	b.submit("signin", url.Values{"buyer": {"taro"}})
	b.submit("choose", url.Values{"address": {"home"}, "card": {"1111"}})
	id := b.sessionID()
	change := s.URL + "/checkout/initiate_auth?viewType=redirectView&skipPreorderPage=true&amazonCheckoutSessionId=" + id + "&changeAction="
	b.send(http.MethodGet, change+"changeAccount", nil)
	b.shows("パスワード")
	b.submit("cancel", nil)
	b.isBack("review")
	b.send(http.MethodGet, change+"changeAccount", nil)
	b.submit("signin", url.Values{"buyer": {"hanako"}})
	b.submit("choose", url.Values{"address": {"kyoto"}, "card": {"1111"}})
	b.isBack("review")
	if a := c.get("/v2/checkoutSessions/" + id); a.text("buyer.name") != "鈴木 花子" {
		t.Errorf("buyer: %s", a.body)
	}
	b.send(http.MethodPost, s.URL+"/checkout/initiate", c.form(payload(""), "PayOnly"))
	b.submit("choose", url.Values{"card": {"1111"}})
	b.send(http.MethodGet, s.URL+"/checkout/initiate_auth?changeAction=changeAddress&amazonCheckoutSessionId="+b.sessionID(), nil)
	b.shows("変更できるお届け先がありません")
	b.submit("cancel", nil)
	b.isBack("review")
	for _, action := range []string{"", "changeName"} {
		b.send(http.MethodGet, change+action, nil)
		if b.status != http.StatusBadRequest {
			t.Errorf("changeAction %q: %d", action, b.status)
		}
		b.shows("changeAction")
	}
}
