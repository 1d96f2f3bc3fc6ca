package sandbox

import (
	"cmp"
	"net/http"
	"strings"

	"noren/backend/sandbox/central"
	"noren/backend/sandbox/pages"
	"noren/backend/sandbox/seller"
)

// Handler serves the API, the hosted pages, checkout.js and the certificate of notifications. Whatever is not a
// page is the API's, so that a wrong path is answered as Amazon answers it.
func (s *Sandbox) Handler() http.Handler {
	mux := http.NewServeMux()
	s.routeDashboard(mux)
	s.routePages(mux)
	s.routeRegistration(mux)
	s.routeSellerCentral(mux)
	files := http.FileServerFS(pages.Assets())
	mux.Handle("GET "+pages.AssetPath, http.StripPrefix(pages.AssetPath, files))
	mux.HandleFunc("GET /checkout.js", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFileFS(w, r, pages.Assets(), "checkout.js")
	})
	s.routeSNS(mux)
	mux.HandleFunc("GET "+documentPath+"{link}", s.serveDocument)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if ownPage(r.URL.Path) {
			mux.ServeHTTP(w, r)
		} else {
			s.serveAPI(w, r) // not through the mux, which would tidy up paths that were signed as they are
		}
	})
}

func ownPage(path string) bool {
	return path == "/" || path == "/favicon.ico" || strings.HasPrefix(path, dashboardPath) || path == "/checkout.js" || strings.HasPrefix(path, pages.AssetPath) || strings.HasPrefix(path, documentPath) ||
		strings.HasPrefix(path, "/checkout/") || path == "/abTestV2" || strings.HasPrefix(path, "/merchantAccount/") || strings.HasPrefix(path, "/sns/") ||
		path == "/register" || strings.HasPrefix(path, "/register/") || strings.HasPrefix(path, seller.AssetPath) ||
		path+"/" == central.Path || strings.HasPrefix(path, central.Path)
}

// publicURL is where a browser reaches this sandbox.
func (s *Sandbox) publicURL(r *http.Request) string {
	if public := s.configuredURL(); public != "" {
		return public
	}
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// SetPublicURL says where a browser reaches this sandbox, when that became known after New: see
// Config.PublicURL.
func (s *Sandbox) SetPublicURL(url string) {
	s.lock()
	defer s.unlock()
	s.public = url
}

// ownURL is for addresses that go out by themselves, not in an answer.
func (s *Sandbox) ownURL() string { return cmp.Or(s.configuredURL(), s.URL) }

func (s *Sandbox) configuredURL() string {
	s.lock()
	defer s.unlock()
	return s.public
}
