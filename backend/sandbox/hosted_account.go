package sandbox

import "net/http"

// routeScript is what checkout.js asks for by itself, from the shop's page (protocol 7.4).
func (s *Sandbox) routeScript(mux *http.ServeMux) {
	mux.HandleFunc("GET /merchantAccount/{merchant}/accountStatus", s.serveAccountStatus)
	mux.HandleFunc("GET /abTestV2", func(w http.ResponseWriter, r *http.Request) {
		answerScript(w, r, struct {
			Results struct{} `json:"abTestResults"`
		}{})
	})
	mux.HandleFunc("GET /checkout/signout", s.serveSignOut)
}

const accountUnknown accountStatus = "UNKNOWN"

// serveAccountStatus tells whether a merchant may take live payments. A merchant that does not exist may not.
func (s *Sandbox) serveAccountStatus(w http.ResponseWriter, r *http.Request) {
	answerScript(w, r, struct {
		Status accountStatus `json:"merchantAccountStatus"`
	}{s.accountStatus(r.PathValue("merchant"))})
}

func (s *Sandbox) accountStatus(merchantID string) accountStatus {
	s.lock()
	defer s.unlock()
	if a, ok := s.accounts[merchantID]; ok {
		return a.status
	}
	return accountUnknown
}

// serveSignOut ends the sign-in of this browser (protocol 7.5).
func (s *Sandbox) serveSignOut(w http.ResponseWriter, r *http.Request) {
	if cookie, err := r.Cookie(signInCookie); err == nil {
		s.forget(cookie.Value)
	}
	s.setSignInCookie(w, r, "")
	answerScript(w, r, struct {
		Result bool `json:"result"`
	}{true})
}

// answerScript answers a page of any shop, also one that sends cookies: none of the answers is a secret.
func answerScript(w http.ResponseWriter, r *http.Request, v any) {
	h := w.Header()
	if origin := r.Header.Get("Origin"); origin != "" {
		h.Set("Access-Control-Allow-Origin", origin)
		h.Set("Access-Control-Allow-Credentials", "true")
	}
	h.Set("Vary", "Origin")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Type", "application/json")
	_, _ = w.Write(encode(v))
}
