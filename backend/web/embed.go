package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"noren/backend/checkout"
	"noren/backend/member"
	"noren/backend/session"
	"noren/backend/telemetry"
	"noren/shared/api"
	"noren/shared/validate"
	"noren/static"
)

var (
	errWrongOrigin = errors.New("web: origin is not registered")
	errTooLarge    = errors.New("web: body too large")
	errTooMany     = errors.New("web: too many requests")

	// errBroken says that a body did not arrive. The error of the connection is not ours, and names the shopper's address.
	errBroken = fmt.Errorf("%w: it did not arrive", validate.ErrJSON)
)

// embedRoutes are the loader, and what it calls from shop pages.
func (s *Site) embedRoutes(e *echo.Echo) {
	serve(s, e, api.Render, s.render, func(r api.RenderRequest) (string, api.Lang) { return r.Shop, r.Lang }, s.countRender)
	serve(s, e, api.Begin, s.begin, func(r api.BeginRequest) (string, api.Lang) { return r.Shop, r.Lang }, s.countBegin)
	serve(s, e, api.Change, s.change, func(r api.ChangeRequest) (string, api.Lang) { return r.Shop, r.Lang })
	serve(s, e, api.Confirm, s.confirm, func(r api.ConfirmRequest) (string, api.Lang) { return r.Shop, r.Lang }, s.countConfirm)
	serve(s, e, api.Check, s.check, func(r api.CheckRequest) (string, api.Lang) { return r.Shop, r.Lang })
	serve(s, e, api.Link, s.link, func(r api.LinkRequest) (string, api.Lang) { return r.Shop, r.Lang })
	serve(s, e, api.Unlink, s.unlink, func(r api.UnlinkRequest) (string, api.Lang) { return r.Shop, r.Lang })
	files := echo.WrapHandler(static.Handler(s.Archive))
	// The rest of /embed is no file's.
	for _, path := range []string{static.LoaderPath, static.TypesPath, static.PinnedPath, static.PinnedLoaderPath + "*", static.AssetsPath + "*"} {
		e.Match([]string{http.MethodGet, http.MethodHead}, path, files)
	}
}

// serve answers one endpoint: strict JSON, the shared validator, the shop's registered origins, the step, the answer. Errors
// may be read from anywhere, so that a wrong set-up can be seen; they hold nothing about anybody. What came of the step is told to count.
func serve[Request, Response any](
	s *Site, e *echo.Echo, endpoint api.Endpoint[Request, Response],
	step func(ctx context.Context, r Request) (Response, error), about func(Request) (shop string, lang api.Lang),
	count ...func(c echo.Context, r Request, response Response, err error),
) {
	e.POST(endpoint.Path, func(c echo.Context) error {
		header := c.Response().Header()
		header.Set("Access-Control-Allow-Origin", "*")
		header.Set("Cache-Control", "no-store")
		request, err := read[Request](c)
		shop, lang := about(request)
		c.Set(langKey, lang)
		if err != nil {
			return err
		}
		speakFor(c, shop)
		origin, err := s.admit(c, shop, endpoint.Path)
		if err != nil {
			return err
		}
		response, err := step(c.Request().Context(), request)
		for _, tell := range count {
			tell(c, request, response, err)
		}
		if err != nil {
			return err
		}
		header.Set("Access-Control-Allow-Origin", origin)
		header.Add("Vary", "Origin")
		return answer(c, response)
	})
}

// read decodes and validates a body. Even of an invalid one it returns what could be read, to answer in its language.
func read[Request any](c echo.Context) (Request, error) {
	var request Request
	body, err := readBody(c)
	if err != nil {
		return request, err
	}
	if err := validate.Decode(body, &request); err != nil {
		return request, err
	}
	if faults := validate.Struct(request); faults != nil {
		return request, validate.Faults(faults)
	}
	return request, nil
}

// admit lets in pages on the shop's registered origins, and not too many of them from one address.
func (s *Site) admit(c echo.Context, shopID, path string) (origin string, err error) {
	if ok, wait := s.Sessions.Allow(c.Request().Context(), path, shopID+" "+c.RealIP(), browserLimit); !ok {
		c.Response().Header().Set("Retry-After", strconv.Itoa(int(wait/time.Second)+1))
		return "", errTooMany
	}
	shop, err := s.Flow.Shop(c.Request().Context(), shopID)
	if err != nil {
		return "", err
	}
	telemetry.OfShop(c.Request().Context(), shopID)
	origin = c.Request().Header.Get("Origin")
	if !slices.Contains(shop.Origins, origin) {
		return "", errWrongOrigin
	}
	return origin, nil
}

// browserLimit is far above what a person does, for each endpoint, shop and address.
var browserLimit = session.Limit{Rate: 120, Period: time.Minute, Burst: 60}

// begin takes a member token that is too old for one of nobody: it must not keep anybody from paying. A link wants proof.
func (s *Site) begin(ctx context.Context, r api.BeginRequest) (api.Departure, error) {
	if r.Consent != "" {
		who, err := s.Members.Prove(ctx, r.Shop, r.Member)
		if err != nil {
			return api.Departure{}, err
		}
		if r.Consent != api.ConsentVersion {
			return api.Departure{}, member.ErrConsent
		}
		return s.Flow.Begin(ctx, r, who.ID)
	}
	return s.Flow.Begin(ctx, r, s.memberOf(ctx, r.Shop, r.Member))
}

// memberOf is who a page says is logged in at the shop, or "".
func (s *Site) memberOf(ctx context.Context, shop, token string) string {
	if token == "" {
		return ""
	}
	who, err := s.Members.Read(ctx, shop, token)
	if err != nil {
		return ""
	}
	return who.ID
}

func (s *Site) change(ctx context.Context, r api.ChangeRequest) (api.Departure, error) {
	current, err := s.Sessions.Get(ctx, r.Shop, r.Session)
	if err != nil {
		return api.Departure{}, err
	}
	return s.Flow.Change(ctx, current.Checkout, r)
}

func (s *Site) confirm(ctx context.Context, r api.ConfirmRequest) (api.Departure, error) {
	current, err := s.Sessions.Get(ctx, r.Shop, r.Session)
	if err != nil {
		return api.Departure{}, err
	}
	return s.Flow.Confirm(ctx, current.Checkout, r)
}

// takeUp finds the checkout that a page came back with: by one-time code and verifier, or by the session that they were
// exchanged for before. No return gives a zero visit.
func (s *Site) takeUp(ctx context.Context, r api.RenderRequest) (visit, error) {
	var v visit
	var current session.Session
	switch {
	case r.Code != "":
		id, secret, _ := strings.Cut(r.Code, "-")
		token, code, err := s.Sessions.Exchange(ctx, id, secret, r.Verifier)
		if errors.Is(err, session.ErrCode) && r.Session != "" { // a reloaded return: the session is still there
			r.Code = ""
			return s.takeUp(ctx, r)
		}
		if err != nil {
			return v, err
		}
		if code.Shop != r.Shop {
			return v, session.ErrCode
		}
		v.token, current = token, session.Session{Shop: code.Shop, Checkout: code.Checkout}
	case r.Session != "":
		var err error
		if current, err = s.Sessions.Get(ctx, r.Shop, r.Session); err != nil {
			return v, err
		}
		v.token = r.Session
	default:
		return v, nil
	}
	row, err := s.Flow.Get(ctx, current.Shop, current.Checkout)
	if errors.Is(err, checkout.ErrUnknown) {
		return visit{}, session.ErrExpired
	}
	if err != nil {
		return visit{}, err
	}
	shop, err := s.Flow.Shop(ctx, row.ShopID)
	if err != nil {
		return visit{}, err
	}
	view, err := s.Flow.View(shop, row)
	if err != nil {
		return visit{}, err
	}
	v.row, v.view, v.fresh = row, &view, r.Code != ""
	v.shot, err = s.Flow.Snapshot(row.ShopID, row.Buyer)
	return v, err
}
