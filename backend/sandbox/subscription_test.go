package sandbox_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"noren/backend/sandbox"
)

// confirmations takes what SNS asks before it sends anything.
type confirmations struct {
	*httptest.Server

	asked chan map[string]string
}

func newConfirmations(t *testing.T) *confirmations {
	t.Helper()
	x := &confirmations{asked: make(chan map[string]string, 1)}
	x.Server = httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		var e map[string]string
		if err != nil || json.Unmarshal(body, &e) != nil || r.Header.Get("X-Amz-Sns-Message-Type") != "SubscriptionConfirmation" {
			t.Errorf("%v %s, headers %v", err, body, r.Header)
		}
		x.asked <- e
	}))
	t.Cleanup(x.Close)
	return x
}

// Protocol 8.3: an address that confirms its subscription gets notifications from then on, until it unsubscribes.
func TestProtocol8_3_Subscription(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	merchant := s.Merchant().MerchantID
	shop, asked := newShop(t), newConfirmations(t)
	if err := s.Subscribe(t.Context(), merchant, asked.URL); err != nil {
		t.Fatal(err)
	}
	e := <-asked.asked
	shop.verify(e)
	if e["Type"] != "SubscriptionConfirmation" || e["Token"] == "" || !strings.HasSuffix(e["TopicArn"], ":"+merchant) {
		t.Errorf("envelope %v", e)
	}
	sent := func() int {
		t.Helper()
		c.charged(3980, "Confirm")
		_ = s.DeliverNotifications(t.Context()) // the address answers as a receiver of confirmations would
		n := 0
		for _, x := range s.Notifications() {
			n += len(x.Attempts)
		}
		return n
	}
	if n := sent(); n != 0 {
		t.Errorf("%d deliveries before the confirmation", n)
	}
	asked.Config.Handler = http.HandlerFunc(shop.receive)
	visit(t, e["SubscribeURL"], http.StatusOK)
	visit(t, e["SubscribeURL"]+"x", http.StatusNotFound)
	if n := sent(); n != 1 {
		t.Errorf("%d deliveries after the confirmation", n)
	}
	last := s.Notifications()[1].Attempts[0]
	var notification map[string]string
	if err := json.Unmarshal([]byte(last.Body), &notification); err != nil {
		t.Fatal(err)
	}
	visit(t, notification["UnsubscribeURL"], http.StatusOK)
	if n := sent(); n != 1 {
		t.Errorf("%d deliveries after unsubscribing", n)
	}
}

// An address that does not take the confirmation is named.
func TestProtocol8_3_SubscriptionRefused(t *testing.T) {
	s := sandbox.RunT(t)
	gone := httptest.NewServer(http.NotFoundHandler())
	defer gone.Close()
	if err := s.Subscribe(t.Context(), s.Merchant().MerchantID, gone.URL); reasonOf(err) != "InvalidRequest" {
		t.Errorf("got %v", err)
	}
	gone.Close()
	if err := s.Subscribe(t.Context(), s.Merchant().MerchantID, gone.URL); err == nil {
		t.Error("nobody listens there")
	}
}

func visit(t *testing.T, address string, want int) {
	t.Helper()
	if _, err := url.Parse(address); err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != want {
		t.Errorf("%s answered %d, want %d", address, answer.StatusCode, want)
	}
}
