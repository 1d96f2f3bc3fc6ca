package demoshop

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"time"
)

// client reads Noren's server API.
type client struct {
	server, key string
	http        *http.Client
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
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, n.server+"/api/v1/checkouts/"+id, nil)
	if err != nil {
		return checkout{}, fmt.Errorf("demoshop: read checkout: %w", err)
	}
	request.Header.Set("Authorization", "Bearer "+n.key)
	request.Header.Set("Accept", "application/json")
	response, err := n.http.Do(request)
	if err != nil {
		return checkout{}, fmt.Errorf("demoshop: read checkout: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	switch response.StatusCode {
	case http.StatusOK:
	case http.StatusNotFound:
		return checkout{}, errNoCheckout
	default:
		return checkout{}, fmt.Errorf("demoshop: read checkout: status %d", response.StatusCode)
	}
	var answer checkout
	if err := json.NewDecoder(io.LimitReader(response.Body, 1<<20)).Decode(&answer); err != nil {
		return checkout{}, fmt.Errorf("demoshop: read checkout: %w", err)
	}
	if answer.ID != id {
		return checkout{}, fmt.Errorf("demoshop: read checkout: asked for %s, got %s", id, answer.ID)
	}
	return answer, nil
}
