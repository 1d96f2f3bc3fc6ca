package ledger

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"

	"noren/backend/buyer"
	"noren/backend/store/query"
	"noren/shared/jpaddress"
)

// words are what a purchaser is found by, in the form in which they are compared.
type words struct {
	email string
	phone string   // digits
	names []string // the whole name, and its kana, without blanks
	parts []string // family and given names
}

// lastDigits of a phone number are enough to find it.
const lastDigits = 4

// words opens the purchaser of an order.
func (b *Book) words(o query.Order) (words, error) {
	snapshot, err := buyer.Open(b.Sealer, o.ShopID, o.Buyer)
	if err != nil {
		return words{}, err
	}
	p, _, err := b.people(o, snapshot)
	if err != nil {
		return words{}, err
	}
	w := words{email: emailKey(p.Email), phone: phoneKey(p.Phone)}
	if len(o.Purchaser) == 0 {
		w.phone = phoneKey(cmp.Or(p.Phone, snapshot.Phone)) // one of another country is no form's
	}
	for _, name := range [][2]string{{p.FamilyName, p.GivenName}, {p.FamilyKana, p.GivenKana}} {
		family, given := jpaddress.NameKey(name[0]), jpaddress.NameKey(name[1])
		if family+given != "" && !slices.Contains(w.names, family+given) {
			w.names, w.parts = append(w.names, family+given), append(w.parts, family, given)
		}
	}
	return w, nil
}

// terms are what the index knows of an order. A name is known by all its pairs of letters, so that any part of it is found, and by a
// family or given name of one letter.
func (w words) terms() []string {
	var terms []string
	if w.email != "" {
		terms = append(terms, emailTerm+w.email)
	}
	if w.phone != "" {
		terms = append(terms, phoneTerm+w.phone)
	}
	if n := len(w.phone); n > lastDigits {
		terms = append(terms, phoneTerm+w.phone[n-lastDigits:])
	}
	for _, name := range w.names {
		terms = append(terms, pairs(name)...)
	}
	for _, part := range w.parts {
		if len([]rune(part)) == 1 {
			terms = append(terms, nameTerm+part)
		}
	}
	slices.Sort(terms)
	return slices.Compact(terms)
}

// Kinds of terms.
const (
	emailTerm = "email:"
	phoneTerm = "phone:"
	nameTerm  = "name:"
)

// pairs are the terms of every two letters of a name that stand side by side.
func pairs(name string) []string {
	letters := []rune(name)
	var terms []string
	for i := 1; i < len(letters); i++ {
		terms = append(terms, nameTerm+string(letters[i-1:i+1]))
	}
	return terms
}

// terms are those that every order has which a filter may find; there may be others that have them.
func (f Filter) terms() []string {
	var terms []string
	if f.Email != "" {
		terms = append(terms, emailTerm+emailKey(f.Email))
	}
	if f.Phone != "" {
		terms = append(terms, phoneTerm+phoneKey(f.Phone))
	}
	for _, word := range f.nameWords() {
		if len([]rune(word)) == 1 {
			terms = append(terms, nameTerm+word)
		}
		terms = append(terms, pairs(word)...)
	}
	slices.Sort(terms)
	return slices.Compact(terms)
}

// matches reports whether words are what a filter looks for.
func (f Filter) matches(w words) bool {
	phone := phoneKey(f.Phone)
	return (f.Email == "" || emailKey(f.Email) == w.email) &&
		(phone == "" || phone == w.phone || len(phone) == lastDigits && strings.HasSuffix(w.phone, phone)) &&
		!slices.ContainsFunc(f.nameWords(), func(word string) bool {
			return !slices.ContainsFunc(w.names, func(name string) bool { return strings.Contains(name, word) })
		})
}

// nameWords are the words of the name that is looked for. Their order does not matter: nobody knows which part of a name in Latin
// letters stands first.
func (f Filter) nameWords() []string {
	var found []string
	for word := range strings.FieldsSeq(jpaddress.Normal(f.Name)) {
		if key := jpaddress.NameKey(word); key != "" {
			found = append(found, key)
		}
	}
	return found
}

func emailKey(text string) string { return strings.ToLower(jpaddress.Narrow(jpaddress.Clean(text))) }

// phoneKey is a number of Japan as it is dialled there, and the digits of any other.
func phoneKey(text string) string {
	if national, ok := jpaddress.Phone(text); ok {
		return national
	}
	return digits(text)
}

func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, jpaddress.Narrow(text))
}

// blind makes of a term what may be stored: a number that says nothing to who has not the key.
func blind(key []byte, term string) int64 {
	mac := hmac.New(sha256.New, key)
	_, _ = mac.Write([]byte(term))                      // never fails
	return int64(binary.BigEndian.Uint64(mac.Sum(nil))) //nolint:gosec // any 64 bits do
}
