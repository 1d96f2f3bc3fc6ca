package amazonpay

import "fmt"

// SignInRequest is the payload of a sign-in button (protocol 2).
type SignInRequest struct {
	SignInReturnURL string  `json:"signInReturnUrl"`
	SignInCancelURL string  `json:"signInCancelUrl,omitempty"`
	StoreID         string  `json:"storeId"`
	SignInScopes    []Scope `json:"signInScopes,omitempty"`
}

// Button is what a page hands to checkout.js as createCheckoutSessionConfig or signInConfig. PayloadJSON must arrive
// there byte for byte; the signature has no date and stays good as long as the key.
type Button struct {
	PayloadJSON        string `json:"payloadJSON"`
	Signature          string `json:"signature"`
	PublicKeyID        string `json:"publicKeyId"`
	Algorithm          string `json:"algorithm"`
	AuthorizationToken string `json:"authorizationToken,omitempty"`
}

// Button signs the payload of a checkout button.
func (c *Client) Button(payload Body[CheckoutSessionRequest]) (Button, error) {
	return c.button(payload)
}

// SignInButton signs the payload of a sign-in button.
func (c *Client) SignInButton(payload Body[SignInRequest]) (Button, error) {
	return c.button(payload)
}

func (c *Client) button(payload []byte) (Button, error) {
	algorithm := c.Algorithm.orV2()
	signature, err := sign(c.Key, algorithm, stringToSign(algorithm, payload))
	if err != nil {
		return Button{}, fmt.Errorf("amazonpay: button: %w", err)
	}
	return Button{
		PayloadJSON:        string(payload),
		Signature:          signature,
		PublicKeyID:        c.PublicKeyID,
		Algorithm:          string(algorithm),
		AuthorizationToken: c.AuthToken,
	}, nil
}
