// Package signing is the signature of Amazon Pay V2 as a server reads it: the texts that the SDKs may have signed, and
// whether a signature is over one of them (protocol 1 and 2). It signs nothing and knows no keys.
package signing

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// saltLengths are the two algorithms; the salt is all that differs (protocol 1.5).
var saltLengths = map[string]int{
	"AMZN-PAY-RSASSA-PSS":    20,
	"AMZN-PAY-RSASSA-PSS-V2": 32,
}

// Known tells whether there is an algorithm of this name.
func Known(algorithm string) bool {
	_, ok := saltLengths[algorithm]
	return ok
}

// StringToSign is the same for requests and button payloads (protocol 1.4 and 2).
func StringToSign(algorithm string, signed []byte) string {
	return algorithm + "\n" + hash(signed)
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Verifies checks with the salt length of the named algorithm, never with "auto", which would make the two
// algorithms interchangeable.
func Verifies(key *rsa.PublicKey, algorithm, toSign string, signature []byte) bool {
	salt, ok := saltLengths[algorithm]
	if !ok {
		return false
	}
	digest := sha256.Sum256([]byte(toSign))
	return rsa.VerifyPSS(key, crypto.SHA256, digest[:], signature, &rsa.PSSOptions{SaltLength: salt}) == nil
}

// ParseDate reads x-amz-pay-date in both formats (protocol 0.1, point 3).
func ParseDate(text string) (time.Time, bool) {
	for _, layout := range []string{"20060102T150405Z", "2006-01-02T15:04:05Z"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
