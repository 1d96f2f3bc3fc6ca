package amazonpay

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Algorithm is a way of signing. Both are RSASSA-PSS with SHA-256 and differ in the length of the salt only.
type Algorithm string

// The algorithms (protocol 1.5). V1 is for keys that an older integration still uses.
const (
	V1 Algorithm = "AMZN-PAY-RSASSA-PSS"
	V2 Algorithm = "AMZN-PAY-RSASSA-PSS-V2"
)

func (a Algorithm) orV2() Algorithm {
	if a == "" {
		return V2
	}
	return a
}

func (a Algorithm) saltLength() (int, error) {
	switch a {
	case V1:
		return 20, nil
	case V2:
		return 32, nil
	default:
		return 0, fmt.Errorf("%w: unknown algorithm %q", ErrNotSent, a)
	}
}

// canonicalRequest is the text that stands for a request (protocol 1.3). Path and query are the ones on the wire;
// names are the signed headers in the order of the Authorization header.
func canonicalRequest(method, path, query string, names []string, headers http.Header, body []byte) string {
	var text strings.Builder
	text.WriteString(method + "\n" + path + "\n" + query + "\n")
	for _, name := range names {
		text.WriteString(strings.ToLower(name) + ":" + headers.Get(name) + "\n")
	}
	text.WriteString("\n" + strings.Join(names, ";") + "\n" + hexSHA256(body))
	return text.String()
}

// canonicalQuery writes a query as Amazon signs it: sorted by key, everything but RFC 3986's unreserved characters
// percent-encoded, a blank as %20.
func canonicalQuery(query url.Values) string {
	return strings.ReplaceAll(query.Encode(), "+", "%20")
}

// signedNames lists all headers in the order in which they are signed.
func signedNames(headers http.Header) []string {
	names := make([]string, 0, len(headers))
	for name := range headers {
		names = append(names, strings.ToLower(name))
	}
	slices.Sort(names)
	return names
}

// stringToSign is signed in place of a canonical request or of a button's payload (protocol 1.4, 2).
func stringToSign(algorithm Algorithm, text []byte) string {
	return string(algorithm) + "\n" + hexSHA256(text)
}

// sign gives the signature over a string to sign, in base64 (protocol 1.5).
func sign(key crypto.Signer, algorithm Algorithm, text string) (string, error) {
	salt, err := algorithm.saltLength()
	if err != nil {
		return "", err
	}
	if key == nil {
		return "", fmt.Errorf("%w: client has no key", ErrNotSent)
	}
	if _, ok := key.Public().(*rsa.PublicKey); !ok {
		return "", fmt.Errorf("%w: key is %T, not RSA", ErrNotSent, key.Public())
	}
	digest := sha256.Sum256([]byte(text))
	signature, err := key.Sign(rand.Reader, digest[:], &rsa.PSSOptions{SaltLength: salt, Hash: crypto.SHA256})
	if err != nil {
		return "", errors.Join(ErrNotSent, fmt.Errorf("amazonpay: sign: %w", err))
	}
	return base64.StdEncoding.EncodeToString(signature), nil
}

// authorization is the value of the header of that name (protocol 1.6).
func authorization(algorithm Algorithm, publicKeyID string, names []string, signature string) string {
	return fmt.Sprintf("%s PublicKeyId=%s, SignedHeaders=%s, Signature=%s", algorithm, publicKeyID, strings.Join(names, ";"), signature)
}

func hexSHA256(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
