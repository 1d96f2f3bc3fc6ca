package web

import (
	"context"
	"errors"
	"strings"

	"github.com/labstack/echo/v4"

	"noren/backend/ledger"
)

// orderBefore is the order which a request is about, and its version before it acts; "" and 0 is none. What asks for its people to be
// erased is answered without them, and would otherwise clear its own answer.
func (s *Site) orderBefore(ctx context.Context, shop string, c echo.Context) (id string, version int64, err error) {
	params, err := paramsOf(c)
	if err != nil || params["number"] == "" {
		return "", 0, err
	}
	order, err := s.Book.OfNumber(ctx, shop, params["number"])
	if errors.Is(err, ledger.ErrUnknown) {
		return "", 0, nil
	}
	if strings.HasSuffix(c.Path(), "/forget") {
		order.ID = ""
	}
	return order.ID, order.Version, err
}

type aboutKey struct{}

// answersAbout says of which visit to Amazon an answer tells, so that it goes with the visit.
func answersAbout(ctx context.Context, visit string) {
	if about, ok := ctx.Value(aboutKey{}).(*string); ok {
		*about = visit
	}
}

type firstSeenKey struct{}

// firstSeen is the version of the order before the first attempt of a request that is attempted again; 0 otherwise.
func firstSeen(ctx context.Context) int64 {
	version, _ := ctx.Value(firstSeenKey{}).(int64)
	return version
}
