package funnel_test

import (
	"strings"
	"testing"
	"time"

	"noren/backend/funnel"
	"noren/backend/spreadsheet"
	"noren/backend/store/storetest"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/display"
)

// the file has a line for each day and place, and a column for each reason that there was.
func TestX19_Sheet(t *testing.T) {
	db := storetest.SQLite(t)
	now := time.Date(2026, 11, 27, 14, 59, 59, 0, time.UTC) // the last second of the day in Japan
	f, id := &funnel.Funnel{DB: db, Now: func() time.Time { return now }}, shop(t, db)
	place := funnel.Place{Trip: funnel.Payment, Placement: display.Cart, Site: button.PC, Style: button.Default}
	f.View(id, place, "")
	now = now.Add(time.Second)
	f.View(id, place, "")
	f.View(id, funnel.Place{Trip: funnel.Payment, Placement: display.Checkout, Site: button.SP}, display.BelowLimit)
	f.Refuse(id, place, api.CartExpired)
	if err := f.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	report, err := f.Report(t.Context(), id, funnel.DayOf(now)-1, funnel.DayOf(now), funnel.Filter{Trip: funnel.Payment})
	if err != nil {
		t.Fatal(err)
	}
	var file strings.Builder
	err = report.WriteSheet(&file, spreadsheet.UTF8, funnel.Heading{
		Day: "日", Trip: "目的", Placement: "場所", Site: "サイト", Colour: "色", Size: "大きさ",
		Step: func(s funnel.Step) string { return string(s) }, Loss: func(l funnel.Loss) string { return string(l.End) + " " + l.Code },
	})
	want := "\ufeff日,目的,場所,サイト,色,大きさ,seen,clicked,launched,returned,ordered,authorised,hidden below_limit,refused cart_expired\r\n" +
		"2026-11-27,payment,cart,pc,gold,medium,1,0,0,0,0,0,0,0\r\n" +
		"2026-11-28,payment,cart,pc,gold,medium,1,0,0,0,0,0,0,1\r\n" +
		"2026-11-28,payment,checkout,sp,,,0,0,0,0,0,0,1,0\r\n"
	if err != nil || file.String() != want {
		t.Errorf("%v\n%s", err, file.String())
	}
}
