package sandbox

import (
	"crypto/rsa"
	"encoding/base64"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"sync"
	"time"

	"noren/backend/sandbox/signing"
)

// publicKey is a registered key and whose it is.
type publicKey struct {
	merchantID string
	key        *rsa.PublicKey
	registered time.Time
}

// keyring holds the registered keys by id.
type keyring struct {
	mu   sync.RWMutex
	keys map[string]publicKey
}

func (k *keyring) add(id string, key publicKey) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.keys == nil {
		k.keys = map[string]publicKey{}
	}
	k.keys[id] = key
}

func (k *keyring) find(id string) (publicKey, bool) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	key, ok := k.keys[id]
	return key, ok
}

// remove makes a key unknown.
func (k *keyring) remove(id string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.keys, id)
}

// all is a copy of the keys by id.
func (k *keyring) all() map[string]publicKey {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return maps.Clone(k.keys)
}

// owners are the merchants who have keys.
func (k *keyring) owners() []string {
	k.mu.RLock()
	defer k.mu.RUnlock()
	var list []string
	for _, key := range k.keys {
		list = append(list, key.merchantID)
	}
	return list
}

// Signature is what the sandbox made of a request's signature: the texts to lay beside one's own.
type Signature struct {
	Algorithm        string `json:"algorithm"`
	PublicKeyID      string `json:"publicKeyId"`
	SignedHeaders    string `json:"signedHeaders"`
	CanonicalRequest string `json:"canonicalRequest"`
	StringToSign     string `json:"stringToSign"`
	Verdict          string `json:"verdict"` // "valid", or what is wrong

	signature []byte
}

// parseAuthorization reads the header of protocol 1.6, blanks after commas or not.
func parseAuthorization(header string) (*Signature, *Error) {
	if strings.TrimSpace(header) == "" {
		return nil, refuse(400, "MissingHeader", "The authorization header is missing.")
	}
	algorithm, rest, _ := strings.Cut(strings.TrimSpace(header), " ")
	if !signing.Known(algorithm) {
		return nil, badAuthorization("names an unknown algorithm")
	}
	values := map[string]string{}
	for part := range strings.SplitSeq(rest, ",") {
		name, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		if !ok {
			return nil, badAuthorization("has a part without a value")
		}
		values[name] = value
	}
	signature, err := base64.StdEncoding.DecodeString(values["Signature"])
	if err != nil || len(signature) == 0 {
		return nil, badAuthorization("has no readable Signature")
	}
	if values["PublicKeyId"] == "" || values["SignedHeaders"] == "" {
		return nil, badAuthorization("lacks PublicKeyId or SignedHeaders")
	}
	return &Signature{
		Algorithm:     algorithm,
		PublicKeyID:   values["PublicKeyId"],
		SignedHeaders: values["SignedHeaders"],
		signature:     signature,
	}, nil
}

func badAuthorization(what string) *Error {
	return refuse(400, "InvalidHeaderValue", "The authorization header "+what+".")
}

// verifyRequest checks a request as protocol 1.7 says. The Signature is filled as far as it went, also beside an
// error. It takes no lock but the keyring's.
func (s *Sandbox) verifyRequest(r *http.Request, body []byte, now time.Time, skew time.Duration) (publicKey, *Signature, *Error) {
	sig, wrong := parseAuthorization(r.Header.Get("Authorization"))
	if wrong != nil {
		return publicKey{}, &Signature{Verdict: wrong.Message}, wrong
	}
	key, wrong := s.checkRequest(r, sig, body, now, skew)
	sig.Verdict = "valid"
	if wrong != nil {
		sig.Verdict = wrong.Message
	}
	return key, sig, wrong
}

func (s *Sandbox) checkRequest(r *http.Request, sig *Signature, body []byte, now time.Time, skew time.Duration) (publicKey, *Error) {
	key, ok := s.keys.find(sig.PublicKeyID)
	if !ok {
		return key, refuse(400, "InvalidHeaderValue", "The public key id '"+sig.PublicKeyID+"' is not known.")
	}
	date := r.Header.Get("X-Amz-Pay-Date")
	if date == "" {
		return key, refuse(400, "MissingHeader", "The header 'x-amz-pay-date' is missing.")
	}
	signedAt, ok := signing.ParseDate(date)
	if !ok {
		return key, refuse(400, "InvalidHeaderValue", "The header 'x-amz-pay-date' is not a time.")
	}
	candidates, absent := signing.CanonicalRequests(r, sig.SignedHeaders, body)
	if absent != "" {
		return key, forged("The signed header '" + absent + "' is not in the request.")
	}
	sig.CanonicalRequest = candidates[0]
	sig.StringToSign = signing.StringToSign(sig.Algorithm, []byte(candidates[0]))
	if !listsDate(sig.SignedHeaders) {
		return key, forged("The header 'x-amz-pay-date' must be signed.")
	}
	if !verifiesAny(key.key, sig, candidates) {
		return key, forged("The signature does not match the request.")
	}
	if !timely(signedAt, now, skew) {
		return key, forged("The time in 'x-amz-pay-date' is too far from now.")
	}
	return key, nil
}

func forged(message string) *Error { return refuse(403, "InvalidRequestSignature", message) }

func verifiesAny(key *rsa.PublicKey, sig *Signature, canonical []string) bool {
	for _, text := range canonical {
		toSign := signing.StringToSign(sig.Algorithm, []byte(text))
		if signing.Verifies(key, sig.Algorithm, toSign, sig.signature) {
			sig.CanonicalRequest, sig.StringToSign = text, toSign
			return true
		}
	}
	return false
}

func listsDate(signedHeaders string) bool {
	for name := range strings.SplitSeq(signedHeaders, ";") {
		if strings.EqualFold(name, "x-amz-pay-date") {
			return true
		}
	}
	return false
}

// timely allows the clock of the sandbox and, once that was moved, the real one too, so that a client with a
// right clock goes on working. A negative skew is any.
func timely(signedAt, now time.Time, skew time.Duration) bool {
	near := func(t time.Time) bool { return signedAt.Sub(t).Abs() <= skew }
	return skew < 0 || near(now) || near(time.Now())
}

// ParsePublicKey reads the PEM of an RSA key of 2048 bits or more, as Seller Central takes it.
func ParsePublicKey(text []byte) (*rsa.PublicKey, error) {
	key, err := signing.ParsePublicKey(string(text))
	if err != nil {
		return nil, fmt.Errorf("sandbox: public key: %w", err)
	}
	return key, nil
}
