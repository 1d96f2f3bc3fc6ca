package web

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"

	"noren/backend/checkout"
	"noren/backend/ledger"
	"noren/backend/merchant"
	"noren/backend/session"
	"noren/backend/telemetry"
	"noren/backend/web/shopapi"
	"noren/shared/api"
)

var (
	errSecretKey = errors.New("web: no valid secret key")
	errScope     = errors.New("web: the secret key lacks the scope")
)

// specified is the specification, read once: that takes a tenth of a second on a slow machine.
var specified = sync.OnceValues(func() (*openapi3.T, error) { return openapi3.NewLoader().LoadFromData(shopapi.Specification) })

// apiRoutes are what shops' servers call, as shopapi/openapi.yaml describes it. The specification itself is for everybody.
func (s *Site) apiRoutes(e *echo.Echo) {
	specification, err := specified()
	if err != nil {
		panic(err) // only for a broken specification, which is part of the program
	}
	e.GET(apiBase+"/openapi.yaml", func(c echo.Context) error {
		c.Response().Header().Set("Access-Control-Allow-Origin", "*")
		return c.Blob(http.StatusOK, "application/yaml", shopapi.Specification)
	})
	before := map[string][]echo.MiddlewareFunc{}
	for _, route := range routesOf(specification) {
		before[route.Operation.OperationID] = []echo.MiddlewareFunc{notStored, s.authenticate, obey(route), s.once}
	}
	shopapi.RegisterHandlersWithOptions(e, shopapi.NewStrictHandler(shopServer{s}, nil), shopapi.RegisterHandlersOptions{
		BaseURL: apiBase, OperationMiddlewares: before,
	})
}

const apiBase = "/api/v1"

// apiLimit is for each secret key.
var apiLimit = session.Limit{Rate: 600, Period: time.Minute, Burst: 120}

// notStored keeps personal data out of caches, errors included.
func notStored(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set("Cache-Control", "no-store")
		return next(c)
	}
}

// caller is who calls, by secret key. The shop comes from nowhere else.
type caller struct {
	shop   string
	scopes []merchant.Scope
	actor  ledger.Actor
	lang   api.Lang
	query  url.Values // of a list, which has more filters than a program should copy
}

type callerKey struct{}

func callerOf(ctx context.Context) caller {
	who, _ := ctx.Value(callerKey{}).(caller)
	return who
}

// authenticate knows the shop by its secret key, which is looked up by its hash, and counts its calls.
func (s *Site) authenticate(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		ctx := c.Request().Context()
		key, ok := bearer(c.Request())
		if !ok {
			return refuseKey(c)
		}
		shop, known, err := s.Shops.ShopOfSecretKey(ctx, key)
		if errors.Is(err, merchant.ErrUnknownKey) {
			return refuseKey(c)
		}
		if err != nil {
			return err
		}
		if !s.tellLimit(c, key) {
			return errTooMany
		}
		ctx = speakFor(c, shop)
		telemetry.OfShop(ctx, shop)
		who := caller{shop, known.Scopes, ledger.Actor("api:" + known.ID), langOf(c), c.QueryParams()}
		c.SetRequest(c.Request().WithContext(context.WithValue(ctx, callerKey{}, who)))
		return next(c)
	}
}

// tellLimit counts a call of a key, and tells what is left (draft-ietf-httpapi-ratelimit-headers-10).
func (s *Site) tellLimit(c echo.Context, key string) bool {
	left := s.Sessions.Count(c.Request().Context(), "api", key, apiLimit)
	h := c.Response().Header()
	h.Set("RateLimit-Policy", fmt.Sprintf(`"key";q=%d;w=%d`, apiLimit.Burst, apiLimit.Burst*int(apiLimit.Period/time.Second)/apiLimit.Rate))
	h.Set("RateLimit", fmt.Sprintf(`"key";r=%d;t=%d`, left.Remaining, int(math.Ceil(left.Reset.Seconds()))))
	if !left.OK {
		h.Set("Retry-After", strconv.Itoa(int(left.RetryAfter/time.Second)+1))
	}
	return left.OK
}

func refuseKey(c echo.Context) error {
	c.Response().Header().Set("WWW-Authenticate", "Bearer")
	return errSecretKey
}

// bearer reads the secret key of a request (RFC 6750). One in the address is not accepted: addresses are logged.
func bearer(r *http.Request) (key string, ok bool) {
	scheme, key, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	return key, strings.EqualFold(scheme, "Bearer") && strings.HasPrefix(key, "sk_") && len(key) <= maxKey
}

const maxKey = 200

// shopServer is what happens behind the generated routes.
type shopServer struct{ site *Site }

// GetShop lets a shop test its key.
func (a shopServer) GetShop(ctx context.Context, _ shopapi.GetShopRequestObject) (shopapi.GetShopResponseObject, error) {
	shop, err := a.site.Shops.Get(ctx, callerOf(ctx).shop)
	if err != nil {
		return nil, err
	}
	return shopapi.GetShop200JSONResponse{Id: shop.ID, Name: shop.Name, Origins: shop.Origins}, nil
}

// GetCheckout tells what became of a payment. Another shop's checkout is as unknown as none.
func (a shopServer) GetCheckout(ctx context.Context, r shopapi.GetCheckoutRequestObject) (shopapi.GetCheckoutResponseObject, error) {
	row, err := a.site.Flow.Get(ctx, callerOf(ctx).shop, r.Id)
	if err == nil && row.CartID == "" { // a visit that only signed in is no payment
		err = checkout.ErrUnknown
	}
	if err != nil {
		return nil, err
	}
	answer, err := a.site.checkoutForShop(ctx, row)
	if err != nil {
		return nil, err
	}
	return shopapi.GetCheckout200JSONResponse(answer), nil
}
