package sandbox

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Settings are the choices where nobody outside Amazon knows what Amazon does (protocol 14). The zero value is what
// the protocol reference proposes. They may be changed while the sandbox runs.
type Settings struct {
	// Skew is how far x-amz-pay-date may be from the clock; 0 means 15 minutes, negative means any (protocol 1.7).
	Skew Duration `json:"skew"`

	// EnvironmentMismatch is the status when the prefix of the key and the path name different environments: 401, 403
	// or 404; 0 means 401 (protocol 1.1).
	EnvironmentMismatch int `json:"environmentMismatch"`

	Throttle bool `json:"throttle"` // the buckets of protocol 5.3

	LongIdempotency bool `json:"longIdempotency"` // keys may be longer than 32 characters (protocol 6)
	ForgetRefusals  bool `json:"forgetRefusals"`  // a refused call may come again with its key (protocol 6)

	// CanceledSession is the status of CheckoutSessionCanceled: 422 or 400; 0 means 422 (protocol 3.3).
	CanceledSession int `json:"canceledSession"`

	// CompletedSession is what a completed session shows besides state and ids: "empty" (or ""), or "2020" for
	// productType, storeId and expirationTimestamp as in that year (protocol 3.3).
	CompletedSession string `json:"completedSession"`

	ReplaceObjects bool `json:"replaceObjects"` // PATCH replaces an object instead of merging its fields (protocol 14)

	// DefaultScopes are those of a button that names none; none means name and email (protocol 12.7).
	DefaultScopes []string `json:"defaultScopes"`

	CancelDuringCapture bool `json:"cancelDuringCapture"` // Cancel is allowed in CaptureInitiated (protocol 4.3)
	CloseCancelsCharges bool `json:"closeCancelsCharges"` // Close cancels open charges unasked (protocol 3.4)

	// RefundsPerCharge is how many refunds a charge may have; 0 means 10, negative means any number (protocol 4.5).
	RefundsPerCharge int `json:"refundsPerCharge"`

	// MonthZone is where the month of a recurring limit begins: "Japan" (or "") or "UTC" (protocol 4.5).
	MonthZone string `json:"monthZone"`

	// RegisteredOriginsOnly closes the pages of a merchant who has no JavaScript origin yet, as Amazon does; without it
	// a first try needs no set-up (protocol 7.1).
	RegisteredOriginsOnly bool `json:"registeredOriginsOnly"`

	TokensOnlyLive bool `json:"tokensOnlyLive"` // authorization tokens are not given in the sandbox environment (protocol 3.7)

	// Redeliveries is how often a notification comes again, hourly; 0 means 3, negative means never. Older documents
	// say 14 days, which is 336 (protocol 8.3).
	Redeliveries int `json:"redeliveries"`

	// SignatureVersion is that of notifications: "1" (or "") or "2" (protocol 8.2).
	SignatureVersion string `json:"signatureVersion"`

	// Review is how long Amazon examines a new merchant; 0 means 7 days, negative means not at all (R2-1). Its outcome
	// is "accepted" (or "") or "refused".
	Review        Duration `json:"review"`
	ReviewOutcome string   `json:"reviewOutcome"`

	// Providers are the solution providers that may register merchants, by their spId, besides the merchants that are
	// known here; none means any (protocol 10.2).
	Providers []string `json:"providers"`
}

// Duration is a time.Duration that is a text like "15m" in JSON.
type Duration time.Duration

// MarshalText writes "15m0s".
func (d Duration) MarshalText() ([]byte, error) { return []byte(time.Duration(d).String()), nil }

// UnmarshalText reads "15m".
func (d *Duration) UnmarshalText(text []byte) error {
	parsed, err := time.ParseDuration(string(text))
	*d = Duration(parsed)
	return err
}

// The choices for which 0 or "" stands.
var proposed = Settings{
	Skew: Duration(15 * time.Minute), EnvironmentMismatch: 401, CanceledSession: 422, CompletedSession: "empty",
	DefaultScopes: []string{"name", "email"}, RefundsPerCharge: 10, MonthZone: "Japan", Redeliveries: 3, SignatureVersion: "1",
	Review: Duration(7 * 24 * time.Hour), ReviewOutcome: "accepted",
}

// complete fills in what was left to the protocol reference.
func (x Settings) complete() Settings {
	x.Skew = cmp.Or(x.Skew, proposed.Skew)
	x.EnvironmentMismatch = cmp.Or(x.EnvironmentMismatch, proposed.EnvironmentMismatch)
	x.CanceledSession = cmp.Or(x.CanceledSession, proposed.CanceledSession)
	x.CompletedSession = cmp.Or(x.CompletedSession, proposed.CompletedSession)
	x.RefundsPerCharge = cmp.Or(x.RefundsPerCharge, proposed.RefundsPerCharge)
	x.MonthZone = cmp.Or(x.MonthZone, proposed.MonthZone)
	x.Redeliveries = cmp.Or(x.Redeliveries, proposed.Redeliveries)
	x.SignatureVersion = cmp.Or(x.SignatureVersion, proposed.SignatureVersion)
	x.Review = cmp.Or(x.Review, proposed.Review)
	x.ReviewOutcome = cmp.Or(x.ReviewOutcome, proposed.ReviewOutcome)
	if len(x.DefaultScopes) == 0 {
		x.DefaultScopes = proposed.DefaultScopes
	}
	x.DefaultScopes, x.Providers = slices.Clone(x.DefaultScopes), slices.Clone(x.Providers)
	return x
}

// check says which choice does not exist, and which do. The settings are complete.
func (x Settings) check() error {
	if !slices.Contains([]int{401, 403, 404}, x.EnvironmentMismatch) {
		return fmt.Errorf("sandbox: environmentMismatch %d: choose 401, 403 or 404", x.EnvironmentMismatch)
	}
	if !slices.Contains([]int{422, 400}, x.CanceledSession) {
		return fmt.Errorf("sandbox: canceledSession %d: choose 422 or 400", x.CanceledSession)
	}
	for _, text := range []struct {
		name, value string
		choices     []string
	}{
		{"completedSession", x.CompletedSession, []string{"empty", "2020"}},
		{"monthZone", x.MonthZone, []string{"Japan", "UTC"}},
		{"signatureVersion", x.SignatureVersion, []string{"1", "2"}},
		{"reviewOutcome", x.ReviewOutcome, []string{"accepted", "refused"}},
	} {
		if !slices.Contains(text.choices, text.value) {
			return fmt.Errorf("sandbox: %s %q: choose %s", text.name, text.value, strings.Join(text.choices, " or "))
		}
	}
	for _, scope := range x.DefaultScopes {
		if !slices.Contains(scopes, scope) {
			return fmt.Errorf("sandbox: defaultScopes: no scope %q: choose from %s", scope, strings.Join(scopes, ", "))
		}
	}
	return nil
}

// Settings are the choices as they stand, with nothing left out.
func (s *Sandbox) Settings() Settings {
	s.lock()
	defer s.unlock()
	x := s.settings
	x.DefaultScopes, x.Providers = slices.Clone(x.DefaultScopes), slices.Clone(x.Providers)
	return x
}

// SetSettings changes all choices; calls that come afterwards see them. Its errors name the field and the remedy.
func (s *Sandbox) SetSettings(x Settings) error {
	x = x.complete()
	if err := x.check(); err != nil {
		return err
	}
	s.lock()
	defer s.unlock()
	s.settings = x
	return nil
}

// scopesOf are the scopes of a button, or those of one that names none.
func (s *Sandbox) scopesOf(asked []string) []string {
	if len(asked) == 0 {
		return slices.Clone(s.settings.DefaultScopes)
	}
	return asked
}
