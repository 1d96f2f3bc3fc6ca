package contract_test

import (
	"os"
	"testing"
	"time"

	"noren/backend/audit"
	"noren/backend/contract"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

// office is a database of contracts and a clock.
type office struct {
	*contract.Contracts
	now time.Time
}

func onEvery(t *testing.T, test func(t *testing.T, o *office)) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) { test(t, openOffice(db)) })
}

func newOffice(t *testing.T) *office { return openOffice(storetest.SQLite(t)) }

func openOffice(db *store.DB) *office {
	o := &office{now: time.Date(2026, 11, 27, 23, 0, 0, 0, time.UTC)}
	o.Contracts = &contract.Contracts{DB: db, Now: func() time.Time { return o.now }}
	return o
}

const by audit.Actor = "staff:stf_1"

func shown(yes bool) func(*query.Queries) (bool, error) {
	return func(*query.Queries) (bool, error) { return yes, nil }
}

func application() contract.Application {
	return contract.Application{Kind: contract.Corporation, Company: "株式会社見本", CorporateNumber: "4011001098993", Terms: true, Reviewed: true}
}

func (o *office) shop(t *testing.T) string {
	t.Helper()
	id := store.NewID("shop", o.now)
	must(t, o.DB.Tx(t.Context(), func(q *query.Queries) error {
		return q.InsertShop(t.Context(), query.InsertShopParams{ID: id, Name: "店", Now: int64(store.At(o.now))})
	}))
	return id
}

// in is a new shop with a contract in this state.
func (o *office) in(t *testing.T, state contract.State) string {
	t.Helper()
	shop := o.shop(t)
	if state != contract.None {
		must(t, o.Apply(t.Context(), by, shop, application(), shown(state == contract.InUse)))
	}
	if state == contract.Reserved || state == contract.Ended {
		must(t, o.Reserve(t.Context(), by, shop))
	}
	if state == contract.Ended {
		o.now = contract.MonthOf(o.now).End()
	}
	return shop
}

func (o *office) step(t *testing.T, shop string, step contract.Step) error {
	t.Helper()
	switch step {
	case contract.Apply:
		return o.Apply(t.Context(), by, shop, application(), shown(false))
	case contract.Use:
		return o.DB.Tx(t.Context(), func(q *query.Queries) error { return contract.BeginUse(t.Context(), q, o.now, by, shop) })
	case contract.Reserve:
		return o.Reserve(t.Context(), by, shop)
	case contract.Revoke:
		return o.Revoke(t.Context(), by, shop)
	}
	t.Fatalf("no step %s", step)
	return nil
}

func (o *office) last(t *testing.T, shop string) contract.Contract {
	t.Helper()
	c, err := contract.Last(t.Context(), o.DB.Read(), shop)
	must(t, err)
	return c
}

func (o *office) all(t *testing.T, shop string) []contract.Contract {
	t.Helper()
	all, err := o.All(t.Context(), shop)
	must(t, err)
	return all
}

func (o *office) bill(t *testing.T, month contract.Month) []contract.Charge {
	t.Helper()
	charges, err := o.Bill(t.Context(), month)
	must(t, err)
	return charges
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
