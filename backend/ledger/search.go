package ledger

import (
	"context"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"noren/backend/store/query"
	"noren/shared/validate"
)

// Page is a part of what a search finds.
type Page struct {
	Orders   []query.Order
	Next     Cursor // of the page behind; "" when this is the last
	Previous Cursor // of the page before; "" when this is the first
}

// Cursor is a place in what a search finds, opaque to who passes it on. "" is the beginning.
type Cursor string

// MostAtOnce is the longest page.
const MostAtOnce = 200

// Search finds a shop's orders, up to limit of those at the cursor. The newest come first; a number's beginning sorts by number, and
// LapsesIn by the day on which they lapse. A page begins and ends at an order, not at a count: what is entered meanwhile neither hides
// an order nor shows it twice. Errors: validate.Faults by the names of a filter and "after".
func (b *Book) Search(ctx context.Context, shop string, f Filter, after Cursor, limit int) (Page, error) {
	if err := f.Check(); err != nil {
		return Page{}, err
	}
	limit = min(max(limit, 1), MostAtOnce)
	p, err := b.planSearch(ctx, shop, f)
	if err != nil {
		return Page{}, err
	}
	at, err := p.place(after)
	if err != nil {
		return Page{}, err
	}
	orders, err := b.walk(ctx, f, p, at, limit+1)
	if err != nil {
		return Page{}, err
	}
	more := len(orders) > limit
	orders = orders[:min(len(orders), limit)]
	page := Page{Orders: orders}
	if at.back {
		slices.Reverse(orders)
	}
	if len(orders) == 0 {
		return page, nil
	}
	if more || at.back {
		page.Next = p.placeOf(orders[len(orders)-1], false).cursor()
	}
	if more && at.back || !at.back && after != "" {
		page.Previous = p.placeOf(orders[0], true).cursor()
	}
	return page, nil
}

// walk reads on from a place until it has n orders that the filter matches. Only what is sealed can still not match; then there are
// few, and it reads more at once.
func (b *Book) walk(ctx context.Context, f Filter, p plan, at place, n int) ([]query.Order, error) {
	var found []query.Order
	for batch := n; ; batch = min(2*batch, MostAtOnce) {
		rest, args := p.statement(at, batch)
		orders, err := b.DB.OrdersWhere(ctx, rest, args...)
		if err != nil {
			return nil, err
		}
		for _, o := range orders {
			matches, err := b.matches(f, p, o)
			if err != nil {
				return nil, err
			}
			if matches {
				found = append(found, o)
			}
			if len(found) == n {
				return found, nil
			}
		}
		if len(orders) < batch {
			return found, nil
		}
		at = p.placeOf(orders[len(orders)-1], at.back)
	}
}

// matches compares what is sealed.
func (b *Book) matches(f Filter, p plan, o query.Order) (bool, error) {
	if len(p.terms) == 0 {
		return true, nil
	}
	w, err := b.words(o)
	return f.matches(w), err
}

// place is a cursor, opened: just behind an order, or just before it.
type place struct {
	back  bool   // towards the beginning
	value any    // of the column that sorts; nil is the beginning
	id    string // of the order
}

const forwards, backwards = "n", "p"

func (p place) cursor() Cursor {
	way := forwards
	if p.back {
		way = backwards
	}
	value := ""
	switch v := p.value.(type) {
	case int64:
		value = strconv.FormatInt(v, 10)
	case string:
		value = v
	}
	return Cursor(base64.RawURLEncoding.EncodeToString([]byte(way + value + " " + p.id)))
}

// place opens a cursor of this plan's.
func (p plan) place(c Cursor) (place, error) {
	wrong := validate.Faults{{Field: "after", Rule: validate.Token}}
	if c == "" {
		return place{}, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(string(c))
	if err != nil || len(text) == 0 || validate.Visible(string(text)) != string(text) {
		return place{}, wrong
	}
	way, rest := string(text[:1]), string(text[1:])
	value, id, ok := cutLast(rest)
	if !ok || way != forwards && way != backwards {
		return place{}, wrong
	}
	at := place{back: way == backwards, value: value, id: id}
	if p.facet.sort == byNumber {
		return at, nil
	}
	if at.value, err = strconv.ParseInt(value, 10, 64); err != nil {
		return place{}, wrong
	}
	return at, nil
}

func cutLast(text string) (before, after string, found bool) {
	i := strings.LastIndexByte(text, ' ')
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+1:], true
}
