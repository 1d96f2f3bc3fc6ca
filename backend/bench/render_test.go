package bench

import (
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"testing"
	"time"

	"noren/backend/funnel"
	"noren/backend/session"
	"noren/backend/store/storetest"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/display"
	"noren/widget"
)

// render is the request for a cart page's button, through the whole handler: on one core, counted in processor time,
// since the machine has other work too.
func render(b *testing.B) {
	apart, where := redis(b)
	renderPage(b, "render, one core, "+where, apart)
	if apart.Addrs != nil {
		renderPage(b, "render, one core, Redis inside", session.Config{})
	}
	// The sandbox mark is drawn, the notice of a failed try is not.
	view := api.View{Lang: api.Japanese, Site: button.PC, Pay: &api.PayView{Kind: button.Pay, Style: button.Default, Sandbox: true}}
	cost, wall := onOneCore(b, func() { widget.HTML(view) })
	figures.add(b, row{
		what: "one component", figure: micros(cost), goal: 20, unit: "µs", note: fmt.Sprintf("%.0f µs by the clock on the wall", micros(wall)),
	})
}

// count is what it costs that the funnel counts a view, beside the rendering that it is part of.
func count(b *testing.B) {
	counter := funnel.Funnel{Now: time.Now}
	place := funnel.Place{Trip: funnel.Payment, Placement: display.Cart, Site: button.PC, Style: button.Default}
	cost, wall := onOneCore(b, func() { counter.View("shop_1", place, "") })
	figures.add(b, row{
		what: "counting a view", figure: micros(cost), goal: 1, unit: "µs", note: fmt.Sprintf("%.2f µs by the clock on the wall", micros(wall)),
	})
}

func renderPage(b *testing.B, what string, config session.Config) {
	b.Helper()
	k := open(b, storetest.SQLiteDSN(b), config)
	body := k.renderBody()
	cost, wall := onOneCore(b, func() { k.serve(http.MethodPost, api.Render.Path, body) })
	figures.add(b, row{
		what: what, figure: 1e6 / micros(cost), goal: 2000, unit: "/s", least: true, note: fmt.Sprintf("%.0f /s by the clock on the wall", 1e6/micros(wall)),
	})
}

// onOneCore gives what work costs in processor time and in time, with one processor for all goroutines: medians.
func onOneCore(b *testing.B, work func()) (processor, wall time.Duration) {
	b.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	clock := processorClock(b)
	var costs, walls []time.Duration
	for range rounds {
		from := clock()
		done := 0
		walls = append(walls, mean(5000, wallClock, func() { work(); done++ }))
		costs = append(costs, (clock()-from)/time.Duration(done))
	}
	slices.Sort(costs)
	slices.Sort(walls)
	return costs[rounds/2], walls[rounds/2]
}

func micros(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1000 }
