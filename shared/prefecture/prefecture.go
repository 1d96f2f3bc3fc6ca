// Package prefecture knows the 47 prefectures of Japan by every name that forms and address books give them (requirement X-6).
package prefecture

import (
	"fmt"
	"slices"
)

// Prefecture is one of the 47: 13, 東京都, 東京, トウキョウト, Tokyo. Code is that of JIS X 0401; 北海道 has no other short name.
type Prefecture struct {
	Code                      int
	Name, Short, Kana, Romaji string
}

// JIS is the code in two digits, "01" to "47".
func (p Prefecture) JIS() string { return fmt.Sprintf("%02d", p.Code) }

// All has the 47 in the order of their codes.
func All() []Prefecture { return slices.Clone(table[:]) }

// Is reports one of the 47 official names, such as 東京都. Nothing else is one: no short name, no blank, no other script.
func Is(name string) bool {
	return slices.ContainsFunc(table[:], func(p Prefecture) bool { return p.Name == name })
}
