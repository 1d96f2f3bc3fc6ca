package registration

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"time"

	"noren/backend/merchant"
)

// Review is how a merchant's account stands at Amazon, as far as can be told.
type Review string

// What Amazon's script asks before it draws a button (protocol 7.4).
const (
	ReviewUnknown Review = ""
	InReview      Review = "IN_REVIEW"
	Accepted      Review = "ACTIVE"
	Refused       Review = "REFUSED"
)

const reviewTime = 1500 * time.Millisecond

// Review asks how an account stands. It is a hint and no more: the result of the review is the merchant's own declaration (R2-1), and
// the question is one that Amazon's script asks, not one that Amazon documents. Without an answer it is unknown.
func (r *Registrations) Review(ctx context.Context, c merchant.Credentials) Review {
	ctx, cancel := context.WithTimeout(ctx, reviewTime)
	defer cancel()
	pages := r.API // a program reaches an imitated Amazon there; the address of its pages is one for browsers
	if pages == "" {
		pages = c.Region.HostedOrigins()[0]
	}
	query := url.Values{"ledgerCurrency": {c.Region.LedgerCurrency()}, "originDomain": {r.PublicURL}, "storeId": {c.StoreID}}
	target := pages + "/merchantAccount/" + url.PathEscape(c.MerchantID) + "/accountStatus?" + query.Encode()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, target, http.NoBody)
	if err != nil {
		return ReviewUnknown
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return ReviewUnknown
	}
	defer func() { _ = response.Body.Close() }()
	var said struct {
		Status Review `json:"merchantAccountStatus"`
	}
	if err := json.NewDecoder(io.LimitReader(response.Body, 4<<10)).Decode(&said); err != nil {
		return ReviewUnknown
	}
	if said.Status != InReview && said.Status != Accepted && said.Status != Refused {
		return ReviewUnknown
	}
	return said.Status
}
