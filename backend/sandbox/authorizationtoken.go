package sandbox

import (
	"errors"

	"github.com/golang-jwt/jwt/v5"
)

// AuthorizeProvider is what a merchant does in Seller Central or at registration: it returns the secret with which a
// solution provider gets tokens for the merchant (protocol 10.4). A new secret makes the old one useless.
func (s *Sandbox) AuthorizeProvider(merchantID string) (mwsAuthToken string, err error) {
	s.lock()
	defer s.unlock()
	a, ok := s.accounts[merchantID]
	if !ok {
		return "", notFound(merchantID)
	}
	return a.authorizeProvider(), nil
}

func (a *account) authorizeProvider() (mwsAuthToken string) {
	a.mwsAuthToken = "amzn.mws." + newUUID()
	return a.mwsAuthToken
}

type authorizationTokenAnswer struct {
	AuthorizationToken string `json:"authorizationToken"`
}

// getAuthorizationToken is GET /authorizationTokens/{mwsAuthToken}?merchantId= (protocol 3.7).
func (c *call) getAuthorizationToken() (int, any, *Error) {
	if c.settings.TokensOnlyLive && c.environment != liveEnvironment {
		return 0, nil, refuse(405, "RequestNotSupported", "Authorization tokens exist in the live environment only.")
	}
	merchantID := c.query.Get("merchantId")
	if merchantID == "" {
		return 0, nil, missing("merchantId")
	}
	a, ok := c.accounts[merchantID]
	if !ok || a.status == accountDeleted || a.mwsAuthToken == "" || a.mwsAuthToken != c.id {
		return 0, nil, c.notFound(c.id)
	}
	return 200, authorizationTokenAnswer{AuthorizationToken: c.issueToken(a, c.signer)}, nil
}

// issueToken lets a provider act for a merchant: the token is the merchant's for that provider alone.
func (s *Sandbox) issueToken(a *account, provider string) string {
	token, err := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.RegisteredClaims{
		Subject: a.MerchantID, Audience: jwt.ClaimStrings{provider}, IssuedAt: jwt.NewNumericDate(s.now()), ID: newUUID(),
	}).SignedString(s.tokenKey)
	if err != nil { // a byte slice is always a key for HMAC
		panic(err)
	}
	return token
}

// delegated is whose account a provider acts on with an x-amz-pay-authtoken, issued here or entered by
// RegisterAuthToken.
func (s *Sandbox) delegated(token, provider string) (merchantID string, wrong *Error) {
	s.lock()
	defer s.unlock()
	if merchantID, ok := s.delegations[token]; ok {
		return merchantID, nil
	}
	merchantID, err := s.readToken(token, provider)
	if err != nil {
		return "", refuse(403, "InvalidAuthorizationToken", "The authorization token is not valid: "+err.Error()+".")
	}
	return merchantID, nil
}

func (s *Sandbox) readToken(token, provider string) (merchantID string, err error) {
	var claims jwt.RegisteredClaims
	parser := jwt.NewParser(jwt.WithValidMethods([]string{"HS256"}), jwt.WithAudience(provider), jwt.WithTimeFunc(s.now))
	if _, err := parser.ParseWithClaims(token, &claims, func(*jwt.Token) (any, error) { return s.tokenKey, nil }); err != nil {
		return "", err
	}
	if a, ok := s.accounts[claims.Subject]; !ok || a.status == accountDeleted {
		return "", errors.New("its merchant does not exist any more")
	}
	return claims.Subject, nil
}

// SetProvider makes an account a solution or payment provider: see Merchant.Provider.
func (s *Sandbox) SetProvider(merchantID string, provider bool) error {
	s.lock()
	defer s.unlock()
	a, ok := s.accounts[merchantID]
	if !ok {
		return notFound(merchantID)
	}
	a.Provider = provider
	return nil
}

// requireProvider refuses what only providers may do: accounts that are none, unless somebody who holds the
// merchant's token acts for it.
func (c *call) requireProvider() *Error {
	if c.signer != c.merchantID || c.accounts[c.signer].Provider {
		return nil
	}
	return refuse(401, "UnauthorizedAccess", "Only payment and solution providers may call '"+c.path+"'.")
}
