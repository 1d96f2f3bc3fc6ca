package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"noren/backend/ledger"
	"noren/backend/store"
	"noren/backend/store/query"
)

var (
	errOtherRequest = errors.New("web: the idempotency key belongs to another request")
	errInFlight     = errors.New("web: the request with this idempotency key is being worked on")
	errForgotten    = errors.New("web: what was answered to the request with this idempotency key is erased")
)

const (
	abandonedIn = 2 * requestTime // its process has died
	purposeOnce = "api answer"
)

// once lets a POST with an Idempotency-Key act once: it notes the request, acts, and notes the answer, which the same key gets from
// then on. A process that dies in between leaves the request without an answer: the same key then acts on the order only if it is as
// it was before the first attempt, so that no money moves twice. The same holds after an answer of 500 and above. An answer goes with
// the person it names: whoever erases them (packages ledger, member) leaves a row that says 410 and holds nothing.
func (s *Site) once(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		key := c.Request().Header.Get("Idempotency-Key")
		if key == "" || c.Request().Method != http.MethodPost {
			return next(c)
		}
		row, again, err := s.noteRequest(c, key)
		if err != nil {
			return err
		}
		if row.Status != 0 {
			return s.repeat(c, row)
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Request().Context()), requestTime) // whether or not the caller waits
		defer cancel()
		if again {
			ctx = context.WithValue(ctx, firstSeenKey{}, row.Version)
		}
		ctx = context.WithValue(ctx, aboutKey{}, &row.About)
		c.SetRequest(c.Request().WithContext(ctx))
		answer := &recorder{ResponseWriter: c.Response().Writer}
		c.Response().Writer = answer
		if err := next(c); err != nil {
			c.Error(err)
		}
		return s.noteAnswer(context.WithoutCancel(ctx), row, c.Response(), answer.body.Bytes())
	}
}

// noteRequest writes the intention. Again says that an earlier attempt did not come to an answer.
func (s *Site) noteRequest(c echo.Context, key string) (row query.ApiRequest, again bool, err error) {
	ctx, shop := c.Request().Context(), callerOf(c.Request().Context()).shop
	body, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return row, false, err
	}
	c.Request().Body = io.NopCloser(bytes.NewReader(body))
	about, version, err := s.orderBefore(ctx, shop, c)
	if err != nil {
		return row, false, err
	}
	now := int64(store.At(s.Now()))
	row = query.ApiRequest{
		ShopID: shop, KeyHash: sha(key), RequestHash: sha(c.Request().URL.RequestURI() + "\n" + string(body)), About: about, Version: version,
		StartedAt: now,
	}
	err = s.DB.Tx(ctx, func(q *query.Queries) error {
		row, again, err = claimRequest(ctx, q, row, s.Now())
		return err
	})
	return row, again, err
}

// claimRequest writes a new request, or goes on with one that was left without an answer, or gives the one that has its answer.
func claimRequest(ctx context.Context, q *query.Queries, row query.ApiRequest, now time.Time) (_ query.ApiRequest, again bool, err error) {
	before := int64(store.At(now.Add(-ledger.AnswerKept)))
	if err := q.ForgetAPIRequests(ctx, query.ForgetAPIRequestsParams{ShopID: row.ShopID, Before: before}); err != nil {
		return row, false, fmt.Errorf("web: request: %w", err)
	}
	n, err := q.InsertAPIRequest(ctx, query.InsertAPIRequestParams{
		ShopID: row.ShopID, KeyHash: row.KeyHash, RequestHash: row.RequestHash, About: row.About, Version: row.Version, Now: row.StartedAt,
	})
	if n == 1 || err != nil {
		return row, false, err
	}
	known, err := q.GetAPIRequest(ctx, query.GetAPIRequestParams{ShopID: row.ShopID, KeyHash: row.KeyHash})
	switch {
	case err != nil:
		return row, false, fmt.Errorf("web: request: %w", err)
	case known.RequestHash != row.RequestHash:
		return row, false, errOtherRequest
	case known.Status != 0:
		return known, false, nil
	case now.Sub(store.Micros(known.StartedAt).Time()) < abandonedIn:
		return row, false, errInFlight
	}
	n, err = q.ResumeAPIRequest(ctx, query.ResumeAPIRequestParams{
		Now: row.StartedAt, ShopID: row.ShopID, KeyHash: row.KeyHash, StartedAt: known.StartedAt,
	})
	if n == 0 && err == nil {
		err = errInFlight
	}
	known.StartedAt = row.StartedAt
	return known, true, err
}

// noteAnswer keeps an answer. One of 500 and above says only that we do not know: the key may ask again.
func (s *Site) noteAnswer(ctx context.Context, row query.ApiRequest, response *echo.Response, body []byte) error {
	sealed, err := s.Shops.Sealer.Seal(row.ShopID, purposeOnce, body)
	if err != nil {
		return err
	}
	status := int64(response.Status)
	if status >= http.StatusInternalServerError {
		status, sealed = 0, []byte{}
	}
	return s.DB.Tx(ctx, func(q *query.Queries) error {
		_, err := q.FinishAPIRequest(ctx, query.FinishAPIRequestParams{
			Status: status, ContentType: response.Header().Get(echo.HeaderContentType), Body: sealed, About: row.About, ShopID: row.ShopID,
			KeyHash: row.KeyHash, StartedAt: row.StartedAt,
		})
		return err
	})
}

func (s *Site) repeat(c echo.Context, row query.ApiRequest) error {
	if row.Status == http.StatusGone && len(row.Body) == 0 { // also an empty answer is sealed, into something
		return errForgotten
	}
	body, err := s.Shops.Sealer.Open(row.ShopID, purposeOnce, row.Body)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Idempotency-Replayed", "true")
	if len(body) == 0 {
		return c.NoContent(int(row.Status))
	}
	return c.Blob(int(row.Status), row.ContentType, body)
}

func sha(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// recorder keeps a copy of what is answered.
type recorder struct {
	http.ResponseWriter

	body bytes.Buffer
}

func (r *recorder) Write(p []byte) (int, error) {
	r.body.Write(p)
	return r.ResponseWriter.Write(p)
}
