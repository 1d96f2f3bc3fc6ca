// Package control is the control API of the sandbox: its specification, and what is generated from it (models, strict
// server, client). The specification is the contract; change it first.
package control

import _ "embed"

//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2 -config codegen.yaml openapi.yaml

// Specification is openapi.yaml (OpenAPI 3.0.3).
//
//go:embed openapi.yaml
var Specification []byte
