package sandbox

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"

	"noren/backend/sandbox/central"
)

// routeSellerCentral are the pages of a small Seller Central. They are guarded like the dashboard, and their forms are
// taken from their own pages only.
func (s *Sandbox) routeSellerCentral(mux *http.ServeMux) {
	mux.Handle("GET "+central.AssetPath, http.StripPrefix(central.AssetPath, http.FileServerFS(central.Assets())))

	own := http.NewServeMux()
	own.HandleFunc("GET /sellercentral/{$}", s.serveAccounts)
	page := func(pattern string, do func(*desk) step) {
		method, path, _ := strings.Cut(pattern, " ")
		own.HandleFunc(method+" /sellercentral/{merchant}/"+path, s.serveDesk(do))
	}
	page("GET {$}", func(d *desk) step { return redirect(d.path("orders")) })
	page("GET orders", (*desk).ordersPage)
	page("GET orders/{order}", (*desk).orderPage)
	page("GET orders/{order}/{action}", (*desk).actionPage)
	own.HandleFunc("POST /sellercentral/{merchant}/orders/{order}/{action}", s.serveOrderAction)

	page("GET integration", (*desk).integrationPage)
	page("POST keys", (*desk).addKeyForm)
	own.HandleFunc("POST /sellercentral/{merchant}/keys/new", s.serveNewKey)
	page("GET keys/{key}", (*desk).keyPage)
	own.HandleFunc("GET /sellercentral/{merchant}/keys/{key}/private", s.servePrivateKey)
	page("GET keys/{key}/revoke", (*desk).revokePage)
	page("POST keys/{key}/revoke", (*desk).revokeForm)
	page("POST notifications/{environment}", (*desk).notificationForm)
	own.HandleFunc("POST /sellercentral/{merchant}/notifications/{environment}/test", s.serveNotificationTest)
	page("POST origins", (*desk).addOriginForm)
	page("POST origins/remove", (*desk).removeOriginForm)

	page("GET buyers", (*desk).buyersPage)
	page("GET buyers/new", (*desk).newBuyerPage)
	page("POST buyers/new", (*desk).newBuyerForm)
	page("GET reports", (*desk).reportsPage)
	page("POST reports", (*desk).reportForm)
	own.HandleFunc("GET /sellercentral/{merchant}/reports/{report}", s.serveReport)
	own.HandleFunc(central.Path, func(w http.ResponseWriter, r *http.Request) {
		s.showCentral(w, r, s.accountsPage(r, central.WrongLost))
	})

	sameOrigin := http.NewCrossOriginProtection().Handler(own)
	mux.HandleFunc(central.Path, func(w http.ResponseWriter, r *http.Request) {
		if !s.seesDashboard(r) {
			http.Error(w, "Seller Central is for this machine only: start with --remote-dashboard to open it to others.", http.StatusForbidden)
			return
		}
		if lang := r.URL.Query().Get("lang"); lang != "" && r.Method == http.MethodGet {
			rememberLanguage(w, lang)
			http.Redirect(w, r, without(r.URL, "lang"), http.StatusSeeOther) //nolint:gosec // the path begins with central.Path
			return
		}
		sameOrigin.ServeHTTP(w, r)
	})
}

// desk is one request of a merchant at Seller Central; Sandbox.mu is held.
type desk struct {
	*Sandbox

	account *account
	r       *http.Request
	form    url.Values
	lang    string
}

func (s *Sandbox) serveDesk(do func(*desk) step) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if form, ok := readForm(w, r); ok {
			s.showCentral(w, r, s.atDesk(r, form, do))
		}
	}
}

// atDesk finds the account of the path and does the step under the lock; the page is written outside.
func (s *Sandbox) atDesk(r *http.Request, form url.Values, do func(*desk) step) step {
	d := &desk{Sandbox: s, r: r, form: form, lang: s.dashboardLanguage(r)}
	s.lock()
	a, ok := s.accounts[r.PathValue("merchant")]
	if !ok {
		s.unlock()
		return s.accountsPage(r, central.WrongLost)
	}
	defer s.unlock()
	d.account = a
	return do(d)
}

func (s *Sandbox) showCentral(w http.ResponseWriter, r *http.Request, next step) {
	next.policy = central.ContentSecurityPolicy
	s.show(w, r, next)
}

// path is an address of the account's pages. Its parts are escaped.
func (d *desk) path(parts ...string) string {
	return accountPath(d.account.MerchantID, parts...)
}

func accountPath(merchantID string, parts ...string) string {
	var address strings.Builder
	address.WriteString(central.Path + url.PathEscape(merchantID))
	for _, part := range parts {
		address.WriteString("/" + url.PathEscape(part))
	}
	return address.String()
}

// told is an address whose page says what was done.
func told(path string, what central.Done) step {
	return redirect(path + "?" + url.Values{"done": {string(what)}}.Encode())
}

// frame is what every page of an account has. A page that answers a form is shown in another language by its tab.
func (d *desk) frame(tab central.Tab) central.Frame {
	f := centralFrame(d.r, d.lang)
	if d.r.Method != http.MethodGet {
		f.OtherLang = withParameter(d.path(string(tab)), "lang", otherLanguage(d.lang))
	}
	f.Root, f.Tab, f.Done = d.path(), tab, central.Done(d.form.Get("done"))
	f.Shop, f.MerchantID, f.Status = cmp.Or(d.account.StoreName, d.account.company), d.account.MerchantID, string(d.account.status)
	return f
}

func centralFrame(r *http.Request, lang string) central.Frame {
	return central.Frame{Lang: lang, OtherLang: withParameter(without(r.URL, "done"), "lang", otherLanguage(lang)), Dashboard: "/"}
}

func otherLanguage(lang string) string {
	if lang == "en" {
		return "ja"
	}
	return "en"
}

// without is the path and query of an address, but for one parameter.
func without(address *url.URL, parameter string) string {
	query := address.Query()
	query.Del(parameter)
	return (&url.URL{Path: address.Path, RawQuery: query.Encode()}).RequestURI()
}

func (s *Sandbox) serveAccounts(w http.ResponseWriter, r *http.Request) {
	s.showCentral(w, r, s.accountsPage(r, ""))
}

// accountsPage is where an account is chosen. Nobody signs in: it is a sandbox.
func (s *Sandbox) accountsPage(r *http.Request, wrong central.Wrong) step {
	view := central.AccountsView{Frame: centralFrame(r, s.dashboardLanguage(r))}
	view.Wrong = wrong
	for _, a := range s.Accounts() {
		view.Accounts = append(view.Accounts, central.AccountRow{
			Link: accountPath(a.MerchantID, "orders"), Shop: a.StoreName, MerchantID: a.MerchantID, Company: a.Company,
			Email: a.Email, Status: a.Status, ReviewDue: a.ReviewDue,
		})
	}
	next := step{page: central.Accounts(view)}
	if wrong != "" {
		next.status = http.StatusNotFound
	}
	return next
}
