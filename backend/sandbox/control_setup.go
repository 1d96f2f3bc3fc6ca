package sandbox

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"strings"
	"time"

	"noren/backend/sandbox/control"
)

// Merchant is GET /merchant.
func (c controls) Merchant(context.Context, control.MerchantRequestObject) (control.MerchantResponseObject, error) {
	m := c.s.Merchant()
	der, err := x509.MarshalPKCS8PrivateKey(m.PrivateKey)
	if err != nil {
		return nil, fmt.Errorf("sandbox: private key: %w", err)
	}
	answer := wire[control.Merchant200JSONResponse](m)
	answer.Origins = append([]string{}, m.Origins...)
	answer.PrivateKey = string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
	return answer, nil
}

// Accounts is GET /accounts.
func (c controls) Accounts(context.Context, control.AccountsRequestObject) (control.AccountsResponseObject, error) {
	list := wire[control.Accounts200JSONResponse](c.s.Accounts())
	for i := range list {
		list[i].Origins = append([]string{}, list[i].Origins...)
	}
	return list, nil
}

// RegisterKey is POST /registerKey.
func (c controls) RegisterKey(_ context.Context, r control.RegisterKeyRequestObject) (control.RegisterKeyResponseObject, error) {
	key, err := ParsePublicKey([]byte(r.Body.Pem))
	if err != nil {
		return nil, err
	}
	c.s.RegisterKey(r.Body.MerchantId, r.Body.PublicKeyId, key)
	return control.RegisterKey200JSONResponse{}, nil
}

// SetProvider is POST /setProvider.
func (c controls) SetProvider(_ context.Context, r control.SetProviderRequestObject) (control.SetProviderResponseObject, error) {
	return control.SetProvider200JSONResponse{}, c.s.SetProvider(r.Body.MerchantId, r.Body.Provider)
}

// AuthorizeProvider is POST /authorizeProvider.
func (c controls) AuthorizeProvider(_ context.Context, r control.AuthorizeProviderRequestObject) (control.AuthorizeProviderResponseObject, error) {
	token, err := c.s.AuthorizeProvider(r.Body.MerchantId)
	return control.AuthorizeProvider200JSONResponse{MwsAuthToken: token}, err
}

// DecideReview is POST /decideReview.
func (c controls) DecideReview(_ context.Context, r control.DecideReviewRequestObject) (control.DecideReviewResponseObject, error) {
	return control.DecideReview200JSONResponse{}, c.s.DecideReview(r.Body.MerchantId, r.Body.Accepted)
}

// Register is POST /register.
func (c controls) Register(_ context.Context, r control.RegisterRequestObject) (control.RegisterResponseObject, error) {
	registration, err := c.s.Register(wire[RegistrationRequest](r.Body))
	return wire[control.Register200JSONResponse](registration), err
}

// RegisterAuthToken is POST /registerAuthToken.
func (c controls) RegisterAuthToken(_ context.Context, r control.RegisterAuthTokenRequestObject) (control.RegisterAuthTokenResponseObject, error) {
	c.s.RegisterAuthToken(r.Body.Token, r.Body.MerchantId)
	return control.RegisterAuthToken200JSONResponse{}, nil
}

// SetOrigins is POST /setOrigins.
func (c controls) SetOrigins(_ context.Context, r control.SetOriginsRequestObject) (control.SetOriginsResponseObject, error) {
	c.s.SetOrigins(r.Body.MerchantId, r.Body.Origins)
	return control.SetOrigins200JSONResponse{}, nil
}

// Certificate is GET /certificate.
func (c controls) Certificate(context.Context, control.CertificateRequestObject) (control.CertificateResponseObject, error) {
	text := c.s.Certificate()
	if text == "" {
		return nil, refuse(404, "ResourceNotFound", "There is no certificate: the sandbox does not serve TLS. Start it with --tls.")
	}
	return control.Certificate200ApplicationxPemFileResponse{Body: strings.NewReader(text)}, nil
}

// Now is GET /now.
func (c controls) Now(context.Context, control.NowRequestObject) (control.NowResponseObject, error) {
	return control.Now200JSONResponse{Now: c.s.Now()}, nil
}

// Advance is POST /advance.
func (c controls) Advance(_ context.Context, r control.AdvanceRequestObject) (control.AdvanceResponseObject, error) {
	d, err := time.ParseDuration(r.Body.By)
	if err != nil {
		return nil, fmt.Errorf("sandbox: by: %w", err)
	}
	c.s.Advance(d)
	return control.Advance200JSONResponse{Now: c.s.Now()}, nil
}

// SetClock is POST /setClock.
func (c controls) SetClock(_ context.Context, r control.SetClockRequestObject) (control.SetClockResponseObject, error) {
	c.s.SetClock(r.Body.Now)
	return control.SetClock200JSONResponse{Now: c.s.Now()}, nil
}
