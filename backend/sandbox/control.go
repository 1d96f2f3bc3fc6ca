package sandbox

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"

	"noren/backend/sandbox/control"
)

// controls is the control API over the Go methods of the same names. Types of the specification are turned into ours
// here and go no further.
type controls struct{ s *Sandbox }

var _ control.StrictServerInterface = controls{}

// ControlHandler is the control API, as control/openapi.yaml describes it. It is for tests and developers and is never
// signed.
func (s *Sandbox) ControlHandler() http.Handler {
	mux := http.NewServeMux()
	s.routeControlPage(mux)
	rules := sync.OnceValue(readRules) // at the first call, so that the start is quick
	control.HandlerWithOptions(
		control.NewStrictHandlerWithOptions(controls{s}, nil, control.StrictHTTPServerOptions{
			RequestErrorHandlerFunc: refuseControl, ResponseErrorHandlerFunc: refuseControl,
		}),
		control.StdHTTPServerOptions{
			BaseRouter: mux, ErrorHandlerFunc: refuseControl,
			Middlewares: []control.MiddlewareFunc{func(next http.Handler) http.Handler { return obey(rules, next) }},
		},
	)
	return s.onlyNear(mux)
}

// onlyNear refuses what a page from elsewhere could send through a developer's browser: another Origin, or a Host that
// leads here by somebody else's DNS. When Start was told an address beyond this machine, any Host is right.
func (s *Sandbox) onlyNear(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.controlledFromAfar && !isLoopback(hostName(r.Host)) {
			writeControl(w, refuse(http.StatusForbidden, "InvalidHost",
				"The host '"+r.Host+"' is not this machine: call 127.0.0.1 or localhost, or start with --control on another address."))
			return
		}
		if origin := r.Header.Get("Origin"); origin != "" && !nearOrigin(origin, r.Host) {
			writeControl(w, refuse(http.StatusForbidden, "InvalidOrigin",
				"The origin '"+origin+"' is a page of another machine: call from a program or from a page on localhost."))
			return
		}
		next.ServeHTTP(w, r)
	})
}

func nearOrigin(origin, host string) bool {
	_, own, _ := strings.Cut(origin, "://")
	return own == host || isLoopback(hostName(own))
}

// refuseControl answers an error: a refusal of a Go method with its own status, everything else with 400.
func refuseControl(w http.ResponseWriter, _ *http.Request, err error) {
	wrong, ok := errors.AsType[*Error](err)
	if !ok {
		wrong = refuse(http.StatusBadRequest, "InvalidRequest", strings.TrimPrefix(err.Error(), "sandbox: "))
	}
	writeControl(w, wrong)
}

func writeControl(w http.ResponseWriter, wrong *Error) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(wrong.Status)
	_, _ = w.Write(append(encode(wrong), '\n'))
}

// wire turns a value of ours into a type of the specification, or the other way round, by their JSON, which is the same.
func wire[To any](from any) To {
	var to To
	if err := json.Unmarshal(encode(from), &to); err != nil { // a test holds every type against the specification
		panic(err)
	}
	return to
}
