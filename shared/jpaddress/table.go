package jpaddress

import (
	"iter"
	"strings"
	"sync"
)

// rows reads one of our tables: lines of words, whose first word is the key. Lines that begin with # are comments.
func rows(text string) iter.Seq2[string, []string] {
	return func(yield func(string, []string) bool) {
		for line := range strings.Lines(text) {
			words := strings.Fields(line)
			if len(words) > 1 && words[0] != "#" && !yield(words[0], words[1:]) {
				return
			}
		}
	}
}

// table is read when it is first asked for. A variable that a call initialises would stay in the browser program, with all its
// text, although nothing there asks for it.
type table[T any] struct {
	once sync.Once
	rows T
}

func (t *table[T]) read(from func() T) T {
	t.once.Do(func() { t.rows = from() })
	return t.rows
}
