package funnel

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/button"
	"noren/shared/display"
)

// Filter says what a report is about; what is "" in a place may be anything. A report is about one trip.
type Filter Place

func (f Filter) takes(p Place) bool {
	return p.Trip == f.Trip && (f.Placement == "" || p.Placement == f.Placement) && (f.Site == "" || p.Site == f.Site) &&
		(f.Colour == "" || p.Colour == f.Colour) && (f.Size == "" || p.Size == f.Size)
}

// Row is what happened on one day at one place.
type Row struct {
	Day   Day
	Place Place
	Figures
}

// Report is what happened in some days, both ends included.
type Report struct {
	Since, Until Day
	Filter       Filter
	Total        Figures
	Before       Figures        // the same number of days before
	Days         []Figures      // of each day
	Places       []Row          // of all days together, the busiest first
	Rows         []Row          // of each day and place where anything happened
	Styles       []button.Style // that any button of the trip had
}

// Report gives what happened at a shop. What processes have counted is in it as soon as they have written it.
func (f *Funnel) Report(ctx context.Context, shop string, since, until Day, filter Filter) (Report, error) {
	length := until - since + 1
	all, err := f.read(ctx, shop, since-length, until)
	if err != nil {
		return Report{}, err
	}
	r := Report{Since: since, Until: until, Filter: filter, Total: newFigures(), Before: newFigures()}
	for range length {
		r.Days = append(r.Days, newFigures())
	}
	places := table{}
	for _, row := range all {
		inside := row.Day >= since
		if inside && row.Place.Trip == filter.Trip && row.Place.Colour != "" && !slices.Contains(r.Styles, row.Place.Style) {
			r.Styles = append(r.Styles, row.Place.Style)
		}
		switch {
		case !filter.takes(row.Place):
		case inside:
			r.Total.add(row.Figures)
			r.Days[row.Day-since].add(row.Figures)
			places.of(0, row.Place).add(row.Figures)
			r.Rows = append(r.Rows, row)
		default:
			r.Before.add(row.Figures)
		}
	}
	r.Places = places.rows()
	slices.SortStableFunc(r.Places, func(a, b Row) int {
		return cmp.Or(cmp.Compare(b.Steps[Clicked], a.Steps[Clicked]), cmp.Compare(b.Steps[Seen], a.Steps[Seen]))
	})
	return r, nil
}

// read gives a row for each day and place where anything happened, in their order.
func (f *Funnel) read(ctx context.Context, shop string, since, until Day) ([]Row, error) {
	counts, err := f.DB.Read().FunnelCounts(ctx, query.FunnelCountsParams{ShopID: shop, Since: int64(since), Until: int64(until)})
	if err != nil {
		return nil, fmt.Errorf("funnel: counts: %w", err)
	}
	visits, err := f.DB.Read().FunnelCheckouts(ctx, query.FunnelCheckoutsParams{
		ShopID: shop, Since: store.FirstID("chk", since.Begin()), Until: store.FirstID("chk", until.End()),
	})
	if err != nil {
		return nil, fmt.Errorf("funnel: checkouts: %w", err)
	}
	all := table{}
	for _, c := range counts {
		all.of(Day(c.Day), placeOf(c.Trip, c.Placement, c.Site, c.Colour, c.Size)).add(counted(c))
	}
	for _, v := range visits {
		all.of(Day(v.Day), placeOf(v.Trip, v.Placement, v.Site, v.Colour, v.Size)).add(visited(v))
	}
	return all.rows(), nil
}

func placeOf(trip, placement, site, colour, size string) Place {
	return Place{Trip(trip), display.Placement(placement), button.Site(site), button.Style{Colour: button.Colour(colour), Size: button.Size(size)}}
}

// table sums figures up by day and place.
type table map[spot]Figures

type spot struct {
	day   Day
	place Place
}

func (t table) of(day Day, place Place) Figures {
	figures, ok := t[spot{day, place}]
	if !ok {
		figures = newFigures()
		t[spot{day, place}] = figures
	}
	return figures
}

func (t table) rows() []Row {
	rows := make([]Row, 0, len(t))
	for s, figures := range t {
		rows = append(rows, Row{s.day, s.place, figures})
	}
	slices.SortFunc(rows, func(a, b Row) int { return cmp.Or(cmp.Compare(a.Day, b.Day), a.Place.compare(b.Place)) })
	return rows
}

func (p Place) compare(q Place) int {
	return cmp.Or(
		cmp.Compare(p.Trip, q.Trip), cmp.Compare(p.Placement, q.Placement), cmp.Compare(p.Site, q.Site), cmp.Compare(p.Colour, q.Colour),
		cmp.Compare(p.Size, q.Size),
	)
}
