package ledger_test

import (
	"encoding/json"
	"slices"
	"testing"

	"noren/backend/audit"
	"noren/backend/ledger"
	"noren/backend/store"
	"noren/backend/store/storetest"
)

// What somebody brings about with an order stands in its history and in the audit log, once each and with the same name; what Amazon
// says stands in the history alone.
func TestX12_EveryDeedIsInTheAuditLog(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		k := newInsideKit(t, db)
		order := k.order(reached()[ledger.Authorised](k))
		for _, action := range []ledger.Action{ledger.ShipAction, ledger.EditPurchaserAction, ledger.EditPaperAction, ledger.CaptureAction, ledger.RefundAction} {
			must(t, actions()[action](t.Context(), k, order.ID))
		}
		var want []string
		for _, event := range k.events(order.ID) {
			var fact struct{ By string }
			must(t, json.Unmarshal([]byte(event.Fact), &fact))
			deed := slices.Contains(ledger.Deeds(), ledger.Event(event.Event))
			if deed != (fact.By != "") {
				t.Errorf("%s: by %q", event.Event, fact.By)
			}
			if deed {
				want = append(want, string(audit.OfOrder(event.Event))+" "+fact.By)
			}
		}
		rows, err := audit.Read(t.Context(), db, audit.Asked{Shop: shopID, Limit: 100})
		must(t, err)
		var got []string
		for _, row := range rows {
			if row.Subject == order.ID {
				got = append(got, row.Action+" "+row.Actor)
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if len(want) < 3 || !slices.Equal(got, want) {
			t.Errorf("log %q, history %q", got, want)
		}
	})
}
