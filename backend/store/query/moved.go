// Package query is the generated queries, and how they tell of what they move.
package query

// Move is a change of state that a transaction makes: a row of Table goes from one state to another because of an event. It names
// no row, so that it can be counted and nothing more.
type Move struct{ Table, From, Event, To string }

// Moved notes a move. Whoever watches the database hears of it when the transaction has committed, and never when it has not; outside
// a transaction nobody does.
func (q *Queries) Moved(m Move) {
	if unit, ok := q.db.(interface{ Moved(m Move) }); ok {
		unit.Moved(m)
	}
}
