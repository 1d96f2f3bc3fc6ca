package staff

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"image/png"
	"net/url"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"

	"noren/backend/store/query"
)

// codeStep is how long an authenticator shows one code (RFC 6238).
const codeStep = 30 * time.Second

// Authenticator is the secret of an authenticator app while it is being set up.
type Authenticator struct {
	Secret string // base32, to type in
	Image  string // QR code, as a data URL
	Sealed string // goes with the form and comes back: we keep nothing until the first code has been right
}

// NewAuthenticator makes a secret for somebody.
func (a *Accounts) NewAuthenticator(p Person) (Authenticator, error) {
	return a.authenticator(p, rand.Text())
}

// SameAuthenticator shows the secret of a form once more; a form that is not ours gets a new one.
func (a *Accounts) SameAuthenticator(p Person, sealed string) (Authenticator, error) {
	secret, err := a.openAuthenticator(p, sealed)
	if err != nil {
		return a.NewAuthenticator(p)
	}
	return a.authenticator(p, secret)
}

func (a *Accounts) authenticator(p Person, secret string) (Authenticator, error) {
	address := url.URL{Scheme: "otpauth", Host: "totp", Path: "/Noren:" + p.Email}
	address.RawQuery = url.Values{"secret": {secret}, "issuer": {"Noren"}}.Encode()
	key, err := otp.NewKeyFromURL(address.String())
	if err != nil {
		return Authenticator{}, errors.New("staff: authenticator: no address")
	}
	image, err := key.Image(200, 200)
	if err != nil {
		return Authenticator{}, fmt.Errorf("staff: authenticator: %w", err)
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, image); err != nil {
		return Authenticator{}, fmt.Errorf("staff: authenticator: %w", err)
	}
	sealed, err := a.seal(p.ID, "new totp", secret)
	if err != nil {
		return Authenticator{}, err
	}
	return Authenticator{
		Secret: secret, Sealed: base64.RawURLEncoding.EncodeToString(sealed),
		Image: "data:image/png;base64," + base64.StdEncoding.EncodeToString(picture.Bytes()),
	}, nil
}

func (a *Accounts) openAuthenticator(p Person, sealed string) (string, error) {
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil {
		return "", fmt.Errorf("staff: authenticator: %w", err)
	}
	return a.unseal(p.ID, "new totp", raw)
}

// stepOf finds the step that a code belongs to, one before or after included since clocks differ; 0 is none.
func stepOf(now time.Time, secret, code string) int64 {
	step := now.Unix() / int64(codeStep/time.Second)
	var found int64
	for _, s := range []int64{step - 1, step, step + 1} {
		ok, err := hotp.ValidateCustom(code, uint64(s), secret, hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1}) //nolint:gosec // after 1970
		if ok && err == nil {
			found = s
		}
	}
	return found
}

// How many recovery codes somebody has.
const recoveryCodes = 8

// newRecoveryCodes replaces somebody's recovery codes, of 80 random bits each, and returns them for the one time they are shown.
func newRecoveryCodes(ctx context.Context, q *query.Queries, id string) ([]string, error) {
	if err := q.DeleteRecoveryCodes(ctx, id); err != nil {
		return nil, fmt.Errorf("staff: recovery codes: %w", err)
	}
	codes := make([]string, 0, recoveryCodes)
	for range recoveryCodes {
		text := strings.ToLower(rand.Text()[:16])
		codes = append(codes, text[:4]+"-"+text[4:8]+"-"+text[8:12]+"-"+text[12:])
		if err := q.InsertRecoveryCode(ctx, query.InsertRecoveryCodeParams{StaffID: id, Hash: recoveryHash(text)}); err != nil {
			return nil, fmt.Errorf("staff: recovery codes: %w", err)
		}
	}
	return codes, nil
}

// recoveryHash does not mind how a code is written.
func recoveryHash(code string) string {
	return hashOf("recovery " + strings.NewReplacer("-", "", " ", "").Replace(strings.ToLower(code)))
}
