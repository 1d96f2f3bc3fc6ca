package e2e

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"noren/backend/funnel"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/display"
)

func TestZZFunnelSeed(t *testing.T) {
	w, _ := alone(t)
	f := w.Backend.Funnel
	now := w.Amazon.Now()
	r := rand.New(rand.NewPCG(1, 2))
	styles := []button.Style{{Colour: "gold", Size: "medium"}, {Colour: "gold", Size: "large"}, {Colour: "darkgray", Size: "small"}}
	n := 0
	for day := range 80 {
		at := now.Add(-time.Duration(day) * 24 * time.Hour).Add(-time.Hour)
		g := &funnel.Funnel{DB: f.DB, Now: func() time.Time { return at }}
		for _, placement := range []display.Placement{display.Cart, display.Checkout} {
			for i, site := range []button.Site{button.PC, button.SP} {
				style := styles[(i+day/40)%3]
				p := funnel.Place{Trip: funnel.Payment, Placement: placement, Site: site, Style: style}
				for range 40 + r.IntN(40) {
					g.View(w.ShopID, p, "")
				}
				for range r.IntN(12) {
					g.View(w.ShopID, funnel.Place{Trip: funnel.Payment, Placement: placement, Site: site}, []display.Reason{display.BelowLimit, display.GroupNotAllowed, display.SPSiteOnPC}[r.IntN(3)])
				}
				if r.IntN(3) == 0 {
					g.Refuse(w.ShopID, p, api.CartExpired)
					g.Unconfirm(w.ShopID, p, at, api.CartStale)
				}
				for range 4 + r.IntN(6) {
					g.Launch(w.ShopID, p, at)
					n++
					q := query.InsertCheckoutParams{ShopID: w.ShopID, ID: store.NewID("chk", at), State: []string{"placed", "placed", "placed", "placed", "expired", "expired", "declined", "cancelled", "superseded", "attention", "begun"}[r.IntN(11)], Kind: "pay", Product: "PayAndShip", Placement: string(placement), Site: string(site), Colour: string(style.Colour), Size: string(style.Size), CartID: fmt.Sprint("c", n), Cart: "{}", Now: int64(store.At(at))}
					w.must(f.DB.Tx(t.Context(), func(tx *query.Queries) error {
						if err := tx.InsertCheckout(t.Context(), q); err != nil {
							return err
						}
						if q.State == "placed" || q.State == "declined" || r.IntN(2) == 0 && q.State != "begun" {
							row, err := tx.GetCheckout(t.Context(), query.GetCheckoutParams{ShopID: q.ShopID, ID: q.ID})
							if err != nil {
								return err
							}
							url := ""
							if q.State != "expired" || r.IntN(2) == 0 {
								url = "https://x"
							}
							_, err = tx.SaveCheckout(t.Context(), query.SaveCheckoutParams{ShopID: q.ShopID, ID: q.ID, Version: row.Version, State: q.State, Cart: "{}", SessionID: "s" + q.ID, AmazonUrl: url, UpdatedAt: row.UpdatedAt})
							return err
						}
						return nil
					}))
				}
			}
		}
		w.must(g.Flush(t.Context()))
	}
	m := w.atWork(manager, false)
	m.inShop("/funnel")
	m.looks("funnel-full")
	m.inShop("/funnel?days=90&lang=en&placement=cart")
	m.looks("funnel-en")
	start := time.Now()
	m.inShop("/funnel/funnel.csv")
	fmt.Println("csv", time.Since(start), n)
}
