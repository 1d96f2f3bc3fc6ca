package i18n_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"noren/shared/api"
	"noren/shared/i18n"
)

// what members agreed to stays on record by the name of the text, so another text has another name.
func TestX13_ConsentVersionNamesTheText(t *testing.T) {
	agreed := map[string]string{ // by version: the first bytes of SHA-256 of both languages
		"2026-11": "5ecf3b93db33e217",
	}
	sum := sha256.Sum256([]byte(i18n.Japanese.LinkConsent + "\n\n" + i18n.English.LinkConsent))
	if got := hex.EncodeToString(sum[:8]); agreed[api.ConsentVersion] != got {
		t.Errorf("the text of version %q is %s here; its hash is now %s: give the new text a new version", api.ConsentVersion, agreed[api.ConsentVersion], got)
	}
}

// R4-16: both benefits are named.
func TestR4_16_BenefitsOfLinking(t *testing.T) {
	for lang, texts := range languages {
		if benefits := strings.Split(texts.LinkBenefits, "\n"); len(benefits) != 2 {
			t.Errorf("%s: %q", lang, benefits)
		}
	}
}

// nothing that is said when a link fails tells whether somebody else is a member.
func TestX13_ConflictIsToldNeutrally(t *testing.T) {
	for lang, words := range map[api.Lang][]string{api.Japanese: {"場合は", "別のAmazonアカウント"}, api.English: {"If it is", "another Amazon account"}} {
		for _, word := range words {
			if remedy := i18n.For(lang).Problem(api.LinkConflict).Remedy; !strings.Contains(remedy, word) {
				t.Errorf("%s: %q does not say %q", lang, remedy, word)
			}
		}
	}
}
