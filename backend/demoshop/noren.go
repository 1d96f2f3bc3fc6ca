package demoshop

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"

	"noren/backend/demoshop/norenapi"
)

// client calls Noren's server API.
type client struct{ api *norenapi.ClientWithResponses }

func newClient(server, key string, doer *http.Client) (client, error) {
	api, err := norenapi.NewClientWithResponses(server+"/api/v1", norenapi.WithHTTPClient(limited{doer}),
		norenapi.WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
			r.Header.Set("Authorization", "Bearer "+key)
			return nil
		}))
	if err != nil {
		return client{}, fmt.Errorf("demoshop: %w", err)
	}
	return client{api}, nil
}

const maxAnswer = 1 << 20

// limited reads no answer that is too long to be Noren's.
type limited struct{ http *http.Client }

// Do sends a request.
func (l limited) Do(r *http.Request) (*http.Response, error) {
	response, err := l.http.Do(r) //nolint:gosec // the address is Noren's, as it is configured
	if err != nil {
		return nil, err
	}
	response.Body = http.MaxBytesReader(nil, response.Body, maxAnswer)
	return response, nil
}

// refusal is the error when Noren does not do what we ask. A proxy in between may answer without a problem.
func refusal(status int, problem *norenapi.Problem) error {
	return fmt.Errorf("demoshop: noren answers %d %s", status, value(problem).Code)
}

// value is what p points to, if there is something.
func value[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// errNoCheckout says that Noren has no such checkout for this shop.
var errNoCheckout = errors.New("demoshop: no such checkout")

var checkoutID = regexp.MustCompile(`^chk_[A-Za-z0-9_-]{1,80}$`)

// checkout reads one payment; errNoCheckout when there is none.
func (n client) checkout(ctx context.Context, id string) (norenapi.Checkout, error) {
	var none norenapi.Checkout
	if !checkoutID.MatchString(id) {
		return none, errNoCheckout
	}
	answer, err := n.api.GetCheckoutWithResponse(ctx, id)
	switch {
	case err != nil:
		return none, fmt.Errorf("demoshop: read checkout: %w", err)
	case answer.StatusCode() == http.StatusNotFound:
		return none, errNoCheckout
	case answer.JSON200 == nil:
		return none, refusal(answer.StatusCode(), answer.ApplicationproblemJSONDefault)
	case answer.JSON200.Id != id:
		return none, fmt.Errorf("demoshop: read checkout: asked for %s, got %s", id, answer.JSON200.Id)
	}
	return *answer.JSON200, nil
}

// errLoginCode says that Noren does not know the code, or not any more.
var errLoginCode = errors.New("demoshop: no such login code")

// exchange uses a login code up (R4-2 to R4-5, R4-11); errLoginCode when it is none.
func (n client) exchange(ctx context.Context, code string) (norenapi.Login, error) {
	answer, err := n.api.ExchangeCodeWithResponse(ctx, norenapi.CodeExchange{Code: code})
	if err != nil {
		return norenapi.Login{}, fmt.Errorf("demoshop: exchange code: %w", err)
	}
	problem := answer.ApplicationproblemJSONDefault
	switch {
	case answer.StatusCode() == http.StatusUnprocessableEntity || value(problem).Code == "code_invalid":
		return norenapi.Login{}, errLoginCode
	case answer.JSON200 == nil:
		return norenapi.Login{}, refusal(answer.StatusCode(), problem)
	}
	return *answer.JSON200, nil
}

// linkConsent names the text beside the registration page's Amazon button by which the shopper agreed to the link (its version,
// as Noren's documentation says).
const linkConsent = "2026-11"

// errLinkConflict says that the Amazon account or the member is linked otherwise.
var errLinkConflict = errors.New("demoshop: linked otherwise")

// link links the Amazon account of a visit, which the page's hidden field «visit» carries, with a member; errLinkConflict when
// one of the two is linked otherwise.
func (n client) link(ctx context.Context, visit, memberID string) error {
	answer, err := n.api.CreateLinkWithResponse(ctx, norenapi.LinkRequest{Visit: visit, MemberId: memberID, Consent: linkConsent})
	if err != nil {
		return fmt.Errorf("demoshop: link: %w", err)
	}
	problem := answer.ApplicationproblemJSONDefault
	switch {
	case value(problem).Code == "link_conflict":
		return errLinkConflict
	case answer.JSON201 == nil:
		return refusal(answer.StatusCode(), problem)
	}
	return nil
}
