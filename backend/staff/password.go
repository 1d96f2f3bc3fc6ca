package staff

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"noren/shared/validate"
)

// Argon2id as OWASP's cheat sheet has it first: 19 MiB, two passes, one lane.
const (
	memory = 19 * 1024 // KiB
	passes = 2
	lanes  = 1
	length = 32
)

// MinPassword is the least number of characters: a second factor is always asked for besides.
const (
	MinPassword = 12
	MaxPassword = 200
)

// hashing bounds how many passwords are hashed at once: each takes 19 MiB.
var hashing = make(chan struct{}, 2)

// hashPassword encodes as others do it: $argon2id$v=19$m=19456,t=2,p=1$salt$hash.
func hashPassword(ctx context.Context, password string) (string, error) {
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // never fails
	key, err := derive(ctx, password, salt, passes, memory, lanes)
	if err != nil {
		return "", err
	}
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, passes, lanes, encode(salt), encode(key)), nil
}

// nobody's password is what an unknown address is compared with, so that it takes as long as a known one.
const nobody = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// checkPassword compares a password with its hash, at the cost that the hash was made with; "" costs as much and is never right.
func checkPassword(ctx context.Context, encoded, password string) (bool, error) {
	known := encoded != ""
	if !known {
		encoded = nobody
	}
	parts := strings.Split(encoded, "$")
	if len(parts) != 6 {
		return false, nil
	}
	var m, t uint32
	var p uint8
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &m, &t, &p); err != nil {
		return false, fmt.Errorf("staff: password: %w", err)
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false, fmt.Errorf("staff: password: %w", err)
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil {
		return false, fmt.Errorf("staff: password: %w", err)
	}
	got, err := derive(ctx, password, salt, t, m, p)
	return known && subtle.ConstantTimeCompare(got, want) == 1, err
}

func derive(ctx context.Context, password string, salt []byte, t, m uint32, p uint8) ([]byte, error) {
	select {
	case hashing <- struct{}{}:
		defer func() { <-hashing }()
	case <-ctx.Done():
		return nil, fmt.Errorf("staff: password: %w", ctx.Err())
	}
	return argon2.IDKey([]byte(password), salt, t, m, p, length), nil
}

// checkNewPassword says what is wrong with a new password. Errors: validate.Faults for password, with the rule min, max, common or
// own-words.
func checkNewPassword(password string, p Person) error {
	fault := func(rule, param string) error { return validate.Faults{{Field: "password", Rule: rule, Param: param}} }
	switch n := utf8.RuneCountInString(password); {
	case n < MinPassword:
		return fault("min", strconv.Itoa(MinPassword))
	case n > MaxPassword:
		return fault("max", strconv.Itoa(MaxPassword))
	case isOfOwnWords(password, p):
		return fault("own-words", "")
	}
	switch common, err := isCommon(password); {
	case err != nil:
		return err
	case common:
		return fault("common", "")
	}
	return nil
}
