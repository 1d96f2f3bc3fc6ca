package funnel

import (
	"cmp"
	"maps"
	"slices"

	"noren/backend/checkout"
	"noren/backend/store/query"
)

// Figures say how often shoppers came how far, and where they were lost.
type Figures struct {
	Steps  map[Step]int64
	Losses map[Loss]int64
}

// newFigures are zero.
func newFigures() Figures { return Figures{make(map[Step]int64), make(map[Loss]int64)} }

func (f Figures) add(more Figures) {
	for step, times := range more.Steps {
		f.Steps[step] += times
	}
	for loss, times := range more.Losses {
		f.Losses[loss] += times
	}
}

// Lost is how often it ended in this way, for whatever reason.
func (f Figures) Lost(end End) int64 {
	var sum int64
	for loss, times := range f.Losses {
		if loss.End == end {
			sum += times
		}
	}
	return sum
}

// Sorted are the losses that there were: by their ends, the most frequent reason first.
func (f Figures) Sorted() []Loss {
	ends := Ends()
	return slices.SortedFunc(maps.Keys(f.Losses), func(a, b Loss) int {
		return cmp.Or(
			cmp.Compare(slices.Index(ends, a.End), slices.Index(ends, b.End)), cmp.Compare(f.Losses[b], f.Losses[a]), cmp.Compare(a.Code, b.Code),
		)
	})
}

// Empty reports that nothing happened.
func (f Figures) Empty() bool { return len(f.Steps) == 0 && len(f.Losses) == 0 }

// counted is what a counter says.
func counted(c query.FunnelCount) Figures {
	figures := newFigures()
	switch step := Step(c.Event); step {
	case Seen, Launched:
		figures.Steps[step] = c.Times
	case Clicked, Returned, Ordered, Authorised: // of these checkouts tell
	default:
		figures.Losses[Loss{End(c.Event), c.Code}] = c.Times
	}
	return figures
}

// visited is what checkouts of one kind say: how far they came, and how they ended.
func visited(v query.FunnelCheckoutsRow) Figures {
	figures := newFigures()
	figures.Steps[Clicked] = v.Times
	if v.Returned == 1 {
		figures.Steps[Returned] = v.Times
	}
	if v.Ordered == 1 {
		figures.Steps[Ordered] = v.Times
	}
	if checkout.State(v.State) == checkout.Placed {
		figures.Steps[Authorised] = v.Times
	}
	if end := endOf(v); end != "" {
		figures.Losses[Loss{End: end}] = v.Times
	}
	return figures
}

// endOf says how such visits ended; "" is well.
func endOf(v query.FunnelCheckoutsRow) End {
	switch checkout.State(v.State) {
	case checkout.Placed, checkout.SignedIn:
		return ""
	case checkout.Declined:
		return Declined
	case checkout.Cancelled:
		return Cancelled
	case checkout.Superseded:
		return Superseded
	case checkout.Attention:
		return Attention
	case checkout.Expired:
		switch {
		case v.Returned == 0:
			return Unreturned
		case Trip(v.Trip) == SignIn: // it has done what it was for
			return ""
		case v.Ordered == 0:
			return Unordered
		}
		return Expired
	case checkout.Begun, checkout.Reviewing, checkout.Confirming, checkout.AtAmazon, checkout.Completing:
	}
	return Open
}
