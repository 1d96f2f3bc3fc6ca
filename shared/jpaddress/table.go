package jpaddress

import (
	"iter"
	"strings"
)

// rows reads one of our tables: lines of words, whose first word is the key. Lines that begin with # are comments.
func rows(table string) iter.Seq2[string, []string] {
	return func(yield func(string, []string) bool) {
		for line := range strings.Lines(table) {
			words := strings.Fields(line)
			if len(words) > 1 && words[0] != "#" && !yield(words[0], words[1:]) {
				return
			}
		}
	}
}
