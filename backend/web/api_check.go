package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/labstack/echo/v4"

	"noren/backend/merchant"
	"noren/shared/validate"
)

// obey lets through what the specification allows: keys with the operation's x-scope, parameters and bodies of its schemas.
func obey(specification *openapi3.T) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			r := c.Request()
			route := routeOf(specification, strings.TrimPrefix(c.Path(), apiBase), r.Method)
			if route == nil {
				return next(c) // there is no such call, and Echo says so
			}
			if scope, ok := route.Operation.Extensions["x-scope"].(string); ok {
				if !slices.Contains(callerOf(r.Context()).scopes, merchant.Scope(scope)) {
					return errScope
				}
			}
			r.Body = http.MaxBytesReader(c.Response(), r.Body, maxBody)
			err := openapi3filter.ValidateRequest(r.Context(), &openapi3filter.RequestValidationInput{
				Request: r, PathParams: paramsOf(c), Route: route,
				Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, KeepValidatedValue: true},
			})
			if err != nil {
				return brokenRule(err)
			}
			return next(c)
		}
	}
}

// routeOf finds the operation of Echo's path; nil when there is none.
func routeOf(specification *openapi3.T, path, method string) *routers.Route {
	for template, item := range specification.Paths.Map() {
		if strings.NewReplacer("{", ":", "}", "").Replace(template) != path {
			continue
		}
		if operation := item.GetOperation(method); operation != nil {
			return &routers.Route{Spec: specification, Path: template, PathItem: item, Method: method, Operation: operation}
		}
	}
	return nil
}

func paramsOf(c echo.Context) map[string]string {
	params := map[string]string{}
	for _, name := range c.ParamNames() {
		params[name] = c.Param(name)
	}
	return params
}

// brokenRule says which rule was broken, in the words of our own table: the validator's text would repeat the schema and what
// was sent.
func brokenRule(err error) error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return errTooLarge
	}
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
