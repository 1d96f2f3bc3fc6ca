package checkout_test

import (
	"errors"
	"net/url"
	"testing"
	"time"

	"noren/backend/buyer"
	"noren/backend/checkout"
	"noren/backend/sandbox"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/display"
	"noren/shared/validate"
)

// signInRequest is a press of the login button on the shop's login page.
func signInRequest() api.BeginRequest {
	return api.BeginRequest{
		Shop: shopID, Kind: button.Login, Placement: display.LoginPage, LoginState: "state-1", Site: button.PC, Device: button.PC,
		Leaving: leaving(origin + "/login"),
	}
}

// signIn walks through Amazon's sign-in, and gives the checkout's id and the token that Amazon sends back.
func (k *kit) signIn(r api.BeginRequest, buyer string) (id, token string) {
	k.t.Helper()
	departure, err := k.flow.Begin(k.t.Context(), r, "")
	if err != nil {
		k.t.Fatal(err)
	}
	launch, err := k.flow.Launch(k.t.Context(), departure.Checkout, "")
	if err != nil {
		k.t.Fatal(err)
	}
	visit, err := k.amazon.Initiate(url.Values{
		"payloadJSON": {launch.Button.PayloadJSON}, "signature": {launch.Button.Signature}, "publicKeyId": {launch.Button.PublicKeyID},
		"algorithm": {launch.Button.Algorithm}, "merchantId": {launch.Account.MerchantID}, "productType": {launch.Checkout.Product},
		"ledgerCurrency": {"JPY"}, "environment": {"SANDBOX"}, "checkoutLanguage": {"ja_JP"}, "origin_url": {ourURL},
	})
	if err != nil {
		k.t.Fatal(err)
	}
	back, err := k.amazon.SignIn(visit, buyer)
	if err != nil {
		k.t.Fatal(err)
	}
	address, err := url.Parse(back)
	if err != nil || address.Path != "/return/"+launch.Checkout.ID+"/signin" {
		k.t.Fatalf("Amazon leads back to %s, %v", back, err)
	}
	return launch.Checkout.ID, address.Query().Get("buyerToken")
}

func (k *kit) snapshot(row query.Checkout) buyer.Snapshot {
	k.t.Helper()
	shot, err := k.flow.Snapshot(shopID, row.Buyer)
	if err != nil {
		k.t.Fatal(err)
	}
	return shot
}

// A login needs no cart. Who it is, is read from Amazon by the token of the return address, which may be opened twice, and is
// forgotten after a day.
func TestR4_11_SignInIsReadAndForgotten(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		k := newKit(t, db)
		id, token := k.signIn(signInRequest(), "taro")
		if _, err := k.flow.SignIn(t.Context(), id, "A3-somebodys-token"); !errors.Is(err, checkout.ErrSessionMismatch) {
			t.Errorf("a token that Amazon does not know: %v", err)
		}
		k.wantState(id, checkout.Begun)
		for range 2 {
			row, err := k.flow.SignIn(t.Context(), id, token)
			if err != nil || checkout.State(row.State) != checkout.SignedIn {
				t.Fatalf("%s, %v", row.State, err)
			}
			shot := k.snapshot(row)
			if shot.Name != "山田 太郎" || shot.Purchaser == nil || shot.Purchaser.PostalCode != "100-0001" || shot.Delivery != nil {
				t.Errorf("read %+v", shot)
			}
			if row.BuyerHash != store.BuyerHash(shopID, row.MerchantID, shot.BuyerID) || row.LoginState != "state-1" {
				t.Errorf("kept %q, %q", row.BuyerHash, row.LoginState)
			}
		}
		if _, err := k.flow.Confirm(t.Context(), id, k.confirmRequest(basket("cart-1", 1, 3000))); err == nil {
			t.Error("a sign-in pays")
		}
		k.advance(25 * time.Hour)
		if _, err := k.flow.Sweep(t.Context(), 100); err != nil {
			t.Fatal(err)
		}
		if row := k.read(id); checkout.State(row.State) != checkout.Expired || len(row.Buyer) > 0 || row.BuyerHash != "" {
			t.Errorf("after a day: %s, %d bytes of the buyer", row.State, len(row.Buyer))
		}
	})
}

// A payment cannot be ended by the return address of a sign-in, nor a sign-in by that of a payment.
func TestReturnAddressesOfTheOtherProduct(t *testing.T) {
	k := newKit(t, storetest.SQLite(t))
	payment := k.begin(basket("cart-1", 1, 3000))
	login, token := k.signIn(signInRequest(), "taro")
	if _, err := k.flow.SignIn(t.Context(), payment, token); !errors.Is(err, checkout.ErrSessionMismatch) {
		t.Errorf("sign-in of a payment: %v", err)
	}
	session := k.choose(payment, "1111")
	if _, err := k.flow.Review(t.Context(), login, session); !errors.Is(err, checkout.ErrSessionMismatch) {
		t.Errorf("review of a sign-in: %v", err)
	}
	k.wantState(payment, checkout.Begun)
	k.wantState(login, checkout.Begun)
}

// Where a press logs nobody in, the login state is not even kept (R4-6, R4-11); whose fields are filled in (R4-1, R4-2, R4-6).
func TestR4_11_WhatAPressIsFor(t *testing.T) {
	k := newKit(t, storetest.SQLite(t))
	c := basket("cart-1", 1, 3000)
	for _, test := range []struct {
		kind      button.Kind
		placement display.Placement
		cart      bool
		reflect   bool
		product   string
		state     string
		fill      string
	}{
		{button.Pay, display.Cart, true, false, "PayAndShip", "s", "purchaser"},
		{button.Pay, display.Checkout, true, false, "PayAndShip", "", ""},
		{button.Pay, display.Checkout, true, true, "PayAndShip", "", "purchaser"},
		{button.Login, display.Checkout, true, true, "PayAndShip", "", "purchaser"},
		{button.Login, display.Checkout, true, false, "PayAndShip", "", ""},
		{button.Login, display.Signup, true, false, "PayAndShip", "", "purchaser"},
		{button.Login, display.Signup, false, false, "SignIn", "", "purchaser"},
		{button.Login, display.LoginPage, true, false, "SignIn", "s", ""},
		{button.Login, display.MyPage, false, false, "SignIn", "s", ""},
		{button.Login, display.Complete, false, false, "SignIn", "", ""},
	} {
		r := api.BeginRequest{
			Shop: shopID, Kind: test.kind, Placement: test.placement, LoginState: "s", Reflect: test.reflect, Site: button.PC, Device: button.PC,
			Leaving: leaving(origin + "/"),
		}
		if test.cart {
			r.Cart = k.token(c)
		}
		departure, err := k.flow.Begin(t.Context(), r, "")
		if err != nil {
			t.Fatal(err)
		}
		row := k.read(departure.Checkout)
		if row.Product != test.product || row.LoginState != test.state || row.Fill != test.fill {
			t.Errorf("%s at %s: %s, login state %q, fill %q", test.kind, test.placement, row.Product, row.LoginState, row.Fill)
		}
	}
}

// Whoever goes back to Amazon for the purchaser's address changes that alone, and the other way round (R4-7); the payment holds.
func TestR4_7_EachChangeTouchesItsOwnAddress(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		k := newKit(t, db)
		c := basket("cart-1", 1, 3000)
		id := k.begin(c)
		row := k.review(id, "1111")
		want := func(purchaser, delivery string) {
			t.Helper()
			shot := k.snapshot(k.read(id))
			if shot.Purchaser.PostalCode != purchaser || shot.Delivery.PostalCode != delivery {
				t.Errorf("purchaser %s, delivery %s; want %s, %s", shot.Purchaser.PostalCode, shot.Delivery.PostalCode, purchaser, delivery)
			}
		}
		change := func(what string, target api.Target, address string) {
			t.Helper()
			_, err := k.flow.Change(t.Context(), id, api.ChangeRequest{Shop: shopID, What: what, Target: target, Leaving: leaving(origin + "/checkout")})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := k.amazon.Choose(row.SessionID, sandbox.Choice{Buyer: "taro", Address: address, Card: "4444"}); err != nil {
				t.Fatal(err)
			}
			if _, err := k.flow.Review(t.Context(), id, row.SessionID); err != nil {
				t.Fatal(err)
			}
		}
		want("100-0001", "100-0001")
		change(api.ChangeAddress, api.Purchaser, "office")
		want("220-0012", "100-0001")
		change(api.ChangePayment, "", "office")
		want("220-0012", "100-0001")
		change(api.ChangeAddress, api.Delivery, "okinawa")
		want("220-0012", "900-0001")
		change(api.ChangePayment, "", "home") // and the address on the way
		want("220-0012", "100-0001")

		k.confirm(id, c)
		k.pay(k.read(id))
		k.settle(id)
		k.wantState(id, checkout.Placed)
		want("220-0012", "100-0001")
		k.balance()
	})
}

// What Amazon does not have is asked, and only that: a buyer without a telephone number.
func TestR4_5_WhatIsMissingIsAskedAtConfirm(t *testing.T) {
	k := newKit(t, storetest.SQLite(t))
	c := basket("cart-1", 1, 3000)
	id := k.begin(c)
	session := k.choose(id, "1111")
	for _, buyer := range k.amazon.Buyers() {
		if buyer.ID == "taro" {
			buyer.Phone, buyer.Addresses[0].PhoneNumber = "", nil
			k.amazon.AddBuyer(buyer)
		}
	}
	if _, err := k.amazon.Choose(session, sandbox.Choice{Buyer: "taro", Card: "1111"}); err != nil {
		t.Fatal(err)
	}
	row, err := k.flow.Review(t.Context(), id, session)
	if err != nil {
		t.Fatal(err)
	}
	view, err := k.flow.View(k.shop, row)
	if err != nil || len(view.Missing) != 1 || view.Missing[0] != api.Phone {
		t.Fatalf("missing %v, %v", view.Missing, err)
	}
	r := k.confirmRequest(c)
	for _, wrong := range []api.TypedField{{}, {Field: api.Phone}, {Field: api.Phone, Value: "12345"}, {Field: api.City, Value: "東京"}} {
		r.Answers = []api.TypedField{wrong}
		var faults validate.Faults
		if _, err := k.flow.Confirm(t.Context(), id, r); !errors.As(err, &faults) || faults[0].Field != string(api.Phone) {
			t.Errorf("answered %+v: %v", wrong, err)
		}
	}
	k.wantState(id, checkout.Reviewing)
	r.Answers = []api.TypedField{{Field: api.Phone, Value: "０３－１２３４－５６７８"}}
	if _, err := k.flow.Confirm(t.Context(), id, r); err != nil {
		t.Fatal(err)
	}
	view, err = k.flow.View(k.shop, k.read(id))
	if err != nil || view.Purchaser.Phone != "0312345678" || view.Recipient.Phone != "0312345678" || len(view.Missing) != 0 {
		t.Errorf("after the answer: %+v, %v", view, err)
	}
}
