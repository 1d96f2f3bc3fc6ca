package merchant_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/backend/merchant"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/validate"
)

func TestR2_5_FormerCredentialsStayReadable(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop, other := o.create(t, "店").ID, o.create(t, "別の店").ID
		if _, err := o.Credentials(t.Context(), shop); !errors.Is(err, merchant.ErrNoCredentials) {
			t.Errorf("at first: %v, want ErrNoCredentials", err)
		}
		before, now := credentials("A1BEFORE"), credentials("A2NOW")
		renewed := before
		renewed.PublicKeyID = "SANDBOX-RENEWED"
		for _, c := range []merchant.Credentials{before, renewed, now} {
			if err := o.SaveCredentials(t.Context(), "cli", shop, c); err != nil {
				t.Fatal(err)
			}
		}
		for merchantID, want := range map[string]merchant.Credentials{"A1BEFORE": renewed, "A2NOW": now} {
			got, err := o.CredentialsOf(t.Context(), shop, merchantID)
			if err != nil || !same(got, want) {
				t.Errorf("%s: %v, %v", merchantID, got, err)
			}
		}
		if got, err := o.Credentials(t.Context(), shop); err != nil || !same(got, now) {
			t.Errorf("%v, %v", got, err)
		}
		if got, err := o.CredentialsOf(t.Context(), other, "A2NOW"); !errors.Is(err, merchant.ErrNoCredentials) {
			t.Errorf("another shop's: %v, %v", got, err)
		}
	})
}

func same(a, b merchant.Credentials) bool {
	equal := a.Key.Equal(b.Key)
	a.Key, b.Key = nil, nil
	return equal && a == b
}

func TestPrivateKeysAreSealedForTheirShop(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop, thief := o.create(t, "店").ID, o.create(t, "泥棒").ID
		if err := o.SaveCredentials(t.Context(), "cli", shop, credentials("A1")); err != nil {
			t.Fatal(err)
		}
		row, err := o.DB.Read().CurrentCredential(t.Context(), shop)
		if err != nil {
			t.Fatal(err)
		}
		if prime := privateKey().Primes[0].Bytes(); bytes.Contains(row.PrivateKey, prime) {
			t.Error("the key is stored in the clear")
		}
		err = o.DB.Tx(t.Context(), func(q *query.Queries) error {
			return q.InsertCredential(t.Context(), query.InsertCredentialParams{
				ShopID: thief, MerchantID: row.MerchantID, StoreID: row.StoreID, PublicKeyID: row.PublicKeyID,
				PrivateKey: row.PrivateKey, AuthToken: []byte{}, Sandbox: row.Sandbox, Region: row.Region, Now: 1,
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := o.Credentials(t.Context(), thief); !errors.Is(err, store.ErrSealed) {
			t.Errorf("%v, %v; want ErrSealed", got, err)
		}
	})
}

func TestCredentialsDoNotShowTheirKey(t *testing.T) {
	c := credentials("A1")
	c.AuthToken = "authorization-token"
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "c", c)
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	said := fmt.Sprintf("%v %+v %#v %s %s", c, c, c, log.String(), text)
	provider := merchant.Provider{ID: "A1", PublicKeyID: "SANDBOX-A1", Key: c.Key}
	said += fmt.Sprintf("%v %+v %#v", provider, provider, provider)
	if strings.Contains(said, c.Key.D.String()) || strings.Contains(said, c.Key.Primes[0].String()) || strings.Contains(said, c.AuthToken) {
		t.Error("the private key or the token is shown")
	}
	if !strings.Contains(said, "SANDBOX-A1") {
		t.Errorf("nothing is shown: %s", said)
	}
}

func TestCredentialsAreRefusedFieldByField(t *testing.T) {
	short, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		change func(*merchant.Credentials)
		want   validate.Fault
	}{
		"no merchant":  {func(c *merchant.Credentials) { c.MerchantID = "" }, validate.Fault{Field: "merchantId", Rule: "required"}},
		"bad store":    {func(c *merchant.Credentials) { c.StoreID = "a b" }, validate.Fault{Field: "storeId", Rule: "token"}},
		"region":       {func(c *merchant.Credentials) { c.Region = "mars" }, validate.Fault{Field: "region", Rule: "oneof", Param: "jp na eu"}},
		"no key":       {func(c *merchant.Credentials) { c.Key = nil }, validate.Fault{Field: "privateKey", Rule: "rsa"}},
		"short key":    {func(c *merchant.Credentials) { c.Key = short }, validate.Fault{Field: "privateKey", Rule: "rsa"}},
		"sandbox live": {func(c *merchant.Credentials) { c.Sandbox = false }, validate.Fault{Field: "sandbox", Rule: "environment"}},
		"live sandbox": {func(c *merchant.Credentials) { c.PublicKeyID = "LIVE-A1" }, validate.Fault{Field: "sandbox", Rule: "environment"}},
	}
	for name, test := range tests {
		c := credentials("A1")
		test.change(&c)
		err := (&merchant.Shops{}).SaveCredentials(t.Context(), "cli", "shop_1", c)
		faults, _ := errors.AsType[validate.Faults](err)
		if diff := cmp.Diff(validate.Faults{test.want}, faults); diff != "" {
			t.Errorf("%s: %v %s", name, err, diff)
		}
	}
}

func TestParsePrivateKey(t *testing.T) {
	pkcs8, err := x509.MarshalPKCS8PrivateKey(privateKey())
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range []pem.Block{
		{Type: "PRIVATE KEY", Bytes: pkcs8}, {Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(privateKey())},
	} {
		key, err := merchant.ParsePrivateKey(pem.EncodeToMemory(&block))
		if err != nil || !key.Equal(privateKey()) {
			t.Errorf("%s: %v", block.Type, err)
		}
	}
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	other, err := x509.MarshalPKCS8PrivateKey(curve)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"", "secret", string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: other}))} {
		if _, err := merchant.ParsePrivateKey([]byte(text)); err == nil || text != "" && strings.Contains(err.Error(), text) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
