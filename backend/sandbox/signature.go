package sandbox

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"strings"
	"sync"
	"time"
)

// saltLengths are the two algorithms; the salt is all that differs (protocol 1.5).
var saltLengths = map[string]int{
	"AMZN-PAY-RSASSA-PSS":    20,
	"AMZN-PAY-RSASSA-PSS-V2": 32,
}

// publicKey is a registered key and whose it is.
type publicKey struct {
	merchantID string
	key        *rsa.PublicKey
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
	if _, ok := saltLengths[algorithm]; !ok {
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
func (s *Sandbox) verifyRequest(r *http.Request, body []byte, now time.Time) (publicKey, *Signature, *Error) {
	sig, wrong := parseAuthorization(r.Header.Get("Authorization"))
	if wrong != nil {
		return publicKey{}, &Signature{Verdict: wrong.Message}, wrong
	}
	key, wrong := s.checkRequest(r, sig, body, now)
	sig.Verdict = "valid"
	if wrong != nil {
		sig.Verdict = wrong.Message
	}
	return key, sig, wrong
}

func (s *Sandbox) checkRequest(r *http.Request, sig *Signature, body []byte, now time.Time) (publicKey, *Error) {
	key, ok := s.keys.find(sig.PublicKeyID)
	if !ok {
		return key, refuse(400, "InvalidHeaderValue", "The public key id '"+sig.PublicKeyID+"' is not known.")
	}
	date := r.Header.Get("X-Amz-Pay-Date")
	if date == "" {
		return key, refuse(400, "MissingHeader", "The header 'x-amz-pay-date' is missing.")
	}
	signedAt, ok := parseSignatureDate(date)
	if !ok {
		return key, refuse(400, "InvalidHeaderValue", "The header 'x-amz-pay-date' is not a time.")
	}
	candidates, absent := canonicalRequests(r, sig.SignedHeaders, body)
	if absent != "" {
		return key, forged("The signed header '" + absent + "' is not in the request.")
	}
	sig.CanonicalRequest = candidates[0]
	sig.StringToSign = stringToSign(sig.Algorithm, []byte(candidates[0]))
	if !listsDate(sig.SignedHeaders) {
		return key, forged("The header 'x-amz-pay-date' must be signed.")
	}
	if !verifiesAny(key.key, sig, candidates) {
		return key, forged("The signature does not match the request.")
	}
	if !s.timely(signedAt, now) {
		return key, forged("The time in 'x-amz-pay-date' is too far from now.")
	}
	return key, nil
}

func forged(message string) *Error { return refuse(403, "InvalidRequestSignature", message) }

func verifiesAny(key *rsa.PublicKey, sig *Signature, canonical []string) bool {
	for _, text := range canonical {
		toSign := stringToSign(sig.Algorithm, []byte(text))
		if verifies(key, sig.Algorithm, toSign, sig.signature) {
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
// right clock goes on working.
func (s *Sandbox) timely(signedAt, now time.Time) bool {
	near := func(t time.Time) bool { return signedAt.Sub(t).Abs() <= s.cfg.Skew }
	return s.cfg.Skew < 0 || near(now) || near(time.Now())
}

// parseSignatureDate reads both formats (protocol 0.1, point 3).
func parseSignatureDate(text string) (time.Time, bool) {
	for _, layout := range []string{compactTime, "2006-01-02T15:04:05Z"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// stringToSign is the same for requests and button payloads (protocol 1.4 and 2).
func stringToSign(algorithm string, signed []byte) string {
	return algorithm + "\n" + hash(signed)
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// verifies checks with the salt length of the named algorithm, never with "auto", which would make the two
// algorithms interchangeable.
func verifies(key *rsa.PublicKey, algorithm, toSign string, signature []byte) bool {
	salt, ok := saltLengths[algorithm]
	if !ok {
		return false
	}
	digest := sha256.Sum256([]byte(toSign))
	return rsa.VerifyPSS(key, crypto.SHA256, digest[:], signature, &rsa.PSSOptions{SaltLength: salt}) == nil
}
