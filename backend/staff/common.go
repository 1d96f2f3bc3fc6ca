package staff

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// commonPasswords are the passwords that leaks show most often, of MinPassword letters and more, in small letters, sorted; .ci/passwords
// makes them.
//
//go:embed common.txt.gz
var commonPasswords []byte

// isCommon reports that a password stands in the list (ASVS 6.2.4, 6.2.12). The list is read anew each time, a few milliseconds beside
// the hash's: nothing of it stays in memory.
func isCommon(password string) (bool, error) {
	unpacked, err := gzip.NewReader(bytes.NewReader(commonPasswords))
	if err != nil {
		return false, fmt.Errorf("staff: common passwords: %w", err)
	}
	password = strings.ToLower(password)
	lines := bufio.NewScanner(unpacked)
	for lines.Scan() {
		if line := lines.Text(); line >= password {
			return line == password, nil
		}
	}
	if err := lines.Err(); err != nil {
		return false, fmt.Errorf("staff: common passwords: %w", err)
	}
	return false, nil
}

// ownWords are what a stranger tries first with us (ASVS 6.1.2), besides somebody's own name and address.
var ownWords = []string{"amazonpay", "amazon", "noren", "暖簾", "のれん", "console", "password", "パスワード"} //nolint:gosmopolitan // what people type, not what they read

// leastOwn is how many characters of a password must be left without those words.
const leastOwn = 8

// isOfOwnWords reports that little is left of a password without our words and those of the person (ASVS 6.2.11).
func isOfOwnWords(password string, p Person) bool {
	theirs := strings.FieldsFunc(strings.ToLower(p.Name+" "+p.Email), func(r rune) bool { return strings.ContainsRune(" 　@.-_+", r) })
	rest := strings.ToLower(password)
	for _, word := range slices.Concat(ownWords, theirs) {
		if utf8.RuneCountInString(word) > 1 {
			rest = strings.ReplaceAll(rest, word, "")
		}
	}
	return utf8.RuneCountInString(rest) < leastOwn
}
