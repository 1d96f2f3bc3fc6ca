package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"noren/backend/merchant"
	"noren/backend/store"
	"noren/shared/api"
)

// An order's people go through the API, once and for all: again is as good as once, with whatever version. Order, list and download say
// that they are gone.
func TestIssue8_PeopleOfAnOrderAreErasedThroughTheAPI(t *testing.T) {
	everyDatabase(t, func(t *testing.T, o *outward) {
		key, number := o.key(merchant.Scopes()...), o.placedOrder()
		if status, _, problem := o.ask(key, http.MethodPost, number+"/forget", "", nil); status != http.StatusConflict || problem.Code != api.NotPermitted || problem.About.Why == nil || *problem.About.Why != "state" {
			t.Errorf("the payment may still move: %d %+v", status, problem)
		}
		_, captured, _ := o.ask(key, http.MethodPost, number+"/capture", "", nil)
		if captured.Erased || captured.ErasedAt != nil || captured.Purchaser == nil {
			t.Errorf("before: %+v", captured)
		}
		if status, _, problem := o.ask(key, http.MethodPost, number+"/forget", `{"version":1}`, nil); status != http.StatusConflict || problem.Code != api.OrderChanged {
			t.Errorf("another version: %d %+v", status, problem)
		}
		var erased time.Time
		for i, body := range []string{"", "", `{"version":1}`} {
			status, order, problem := o.ask(key, http.MethodPost, number+"/forget", body, nil)
			if status != http.StatusOK || !order.Erased || order.ErasedAt == nil || order.Purchaser != nil || order.Recipient != nil ||
				order.Captured != 3000 || order.Version != captured.Version+1 {
				t.Errorf("%d: %d %+v %+v", i, status, order, problem)
				continue
			}
			if i > 0 && !order.ErasedAt.Equal(erased) || order.ErasedAt.Before(*captured.PlacedAt) || order.ErasedAt.After(o.now()) {
				t.Errorf("%d: erased at %v, %v", i, order.ErasedAt, erased)
			}
			erased = *order.ErasedAt
		}
		_, list, _ := o.send(http.MethodGet, "/api/v1/orders", "", bearer(key))
		if !strings.Contains(list, `"erased":true`) {
			t.Errorf("the list does not say it: %s", list)
		}
		_, file, _ := o.send(http.MethodGet, "/api/v1/exports/orders?column=number&column=purchaser_name&column=purchaser_email&column=delivery_name&column=erased_at", "", bearer(key))
		if want := number + ",消去済み,,消去済み," + erased.In(store.Japan).Format("2006/01/02 15:04:05") + "\r\n"; !strings.HasSuffix(file, want) {
			t.Errorf("the download: %q, want %q", file, want)
		}
		if _, _, problem := o.ask(o.key(merchant.ReadOrders), http.MethodPost, number+"/forget", "", nil); problem.Code != api.ScopeMissing {
			t.Errorf("a key that only reads: %+v", problem)
		}
	})
}
