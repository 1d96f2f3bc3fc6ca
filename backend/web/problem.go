package web

import (
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"noren/backend/checkout"
	"noren/backend/ledger"
	"noren/backend/member"
	"noren/backend/merchant"
	"noren/backend/session"
	"noren/backend/store"
	"noren/backend/webhook"
	"noren/shared/api"
	"noren/shared/i18n"
	"noren/shared/validate"
)

// problems turns errors into codes, in this order; what is not listed is internal, and answered without detail. The texts of a
// code stand in i18n.
var problems = []struct {
	err  error
	code api.Code
}{
	{errWrongOrigin, api.WrongOrigin},
	{errTooLarge, api.TooLarge},
	{errTooMany, api.TooMany},
	{errBusy, api.Unavailable},
	{errSecretKey, api.Unauthorized},
	{errScope, api.ScopeMissing},
	{validate.ErrJSON, api.BadJSON},
	{merchant.ErrUnknownShop, api.UnknownShop},
	{merchant.ErrNoCredentials, api.Code("not_registered")},
	{session.ErrCode, api.CodeInvalid},
	{session.ErrExpired, api.SessionExpired},
	{session.ErrUnavailable, api.Unavailable},
	{member.ErrInvalid, api.MemberInvalid},
	{member.ErrExpired, api.MemberExpired},
	{member.ErrProofStale, api.ProofStale},
	{member.ErrNoAccount, api.SessionExpired},
	{member.ErrConsent, api.ConsentMissing},
	{member.ErrConflict, api.LinkConflict},
	{member.ErrNoLink, api.LinkUnknown},
	{member.ErrTooMany, api.TooMany},
	{checkout.ErrUnknown, api.CheckoutUnknown},
	{checkout.ErrCartInvalid, api.CartInvalid},
	{checkout.ErrCartExpired, api.CartExpired},
	{checkout.ErrCartStale, api.CartStale},
	{checkout.ErrCartSum, api.CartSum},
	{checkout.ErrReturnTo, api.BadReturnTo},
	{checkout.ErrNotConfirmable, api.NotConfirmable},
	{checkout.ErrAddressMissing, api.AddressMissing},
	{checkout.ErrAddressChanged, api.AddressChanged},
	{checkout.ErrAlreadyPaid, api.AlreadyPaid},
	{checkout.ErrInProgress, api.InProgress},
	{checkout.ErrRaced, api.InProgress},
	{checkout.ErrNumberTaken, api.NumberTaken},
	{checkout.ErrUnreachable, api.AmazonUnreachable},
	{checkout.ErrRefused, api.AmazonRefused},
	{checkout.ErrAttention, api.NeedsAttention},
	{checkout.ErrSessionMismatch, api.CheckoutUnknown},
	{errOtherRequest, api.IdempotencyMismatch},
	{errInFlight, api.IdempotencyInFlight},
	{errForgotten, api.AnswerForgotten},
	{ledger.ErrUnknown, api.OrderUnknown},
	{ledger.ErrRaced, api.OrderChanged},
	{ledger.ErrBusy, api.OrderBusy},
	{ledger.ErrNotAllowed, api.NotPermitted},
	{ledger.ErrConfirm, api.ConfirmationMissing},
	{ledger.ErrNotAsked, api.NotAsked},
	{ledger.ErrUnreachable, api.OperationNoted},
	{ledger.ErrRefused, api.ChargeRefused},
	{webhook.ErrUnknownEndpoint, api.EndpointUnknown},
	{webhook.ErrUnknownEvent, api.EventUnknown},
	{webhook.ErrDisabled, api.EndpointDisabled},
	{ledger.ErrBulkUnknown, api.BulkUnknown},
	{ledger.ErrBulkState, api.BulkState},
	{ledger.ErrUnknownSet, api.ColumnsUnknown},
}

// statuses are the HTTP statuses that are not 409: most problems of a payment are a conflict with what has happened meanwhile.
var statuses = map[api.Code]int{ //nolint:exhaustive // what is not here is a conflict
	api.Internal: http.StatusInternalServerError, api.Invalid: http.StatusUnprocessableEntity, api.BadJSON: http.StatusBadRequest,
	api.TooLarge: http.StatusRequestEntityTooLarge, api.NotFound: http.StatusNotFound, api.Method: http.StatusMethodNotAllowed,
	api.TooMany: http.StatusTooManyRequests, api.Unavailable: http.StatusServiceUnavailable, api.UnknownShop: http.StatusNotFound,
	api.WrongOrigin: http.StatusForbidden, api.BadReturnTo: http.StatusUnprocessableEntity, api.Unauthorized: http.StatusUnauthorized,
	api.ScopeMissing: http.StatusForbidden,
	api.CartInvalid:  http.StatusUnprocessableEntity, api.CartExpired: http.StatusUnprocessableEntity, api.CartSum: http.StatusUnprocessableEntity,
	api.SessionExpired: http.StatusUnauthorized, api.CodeInvalid: http.StatusUnauthorized, api.CheckoutUnknown: http.StatusNotFound,
	api.AmazonUnreachable: http.StatusServiceUnavailable, api.AmazonRefused: http.StatusBadGateway,
	api.MemberInvalid: http.StatusUnprocessableEntity, api.MemberExpired: http.StatusUnprocessableEntity, api.ProofStale: http.StatusUnauthorized,
	api.LinkUnknown: http.StatusNotFound, api.IdempotencyMismatch: http.StatusUnprocessableEntity, api.OrderUnknown: http.StatusNotFound,
	api.AmountInvalid: http.StatusUnprocessableEntity, api.OperationNoted: http.StatusServiceUnavailable,
	api.EndpointUnknown: http.StatusNotFound, api.EventUnknown: http.StatusNotFound, api.NotAsked: http.StatusServiceUnavailable,
	api.AnswerForgotten: http.StatusGone,
	api.BulkUnknown:     http.StatusNotFound, api.ColumnsUnknown: http.StatusNotFound,
}

// problemOf describes an error to somebody outside, in a language. Internal errors are logged here, once.
func problemOf(c echo.Context, err error, lang api.Lang) api.Problem {
	code := codeOf(err)
	if code == api.Internal || store.IsAway(err) {
		slog.ErrorContext(c.Request().Context(), "request failed", "method", c.Request().Method, "route", c.Path(), "error", err)
	}
	texts := i18n.For(lang)
	said := textsOf(code, lang)
	p := api.Problem{Type: "/docs/problems#" + string(code), Title: said.Title, Detail: said.Remedy, Status: statusOf(code), Code: code}
	var faults validate.Faults
	if errors.As(err, &faults) {
		for _, fault := range faults {
			p.Fields = append(p.Fields, api.FieldProblem{
				Field: fault.Field, Rule: fault.Rule, Param: fault.Param, Text: texts.Fault(fault, texts.Fields[api.Field(fault.Field)]),
			})
		}
	}
	return p
}

// textsOf are the words of a problem: of the shop's server, or of everybody.
func textsOf(code api.Code, lang api.Lang) i18n.Problem {
	if said, ok := i18n.OrderProblems(lang)[code]; ok {
		return said
	}
	return i18n.For(lang).Problem(code)
}

func statusOf(code api.Code) int {
	if status, ok := statuses[code]; ok {
		return status
	}
	return http.StatusConflict
}

func codeOf(err error) api.Code {
	var faults validate.Faults
	if errors.As(err, &faults) {
		return api.Invalid
	}
	var hidden *checkout.HiddenError
	if errors.As(err, &hidden) {
		return api.Hidden(hidden.Reasons[0])
	}
	var ended *checkout.EndedError
	if errors.As(err, &ended) {
		return checkout.Problem(ended.State)
	}
	if _, ok := errors.AsType[*ledger.AmountError](err); ok {
		return api.AmountInvalid
	}
	for _, known := range problems {
		if errors.Is(err, known.err) {
			return known.code
		}
	}
	if store.IsAway(err) {
		return api.Unavailable
	}
	var routing *echo.HTTPError
	if errors.As(err, &routing) {
		switch routing.Code {
		case http.StatusNotFound:
			return api.NotFound
		case http.StatusMethodNotAllowed:
			return api.Method
		}
	}
	return api.Internal
}

// answerProblem is Echo's error handler: the only place that turns an error into an answer. People get a page, programs JSON.
func answerProblem(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	p := problemOf(c, err, langOf(c))
	if isPage(c) {
		_ = renderPage(c, p.Status, problemPage(pageOf(c), p.Title, p.Detail, ""))
		return
	}
	if errors.Is(err, member.ErrTooMany) { // other limits know better
		c.Response().Header().Set(echo.HeaderRetryAfter, strconv.Itoa(int(member.Period/member.Attempts/time.Second)))
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	c.Response().Header().Set(echo.HeaderContentType, "application/problem+json; charset=utf-8")
	_ = c.JSON(p.Status, orderProblem{p, aboutOf(err, langOf(c))})
}

// isPage reports whether the address is one that people open.
func isPage(c echo.Context) bool {
	path := c.Request().URL.Path
	return strings.HasPrefix(path, "/launch/") || strings.HasPrefix(path, "/return/") || strings.HasPrefix(path, "/docs") || strings.HasPrefix(path, "/preview")
}

const langKey = "lang"

// langOf is the language of a request: what its body named, or the browser's wish. Japanese is the default.
func langOf(c echo.Context) api.Lang {
	if lang, ok := c.Get(langKey).(api.Lang); ok && lang != "" {
		return lang
	}
	for wish := range strings.SplitSeq(c.Request().Header.Get("Accept-Language"), ",") {
		wish = strings.TrimSpace(wish)
		switch {
		case strings.HasPrefix(wish, "ja"):
			return api.Japanese
		case strings.HasPrefix(wish, "en"):
			return api.English
		}
	}
	return api.Japanese
}
