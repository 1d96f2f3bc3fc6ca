package sandbox

import "net/http"

// ControlHandler is the control API.
func (s *Sandbox) ControlHandler() http.Handler { return http.NewServeMux() }
