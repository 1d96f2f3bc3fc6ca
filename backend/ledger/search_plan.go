package ledger

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"noren/backend/store"
	"noren/backend/store/query"
)

// plan is how a search is done, so that it stays fast among a million orders: a page is read from an index that has them in the order of
// the answer. Of what a filter asks for, the facet that leaves the fewest orders chooses the index; the others leave out rows.
type plan struct {
	shop   string
	facet  facet
	others []facet
	terms  []int64 // what is walked instead, when a purchaser is looked for, the rarest first
	since  int64   // microseconds; 0 is open
	until  int64   // not included
}

// facet is one thing that a filter asks for: one of its conditions holds. Each has an index of its own, ordered as it sorts.
type facet struct {
	sort  sorting
	oneOf []condition
}

// condition is constant SQL; each ? in it is one of the arguments.
type condition struct {
	sql  string
	args []any
}

// sorting is the order of an answer.
type sorting struct {
	column     string
	descending bool
	unique     bool // the column alone says where an order stands
}

var (
	byTime   = sorting{column: "ordered_at", descending: true}
	byNumber = sorting{column: "number", unique: true}
	byLapse  = sorting{column: "expires_at"}
)

// Conditions of partial indexes stand in a query word by word as in migration 0008.
const (
	isListed     = "state NOT IN ('awaiting', 'unpaid')"
	isAttention  = "(state = 'attention' OR alert <> '' OR differs = 1)"
	isDifferent  = "(differs = 1 OR alert = 'unknown_charge')"
	isLapsing    = "expires_at > 0 AND expires_at > ? AND expires_at <= ?"
	isCharge     = "id = (SELECT order_id FROM charge WHERE charge.shop_id = $1 AND charge.id = ?)"
	isPermission = "permission_id <> '' AND permission_id = ?"
)

// lastOfPrefix stands behind every text that begins with the one before it.
const lastOfPrefix = "\U0010FFFF"

// few orders are sorted; more are walked through in their order.
const few = 1000

// planSearch chooses the index.
func (b *Book) planSearch(ctx context.Context, shop string, f Filter) (plan, error) {
	p := plan{shop: shop}
	p.since, p.until = f.days()
	facets, err := b.facets(ctx, shop, f)
	if err != nil {
		return p, err
	}
	p.facet, p.others = facets[0], facets[1:]
	if terms := f.terms(); len(terms) > 0 {
		p.facet, p.others = facet{sort: byTime}, facets
		p.terms, err = b.rarest(ctx, shop, terms)
	}
	return p, err
}

// facets are what a filter asks for, what leaves the fewest orders first, and behind the states those that have no index.
func (b *Book) facets(ctx context.Context, shop string, f Filter) ([]facet, error) {
	var facets []facet
	add := func(given bool, sort sorting, sql string, args ...any) {
		if given {
			facets = append(facets, facet{sort, []condition{{sql, args}}})
		}
	}
	if f.Reference != "" {
		facets = append(facets, facet{byTime, []condition{{isPermission, []any{f.Reference}}, {isCharge, []any{f.Reference}}}})
	}
	add(f.Number != "", byNumber, "number >= ? AND number < ?", f.Number, f.Number+lastOfPrefix)
	now := b.Now()
	add(f.LapsesIn > 0, byLapse, isLapsing, int64(store.At(now)), int64(store.At(now.Add(time.Duration(f.LapsesIn)*day))))
	add(f.Attention, byTime, isAttention)
	add(f.Differs, byTime, isDifferent)
	least, greatest := f.AmountFrom, f.AmountTo
	if greatest == 0 {
		greatest = math.MaxInt64
	}
	ranged := f.AmountFrom+f.AmountTo > 0 && least != greatest
	add(least == greatest, byTime, "total = ?", least)
	within := few
	if ranged {
		n, err := b.DB.Read().TotalsWithin(ctx, query.TotalsWithinParams{ShopID: shop, Least: least, Greatest: greatest, Most: few})
		if err != nil {
			return nil, failed("search", err)
		}
		within = int(n)
	}
	add(ranged && within < few, byTime, "total >= ? AND total <= ?", least, greatest)
	facets = append(facets, f.stateFacet())
	add(ranged && within == few, byTime, "total >= ? AND total <= ?", least, greatest)
	add(f.Shipped == HasShipped, byTime, "shipped_at > 0")
	return facets, nil
}

// stateFacet is what a filter asks of states, and of what is not shipped.
func (f Filter) stateFacet() facet {
	states, more := f.States, ""
	switch {
	case f.Shipped == HasNotShipped:
		more = " AND shipped_at = 0"
		if len(states) == 0 {
			states = slices.DeleteFunc(States(), func(s State) bool { return s == Awaiting || s == Unpaid })
		}
	case len(states) == 0:
		return facet{byTime, []condition{{isListed, nil}}}
	}
	each := facet{sort: byTime}
	for _, state := range states {
		each.oneOf = append(each.oneOf, condition{"state = ?" + more, []any{string(state)}})
	}
	return each
}

// rarest are the numbers of terms, that which the fewest orders have first. A few are enough: what they let through is opened.
func (b *Book) rarest(ctx context.Context, shop string, terms []string) ([]int64, error) {
	key, err := b.searchKey(ctx, shop)
	if err != nil {
		return nil, err
	}
	const enough = 6
	count := map[int64]int64{}
	blinded := make([]int64, 0, len(terms))
	for _, term := range terms {
		blinded = append(blinded, blind(key, term))
	}
	if len(blinded) == 1 {
		return blinded, nil
	}
	for _, term := range blinded {
		n, err := b.DB.Read().OrdersOfTerm(ctx, query.OrdersOfTermParams{ShopID: shop, Term: term, Most: few})
		if err != nil {
			return nil, failed("search", err)
		}
		count[term] = n
	}
	slices.SortFunc(blinded, func(x, y int64) int { return cmp.Compare(count[x], count[y]) })
	return blinded[:min(len(blinded), enough)], nil
}
