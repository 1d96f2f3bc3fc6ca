package ledger

import (
	"fmt"
	"strings"

	"noren/backend/store/query"
)

// statement is the SQL that reads n orders of a plan from a place on, behind "FROM orders", and its arguments. The indexes give ids, in
// the order of the answer and no more than n from each; those orders are then read and put in order.
func (p plan) statement(at place, n int) (rest string, args []any) {
	s := &statement{args: []any{p.shop, n}} // $1 and $2
	var branches []string
	if len(p.terms) > 0 {
		branches = append(branches, p.termBranch(s, at))
	}
	for _, c := range p.facet.oneOf {
		branches = append(branches, p.branch(s, c, at))
	}
	rest = fmt.Sprintf("WHERE shop_id = $1 AND id IN (%s) ORDER BY %s LIMIT $2", strings.Join(branches, " UNION ALL "), p.page(at))
	return rest, s.args
}

// branch reads ids by the index of one condition.
func (p plan) branch(s *statement, c condition, at place) string {
	where := []string{"shop_id = $1", s.bind(c)}
	where = append(where, p.between(s, at, "id")...)
	where = append(where, p.left(s)...)
	return fmt.Sprintf("SELECT id FROM (SELECT id FROM orders WHERE %s ORDER BY %s LIMIT $2) AS one", strings.Join(where, " AND "), p.order(at, "id"))
}

// termBranch reads ids by the rarest term. One that is being indexed anew, because it was placed a moment ago, waits for that. What is
// asked of each row is a value, not EXISTS, of which PostgreSQL may make a join with the whole table.
func (p plan) termBranch(s *statement, at place) string {
	where := []string{"shop_id = $1", s.bind(condition{"term = ?", []any{p.terms[0]}})}
	where = append(where, p.between(s, at, "order_id")...)
	for _, term := range p.terms[1:] {
		where = append(where, "(SELECT 1 FROM order_term AS other WHERE other.shop_id = $1 AND "+
			s.bind(condition{"other.term = ?", []any{term}})+" AND other.ordered_at = walked.ordered_at AND other.order_id = walked.order_id) = 1")
	}
	others := append([]string{"orders.shop_id = $1", "orders.id = walked.order_id", "orders.ordered_at = walked.ordered_at"}, p.left(s)...)
	where = append(where, "(SELECT 1 FROM orders WHERE "+strings.Join(others, " AND ")+") = 1")
	return fmt.Sprintf("SELECT id FROM (SELECT order_id AS id FROM order_term AS walked WHERE %s ORDER BY %s LIMIT $2) AS one",
		strings.Join(where, " AND "), p.order(at, "order_id"))
}

// between are the ends of what is walked: the place, and where time sorts the days, as far as the place does not say more.
func (p plan) between(s *statement, at place, id string) []string {
	var ends []string
	column, descending := p.facet.sort.column, p.facet.sort.descending != at.back
	sign := ">"
	if descending {
		sign = "<"
	}
	switch {
	case at.value == nil:
	case p.facet.sort.unique:
		ends = append(ends, s.bind(condition{column + " " + sign + " ?", []any{at.value}}))
	default:
		ends = append(ends, s.bind(condition{fmt.Sprintf("(%s, %s) %s (?, ?)", column, id, sign), []any{at.value, at.id}}))
	}
	if p.facet.sort != byTime {
		return ends
	}
	if p.since > 0 && (at.value == nil || descending) {
		ends = append(ends, s.bind(condition{"ordered_at >= ?", []any{p.since}}))
	}
	if p.until > 0 && (at.value == nil || !descending) {
		ends = append(ends, s.bind(condition{"ordered_at < ?", []any{p.until}}))
	}
	return ends
}

// left are the conditions that leave out rows. IS TRUE keeps both databases from choosing an index by them, and lets PostgreSQL guess well.
func (p plan) left(s *statement) []string {
	var conditions []string
	for _, f := range p.others {
		either := make([]string, 0, len(f.oneOf))
		for _, c := range f.oneOf {
			either = append(either, s.bind(c))
		}
		conditions = append(conditions, "("+strings.Join(either, " OR ")+") IS TRUE")
	}
	if p.facet.sort == byTime {
		return conditions
	}
	if p.since > 0 {
		conditions = append(conditions, s.bind(condition{"ordered_at >= ?", []any{p.since}}))
	}
	if p.until > 0 {
		conditions = append(conditions, s.bind(condition{"ordered_at < ?", []any{p.until}}))
	}
	return conditions
}

// order is that of an index.
func (p plan) order(at place, id string) string {
	way := p.way(at)
	if p.facet.sort.unique {
		return p.facet.sort.column + way
	}
	return p.facet.sort.column + way + ", " + id + way
}

// page is the same order for a few rows that have been found: no index has it, so that none is walked once more.
func (p plan) page(at place) string {
	column := p.facet.sort.column + " + 0"
	if p.facet.sort == byNumber {
		column = p.facet.sort.column + " || ''"
	}
	return column + p.way(at) + ", id" + p.way(at)
}

func (p plan) way(at place) string {
	if p.facet.sort.descending != at.back {
		return " DESC"
	}
	return " ASC"
}

// placeOf is the place just behind an order, or just before it.
func (p plan) placeOf(o query.Order, back bool) place {
	at := place{back: back, id: o.ID}
	switch p.facet.sort {
	case byNumber:
		at.value = o.Number
	case byLapse:
		at.value = o.ExpiresAt
	default:
		at.value = o.OrderedAt
	}
	return at
}

// statement collects arguments.
type statement struct{ args []any }

// bind gives each ? of a condition its number.
func (s *statement) bind(c condition) string {
	var out strings.Builder
	args := c.args
	for _, r := range c.sql {
		if r != '?' {
			out.WriteRune(r)
			continue
		}
		s.args, args = append(s.args, args[0]), args[1:]
		fmt.Fprintf(&out, "$%d", len(s.args))
	}
	return out.String()
}
