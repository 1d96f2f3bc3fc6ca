package staff

import (
	"context"
	"crypto/subtle"
	"fmt"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"noren/shared/validate"
)

// claims are what a provider says of somebody.
type claims struct {
	Email    string   `json:"email"`
	Verified flexible `json:"email_verified"`
	Username string   `json:"preferred_username"`
	Name     string   `json:"name"`
	AuthTime int64    `json:"auth_time"` // seconds
	Party    string   `json:"azp"`
	subject  string
}

// flexible is true or "true": some providers write it so.
type flexible bool

// UnmarshalJSON takes anything else for false.
func (f *flexible) UnmarshalJSON(text []byte) error {
	*f = flexible(string(text) == "true" || string(text) == `"true"`)
	return nil
}

// label is how somebody recognises their account there.
func (c claims) label() string {
	for _, text := range []string{c.Email, c.Username, c.Name, c.subject} {
		if text = validate.Visible(text); text != "" {
			return string([]rune(text)[:min(len([]rune(text)), maxLabel)])
		}
	}
	return ""
}

const maxLabel = 100

// fresh reports that the provider says that they proved who they are within a time.
func (c claims) fresh(now time.Time, within time.Duration) bool {
	return c.AuthTime > 0 && now.Sub(time.Unix(c.AuthTime, 0)) <= within
}

// ask exchanges a code for what the provider says of somebody. Errors: ErrRefused for an answer that is not good, ErrAway.
func (a *Accounts) ask(ctx context.Context, v visit, answer OIDCAnswer) (claims, error) {
	p, err := a.OIDC.ready(ctx)
	if err != nil {
		return claims{}, err
	}
	var known struct {
		Says bool `json:"authorization_response_iss_parameter_supported"`
	}
	if err := p.Claims(&known); err != nil {
		return claims{}, fmt.Errorf("%w: %w", ErrAway, err)
	}
	if (known.Says || answer.Issuer != "") && answer.Issuer != a.OIDC.Issuer { // RFC 9207
		return claims{}, fmt.Errorf("%w: answer of another issuer", ErrRefused)
	}
	ctx = a.OIDC.context(ctx)
	config := a.OIDC.exchange(p, a.PublicURL)
	token, err := config.Exchange(ctx, answer.Code, oauth2.VerifierOption(v.Verifier))
	if err != nil {
		return claims{}, exchangeError(err)
	}
	raw, _ := token.Extra("id_token").(string)
	verified, err := p.VerifierContext(ctx, &oidc.Config{ClientID: a.OIDC.ClientID, SupportedSigningAlgs: oidcAlgorithms, Now: a.Clock}).Verify(ctx, raw)
	if err != nil {
		return claims{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	var said claims
	if err := verified.Claims(&said); err != nil {
		return claims{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	if subtle.ConstantTimeCompare([]byte(verified.Nonce), []byte(v.Nonce)) != 1 {
		return claims{}, fmt.Errorf("%w: nonce", ErrRefused)
	}
	if said.Party != "" && said.Party != a.OIDC.ClientID || said.Party == "" && len(verified.Audience) > 1 {
		return claims{}, fmt.Errorf("%w: authorised party", ErrRefused)
	}
	if said.subject = verified.Subject; said.subject == "" || len(said.subject) > maxSubject {
		return claims{}, fmt.Errorf("%w: subject", ErrRefused)
	}
	return a.complete(ctx, p, token, said), nil
}

// maxSubject is the longest subject that there is (OpenID Connect Core 2).
const maxSubject = 255

// complete reads the address where the token has none; without one, nobody is recognised by it.
func (a *Accounts) complete(ctx context.Context, p *oidc.Provider, token *oauth2.Token, said claims) claims {
	if said.Email != "" || p.UserInfoEndpoint() == "" {
		return said
	}
	info, err := p.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err == nil && info.Subject == said.subject {
		said.Email, said.Verified = info.Email, flexible(info.EmailVerified)
	}
	return said
}
