//go:build !js

package widget

import (
	"strconv"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
	"noren/shared/button"
)

// What is kept is what would be drawn, for every view that is kept, also when many ask at once.
func TestKeptHTMLIsTheDrawnOne(t *testing.T) {
	clear(drawn.html)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for _, view := range views() {
				HTML(view)
			}
		})
	}
	group.Wait()
	kept := 0
	for _, view := range views() {
		if key, common := keyOf(view); common {
			if _, there := drawn.get(key); !there {
				t.Errorf("%+v is not kept", view)
			}
			kept++
		}
		if diff := cmp.Diff(parse(t, render(view)), parse(t, HTML(view))); diff != "" {
			t.Errorf("%+v (-drawn +kept):\n%s", view, diff)
		}
	}
	if kept < 100 {
		t.Errorf("only %d views are kept", kept)
	}
}

// Nothing of a shopper's is kept, and what a stranger can bring about has a bound.
func TestCacheHoldsNothingOfAnybody(t *testing.T) {
	for _, view := range one {
		if _, common := keyOf(view); common != (view.Pay != nil || view.Reflect != nil) {
			t.Errorf("%+v: kept %v", view, common)
		}
	}
	for i := range 3 * maxDrawn {
		HTML(api.View{Pay: &api.PayView{Style: button.Style{Colour: button.Colour(strconv.Itoa(i))}}})
	}
	if len(drawn.html) > maxDrawn {
		t.Errorf("%d are kept", len(drawn.html))
	}
}

// The figure to reach is 2,000 a second on one core (design.md section 11); one operation here is one component.
func BenchmarkRender(b *testing.B) {
	for name, view := range map[string]api.View{
		"kept":  {Pay: &api.PayView{Kind: button.Pay, Style: button.Default, Notice: api.PaymentDeclined}},
		"drawn": {Address: &address},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				HTML(view)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "renders/s")
		})
	}
}
