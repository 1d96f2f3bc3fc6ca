package sandbox

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"noren/backend/sandbox/watch"
)

const dashboardPath = "/dashboard/"

// routeDashboard is what a person sees of the sandbox. Its forms are taken from its own pages only.
func (s *Sandbox) routeDashboard(mux *http.ServeMux) {
	files := http.FileServerFS(watch.Assets())
	mux.Handle("GET "+watch.AssetPath, http.StripPrefix(watch.AssetPath, files))

	mux.HandleFunc("GET /favicon.ico", func(w http.ResponseWriter, r *http.Request) { // browsers ask for it on every page
		http.ServeFileFS(w, r, watch.Assets(), "icon.svg")
	})

	own := http.NewServeMux()
	page := func(pattern string, view func(*http.Request) (watch.Frame, templ.Component, error)) {
		own.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { s.showDashboard(w, r, view) })
	}
	page("GET /{$}", s.livePage)
	page("GET /dashboard/payments", s.paymentsPage)
	page("GET /dashboard/payments/{id}", s.paymentPage)
	page("GET /dashboard/requests", s.requestsPage)
	page("GET /dashboard/requests/{id}", s.requestPage)
	page("POST /dashboard/requests/{id}", s.requestPage)
	page("GET /dashboard/notifications", s.notificationsPage)
	page("GET /dashboard/mails", s.mailsPage)
	page("GET /dashboard/mails/{id}", s.mailPage)
	page("GET /dashboard/controls", s.controlsPage)
	page("GET /dashboard/setup", s.setupPage)
	own.HandleFunc("GET /dashboard/stream", s.serveStream)
	own.HandleFunc("POST /dashboard/do/{action}", func(w http.ResponseWriter, r *http.Request) { s.serveAction(w, r, own) })

	sameOrigin := http.NewCrossOriginProtection().Handler(own)
	near := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case s.seesDashboard(r):
			r.Body = http.MaxBytesReader(w, r.Body, maxBody)
			sameOrigin.ServeHTTP(w, r)
		case r.URL.Path == "/":
			s.serveHome(w, r)
		default:
			http.Error(w, "The dashboard is for this machine only: start with --remote-dashboard to open it to others.", http.StatusForbidden)
		}
	})
	mux.Handle("GET /{$}", near)
	mux.Handle(dashboardPath, near)
}

// seesDashboard: it shows personal data and controls everything, so without Config.RemoteDashboard it is for this
// machine, called by a name of this machine.
func (s *Sandbox) seesDashboard(r *http.Request) bool {
	return s.cfg.RemoteDashboard || isLoopback(hostName(r.RemoteAddr)) && isLoopback(hostName(r.Host))
}

// problemKey is where a page that is shown again finds what was wrong with its form.
type problemKey struct{}

// frame is what every page of the dashboard begins with.
func (s *Sandbox) frame(r *http.Request, japanese, english string) watch.Frame {
	f := watch.Frame{Lang: s.dashboardLanguage(r), Path: r.URL.RequestURI()}
	f.Title = f.Say(japanese, english)
	if problem, ok := r.Context().Value(problemKey{}).(string); ok {
		f.Problem = problem
	}
	s.lock()
	defer s.unlock()
	f.Now, f.Event = watch.Moment(s.now()), s.journal.number
	return f
}

const languageCookie = "sandbox_language"

func (s *Sandbox) dashboardLanguage(r *http.Request) string {
	if cookie, err := r.Cookie(languageCookie); err == nil {
		return languageOf(cookie.Value)
	}
	return preferred(r)
}

func (s *Sandbox) showDashboard(w http.ResponseWriter, r *http.Request, view func(*http.Request) (watch.Frame, templ.Component, error)) {
	if lang := r.URL.Query().Get("lang"); lang != "" {
		s.switchLanguage(w, r, lang)
		return
	}
	status := http.StatusOK
	f, page, err := view(r)
	switch {
	case err != nil:
		f.Title = f.Say("見つかりません", "Not found")
		status, page = http.StatusNotFound, watch.Missing(f)
	case f.Problem != "":
		status = http.StatusUnprocessableEntity
	}
	writeWatch(w, r, status, page)
}

// switchLanguage remembers a language and shows the page in it.
func (s *Sandbox) switchLanguage(w http.ResponseWriter, r *http.Request, lang string) {
	rememberLanguage(w, lang)
	query := r.URL.Query()
	query.Del("lang")
	target := url.URL{Path: r.URL.Path, RawQuery: query.Encode()}
	http.Redirect(w, r, ownTarget(target.String()), http.StatusSeeOther)
}

func rememberLanguage(w http.ResponseWriter, lang string) {
	http.SetCookie(w, &http.Cookie{ //nolint:gosec // nothing secret, and the sandbox may speak plain HTTP
		Name: languageCookie, Value: languageOf(lang), Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

func writeWatch(w http.ResponseWriter, r *http.Request, status int, page templ.Component) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", watch.ContentSecurityPolicy)
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_ = page.Render(r.Context(), w)
}

// ownTarget is a path of the dashboard, or its front page.
func ownTarget(path string) string {
	if strings.HasPrefix(path, dashboardPath) && !strings.Contains(path, "\\") {
		return path
	}
	return "/"
}

// serveStream is what the pages' script listens to.
func (s *Sandbox) serveStream(w http.ResponseWriter, r *http.Request) {
	after := max(number(r.FormValue("after")), number(r.Header.Get("Last-Event-ID")))
	_ = stream{ctx: r.Context(), s: s, after: after}.VisitStreamResponse(w)
}

// showAgain shows a page of the dashboard with what was wrong with its form.
func showAgain(w http.ResponseWriter, r *http.Request, pages http.Handler, path, problem string) {
	again := r.Clone(context.WithValue(r.Context(), problemKey{}, problem))
	again.Method, again.Body = http.MethodGet, http.NoBody
	target, err := url.Parse(ownTarget(path))
	if err != nil {
		target = &url.URL{Path: "/"}
	}
	again.URL, again.Form, again.PostForm = target, nil, nil
	pages.ServeHTTP(w, again)
}
