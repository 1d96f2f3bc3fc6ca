// Package norenapi is the client of Noren's server API, generated from its specification as any shop can do it: what this shop
// calls, and no more.
package norenapi

//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2 -config codegen.yaml ../../web/shopapi/openapi.yaml
