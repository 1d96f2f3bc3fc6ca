package main

import (
	"strings"
	"testing"
	"time"

	"noren/backend/funnel"
	"noren/backend/store"
	"noren/shared/button"
	"noren/shared/display"
)

type printedFunnel struct {
	Since, Until  string
	Total, Before printedFigures
}

// an operator sees what replicas have counted, for the days and the part of the shop that are asked for.
func TestX19_FunnelIsPrinted(t *testing.T) {
	onEvery(t, func(t *testing.T, o *operator) {
		id := o.createShop("https://shop.example").Shop.ID
		o.counted(id)
		today := funnel.DayOf(time.Now())
		got := decode[printedFunnel](t, o.must("shop", "funnel", id))
		if got.Since != (today-29).String() || got.Until != today.String() || got.Total.Steps[funnel.Seen] != 2 || len(got.Total.Steps) != 6 ||
			len(got.Total.Losses) != 1 || got.Total.Losses[0] != (printedLoss{funnel.Hidden, "below_limit", 1}) {
			t.Errorf("%+v", got)
		}
		if got := decode[printedFunnel](t, o.must("shop", "funnel", id, "--site=sp")); got.Total.Steps[funnel.Seen] != 1 {
			t.Errorf("on smartphones: %+v", got)
		}
		before := today - 40
		if got := decode[printedFunnel](t, o.must("shop", "funnel", id, "--since="+(today-1).String())); got.Before.Steps[funnel.Seen] != 0 {
			t.Errorf("before: %+v", got)
		}
		if got := decode[printedFunnel](t, o.must("shop", "funnel", id, "--since="+before.String(), "--until="+before.String(), "--sign-in")); len(got.Total.Steps) != 4 {
			t.Errorf("logins: %+v", got)
		}
		for _, w := range []wrong{
			{arguments: "shop funnel " + id + " --since=yesterday", names: []string{"--since", "2026-11-27"}},
			{arguments: "shop funnel " + id + " --since=2026-11-02 --until=2026-11-01", names: []string{"--until"}},
			{arguments: "shop funnel " + id + " --site=tv", names: []string{"--site"}},
			{arguments: "shop funnel shop_nobody", names: []string{"unknown shop"}},
		} {
			o.refuses(w.arguments, w)
		}
	})
}

// counted is what a replica has seen of a shop.
func (o *operator) counted(shop string) {
	o.t.Helper()
	var dsn string
	for _, each := range o.env {
		if value, ok := strings.CutPrefix(each, "NOREN_DATABASE="); ok {
			dsn = value
		}
	}
	db, err := store.Open(store.ForAll(o.t.Context()), dsn)
	if err != nil {
		o.t.Fatal(err)
	}
	replica := &funnel.Funnel{DB: db, Now: time.Now}
	for _, site := range []button.Site{button.PC, button.SP} {
		replica.View(shop, funnel.Place{Trip: funnel.Payment, Placement: display.Cart, Site: site, Style: button.Default}, "")
	}
	replica.View(shop, funnel.Place{Trip: funnel.Payment, Placement: display.Cart, Site: button.PC}, display.BelowLimit)
	if err := replica.Flush(o.t.Context()); err != nil {
		o.t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		o.t.Fatal(err)
	}
}
