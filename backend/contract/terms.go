package contract

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/i18n"
)

// Agreement is which terms of service were agreed to, and by whom (R2-3). When is [Contract].AppliedAt.
type Agreement struct {
	Version string // of our own text, or the address of the operator's; "": the contract is older than the question
	By      string // an audit.Actor
}

// External reports that the operator's own terms were agreed to, which stand at Version.
func (a Agreement) External() bool { return strings.Contains(a.Version, "://") }

// lengthOfVersion is enough hexadecimal digits to tell texts apart, and few enough to be read out on the telephone.
const lengthOfVersion = 12

// wording is our own text in the languages in which it may be read.
type wording struct {
	Japanese i18n.Terms `json:"ja"`
	English  i18n.Terms `json:"en"`
}

// present is our own text as it is now, and its version, which changes with every character of it.
func present() (version, text string, err error) {
	encoded, err := json.Marshal(wording{i18n.TermsFor(api.Japanese), i18n.TermsFor(api.English)})
	if err != nil {
		return "", "", fmt.Errorf("contract: terms: %w", err)
	}
	sum := sha256.Sum256(encoded)
	return hex.EncodeToString(sum[:])[:lengthOfVersion], string(encoded), nil
}

// VersionOf is the version of the terms that hold now: the operator's address, where there is one, or that of our own text.
func VersionOf(termsURL string) (string, error) {
	if termsURL != "" {
		return termsURL, nil
	}
	version, _, err := present()
	return version, err
}

// keepTerms keeps what is agreed to, so that it can be read after the text has changed. What stands at an address of the operator's is
// theirs to keep.
func keepTerms(ctx context.Context, q *query.Queries, termsURL string, now int64) (version string, err error) {
	if termsURL != "" {
		return termsURL, nil
	}
	version, text, err := present()
	if err != nil {
		return "", err
	}
	if err := q.KeepTerms(ctx, query.KeepTermsParams{Version: version, Text: text, Now: now}); err != nil {
		return "", fmt.Errorf("contract: keep terms: %w", err)
	}
	return version, nil
}

// Terms is our own text in a version that somebody has agreed to; false: nobody has.
func (c *Contracts) Terms(ctx context.Context, version string, lang api.Lang) (terms i18n.Terms, found bool, err error) {
	text, err := c.DB.Read().TermsOf(ctx, version)
	if errors.Is(err, sql.ErrNoRows) {
		return i18n.Terms{}, false, nil
	}
	if err != nil {
		return i18n.Terms{}, false, fmt.Errorf("contract: terms: %w", err)
	}
	var both wording
	if err := json.Unmarshal([]byte(text), &both); err != nil {
		return i18n.Terms{}, false, fmt.Errorf("contract: terms %s: %w", version, err)
	}
	if lang == api.English {
		return both.English, true, nil
	}
	return both.Japanese, true, nil
}
