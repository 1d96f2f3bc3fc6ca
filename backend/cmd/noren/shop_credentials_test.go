package main

import (
	"crypto/rand"
	"crypto/rsa"
	"slices"
	"strings"
	"testing"

	"noren/backend/sandbox"
)

// amazon is a sandbox in this process, to which the programs speak from now on.
type amazon struct{ *sandbox.Sandbox }

func (o *operator) amazon() amazon {
	o.t.Helper()
	s := sandbox.RunT(o.t)
	o.set("NOREN_AMAZON_API", s.URL)
	return amazon{s}
}

// credentials are the arguments that save the sandbox's account for a shop, with a key that is entered there.
func (a amazon) credentials(o *operator, shop, keyID string) []string {
	o.t.Helper()
	m := a.Merchant()
	a.RegisterKey(m.MerchantID, keyID, &m.PrivateKey.PublicKey)
	return []string{
		"shop", "credentials", shop, "--merchant-id=" + m.MerchantID, "--store-id=" + m.StoreID, "--public-key-id=" + keyID,
		"--private-key=" + o.file("amazon.pem", pemOf(o.t, m.PrivateKey)),
	}
}

// Credentials are tried at Amazon before they are saved, as in the console.
func TestX2_CredentialsAreTriedBeforeTheyAreSaved(t *testing.T) {
	onEvery(t, func(t *testing.T, o *operator) {
		shop := o.createShop("https://shop.example").Shop.ID
		amazon := o.amazon()
		right := amazon.credentials(o, shop, "SANDBOX-AAAA")
		other, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			t.Fatal(err)
		}
		for why, wrong := range map[string]string{
			"unknown_key": "--public-key-id=SANDBOX-NOBODY", "wrong_key": "--private-key=" + o.file("other.pem", pemOf(t, other)),
			"store": "--store-id=amzn1.store", "unreachable": "--amazon-api=http://127.0.0.1:1",
		} {
			flag, _, _ := strings.Cut(wrong, "=")
			arguments := append(slices.DeleteFunc(slices.Clone(right), func(a string) bool { return strings.HasPrefix(a, flag+"=") }), wrong)
			if s := o.run(arguments...); s.status == 0 || !strings.Contains(s.err, why) || !strings.Contains(s.err, " / ") {
				t.Errorf("%s: %d\n%s%s", why, s.status, s.out, s.err)
			}
		}
		if s := o.run("seed", shop, "--orders=1", "--test-data"); s.status == 0 || !strings.Contains(s.err, "no credentials") {
			t.Errorf("something was saved: %s", s.err)
		}
		o.must(right...)
	})
}

// A provider is given as a whole, or not at all.
func TestR2_2_ProviderIsGivenAsAWhole(t *testing.T) {
	o := newOperator(t)
	o.set("NOREN_KEYSET_FILE", o.keyset())
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	o.file("provider.pem", pemOf(t, key))
	o.file("nonsense.pem", "nonsense")
	serve := []string{"serve", "--public-url=https://pay.example", "--listen=127.0.0.1:0"}
	for why, flags := range map[string][]string{
		"--amazon-provider-key and": {"--amazon-provider-id=A1PROVIDER"},
		"--amazon-provider-key-id":  {"--amazon-provider-key=provider.pem"},
		"RSA private key":           {"--amazon-provider-key=nonsense.pem", "--amazon-provider-key-id=LIVE-A"},
		"--amazon-provider-id":      {"--amazon-provider-key=provider.pem", "--amazon-provider-key-id=LIVE-A", "--amazon-provider-live"},
		"--amazon-provider-live":    {"--amazon-provider-key=provider.pem", "--amazon-provider-key-id=LIVE-A", "--amazon-provider-id=A1", "--amazon-register=https://amazon.example/register"},
		"--amazon-register: want":   {"--amazon-provider-key=provider.pem", "--amazon-provider-key-id=SANDBOX-A", "--amazon-provider-id=A1", "--amazon-register=http://amazon.example/register"},
	} {
		if s := o.run(append(serve, flags...)...); s.status == 0 || !strings.Contains(s.err, why) || strings.Contains(s.err, "PRIVATE") {
			t.Errorf("%q: %d, want %q:\n%s", flags, s.status, why, s.err)
		}
	}
}
