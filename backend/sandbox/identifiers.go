package sandbox

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"math/big"
	"strings"
)

// Alphabets of identifiers (protocol 11).
const (
	digits      = "0123456789"
	upperDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + digits
)

// randomText is n characters of the alphabet from the system's randomness, which Go promises never to fail.
func randomText(alphabet string, n int) string {
	text := make([]byte, n)
	size := big.NewInt(int64(len(alphabet)))
	for i := range text {
		at, err := rand.Int(rand.Reader, size)
		if err != nil {
			panic(err)
		}
		text[i] = alphabet[at.Int64()]
	}
	return string(text)
}

// newUUID is a random UUID in lower case: checkout sessions, request ids, notification ids.
func newUUID() string {
	var b [16]byte
	if _, err := rand.Read(b[:]); err != nil {
		panic(err)
	}
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	x := hex.EncodeToString(b[:])
	return x[:8] + "-" + x[8:12] + "-" + x[12:16] + "-" + x[16:20] + "-" + x[20:]
}

// newToken is 128 bits that nobody can guess, in hex.
func newToken() string {
	var b [16]byte
	if _, err := rand.Read(b[:]); err != nil {
		panic(err)
	}
	return hex.EncodeToString(b[:])
}

// newBase is the part that a permission shares with its charges, like S03-0000001-0000002: the letter tells
// environment and kind, 03 is Japan (protocol 11).
func newBase(env environment, recurring bool) string {
	letter := "S"
	switch {
	case recurring && env == liveEnvironment:
		letter = "B"
	case recurring:
		letter = "C"
	case env == liveEnvironment:
		letter = "P"
	}
	return fmt.Sprintf("%s03-%s-%s", letter, randomText(digits, 7), randomText(digits, 7))
}

// fresh asks for identifiers until one is not taken.
func fresh[T any](taken map[string]T, next func() string) string {
	for {
		id := next()
		if _, ok := taken[id]; !ok {
			return id
		}
	}
}

// buyerID is stable per merchant and differs between merchants (protocol 3.1, pitfall 24).
func buyerID(merchantID, buyer string) string {
	return "amzn1.account.A" + digest(merchantID, buyer)
}

// addressID is stable per merchant, as the buyer's id is. Its shape is the one in the SDKs' tests.
func addressID(merchantID, buyer, address string) string {
	return "amzn1.address.A" + digest(merchantID, buyer, address)
}

// digest is 26 capitals and digits that stand for the parts.
func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\n")))
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:])[:26]
}
