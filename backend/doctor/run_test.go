package doctor_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"noren/backend/doctor"
	"noren/backend/merchant"
	"noren/backend/session"
)

func newRoom(t *testing.T, c *clinic) (*doctor.Room, *miniredis.Miniredis) {
	t.Helper()
	redis := miniredis.RunT(t)
	sessions, err := session.Open(session.Config{Addrs: []string{redis.Addr()}})
	must(t, err)
	t.Cleanup(func() { must(t, sessions.Close()) })
	return &doctor.Room{Doctor: c.Doctor, Sessions: sessions}, redis
}

// A report can be read while it is made, from the first check on, and is kept when it has ended.
func TestX15_AReportFillsIn(t *testing.T) {
	c := newClinic(t)
	room, _ := newRoom(t, c)
	if _, made, err := room.Last(t.Context(), c.shop.ID); made || err != nil {
		t.Errorf("before the first: %t, %v", made, err)
	}
	asked, gate := make(chan bool, 9), make(chan bool)
	c.pages = func(http.ResponseWriter, *http.Request) { asked <- true; <-gate }
	begun, err := room.Begin(t.Context(), c.shop.ID, []string{c.site.URL + "/cart"})
	if !begun || err != nil {
		t.Fatal(begun, err)
	}
	<-asked // the page is being read, and cannot be yet
	report, made, err := room.Last(t.Context(), c.shop.ID)
	if err != nil || !made || report.Result() != doctor.Running || found(report, "pages") != "" || len(report.Checks) != len(doctor.Checks()) {
		t.Errorf("under way: %+v, %v", report, err)
	}
	close(gate)
	room.Close()
	report, _, err = room.Last(t.Context(), c.shop.ID)
	if err != nil || report.Result() != doctor.Fail || report.Count(doctor.Running) != 0 || found(report, "pages") == "" || report.Pages[0] != c.site.URL+"/cart" {
		t.Errorf("at the end: %+v, %v", report, err)
	}
}

// A process that ends in the middle leaves no report that runs for ever; Redis that is gone is said to be.
func TestX15_AReportThatWasBrokenOffEnds(t *testing.T) {
	c := newClinic(t)
	room, redis := newRoom(t, c)
	must(t, room.Sessions.BeginReport(t.Context(), c.shop.ID, "exam_1", []byte(`{"id":"exam_1","shop":"`+c.shop.ID+`","at":"2026-11-27T00:00:00Z","pages":[]}`)))
	must(t, room.Sessions.AddToReport(t.Context(), c.shop.ID, "exam_1", "rule", []byte(`{"check":"rule","area":"setting","result":"ok","findings":[]}`)))
	must(t, room.Sessions.AddToReport(t.Context(), c.shop.ID, "exam_0", "keys", []byte(`{"check":"keys","area":"server","result":"ok","findings":[]}`))) // of an older one
	c.Now = func() time.Time { return time.Date(2026, 11, 27, 0, 1, 0, 0, time.UTC) }
	report, _, err := room.Last(t.Context(), c.shop.ID)
	if err != nil || report.Result() != doctor.Running || report.Count(doctor.OK) != 1 {
		t.Errorf("after a minute: %+v, %v", report, err)
	}
	c.Now = func() time.Time { return time.Date(2026, 11, 27, 0, 3, 0, 0, time.UTC) }
	report, _, err = room.Last(t.Context(), c.shop.ID)
	if err != nil || report.Result() != doctor.Unknown || report.Count(doctor.OK) != 1 || found(report, "keys") != "unknown failed" {
		t.Errorf("after three: %+v, %v", report, err)
	}
	redis.Close()
	if _, _, err := room.Last(t.Context(), c.shop.ID); !errors.Is(err, session.ErrUnavailable) {
		t.Errorf("without Redis: %v", err)
	}
}

func TestX15_NotTooOften(t *testing.T) {
	c := newClinic(t)
	room, _ := newRoom(t, c)
	for i := range 4 {
		begun, err := room.Begin(t.Context(), c.shop.ID, nil)
		if err != nil || begun != (i < 3) {
			t.Errorf("%d: %t, %v", i, begun, err)
		}
	}
	if _, err := room.Begin(t.Context(), "shop_none", nil); !errors.Is(err, merchant.ErrUnknownShop) {
		t.Error(err)
	}
	room.Close()
}
