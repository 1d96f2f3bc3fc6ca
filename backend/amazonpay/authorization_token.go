package amazonpay

import (
	"context"
	"net/http"
	"net/url"
)

// AuthorizationToken lets a solution provider act for a merchant, as [Client.AuthToken]. It is a secret.
type AuthorizationToken struct {
	Answer

	AuthorizationToken string `json:"authorizationToken"`
}

func (t *AuthorizationToken) isAbout(string) bool { return t.AuthorizationToken != "" }

// GetAuthorizationToken exchanges the MWS token that a merchant's registration returned (protocol 10.4). Amazon offers
// it in the live environment only.
func (c *Client) GetAuthorizationToken(ctx context.Context, mwsAuthToken, merchantID string) (*AuthorizationToken, error) {
	return call[AuthorizationToken](ctx, c, request{
		operation: "GetAuthorizationToken", method: http.MethodGet, path: "/authorizationTokens/", id: mwsAuthToken,
		query: url.Values{"merchantId": {merchantID}},
	})
}
