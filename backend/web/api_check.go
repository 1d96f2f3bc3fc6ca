package web

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/labstack/echo/v4"

	"noren/backend/merchant"
	"noren/shared/validate"
)

// routesOf lists the operations of a specification.
func routesOf(specification *openapi3.T) []*routers.Route {
	var routes []*routers.Route
	for path, item := range specification.Paths.Map() {
		for method, operation := range item.Operations() {
			routes = append(routes, &routers.Route{Spec: specification, Path: path, PathItem: item, Method: method, Operation: operation})
		}
	}
	return routes
}

// obey lets through what the specification allows: keys with the operation's x-scope, parameters and bodies of its schemas.
func obey(route *routers.Route) echo.MiddlewareFunc {
	scope, scoped := route.Operation.Extensions["x-scope"].(string)
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			r := c.Request()
			if scoped && !slices.Contains(callerOf(r.Context()).scopes, merchant.Scope(scope)) {
				return errScope
			}
			params, err := paramsOf(c)
			if err != nil {
				return err
			}
			if err := readUnambiguous(c); err != nil {
				return err
			}
			err = openapi3filter.ValidateRequest(r.Context(), &openapi3filter.RequestValidationInput{
				Request: r, PathParams: params, Route: route,
				Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, KeepValidatedValue: true},
			})
			if err != nil {
				return brokenRule(err)
			}
			return next(c)
		}
	}
}

// readUnambiguous reads a body and leaves it to be read again. The validator and the handler take the last of two equal names, and
// stop reading after the first value: whoever stands before us might take another (reliability.md 6).
func readUnambiguous(c echo.Context) error {
	body, err := readBody(c)
	if err != nil {
		return err
	}
	c.Request().Body = io.NopCloser(bytes.NewReader(body))
	if len(body) == 0 {
		return nil
	}
	return validate.Unambiguous(body)
}

// readBody reads what programs and the widget send, and not more than maxBody.
func readBody(c echo.Context) ([]byte, error) {
	body, err := io.ReadAll(http.MaxBytesReader(c.Response(), c.Request().Body, maxBody))
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return nil, errTooLarge
	}
	if err != nil {
		return nil, errBroken
	}
	return body, nil
}

// paramsOf reads the parameters of the path. Echo leaves them as they were sent when their encoding is an unusual one. Patterns
// do not see what is wrong with bytes that are no text.
func paramsOf(c echo.Context) (map[string]string, error) {
	params := map[string]string{}
	for _, name := range c.ParamNames() {
		value := c.Param(name)
		if c.Request().URL.RawPath != "" {
			var err error
			if value, err = url.PathUnescape(value); err != nil {
				return nil, fmt.Errorf("%w: path: %w", validate.ErrJSON, err)
			}
		}
		if !utf8.ValidString(value) {
			return nil, validate.Faults{{Field: name, Rule: "pattern"}}
		}
		params[name] = value
	}
	return params, nil
}

// brokenRule says which rule was broken, in the words of our own table: the validator's text would repeat the schema and what
// was sent.
func brokenRule(err error) error {
	if broken, ok := errors.AsType[*openapi3.SchemaError](err); ok {
		field := strings.Join(broken.JSONPointer(), ".")
		if request, ok := errors.AsType[*openapi3filter.RequestError](err); ok && request.Parameter != nil {
			field = request.Parameter.Name
		}
		return validate.Faults{{Field: field, Rule: broken.SchemaField}}
	}
	reason, _, _ := strings.Cut(err.Error(), "Schema:")
	return fmt.Errorf("%w: %s", validate.ErrJSON, reason)
}
