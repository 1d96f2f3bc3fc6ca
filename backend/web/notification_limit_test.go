package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"noren/backend/store/query"
	"noren/backend/store/storetest"
	"noren/shared/api"
)

// workAll works until nothing is due.
func (o *outward) workAll() {
	for o.work() > 0 {
		continue
	}
}

func (o *outward) placedRow() query.Order {
	o.t.Helper()
	row := o.settle(o.paid("cart-1"))
	order, err := o.site.Book.Get(o.t.Context(), o.shop.ID, row.OrderID)
	o.must(err)
	return order
}

// Anybody with an account at Amazon's cloud can have messages signed. They do not fill the disk, they keep nothing of an order from
// being heard, and they are gone after 30 days; what is about an order stays with it.
func TestIssue8_StrangersNotificationsAreFewAndForgotten(t *testing.T) {
	everyDatabase(t, func(t *testing.T, o *outward) {
		s := newSNS(o)
		o.redis.SetTime(time.Now()) // for ever: nothing is allowed again meanwhile
		merchantID, order := o.amazon.Merchant().MerchantID, o.placedRow()

		large := s.sign(map[string]string{"Type": "Notification", "MessageId": "m", "Message": encode(o, map[string]string{
			"NotificationId": "n-large", "MerchantID": merchantID, "ObjectType": "CHARGE", "ObjectId": "C", "Padding": strings.Repeat("x", 200<<10),
		})})
		if status := o.notify(o.shop.ID, large); status != http.StatusRequestEntityTooLarge {
			t.Errorf("200 kB: %d", status)
		}
		if rows := o.notifications(); len(rows) != 0 {
			t.Errorf("%d are stored", len(rows))
		}

		refused := 0
		for i := range 300 {
			permission := fmt.Sprintf("S03-%07d-0000002", i)
			if o.notify(o.shop.ID, s.about(merchantID, fmt.Sprintf("n-%d", i), "CHARGE", permission+"-C000001", permission)) == http.StatusServiceUnavailable {
				refused++
			}
		}
		if stored := len(o.notifications()); stored > 100 || stored+refused != 300 {
			t.Errorf("%d are stored, %d refused", stored, refused)
		}
		known := s.about(merchantID, "n-known", "CHARGE", order.ChargeID, order.PermissionID)
		if status := o.notify(o.shop.ID, known); status != http.StatusOK {
			t.Errorf("one about an order: %d", status)
		}

		o.workAll()
		o.advance(31 * 24 * time.Hour)
		o.workAll()
		if rows := o.notifications(); len(rows) != 1 || rows[0].ID != "n-known" || rows[0].State != "worked" || rows[0].NextAt != 0 {
			t.Errorf("after 31 days: %+v", rows)
		}
	})
}

// The id of a charge permission is known to its shopper: that one payment does not crowd out the others.
func TestIssue8_OnePaymentIsNotToldOfWithoutEnd(t *testing.T) {
	everyDatabase(t, func(t *testing.T, o *outward) {
		s := newSNS(o)
		o.redis.SetTime(time.Now())
		merchantID, order := o.amazon.Merchant().MerchantID, o.placedRow()
		for i := range 150 {
			o.notify(o.shop.ID, s.about(merchantID, fmt.Sprintf("n-%d", i), "CHARGE", order.ChargeID, order.PermissionID))
		}
		if stored := len(o.notifications()); stored != 100 {
			t.Errorf("%d are stored", stored)
		}
		other := o.settle(o.paid("cart-2"))
		if status := o.notify(o.shop.ID, s.about(merchantID, "n-other", "CHARGE", other.ChargeID, other.PermissionID)); status != http.StatusOK {
			t.Errorf("another payment: %d", status)
		}
	})
}

// One that was parked for another reason stays if it is about an order: the order's history shows it.
func TestParkedNotificationStaysWithItsOrder(t *testing.T) {
	everyDatabase(t, func(t *testing.T, o *outward) {
		s, order := newSNS(o), o.placedRow()
		o.notify(o.shop.ID, s.about(o.amazon.Merchant().MerchantID, "n-1", "CHARGE", order.ChargeID, order.PermissionID))
		o.down.Store(true)
		o.advance(4 * 24 * time.Hour)
		o.workAll()
		if row := o.notifications()[0]; row.State != "parked" || row.NextAt == 0 {
			t.Fatalf("%+v", row)
		}
		o.advance(27 * 24 * time.Hour)
		o.workAll()
		if rows := o.notifications(); len(rows) != 1 || rows[0].State != "parked" || rows[0].NextAt != 0 || rows[0].Error == "" {
			t.Errorf("%+v", rows)
		}
	})
}

// Messages that nobody signed name ever new certificates: a client has few of them fetched, and what Amazon signs is still taken.
func TestIssue8_StrangersFetchFewCertificates(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	s := newSNS(o)
	o.redis.SetTime(time.Now())
	asked := 0
	strange := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked++
		w.WriteHeader(http.StatusNotFound)
	}))
	t.Cleanup(strange.Close)
	trusted := o.site.Verifier.CertURL
	o.site.Verifier.CertURL = func(address string) bool { return trusted(address) || strings.HasPrefix(address, strange.URL+"/") }
	good := func(id string) string {
		return s.about(o.amazon.Merchant().MerchantID, id, "CHARGE", "S03-1-C1", "S03-1")
	}
	if status := o.notify(o.shop.ID, good("n-1")); status != http.StatusOK {
		t.Fatalf("a good one: %d", status)
	}
	for i := range 100 {
		body := strings.Replace(good("n-2"), s.server.URL+"/cert.pem", fmt.Sprintf("%s/%d.pem", strange.URL, i), 1)
		if status := o.notify(o.shop.ID, body); status != http.StatusServiceUnavailable {
			t.Errorf("status %d", status)
		}
	}
	if asked == 0 || asked > 20 {
		t.Errorf("%d are fetched", asked)
	}
	if status := o.notify(o.shop.ID, good("n-3")); status != http.StatusOK {
		t.Errorf("a good one afterwards: %d", status)
	}
}

// Whoever has a network of IPv6 is one client, whichever of its addresses they come from.
func TestIssue8_OneNetworkOfIPv6IsOneClient(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	o.redis.SetTime(time.Now())
	o.site.TrustedProxies = 1
	handler := o.site.Handler()
	body := encode(o, api.CheckRequest{Shop: o.shop.ID, Typed: []api.TypedField{}})
	from := func(address string) int {
		answer, request := httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), http.MethodPost, api.Check.Path, strings.NewReader(body))
		request.Header.Set("X-Forwarded-For", address)
		request.Header.Set("Origin", shopOrigin)
		handler.ServeHTTP(answer, request)
		return answer.Code
	}
	limited := 0
	for i := range 100 {
		if from(fmt.Sprintf("2001:db8::%x:%x", i+1, i)) == http.StatusTooManyRequests {
			limited++
		}
	}
	if limited != 40 { // browserLimit lets 60 through
		t.Errorf("%d of 100 are too many", limited)
	}
	if status := from("2001:db8:0:1::1"); status != http.StatusOK {
		t.Errorf("the next network: %d", status)
	}
}
