package webhook_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
	"noren/backend/webhook"
)

func TestStandardWebhooks_SignedAndDeliveredOnce(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		k := newKit(t, db)
		k.tell(k.shop, "ord_1", webhook.OrderPlaced)
		if n := k.send(); n != 1 {
			t.Fatalf("claimed %d", n)
		}
		delivery, heard := k.delivery("ord_1"), k.messages()
		if len(heard) != 1 || heard[0].id != delivery.Event || heard[0].contentType != "application/json" {
			t.Fatalf("heard %+v", heard)
		}
		var body struct {
			Type, Timestamp string
			Data            map[string]string
		}
		k.must(json.Unmarshal([]byte(heard[0].body), &body))
		if body.Type != "order.placed" || body.Timestamp != "2026-11-24T09:00:00Z" || body.Data["order"] != "ord_1" {
			t.Errorf("body %s", heard[0].body)
		}
		if err := verify(heard[0], k.secret, k.now()); err != nil {
			t.Error(err)
		}
		_, another := k.addEndpoint(k.shop, "https://shop.example/other")
		if verify(heard[0], another, k.now()) == nil {
			t.Error("another endpoint's secret verifies it")
		}
		if delivery.State != webhook.Delivered || delivery.Status != 204 || !delivery.DeliveredAt.Equal(start) || delivery.Error != "" {
			t.Errorf("delivery %+v", delivery)
		}
		k.advance(100 * time.Hour)
		if n := k.send(); n != 0 {
			t.Errorf("claimed %d after delivery", n)
		}
	})
}

// The worked example in the specification of Standard Webhooks.
func TestStandardWebhooks_Vector(t *testing.T) {
	k := newKit(t, storetest.SQLite(t))
	secret, err := base64.StdEncoding.DecodeString("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	k.must(err)
	k.sender.Secrets = func(context.Context, string, string) ([][]byte, error) { return [][]byte{secret}, nil }
	k.clock = time.Unix(1614265330, 0)
	const id = "msg_p5jXN8AQM9LWM0D4loKWxJek"
	k.tx(func(q *query.Queries) error {
		_, err := q.InsertEvent(t.Context(), query.InsertEventParams{
			ShopID: k.shop, ID: id, Position: 1, Kind: "test", Subject: "1", Body: []byte(`{"test": 2432232314}`), At: 1,
		})
		k.must(err)
		return q.InsertDelivery(t.Context(), query.InsertDeliveryParams{ShopID: k.shop, ID: "dlv_1", EventID: id, EndpointID: k.endpoint, Now: 1})
	})
	k.send()
	if got := k.messages()[0].signature; got != "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" {
		t.Error(got)
	}
}

// A new secret signs at once; the one before signs too, for a day and no longer.
func TestStandardWebhooks_Rotation(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		k := newKit(t, db)
		after, err := k.shops.RotateSecret(t.Context(), "cli", k.shop, k.endpoint)
		k.must(err)
		last := func(subject string) message {
			k.tell(k.shop, subject, webhook.OrderPlaced)
			k.send()
			heard := k.messages()
			return heard[len(heard)-1]
		}
		k.advance(24*time.Hour - time.Second)
		for _, secret := range []string{k.secret, after} {
			if err := verify(last("ord_"+secret[:20]), secret, k.now()); err != nil {
				t.Error(err)
			}
		}
		k.advance(time.Second)
		m := last("ord_2")
		if verify(m, after, k.now()) != nil || verify(m, k.secret, k.now()) == nil || strings.Contains(m.signature, " ") {
			t.Errorf("after a day only the new one signs: %q", m.signature)
		}
	})
}

func TestNeverSentUnsigned(t *testing.T) {
	k := newKit(t, storetest.SQLite(t))
	k.sender.Secrets = func(context.Context, string, string) ([][]byte, error) { return nil, nil }
	k.tell(k.shop, "ord_1", webhook.OrderPlaced)
	k.send()
	if d := k.delivery("ord_1"); d.State != webhook.Waiting || d.Error == "" || len(k.messages()) != 0 {
		t.Errorf("delivery %+v", d)
	}
}
