package funnel

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/display"
)

// counter is one number that grows. All its parts have few values, and a shop is one that exists: so there are few counters.
type counter struct {
	shop string
	day  Day
	Place
	event, code string
}

// View counts a view of a page: its button was shown, or hidden for a reason.
func (f *Funnel) View(shop string, p Place, hidden display.Reason) {
	event := string(Seen)
	if hidden != "" {
		event = string(Hidden)
	}
	f.add(counter{shop, DayOf(f.Now()), p, event, string(hidden)})
}

// Refuse counts a press of the button that did not lead to Amazon.
func (f *Funnel) Refuse(shop string, p Place, problem api.Code) {
	f.add(counter{shop, DayOf(f.Now()), p, string(Refused), string(problem)})
}

// Launch counts that the page before Amazon was opened, on the day on which the visit was begun.
func (f *Funnel) Launch(shop string, p Place, begun time.Time) {
	f.add(counter{shop, DayOf(begun), p, string(Launched), ""})
}

// Unconfirm counts an order that was not accepted, on the day on which the visit was begun.
func (f *Funnel) Unconfirm(shop string, p Place, begun time.Time, problem api.Code) {
	f.add(counter{shop, DayOf(begun), p, string(Unconfirmed), string(problem)})
}

func (f *Funnel) add(c counter) {
	f.lock.Lock()
	defer f.lock.Unlock()
	if f.counts == nil {
		f.counts = map[counter]int64{}
	}
	f.counts[c]++
}

// Flush writes what was counted, in one transaction. What could not be written is counted on; only when the answer to a commit is lost
// may it be there twice.
func (f *Funnel) Flush(ctx context.Context) error {
	counted := f.take()
	if len(counted) == 0 {
		return nil
	}
	order := slices.SortedFunc(maps.Keys(counted), compare) // replicas that write the same counters must not wait for each other in a ring
	ctx = store.ForAll(ctx)
	err := f.DB.Tx(ctx, func(q *query.Queries) error {
		for _, c := range order {
			err := q.AddToFunnel(ctx, query.AddToFunnelParams{
				ShopID: c.shop, Day: int64(c.day), Trip: string(c.Trip), Placement: string(c.Placement), Site: string(c.Site),
				Colour: string(c.Colour), Size: string(c.Size), Event: c.event, Code: c.code, Times: counted[c],
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		f.putBack(counted)
		return fmt.Errorf("funnel: flush: %w", err)
	}
	return nil
}

func (f *Funnel) take() map[counter]int64 {
	f.lock.Lock()
	defer f.lock.Unlock()
	counted := f.counts
	f.counts = nil
	return counted
}

func (f *Funnel) putBack(counted map[counter]int64) {
	f.lock.Lock()
	defer f.lock.Unlock()
	for c, times := range f.counts {
		counted[c] += times
	}
	f.counts = counted
}

func compare(a, b counter) int {
	return cmp.Or(
		cmp.Compare(a.shop, b.shop), cmp.Compare(a.day, b.day), a.compare(b.Place), cmp.Compare(a.event, b.event), cmp.Compare(a.code, b.code),
	)
}
