package web

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"noren/backend/merchant"
	"noren/backend/web/shopapi"
	"noren/backend/webhook"
)

const eventsAtOnce = 100

// ListEvents are the next events after one, for a shop that asks instead of listening, or that has missed some.
func (a shopServer) ListEvents(ctx context.Context, r shopapi.ListEventsRequestObject) (shopapi.ListEventsResponseObject, error) {
	limit := eventsAtOnce
	if r.Params.Limit != nil {
		limit = *r.Params.Limit
	}
	messages, err := webhook.Events(ctx, a.site.DB, callerOf(ctx).shop, value(r.Params.After), limit)
	if err != nil {
		return nil, err
	}
	answer := shopapi.ListEvents200JSONResponse{Events: make([]shopapi.Event, 0, len(messages))}
	for _, message := range messages {
		event := shopapi.Event{Id: message.ID}
		if err := json.Unmarshal(message.Body, &event); err != nil {
			return nil, fmt.Errorf("web: event: %w", err)
		}
		answer.Events, answer.Next = append(answer.Events, event), &message.ID
	}
	return answer, nil
}

// ListEndpoints are where the shop's server hears of events.
func (a shopServer) ListEndpoints(ctx context.Context, _ shopapi.ListEndpointsRequestObject) (shopapi.ListEndpointsResponseObject, error) {
	endpoints, err := a.site.Shops.Endpoints(ctx, callerOf(ctx).shop)
	if err != nil {
		return nil, err
	}
	answer := shopapi.ListEndpoints200JSONResponse{Endpoints: make([]shopapi.Endpoint, 0, len(endpoints))}
	for _, endpoint := range endpoints {
		answer.Endpoints = append(answer.Endpoints, endpointForShop(endpoint))
	}
	return answer, nil
}

func endpointForShop(e merchant.Endpoint) shopapi.Endpoint {
	answer := shopapi.Endpoint{
		Id: e.ID, Url: e.URL, Kinds: make([]string, 0, len(e.Kinds)), State: shopapi.EndpointState(e.State), Why: given(e.Why),
		FailingSince: given(e.FailingSince), CreatedAt: e.CreatedAt,
	}
	for _, kind := range e.Kinds {
		answer.Kinds = append(answer.Kinds, string(kind))
	}
	return answer
}

// CreateEndpoint adds one.
func (a shopServer) CreateEndpoint(ctx context.Context, r shopapi.CreateEndpointRequestObject) (shopapi.CreateEndpointResponseObject, error) {
	who := callerOf(ctx)
	id, secret, err := a.site.Shops.AddEndpoint(ctx, who.actor, who.shop, r.Body.Url, kindsOf(r.Body.Kinds)...)
	return shopapi.CreateEndpoint201JSONResponse{Id: id, Secret: secret}, err
}

// UpdateEndpoint changes one, and switches it on.
func (a shopServer) UpdateEndpoint(ctx context.Context, r shopapi.UpdateEndpointRequestObject) (shopapi.UpdateEndpointResponseObject, error) {
	who := callerOf(ctx)
	if err := a.site.Shops.UpdateEndpoint(ctx, who.actor, who.shop, r.Endpoint, r.Body.Url, kindsOf(r.Body.Kinds)...); err != nil {
		return nil, err
	}
	if err := a.site.Shops.EnableEndpoint(ctx, who.actor, who.shop, r.Endpoint); err != nil {
		return nil, err
	}
	endpoints, err := a.site.Shops.Endpoints(ctx, who.shop)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(endpoints, func(e merchant.Endpoint) bool { return e.ID == r.Endpoint })
	if i < 0 { // removed a moment ago
		return nil, webhook.ErrUnknownEndpoint
	}
	return shopapi.UpdateEndpoint200JSONResponse(endpointForShop(endpoints[i])), nil
}

func kindsOf(words *[]string) []webhook.Kind {
	var kinds []webhook.Kind
	for _, word := range value(words) {
		kinds = append(kinds, webhook.Kind(word))
	}
	return kinds
}

// DeleteEndpoint removes one.
func (a shopServer) DeleteEndpoint(ctx context.Context, r shopapi.DeleteEndpointRequestObject) (shopapi.DeleteEndpointResponseObject, error) {
	who := callerOf(ctx)
	return shopapi.DeleteEndpoint204Response{}, a.site.Shops.RemoveEndpoint(ctx, who.actor, who.shop, r.Endpoint)
}

// TestEndpoint sends a message to look whether it arrives.
func (a shopServer) TestEndpoint(ctx context.Context, r shopapi.TestEndpointRequestObject) (shopapi.TestEndpointResponseObject, error) {
	who := callerOf(ctx)
	_, err := webhook.Test(ctx, a.site.DB, a.site.Now(), who.actor, who.shop, r.Endpoint)
	return shopapi.TestEndpoint202Response{}, err
}

// RotateEndpointSecret makes a new secret.
func (a shopServer) RotateEndpointSecret(ctx context.Context, r shopapi.RotateEndpointSecretRequestObject) (shopapi.RotateEndpointSecretResponseObject, error) {
	who := callerOf(ctx)
	secret, err := a.site.Shops.RotateSecret(ctx, who.actor, who.shop, r.Endpoint)
	return shopapi.RotateEndpointSecret200JSONResponse{Id: r.Endpoint, Secret: secret}, err
}

// ReplayEndpoint sends again what did not arrive.
func (a shopServer) ReplayEndpoint(ctx context.Context, r shopapi.ReplayEndpointRequestObject) (shopapi.ReplayEndpointResponseObject, error) {
	who := callerOf(ctx)
	n, err := webhook.ReplaySince(ctx, a.site.DB, a.site.Now(), who.actor, who.shop, r.Endpoint, r.Body.Since)
	return shopapi.ReplayEndpoint202JSONResponse{Messages: n}, err
}
