package web_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"maps"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"noren/backend/checkout"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
)

// sns signs messages as Amazon SNS does, with a certificate of its own, and counts confirmed subscriptions.
type sns struct {
	o         *outward
	key       *rsa.PrivateKey
	server    *httptest.Server
	confirmed atomic.Int64
	answer    atomic.Int64 // status of the confirmation
}

// newSNS starts one that the site believes.
func newSNS(o *outward) *sns {
	o.t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	o.must(err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "sns.test"}, NotBefore: time.Unix(0, 0), NotAfter: o.now().AddDate(1, 0, 0),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	o.must(err)
	s := &sns{o: o, key: key}
	s.answer.Store(http.StatusOK)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /cert.pem", func(w http.ResponseWriter, _ *http.Request) {
		_ = pem.Encode(w, &pem.Block{Type: "CERTIFICATE", Bytes: der})
	})
	mux.HandleFunc("GET /confirm", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("Token") == "token" {
			s.confirmed.Add(1)
		}
		w.WriteHeader(int(s.answer.Load()))
	})
	s.server = httptest.NewServer(mux)
	o.t.Cleanup(s.server.Close)
	o.site.Verifier.CertURL = func(address string) bool {
		return strings.HasPrefix(address, s.server.URL+"/") || strings.HasPrefix(address, o.amazon.URL+"/")
	}
	return s
}

// sign completes a message and gives its bytes.
func (s *sns) sign(message map[string]string) string {
	s.o.t.Helper()
	message["Timestamp"], message["TopicArn"] = "2026-11-24T00:00:00.000Z", "arn:aws:sns:ap-northeast-1:000000000000:test"
	message["SignatureVersion"], message["SigningCertURL"] = "2", s.server.URL+"/cert.pem"
	var text strings.Builder
	for _, name := range []string{"Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"} {
		if value, ok := message[name]; ok {
			text.WriteString(name + "\n" + value + "\n")
		}
	}
	digest := sha256.Sum256([]byte(text.String()))
	signature, err := rsa.SignPKCS1v15(rand.Reader, s.key, crypto.SHA256, digest[:])
	s.o.must(err)
	message["Signature"] = base64.StdEncoding.EncodeToString(signature)
	return encode(s.o, message)
}

// about is a message about an object of a merchant.
func (s *sns) about(merchantID, notificationID, objectType, objectID, permissionID string) string {
	return s.sign(map[string]string{
		"Type": "Notification", "MessageId": rand.Text(), "Message": encode(s.o, map[string]string{
			"NotificationVersion": "V2", "NotificationType": "STATE_CHANGE", "NotificationId": notificationID, "MerchantID": merchantID,
			"ObjectType": objectType, "ObjectId": objectID, "ChargePermissionId": permissionID,
		}),
	})
}

func encode(o *outward, value any) string {
	o.t.Helper()
	text, err := json.Marshal(value)
	o.must(err)
	return string(text)
}

// notify posts a message as SNS does.
func (o *outward) notify(shop, body string) (status int) {
	o.t.Helper()
	status, _, _ = o.send(http.MethodPost, "/notifications/"+shop, body, map[string]string{"Content-Type": "text/plain; charset=UTF-8"})
	return status
}

func (o *outward) notifications() []query.Notification {
	o.t.Helper()
	rows, err := o.db.Read().Notifications(o.t.Context(), o.shop.ID)
	o.must(err)
	return rows
}

func (o *outward) work() int {
	o.t.Helper()
	n, err := o.site.WorkNotifications(o.t.Context(), 16)
	o.must(err)
	return n
}

// The shopper paid and closed the browser; another charge of Amazon's news brings the order in (protocol 8, rule 5 of
// design.md section 5). The permission is not known here yet: its reference leads to the order.
func TestProtocol8_NotificationSettlesThePayment(t *testing.T) {
	everyDatabase(t, func(t *testing.T, o *outward) {
		id := o.paid("cart-1")
		o.amazon.SetNotificationURL(o.amazon.Merchant().MerchantID, o.url+"/notifications/"+o.shop.ID)
		// Amazon takes the payment by a Complete whose answer we never read.
		o.settleWithoutUs(id)
		o.must(o.amazon.DeliverNotifications(t.Context()))
		rows := o.notifications()
		if len(rows) == 0 || rows[0].State != "received" || rows[0].PermissionID == "" || len(rows[0].Body) == 0 {
			t.Fatalf("stored %+v", rows)
		}
		if got := o.stateOf(id); got != checkout.AtAmazon {
			t.Fatalf("checkout is %s before the work", got)
		}
		if n := o.work(); n != len(rows) {
			t.Errorf("claimed %d of %d", n, len(rows))
		}
		if got := o.stateOf(id); got != checkout.Placed {
			t.Errorf("checkout is %s", got)
		}
		for _, row := range o.notifications() {
			if row.State != "worked" || row.NextAt != 0 {
				t.Errorf("%+v", row)
			}
		}
		if n := o.work(); n != 0 {
			t.Errorf("%d worked twice", n)
		}
	})
}

// settleWithoutUs lets Amazon complete the session, while nothing is written here.
func (o *outward) settleWithoutUs(id string) {
	o.t.Helper()
	row, err := o.site.Flow.Get(o.t.Context(), o.shop.ID, id)
	o.must(err)
	account, err := o.account(o.t.Context(), o.shop.ID, "")
	o.must(err)
	body := []byte(`{"chargeAmount":{"amount":"3000","currencyCode":"JPY"}}`)
	_, err = account.Client.CompleteCheckoutSession(o.t.Context(), row.SessionID, body)
	o.must(err)
}

func TestProtocol8_RepeatsAreStoredOnce(t *testing.T) {
	everyDatabase(t, func(t *testing.T, o *outward) {
		s := newSNS(o)
		for range 3 {
			if status := o.notify(o.shop.ID, s.about(o.amazon.Merchant().MerchantID, "n-1", "CHARGE", "S03-1-C1", "S03-1")); status != http.StatusOK {
				t.Errorf("status %d", status)
			}
		}
		if rows := o.notifications(); len(rows) != 1 || rows[0].ID != "n-1" {
			t.Errorf("stored %+v", rows)
		}
	})
}

func TestProtocol8_WhatIsNotAmazonsIsRefused(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	s := newSNS(o)
	merchantID := o.amazon.Merchant().MerchantID
	good := func() string { return s.about(merchantID, "n-1", "CHARGE", "S03-1-C1", "S03-1") }
	elsewhere := strings.ReplaceAll(good(), s.server.URL, "https://evil.test")
	stranger, err := rsa.GenerateKey(rand.Reader, 2048)
	o.must(err)
	forged := (&sns{o: o, key: stranger, server: s.server}).about(merchantID, "n-1", "CHARGE", "S03-1-C1", "S03-1")
	for name, test := range map[string]struct {
		shop, body string
		status     int
	}{
		"another object":         {o.shop.ID, strings.Replace(good(), "S03-1-C1", "S03-2-C1", 1), http.StatusForbidden},
		"another key":            {o.shop.ID, forged, http.StatusForbidden},
		"certificate of others":  {o.shop.ID, elsewhere, http.StatusForbidden},
		"another merchant":       {o.shop.ID, s.about("A1STRANGER", "n-1", "CHARGE", "S03-1-C1", "S03-1"), http.StatusForbidden},
		"unknown shop":           {"shop_nobody", good(), http.StatusNotFound},
		"a name twice":           {o.shop.ID, strings.Replace(good(), "{", `{"Type":"Notification",`, 1), http.StatusBadRequest},
		"no JSON":                {o.shop.ID, "hello", http.StatusBadRequest},
		"nothing":                {o.shop.ID, "", http.StatusBadRequest},
		"17 kB":                  {o.shop.ID, strings.Repeat(" ", 17<<10), http.StatusRequestEntityTooLarge},
		"no object":              {o.shop.ID, s.sign(map[string]string{"Type": "Notification", "MessageId": "m", "Message": "{}"}), http.StatusBadRequest},
		"certificate is missing": {o.shop.ID, strings.Replace(good(), "/cert.pem", "/none.pem", 1), http.StatusServiceUnavailable},
	} {
		if status := o.notify(test.shop, test.body); status != test.status {
			t.Errorf("%s: status %d, want %d", name, status, test.status)
		}
	}
	if rows := o.notifications(); len(rows) != 0 {
		t.Errorf("stored %+v", rows)
	}
	if status := o.notify(o.shop.ID, good()); status != http.StatusOK {
		t.Errorf("the good one: %d", status)
	}
}

func TestProtocol8_3_SubscriptionIsConfirmedAtAmazonOnly(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	s := newSNS(o)
	confirmation := func(address string) string {
		return s.sign(map[string]string{
			"Type": "SubscriptionConfirmation", "MessageId": "m-1", "Message": "You have chosen …", "Token": "token", "SubscribeURL": address,
		})
	}
	if status := o.notify(o.shop.ID, confirmation(s.server.URL+"/confirm?Token=token")); status != http.StatusOK || s.confirmed.Load() != 1 {
		t.Errorf("status %d, confirmed %d times", status, s.confirmed.Load())
	}
	if at, err := o.sessions.Tested(t.Context(), o.shop.ID); err != nil || o.now().Sub(at).Abs() > time.Minute {
		t.Errorf("the doctor does not hear of it: %s, %v", at, err)
	}
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("asked elsewhere") }))
	defer other.Close()
	if status := o.notify(o.shop.ID, confirmation(other.URL+"/confirm")); status != http.StatusBadRequest {
		t.Errorf("elsewhere: status %d", status)
	}
	s.answer.Store(http.StatusInternalServerError)
	if status := o.notify(o.shop.ID, confirmation(s.server.URL+"/confirm?Token=token")); status != http.StatusServiceUnavailable {
		t.Errorf("a confirmation that failed must come again: status %d", status)
	}
	unsubscribe := s.sign(map[string]string{"Type": "UnsubscribeConfirmation", "MessageId": "m-2", "Message": "…", "Token": "token", "SubscribeURL": s.server.URL + "/confirm?Token=token"})
	before := s.confirmed.Load()
	if status := o.notify(o.shop.ID, unsubscribe); status != http.StatusOK || s.confirmed.Load() != before {
		t.Errorf("unsubscribe: status %d, confirmed %d times", status, s.confirmed.Load()-before)
	}
	if rows := o.notifications(); len(rows) != 0 {
		t.Errorf("stored %+v", rows)
	}
}

// A stranger who can make Amazon's cloud sign floods one shop: most of it is refused, and another shop hears its own.
func TestNotificationsAreLimitedByShop(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	s := newSNS(o)
	other := o.addShop("別の店")
	body := s.about(o.amazon.Merchant().MerchantID, "n-1", "CHARGE", "S03-1-C1", "S03-1")
	refused := false
	for range 600 {
		if refused = o.notify(o.shop.ID, body) == http.StatusServiceUnavailable; refused {
			break
		}
	}
	if !refused {
		t.Error("600 at once are not too many")
	}
	if status := o.notify(other.ID, body); status != http.StatusOK {
		t.Errorf("another shop: %d", status)
	}
}

// What is about nothing of ours is put aside, without what a stranger may have written into it, and is not worked again.
func TestNotificationAboutAStrangerIsParked(t *testing.T) {
	everyDatabase(t, func(t *testing.T, o *outward) {
		s := newSNS(o)
		merchantID := o.amazon.Merchant().MerchantID
		o.notify(o.shop.ID, s.about(merchantID, "n-unknown", "CHARGE", "S03-0000001-0000002-C000001", "S03-0000001-0000002"))
		o.notify(o.shop.ID, s.about(merchantID, "n-nothing", "REFUND", "R-1\x00", ""))
		if n := o.work(); n != 2 {
			t.Errorf("claimed %d", n)
		}
		for _, row := range o.notifications() {
			if row.State != "parked" || row.Error == "" || len(row.Body) > 0 {
				t.Errorf("%+v", row)
			}
		}
		if o.advance(29 * 24 * time.Hour); o.work() != 0 {
			t.Error("worked again")
		}
	})
}

// What comes at once about one payment is read at Amazon once, and one that leads nowhere does not keep the others.
func TestNotificationsAboutOnePaymentAreReadTogether(t *testing.T) {
	everyDatabase(t, func(t *testing.T, o *outward) {
		s := newSNS(o)
		id := o.paid("cart-1")
		o.settleWithoutUs(id)
		row, err := o.site.Flow.Settle(t.Context(), o.shop.ID, id)
		o.must(err)
		merchantID := o.amazon.Merchant().MerchantID
		o.notify(o.shop.ID, s.about(merchantID, "n-charge", "CHARGE", row.ChargeID, row.PermissionID))
		o.notify(o.shop.ID, s.about(merchantID, "n-permission", "CHARGE_PERMISSION", row.PermissionID, ""))
		o.notify(o.shop.ID, s.about(merchantID, "n-refund", "REFUND", row.PermissionID+"-R000001", row.PermissionID))
		before := len(o.amazon.Requests())
		if n := o.work(); n != 3 {
			t.Errorf("claimed %d", n)
		}
		asked := map[string]int{}
		for _, request := range o.amazon.Requests()[before:] {
			asked[request.Operation]++
		}
		if want := map[string]int{"GetCharge": 1, "GetChargePermission": 1, "GetRefund": 1}; !maps.Equal(asked, want) {
			t.Errorf("asked %v, want %v", asked, want)
		}
		for _, row := range o.notifications() {
			if want := map[bool]string{true: "received", false: "worked"}[row.ID == "n-refund"]; row.State != want {
				t.Errorf("%s is %s, want %s: %s", row.ID, row.State, want, row.Error)
			}
		}
	})
}

// While Amazon does not answer, a notification is tried again, ever more seldom, for three days.
func TestNotificationIsRetriedUntilAmazonAnswers(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	s := newSNS(o)
	id := o.paid("cart-1")
	o.settleWithoutUs(id)
	session, err := o.site.Flow.Get(t.Context(), o.shop.ID, id)
	o.must(err)
	account, err := o.account(t.Context(), "", "")
	o.must(err)
	found, err := account.Client.GetCheckoutSession(t.Context(), session.SessionID)
	o.must(err)
	o.notify(o.shop.ID, s.about(account.MerchantID, "n-1", "CHARGE_PERMISSION", found.ChargePermissionID, ""))
	o.down.Store(true)
	for i, want := range []time.Duration{10 * time.Second, 20 * time.Second, 40 * time.Second} {
		before := o.now()
		o.work()
		row := o.notifications()[0]
		wait := store.Micros(row.NextAt).Time().Sub(before)
		if row.State != "received" || row.Tries != int64(i+1) || row.Error == "" || wait < want || wait > want+10*time.Second {
			t.Fatalf("try %d: next in %v, %+v", i+1, wait, row)
		}
		o.advance(want + 11*time.Second)
	}
	o.down.Store(false)
	o.work()
	if row := o.notifications()[0]; row.State != "worked" || row.Error != "" {
		t.Errorf("%+v", row)
	}
	if got := o.stateOf(id); got != checkout.Placed {
		t.Errorf("checkout is %s", got)
	}
}

func TestNotificationIsGivenUpAfterThreeDays(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	s := newSNS(o)
	o.notify(o.shop.ID, s.about(o.amazon.Merchant().MerchantID, "n-1", "CHARGE", "S03-1-C1", "S03-0000001-0000002"))
	o.down.Store(true)
	received := o.now()
	for o.notifications()[0].State == "received" {
		if o.work() == 0 {
			o.advance(30 * time.Minute)
		}
		if o.now().Sub(received) > 80*time.Hour {
			t.Fatal("not given up")
		}
	}
	if took := o.now().Sub(received); took < 70*time.Hour {
		t.Errorf("given up after %v", took)
	}
	if row := o.notifications()[0]; row.State != "parked" || len(row.Body) == 0 {
		t.Errorf("%+v", row)
	}
}
