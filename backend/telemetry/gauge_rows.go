package telemetry

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"noren/backend/store"
	"noren/backend/store/query"
)

// What counts as old (reliability.md 7).
const (
	oldAuthorisation = 25 * 24 * time.Hour
	oldOperation     = 5 * time.Minute
)

// reading puts values together from queries, until one fails.
type reading struct {
	q      *query.Queries
	now    time.Time
	values []value
	err    error
}

// read asks the database, one query after the other: a scrape must not take connections from shoppers.
func (g *gauges) read(ctx context.Context) ([]value, error) {
	ctx = store.ForAll(ctx)
	r := &reading{q: g.from.DB.Read(), now: g.from.Now()}
	for _, step := range []func(context.Context){r.checkouts, r.orders, r.toSee, r.operations, r.waiting, r.lags} {
		if step(ctx); r.err != nil {
			return nil, fmt.Errorf("telemetry: %w", r.err)
		}
	}
	return r.values, nil
}

func (r *reading) add(k kind, n int64, of ...string) {
	var about labels
	for pair := range slices.Chunk(of, 2) {
		about = append(about, label(pair[0], pair[1]))
	}
	r.values = append(r.values, value{k, n, about})
}

// age is in seconds since a moment of a row; none is 0.
func (r *reading) age(since int64) int64 {
	if since == 0 {
		return 0
	}
	return max(0, int64(r.now.Sub(store.Micros(since).Time())/time.Second))
}

// ago is a moment as rows have it.
func (r *reading) ago(d time.Duration) int64 { return int64(store.At(r.now.Add(-d))) }

// Every state is there at all times, also when nothing is in it: an alert cannot compare with what is absent.
var (
	checkoutStates = []string{"confirming", "at_amazon", "completing"}
	orderStates    = []string{"awaiting", "pending", "authorised", "capturing", "refunding", "attention"}
)

func (r *reading) checkouts(ctx context.Context) {
	rows, err := r.q.UnfinishedCheckouts(ctx)
	r.err = err
	found := map[string]query.UnfinishedCheckoutsRow{}
	for _, row := range rows {
		found[row.State] = row
	}
	for _, state := range checkoutStates {
		r.add(checkouts, found[state].Times, "state", state)
		r.add(checkoutAge, r.age(found[state].Since), "state", state)
	}
}

func (r *reading) orders(ctx context.Context) {
	rows, err := r.q.UnfinishedOrders(ctx)
	if r.err = err; err != nil {
		return
	}
	found := map[string]int64{}
	for _, row := range rows {
		found[row.State] = row.Times
	}
	for _, state := range orderStates {
		r.add(orders, found[state], "state", state)
	}
	old, err := r.q.OldAuthorisations(ctx, r.ago(oldAuthorisation))
	r.err = err
	r.add(oldAuthorisations, old)
}

// toSee says why orders want a person: their state, an alert of the ledger's, or figures that differ. An order counts once.
func (r *reading) toSee(ctx context.Context) {
	rows, err := r.q.OrdersToSee(ctx)
	r.err = err
	why, broken := map[string]int64{"attention": 0, "differs": 0}, int64(0)
	for _, row := range rows {
		reason := cmp.Or(row.Alert, "differs")
		if row.State == "attention" {
			reason = "attention"
		}
		why[reason] += row.Times
		if row.Differs == 1 || row.Alert == "unknown_charge" {
			broken += row.Times
		}
	}
	for reason, n := range why {
		r.add(ordersToSee, n, "reason", reason)
	}
	r.add(breaks, broken)
}

func (r *reading) operations(ctx context.Context) {
	row, err := r.q.UnfinishedOperations(ctx, r.ago(oldOperation))
	r.err = err
	r.add(operations, row.Times)
	r.add(oldOperations, row.Old)
	r.add(operationAge, r.age(row.Since))
}

func (r *reading) waiting(ctx context.Context) {
	came, err := r.q.WaitingNotifications(ctx)
	if r.err = err; err != nil {
		return
	}
	r.add(notifications, came.Times)
	r.add(notificationAge, r.age(came.Since))
	mails, err := r.q.WaitingMails(ctx)
	if r.err = err; err != nil {
		return
	}
	r.add(outbox, mails.Times, "kind", "mail")
	r.add(outboxAge, r.age(mails.Since), "kind", "mail")
	hooks, err := r.q.WaitingDeliveries(ctx)
	if r.err = err; err != nil {
		return
	}
	r.add(outbox, hooks.Times, "kind", "webhook")
	r.add(outboxAge, r.age(hooks.Since), "kind", "webhook")
	disabled, err := r.q.DisabledEndpoints(ctx)
	r.err = err
	r.add(endpointsDisabled, disabled)
}

// lags are of the work that every replica claims. Webhooks are not among them: a delivery to a shop that is down is due and rests.
func (r *reading) lags(ctx context.Context) {
	for _, work := range []struct {
		name  string
		first func(context.Context) (int64, error)
	}{
		{"checkouts", r.q.FirstDueCheckout},
		{"orders", r.q.FirstDueOrder},
		{"notifications", r.q.FirstDueNotification},
		{"mails", r.q.FirstDueMail},
		{"bulks", r.q.FirstDueBulk},
		{"retention", r.q.FirstDueRetention},
		{"audit", r.q.FirstUnchainedAudit},
	} {
		first, err := work.first(ctx)
		if r.err = err; err != nil {
			return
		}
		r.add(workLag, r.age(first), "work", work.name)
	}
}
