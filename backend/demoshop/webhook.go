package demoshop

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"noren/backend/demoshop/norenapi"
)

// verifier checks webhooks signed as Standard Webhooks describes: HMAC-SHA256 over id.timestamp.body.
type verifier struct{ secret []byte }

// webhookAge is how far a webhook's clock may be from ours.
const webhookAge = 5 * time.Minute

var errWebhook = errors.New("demoshop: webhook not signed by Noren")

func newVerifier(secret string) (verifier, error) {
	encoded, ok := strings.CutPrefix(secret, "whsec_")
	key, err := base64.StdEncoding.DecodeString(encoded)
	if !ok || err != nil || len(key) < 16 {
		return verifier{}, errors.New("demoshop: WebhookSecret: want whsec_{base64 of at least 16 bytes}")
	}
	return verifier{key}, nil
}

func (v verifier) verify(h http.Header, body []byte, now time.Time) error {
	id, stamp := h.Get("Webhook-Id"), h.Get("Webhook-Timestamp")
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if id == "" || err != nil || now.Sub(time.Unix(seconds, 0)).Abs() > webhookAge {
		return errWebhook
	}
	mac := hmac.New(sha256.New, v.secret)
	mac.Write([]byte(id + "." + stamp + "."))
	mac.Write(body)
	want := mac.Sum(nil)
	// Several signatures may stand there while the secret is being changed.
	for signature := range strings.FieldsSeq(h.Get("Webhook-Signature")) {
		encoded, ok := strings.CutPrefix(signature, "v1,")
		got, err := base64.StdEncoding.DecodeString(encoded)
		if ok && err == nil && hmac.Equal(got, want) {
			return nil
		}
	}
	return errWebhook
}

type event struct {
	Type string `json:"type"`
	Data struct {
		Checkout    string `json:"checkout"`
		CartID      string `json:"cartId"`
		CartVersion int64  `json:"cartVersion"`
	} `json:"data"`
}

// receiveWebhook books an order whose shopper never came back. The event only says which checkout to look at, and which version
// of the cart it was: what is paid is read from the server API. Any answer but 2xx makes Noren send it again.
func (s *shop) receiveWebhook(c echo.Context) error {
	ctx := c.Request().Context()
	body, err := io.ReadAll(http.MaxBytesReader(c.Response(), c.Request().Body, 64<<10))
	if err != nil {
		return c.NoContent(http.StatusRequestEntityTooLarge)
	}
	if err := s.webhooks.verify(c.Request().Header, body, s.now()); err != nil {
		return c.NoContent(http.StatusUnauthorized)
	}
	var e event
	if err := json.Unmarshal(body, &e); err != nil {
		return c.NoContent(http.StatusBadRequest)
	}
	if e.Type != "order.placed" {
		return c.NoContent(http.StatusNoContent)
	}
	ch, err := s.noren.checkout(ctx, e.Data.Checkout)
	if err == nil && (ch.State != norenapi.CheckoutStatePlaced || ch.CartId != e.Data.CartID) {
		err = fmt.Errorf("demoshop: webhook of %s: checkout is %s of cart %s", ch.Id, ch.State, ch.CartId)
	}
	if err != nil {
		slog.WarnContext(ctx, "webhook not booked yet", "error", err)
		return c.NoContent(http.StatusServiceUnavailable)
	}
	s.bookAmazon(ctx, ch, e.Data.CartVersion)
	return c.NoContent(http.StatusNoContent)
}
