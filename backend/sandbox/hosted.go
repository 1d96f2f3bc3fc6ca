package sandbox

import "net/http"

type visit struct{}

func (s *Sandbox) routePages(*http.ServeMux) {}
