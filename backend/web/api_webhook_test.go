package web_test

import (
	"net/http"
	"testing"

	"noren/backend/merchant"
	"noren/backend/store/storetest"
	"noren/backend/web/shopapi"
)

func TestX18_EndpointsThroughTheAPI(t *testing.T) {
	everyDatabase(t, func(t *testing.T, o *outward) {
		client, ctx := o.client(o.key(merchant.Scopes()...)), t.Context()
		made, err := client.CreateEndpointWithResponse(ctx, nil, shopapi.EndpointWish{Url: "https://shop.example/hooks", Kinds: &[]string{"order.placed"}})
		o.must(err)
		if made.JSON201 == nil {
			t.Fatalf("%s", made.Body)
		}
		id := made.JSON201.Id
		if tested, err := client.TestEndpointWithResponse(ctx, id, nil); err != nil || tested.StatusCode() != http.StatusAccepted {
			t.Errorf("test: %v %s", err, tested.Body)
		}
		if rotated, err := client.RotateEndpointSecretWithResponse(ctx, id, nil); err != nil || rotated.JSON200 == nil || rotated.JSON200.Secret == made.JSON201.Secret {
			t.Errorf("secret: %v %s", err, rotated.Body)
		}
		if changed, err := client.UpdateEndpointWithResponse(ctx, id, shopapi.EndpointWish{Url: "https://shop.example/other"}); err != nil || changed.JSON200 == nil || len(changed.JSON200.Kinds) != 0 {
			t.Errorf("update: %v %s", err, changed.Body)
		}
		if wrong, err := client.CreateEndpointWithResponse(ctx, nil, shopapi.EndpointWish{Url: "https://10.0.0.1/hooks"}); err != nil || wrong.StatusCode() != http.StatusUnprocessableEntity {
			t.Errorf("an address is no name: %v %s", err, wrong.Body)
		}
		if gone, err := client.DeleteEndpointWithResponse(ctx, id); err != nil || gone.StatusCode() != http.StatusNoContent {
			t.Errorf("delete: %v %s", err, gone.Body)
		}
		list, err := client.ListEndpointsWithResponse(ctx)
		o.must(err)
		if list.JSON200 == nil || len(list.JSON200.Endpoints) != 0 {
			t.Errorf("list: %s", list.Body)
		}
	})
}

// Whoever goes on after the last event has each of them once.
func TestX18_EventsSinceACursor(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	o.settle(o.paid("cart-1"))
	o.settle(o.paid("cart-2"))
	client, one := o.client(o.key(merchant.ReadEvents)), 1
	seen, params := map[string]bool{}, shopapi.ListEventsParams{Limit: &one}
	for range 100 {
		page, err := client.ListEventsWithResponse(t.Context(), &params)
		o.must(err)
		o.conforms("Events", page.Body)
		if params.After = page.JSON200.Next; params.After == nil {
			break
		}
		if event := page.JSON200.Events[0]; seen[event.Id] || event.Type == "" || event.Data["number"] == nil && event.Data["orderNumber"] == nil {
			t.Errorf("%+v", event)
		}
		seen[*params.After] = true
	}
	if len(seen) < 2 {
		t.Errorf("%d events", len(seen))
	}
}
