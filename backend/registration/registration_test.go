package registration_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"noren/backend/merchant"
	"noren/backend/registration"
	"noren/backend/sandbox"
	"noren/backend/store"
	"noren/backend/store/storetest"
)

// From the start to credentials with which calls work, on both databases.
func TestR1_2_CredentialsComeByThemselves(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		o := newOffice(t, db)
		id, form := o.start(t, o.shop)
		answer := o.atAmazon(t, form, "hosted@example.jp")
		got, err := o.Return(t.Context(), id, answer)
		if err != nil || got.State != registration.Returned || got.MerchantID != answer.MerchantID || got.Shop != o.shop.ID {
			t.Fatalf("%+v, %v", got, err)
		}
		row, err := db.Read().LastRegistration(t.Context(), o.shop.ID)
		must(t, err)
		if strings.Contains(string(row.MwsToken), "amzn.mws") || strings.Contains(string(row.Secret), answer.MerchantUniqueID) {
			t.Error("secrets are stored in the clear")
		}
		if _, err := o.Shops.Credentials(t.Context(), o.shop.ID); !errors.Is(err, merchant.ErrNoCredentials) {
			t.Errorf("before it is accepted: %v", err)
		}
		must(t, o.Accept(t.Context(), o.shop, id, owner.Actor, owner.Person))
		c, err := o.Shops.Credentials(t.Context(), o.shop.ID)
		if err != nil || !c.Hosted() || c.MerchantID != answer.MerchantID || c.StoreID != answer.StoreID || c.PublicKeyID != "SANDBOX-PROVIDER" {
			t.Fatalf("%v, %v", c, err)
		}
		must(t, o.Try(t.Context(), o.shop, c))
		if row, err = db.Read().LastRegistration(t.Context(), o.shop.ID); err != nil || row.State != "done" || len(row.Secret)+len(row.MwsToken) != 0 {
			t.Errorf("afterwards %s with %d bytes of secrets, %v", row.State, len(row.Secret)+len(row.MwsToken), err)
		}
		if err := o.Accept(t.Context(), o.shop, id, owner.Actor, owner.Person); !errors.Is(err, registration.ErrUnknown) {
			t.Errorf("accepted twice: %v", err)
		}

		held := o.Shops.Provider // the token is worth nothing without the provider's key
		o.Shops.Provider = nil
		if _, err := o.Shops.Credentials(t.Context(), o.shop.ID); !errors.Is(err, merchant.ErrNoProvider) {
			t.Errorf("without the provider: %v", err)
		}
		o.Shops.Provider = held
	})
}

// Whatever does not belong to a start that is open is refused, and nothing is kept.
func TestR2_2_ReturnsThatDoNotBelong(t *testing.T) {
	o := newOffice(t, storetest.SQLite(t))
	other := o.enter(t, "別の店")
	id, form := o.start(t, o.shop)
	otherID, otherForm := o.start(t, other)
	answer, otherAnswer := o.atAmazon(t, form, "a@example.jp"), o.atAmazon(t, otherForm, "b@example.jp")
	forged, incomplete, hostile := answer, answer, answer
	forged.MerchantUniqueID = strings.Repeat("A", len(answer.MerchantUniqueID))
	incomplete.MWSAuthToken = ""
	hostile.MerchantID = "<script>"
	for name, attack := range map[string]struct {
		id     string
		answer registration.Answer
	}{
		"forged":         {id, forged},
		"incomplete":     {id, incomplete},
		"hostile":        {id, hostile},
		"of other shop":  {id, otherAnswer},
		"at other shop":  {otherID, answer},
		"without start":  {"reg_01k00000000000000000000000", answer},
		"without secret": {id, registration.Answer{MerchantID: "A1", StoreID: "s", MWSAuthToken: "t"}},
	} {
		if _, err := o.Return(t.Context(), attack.id, attack.answer); !errors.Is(err, registration.ErrUnknown) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, shop := range []merchant.Shop{o.shop, other} {
		if last, err := o.Last(t.Context(), shop.ID); err != nil || last.State != registration.Started || last.MerchantID != "" {
			t.Errorf("%s: %+v, %v", shop.Name, last, err)
		}
	}

	_, err := o.Return(t.Context(), id, answer)
	must(t, err)
	replay := answer
	replay.MerchantID, replay.MWSAuthToken = otherAnswer.MerchantID, otherAnswer.MWSAuthToken
	for name, again := range map[string]registration.Answer{"the same again": answer, "another account": replay} {
		if _, err := o.Return(t.Context(), id, again); !errors.Is(err, registration.ErrUnknown) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if last, err := o.Last(t.Context(), o.shop.ID); err != nil || last.MerchantID != answer.MerchantID {
		t.Errorf("after the replay: %+v, %v", last, err)
	}

	if err := o.Accept(t.Context(), o.shop, id, "staff:per_2", "per_2"); !errors.Is(err, registration.ErrStranger) {
		t.Errorf("accepted by somebody else: %v", err)
	}
	if err := o.Accept(t.Context(), other, id, owner.Actor, owner.Person); !errors.Is(err, registration.ErrUnknown) {
		t.Errorf("accepted in another shop: %v", err)
	}
	if _, err := o.Form(t.Context(), other, otherID, "per_2", "ja"); !errors.Is(err, registration.ErrStranger) {
		t.Errorf("the form for somebody else: %v", err)
	}
}

// A registration ends with a later one, with its time, and when it is given up.
func TestR2_2_RegistrationsEnd(t *testing.T) {
	o := newOffice(t, storetest.SQLite(t))
	first, form := o.start(t, o.shop)
	second, later := o.start(t, o.shop)
	if _, err := o.Return(t.Context(), first, o.atAmazon(t, form, "a@example.jp")); !errors.Is(err, registration.ErrUnknown) {
		t.Errorf("a later one began: %v", err)
	}
	answer := o.atAmazon(t, later, "b@example.jp")
	o.amazon.Advance(registration.Life)
	if _, err := o.Return(t.Context(), second, answer); !errors.Is(err, registration.ErrUnknown) {
		t.Errorf("too late: %v", err)
	}
	if last, err := o.Last(t.Context(), o.shop.ID); err != nil || last.State != registration.Expired {
		t.Errorf("%+v, %v", last, err)
	}
	third, form := o.start(t, o.shop)
	answer = o.atAmazon(t, form, "c@example.jp")
	_, err := o.Return(t.Context(), third, answer)
	must(t, err)
	must(t, o.Drop(t.Context(), o.shop.ID, third, owner.Actor))
	if err := o.Accept(t.Context(), o.shop, third, owner.Actor, owner.Person); !errors.Is(err, registration.ErrUnknown) {
		t.Errorf("given up: %v", err)
	}
	row, err := o.Shops.DB.Read().LastRegistration(t.Context(), o.shop.ID)
	if err != nil || len(row.Secret)+len(row.MwsToken) != 0 {
		t.Errorf("%d bytes of secrets are left, %v", len(row.Secret)+len(row.MwsToken), err)
	}
	o.Shops.Provider = nil
	if _, err := o.Start(t.Context(), o.shop.ID, owner); !errors.Is(err, registration.ErrNoProvider) {
		t.Errorf("without a provider: %v", err)
	}
}

// Amazon does not know the secret any more: said, kept for the page, and over with a new registration.
func TestR2_2_RefusedExchangeCanBeRepeated(t *testing.T) {
	o := newOffice(t, storetest.SQLite(t))
	id, form := o.start(t, o.shop)
	answer := o.atAmazon(t, form, "a@example.jp")
	_, err := o.Return(t.Context(), id, answer)
	must(t, err)
	o.amazon.Fault(sandbox.Fault{Operation: "GetAuthorizationToken", Kind: sandbox.Refuse, Status: 404, ReasonCode: "ResourceNotFound", Count: 1})
	err = o.Accept(t.Context(), o.shop, id, owner.Actor, owner.Person)
	refusal, ok := errors.AsType[*registration.Refusal](err)
	if !ok || refusal.Reason != registration.Token {
		t.Fatal(err)
	}
	if strings.Contains(err.Error(), answer.MWSAuthToken) {
		t.Errorf("the error shows the secret: %v", err)
	}
	if last, err := o.Last(t.Context(), o.shop.ID); err != nil || last.State != registration.Returned || last.Reason != registration.Token {
		t.Errorf("%+v, %v", last, err)
	}
	must(t, o.Accept(t.Context(), o.shop, id, owner.Actor, owner.Person))
}

func TestR2_1_ReviewIsAHint(t *testing.T) {
	o := newOffice(t, storetest.SQLite(t))
	id, form := o.start(t, o.shop)
	answer := o.atAmazon(t, form, "a@example.jp")
	_, err := o.Return(t.Context(), id, answer)
	must(t, err)
	must(t, o.Accept(t.Context(), o.shop, id, owner.Actor, owner.Person))
	c, err := o.Shops.Credentials(t.Context(), o.shop.ID)
	must(t, err)
	if got := o.Review(t.Context(), c); got != registration.InReview {
		t.Errorf("at first %q", got)
	}
	o.amazon.Advance(7 * 24 * time.Hour)
	if got := o.Review(t.Context(), c); got != registration.Accepted {
		t.Errorf("after a week %q", got)
	}
	c.MerchantID = "A0NOBODY000000"
	if got := o.Review(t.Context(), c); got != registration.ReviewUnknown {
		t.Errorf("of nobody %q", got)
	}
	o.API = "http://127.0.0.1:1"
	if got := o.Review(t.Context(), c); got != registration.ReviewUnknown {
		t.Errorf("without an answer %q", got)
	}
}
