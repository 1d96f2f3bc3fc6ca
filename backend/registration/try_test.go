package registration_test

import (
	"errors"
	"testing"
	"time"

	"noren/backend/contract"
	"noren/backend/merchant"
	"noren/backend/registration"
	"noren/backend/sandbox"
	"noren/backend/store/storetest"
	"noren/shared/validate"
)

// What Amazon says against credentials is told apart.
func TestX2_EachRefusalIsExplained(t *testing.T) {
	o := newOffice(t, storetest.SQLite(t))
	m := o.amazon.Merchant()
	o.amazon.RegisterKey(m.MerchantID, "LIVE-SHOP", &keys[1]().PublicKey)
	_, form := o.start(t, o.shop)
	reviewed := o.atAmazon(t, form, "review@example.jp")
	o.amazon.RegisterKey(reviewed.MerchantID, "LIVE-REVIEW", &keys[1]().PublicKey)
	live := func(c *merchant.Credentials, id string) { c.Key, c.PublicKeyID, c.Sandbox = keys[1](), id, false }

	tests := map[string]struct {
		change func(c *merchant.Credentials)
		around func() (undo func())
		want   registration.Reason
	}{
		"right":              {change: func(*merchant.Credentials) {}},
		"right and live":     {change: func(c *merchant.Credentials) { live(c, "LIVE-SHOP") }},
		"another key":        {change: func(c *merchant.Credentials) { c.Key = keys[1]() }, want: registration.WrongKey},
		"unknown key id":     {change: func(c *merchant.Credentials) { c.PublicKeyID = "SANDBOX-NOBODY" }, want: registration.UnknownKey},
		"another region":     {change: func(c *merchant.Credentials) { c.Region = "na" }, want: registration.Region},
		"another store":      {change: func(c *merchant.Credentials) { c.StoreID = "amzn1.application-oa2-client.0000" }, want: registration.Store},
		"not yet accepted":   {change: func(c *merchant.Credentials) { live(c, "LIVE-REVIEW") }, want: registration.Inactive},
		"token of nobody":    {change: func(c *merchant.Credentials) { c.AuthToken = "x" }, want: registration.Token},
		"a clock put wrong":  {change: func(*merchant.Credentials) {}, around: o.late, want: registration.Clock},
		"nobody there":       {change: func(*merchant.Credentials) {}, around: o.deaf, want: registration.Unreachable},
		"Amazon has trouble": {change: func(*merchant.Credentials) {}, around: o.spoil(503, "ServiceUnavailable"), want: registration.Unreachable},
		"other environment":  {change: func(*merchant.Credentials) {}, around: o.spoil(401, "UnauthorizedAccess"), want: registration.Environment},
		"account is gone":    {change: func(*merchant.Credentials) {}, around: o.spoil(403, "InvalidAuthentication"), want: registration.Merchant},
		"something new":      {change: func(*merchant.Credentials) {}, around: o.spoil(400, "NeverHeardOf"), want: registration.Other},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if test.around != nil {
				defer test.around()()
			}
			c := o.own()
			test.change(&c)
			err := o.Try(t.Context(), o.shop, c)
			refusal, refused := errors.AsType[*registration.Refusal](err)
			switch {
			case test.want == "" && err != nil, test.want != "" && !refused:
				t.Errorf("%v, want %q", err, test.want)
			case refused && refusal.Reason != test.want:
				t.Errorf("%q, want %q: %v", refusal.Reason, test.want, err)
			}
		})
	}
}

func (o *office) late() func() {
	o.wrong = time.Hour
	return func() { o.wrong = 0 }
}

func (o *office) deaf() func() {
	api := o.API
	o.API = "http://127.0.0.1:1"
	return func() { o.API = api }
}

func (o *office) spoil(status int, reason string) func() func() {
	return func() func() {
		o.amazon.Fault(sandbox.Fault{Operation: "CreateCheckoutSession", Kind: sandbox.Refuse, Status: status, ReasonCode: reason})
		return o.amazon.ClearFaults
	}
}

func TestX2_WrongFieldsAreNotSent(t *testing.T) {
	o := newOffice(t, storetest.SQLite(t))
	c := o.own()
	c.Sandbox = false
	err := o.Try(t.Context(), o.shop, c)
	if faults, ok := errors.AsType[validate.Faults](err); !ok || faults[0].Field != "sandbox" || faults[0].Rule != "environment" {
		t.Error(err)
	}
	if n := len(o.amazon.Requests()); n != 0 {
		t.Errorf("%d calls", n)
	}
}

// The key pair of ours: what is entered at Amazon is the public half of what signs, and the private half is nowhere to be seen.
func TestX2_KeyPairOfOurs(t *testing.T) {
	o := newOffice(t, storetest.SQLite(t))
	c := o.own()
	if err := o.SaveKeyPair(t.Context(), o.shop, "cli", c); !errors.Is(err, registration.ErrNoKeyPair) {
		t.Errorf("without a pair: %v", err)
	}
	forgotten, err := o.MakeKeyPair(t.Context(), o.shop.ID, "cli")
	must(t, err)
	pair, err := o.MakeKeyPair(t.Context(), o.shop.ID, "cli")
	must(t, err)
	if known, err := o.KeyPair(t.Context(), o.shop.ID); err != nil || known.PublicKey != pair.PublicKey || known.PublicKey == forgotten.PublicKey {
		t.Errorf("%+v, %v", known, err)
	}
	public, err := sandbox.ParsePublicKey([]byte(pair.PublicKey))
	must(t, err)
	c.PublicKeyID, c.Key = "SANDBOX-PAIR", nil
	err = o.SaveKeyPair(t.Context(), o.shop, "cli", c)
	if refusal, ok := errors.AsType[*registration.Refusal](err); !ok || refusal.Reason != registration.UnknownKey {
		t.Errorf("not entered yet: %v", err)
	}
	o.amazon.RegisterKey(c.MerchantID, c.PublicKeyID, public)
	must(t, o.SaveKeyPair(t.Context(), o.shop, "cli", c))
	saved, err := o.Shops.Credentials(t.Context(), o.shop.ID)
	if err != nil || saved.PublicKeyID != "SANDBOX-PAIR" || !saved.Key.PublicKey.Equal(public) {
		t.Errorf("%v, %v", saved, err)
	}
	if _, err := o.KeyPair(t.Context(), o.shop.ID); !errors.Is(err, registration.ErrNoKeyPair) {
		t.Errorf("the pair is used up: %v", err)
	}
}

// The account is another one before the application and after the end only; a new key of the same account at any time (R2-5).
func TestR2_5_AnotherAccountOnlyWhenNoContractIsInForce(t *testing.T) {
	o := newOffice(t, storetest.SQLite(t))
	first := o.own()
	must(t, o.Save(t.Context(), o.shop, "cli", first))
	must(t, o.Shops.Apply(t.Context(), "cli", o.shop.ID, contract.Application{
		Kind: contract.Corporation, Company: "見本", CorporateNumber: "8000000000001", Terms: true, Reviewed: true,
	}))
	id, form := o.start(t, o.shop)
	_, err := o.Return(t.Context(), id, o.atAmazon(t, form, "second@example.jp"))
	must(t, err)
	if err := o.Accept(t.Context(), o.shop, id, owner.Actor, owner.Person); !errors.Is(err, merchant.ErrInForce) {
		t.Errorf("another account while in force: %v", err)
	}
	if now, err := o.Shops.Credentials(t.Context(), o.shop.ID); err != nil || now.MerchantID != first.MerchantID {
		t.Errorf("%v, %v", now, err)
	}
	rotated := first
	rotated.Key, rotated.PublicKeyID = keys[1](), "SANDBOX-ROTATED"
	o.amazon.RegisterKey(first.MerchantID, rotated.PublicKeyID, &keys[1]().PublicKey)
	must(t, o.Save(t.Context(), o.shop, "cli", rotated))

	must(t, o.Shops.Contracts().Reserve(t.Context(), "cli", o.shop.ID))
	o.amazon.SetClock(contract.MonthOf(o.amazon.Now()).End())
	id, form = o.start(t, o.shop)
	_, err = o.Return(t.Context(), id, o.atAmazon(t, form, "third@example.jp"))
	must(t, err)
	must(t, o.Accept(t.Context(), o.shop, id, owner.Actor, owner.Person))
	old, err := o.Shops.CredentialsOf(t.Context(), o.shop.ID, first.MerchantID) // for the orders made with it
	if err != nil || old.PublicKeyID != rotated.PublicKeyID {
		t.Errorf("%v, %v", old, err)
	}
}
