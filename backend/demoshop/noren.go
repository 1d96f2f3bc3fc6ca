package demoshop

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"time"
)

// client calls Noren's server API.
type client struct {
	server, key string
	http        *http.Client
}

// refusal is Noren's answer when it does not do what we ask: a problem as RFC 9457, of which the code matters to us.
type refusal struct {
	Status int
	Code   string `json:"code"`
}

func (r *refusal) Error() string {
	return fmt.Sprintf("demoshop: noren answers %d %s", r.Status, r.Code)
}

// call sends body, if there is one, and reads the answer into answer, if one is wanted. The error is a *refusal when Noren
// was reached.
func (n client) call(ctx context.Context, method, path string, body, answer any) error {
	var sent io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return fmt.Errorf("demoshop: %s: %w", path, err)
		}
		sent = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(ctx, method, n.server+"/api/v1"+path, sent)
	if err != nil {
		return fmt.Errorf("demoshop: %w", err)
	}
	request.Header.Set("Authorization", "Bearer "+n.key)
	request.Header.Set("Accept", "application/json")
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := n.http.Do(request)
	if err != nil {
		return fmt.Errorf("demoshop: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	limited := io.LimitReader(response.Body, 1<<20)
	if response.StatusCode >= http.StatusBadRequest {
		problem := &refusal{}
		_ = json.NewDecoder(limited).Decode(problem) // a proxy in between may answer something else
		problem.Status = response.StatusCode
		return problem
	}
	if err := json.NewDecoder(limited).Decode(answer); err != nil {
		return fmt.Errorf("demoshop: %s: %w", path, err)
	}
	return nil
}

// refused reports whether Noren answered with this status.
func refused(err error, status int) bool {
	var problem *refusal
	return errors.As(err, &problem) && problem.Status == status
}

// checkout is a payment as GET /api/v1/checkouts/{id} tells it.
type checkout struct {
	ID          string        `json:"id"`
	State       checkoutState `json:"state"`
	OrderNumber string        `json:"orderNumber"`
	CartID      string        `json:"cartId"`
	Total       yen           `json:"total"`
	Purchaser   struct {
		Name  string `json:"name"`
		Email string `json:"email"`
		Phone string `json:"phone"`
	} `json:"purchaser"`
	Delivery struct {
		Name       string `json:"name"`
		PostalCode string `json:"postalCode"`
		Region     string `json:"region"`
		City       string `json:"city"`
		Line1      string `json:"line1"`
		Line2      string `json:"line2"`
		Line3      string `json:"line3"`
		Phone      string `json:"phone"`
	} `json:"delivery"`
	Payment struct {
		Descriptor        string `json:"descriptor"`
		AmazonReferenceID string `json:"amazonReferenceId"`
	} `json:"payment"`
	PlacedAt time.Time `json:"placedAt"`
}

// checkoutState is the state of a payment. Every state that is not named here means: not decided yet.
type checkoutState string

const (
	placed     checkoutState = "placed" // paid
	declined   checkoutState = "declined"
	cancelled  checkoutState = "cancelled"
	expired    checkoutState = "expired"
	superseded checkoutState = "superseded" // another payment of the same cart went on
	attention  checkoutState = "attention"  // Noren asks a person to look
)

// errNoCheckout says that Noren has no such checkout for this shop.
var errNoCheckout = errors.New("demoshop: no such checkout")

var checkoutID = regexp.MustCompile(`^chk_[A-Za-z0-9_-]{1,80}$`)

// checkout reads one payment; errNoCheckout when there is none.
func (n client) checkout(ctx context.Context, id string) (checkout, error) {
	if !checkoutID.MatchString(id) {
		return checkout{}, errNoCheckout
	}
	var answer checkout
	err := n.call(ctx, http.MethodGet, "/checkouts/"+id, nil, &answer)
	if refused(err, http.StatusNotFound) {
		return checkout{}, errNoCheckout
	}
	if err == nil && answer.ID != id {
		err = fmt.Errorf("demoshop: read checkout: asked for %s, got %s", id, answer.ID)
	}
	return answer, err
}

// linkConsent names the text beside the registration page's Amazon button by which the shopper agreed to the link (its version,
// as Noren's documentation says).
const linkConsent = "2026-11"

// errLinkConflict says that the Amazon account or the member is linked otherwise.
var errLinkConflict = errors.New("demoshop: linked otherwise")

// link links the Amazon account of a visit, which the page's hidden field «visit» carries, with a member; errLinkConflict when
// one of the two is linked otherwise.
func (n client) link(ctx context.Context, visit, memberID string) error {
	body := map[string]string{"visit": visit, "memberId": memberID, "consent": linkConsent}
	err := n.call(ctx, http.MethodPost, "/links", body, &struct{}{})
	if refused(err, http.StatusConflict) {
		return errLinkConflict
	}
	return err
}
