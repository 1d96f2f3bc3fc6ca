package amazonpay

import (
	"crypto"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestUnreadableAnswersLeaveTheOutcomeUnknown(t *testing.T) {
	for name, body := range map[string]string{
		"empty":          "",
		"no JSON":        "<html>",
		"no id":          `{}`,
		"another object": `{"checkoutSessionId":"bd504926-f659-4ad7-a1a9-9a747aaf5275"}`,
		"null":           `null`,
		"too long":       `{"checkoutSessionId":"` + sessionID + `","supplementaryData":"` + strings.Repeat("x", maxAnswer) + `"}`,
	} {
		a := newAmazon(t, func(w http.ResponseWriter, _ received, _ int) { write(w, body) })
		got, err := a.client().GetCheckoutSession(t.Context(), sessionID)
		_, refused := errors.AsType[*Error](err)
		if err == nil || got != nil || refused || errors.Is(err, ErrNotSent) || len(a.seen()) != 1 {
			t.Errorf("%s: got %v, error %v after %d requests", name, got, err, len(a.seen()))
		}
		if !strings.Contains(err.Error(), `request "request-1"`) {
			t.Errorf("%s: error %q does not name the request", name, err)
		}
	}
}

func TestMalformedCallsAreNotSent(t *testing.T) {
	a := newAmazon(t, func(w http.ResponseWriter, _ received, _ int) { write(w, `{}`) })
	change := func(f func(*Client)) *Client {
		c := a.client()
		f(c)
		return c
	}
	get := func(c *Client, id string) error {
		_, err := c.GetCharge(t.Context(), id)
		return err
	}
	charge := func(key IdempotencyKey, body string) error {
		_, err := a.client().CreateCharge(t.Context(), key, Body[ChargeRequest](body))
		return err
	}
	for name, err := range map[string]error{
		"empty id":        get(a.client(), ""),
		"slash":           get(a.client(), "a/b"),
		"query":           get(a.client(), "a?b"),
		"parent":          get(a.client(), ".."),
		"escape":          get(a.client(), "a%2fb"),
		"Japanese":        get(a.client(), "山"),
		"line feed":       get(a.client(), "a\nb"),
		"long":            get(a.client(), strings.Repeat("a", 2049)),
		"no key":          charge("", `{}`),
		"long key":        charge(IdempotencyKey(strings.Repeat("k", 33)), `{}`),
		"bad key":         charge("key 1", `{}`),
		"no body":         charge("key-1", ""),
		"no JSON":         charge("key-1", "{"),
		"no signing key":  get(change(func(c *Client) { c.Key = nil }), "S03"),
		"no key id":       get(change(func(c *Client) { c.PublicKeyID = "" }), "S03"),
		"key id injects":  get(change(func(c *Client) { c.PublicKeyID = "a, SignedHeaders=" }), "S03"),
		"wrong algorithm": get(change(func(c *Client) { c.Algorithm = "HMAC" }), "S03"),
		"wrong region":    get(change(func(c *Client) { c.Region = "mars" }), "S03"),
		"wrong base":      get(change(func(c *Client) { c.BaseURL = "http://[::1" }), "S03"),
	} {
		if !errors.Is(err, ErrNotSent) {
			t.Errorf("%s: error is %v, want ErrNotSent", name, err)
		}
	}
	if len(a.seen()) != 0 {
		t.Errorf("%d requests were sent", len(a.seen()))
	}
}

// failingSigner signs the given number of times, as a remote key service might before it goes away.
type failingSigner struct {
	crypto.Signer

	left int
}

func (s *failingSigner) Sign(random io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	if s.left--; s.left < 0 {
		return nil, errors.New("key service is gone")
	}
	return s.Signer.Sign(random, digest, opts)
}

func TestNotSentMeansThatNoAttemptLeft(t *testing.T) {
	a := newAmazon(t, func(w http.ResponseWriter, _ received, _ int) { cut(w) })
	for signatures, notSent := range map[int]bool{0: true, 1: false} {
		c := a.client()
		c.Key = &failingSigner{testKey(), signatures}
		_, err := c.GetCheckoutSession(t.Context(), sessionID)
		if err == nil || errors.Is(err, ErrNotSent) != notSent {
			t.Errorf("with %d signatures: error %v", signatures, err)
		}
	}
}

func TestErrorsHoldNoPersonalData(t *testing.T) {
	const token = "buyer-token-of-taro"
	a := newAmazon(t, func(w http.ResponseWriter, _ received, n int) {
		if n <= 3 {
			cut(w)
		}
		w.WriteHeader(http.StatusBadRequest)
		write(w, `{"reasonCode":"InvalidParameterValue","message":"山田 太郎 is not allowed"}`)
	})
	_, cutErr := a.client().GetBuyer(t.Context(), token)
	_, refusal := a.client().GetBuyer(t.Context(), token)
	for _, err := range []error{cutErr, refusal} {
		if err == nil || strings.Contains(err.Error(), token) || strings.Contains(err.Error(), "太郎") {
			t.Errorf("error is %v", err)
		}
	}
	if want := `amazonpay: GetBuyer: 400 InvalidParameterValue (request "request-4")`; refusal.Error() != want {
		t.Errorf("error is %q, want %q", refusal, want)
	}
}
