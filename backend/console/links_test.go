package console

import (
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"noren/backend/contract"
	"noren/backend/doctor"
	"noren/backend/funnel"
	"noren/backend/registration"
)

// walker follows everything that can be pressed in the console, page by page.
type walker struct {
	*desk

	who  string
	from map[string]string // where an address that was found stands
	open []string          // addresses that wait
	seen map[string]int    // by method and path of the row
}

// perRoute is how many addresses of one row are opened: the pages of an order in another state link to other things.
const perRoute = 4

var (
	linked  = regexp.MustCompile(`<(?:a|link)\b[^>]*\bhref="([^"]*)"`)
	scripts = regexp.MustCompile(`<script\b[^>]*\bsrc="([^"]*)"`)
	forms   = regexp.MustCompile(`<(?:form|button)\b[^>]*>`)
	actions = regexp.MustCompile(`\b(?:form)?action="([^"]*)"`)
)

// route is the row that answers an address; "" where none does.
func (w *walker) route(method, address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	ctx := w.all.NewContext(httptest.NewRequestWithContext(w.t.Context(), method, "/", http.NoBody), httptest.NewRecorder())
	w.all.Router().Find(method, u.EscapedPath(), ctx)
	if !slices.ContainsFunc(w.all.Routes(), func(r *echo.Route) bool { return r.Method == method && r.Path == ctx.Path() }) {
		return ""
	}
	return method + " " + ctx.Path()
}

// note puts an address on the list, unless enough of its kind are there. Only the console is walked.
func (w *walker) note(method, address, where string) {
	address = html.UnescapeString(address)
	if strings.HasPrefix(address, "?") {
		address, _, _ = strings.Cut(where, "?")
	}
	if !strings.HasPrefix(address, "/console") {
		return
	}
	row := w.route(method, address)
	if row == "" {
		w.t.Errorf("%s as %s leads to %s %s, where nothing is", where, w.who, method, address)
		return
	}
	if _, known := w.from[method+address]; known || w.seen[row] >= perRoute {
		return
	}
	w.from[method+address] = where
	w.seen[row]++
	if method == http.MethodGet {
		w.open = append(w.open, address)
	}
}

// walk opens pages until there is none that it has not seen.
func (w *walker) walk(start ...string) {
	for _, address := range start {
		w.note(http.MethodGet, address, "the start")
	}
	for len(w.open) > 0 {
		address := w.open[0]
		w.open = w.open[1:]
		request := httptest.NewRequestWithContext(w.t.Context(), http.MethodGet, address, http.NoBody)
		request.AddCookie(&http.Cookie{Name: sessionCookie, Value: w.tokens[w.who]})
		answer := httptest.NewRecorder()
		w.all.ServeHTTP(answer, request)
		switch {
		case answer.Code == http.StatusSeeOther:
			w.note(http.MethodGet, answer.Header().Get("Location"), address)
		case answer.Code != http.StatusOK && answer.Code != http.StatusUnprocessableEntity: // a form without what it asks
			w.t.Errorf("%s links to %s, which answers %s with %d", w.from[http.MethodGet+address], address, w.who, answer.Code)
		case strings.HasPrefix(answer.Header().Get("Content-Type"), "text/html"):
			w.read(address, answer.Body.String())
		}
	}
}

func (w *walker) read(address, text string) {
	for _, pattern := range []*regexp.Regexp{linked, scripts} {
		for _, found := range pattern.FindAllStringSubmatch(text, -1) {
			to, _, _ := strings.Cut(found[1], "#")
			w.note(http.MethodGet, to, address)
		}
	}
	method := http.MethodGet
	for _, tag := range forms.FindAllString(text, -1) {
		if strings.HasPrefix(tag, "<form") { // its buttons come after it
			method = http.MethodGet
			if strings.Contains(tag, `method="post"`) {
				method = http.MethodPost
			}
		}
		how := method
		if strings.Contains(tag, `formmethod="get"`) {
			how = http.MethodGet
		}
		if action := actions.FindStringSubmatch(tag); action != nil {
			w.note(how, action[1], address)
		}
	}
}

// Whatever can be pressed in the console leads somewhere: every link, form and script of every page is followed, by an operator, an owner
// and a viewer, before the application and after it (R2-1, X-20).
func TestX20_EveryLinkLeadsSomewhere(t *testing.T) {
	d := newDesk(t)
	d.Doctor = &doctor.Room{Doctor: &doctor.Doctor{DB: d.DB, Shops: d.Shops, Now: d.Now, Clock: d.Now, PublicURL: publicURL}, Sessions: d.Accounts.Sessions}
	d.Funnel = &funnel.Funnel{DB: d.DB, Now: d.Now}
	d.Registration = &registration.Registrations{Shops: d.Shops, PublicURL: publicURL}
	_, _, err := d.Shops.AddEndpoint(t.Context(), "cli", d.shop, "https://shop.example/hooks")
	must(t, err)
	_, err = d.Shops.NewCartKey(t.Context(), "cli", d.shop)
	must(t, err)
	pages := func(who string) int {
		w := &walker{desk: d, who: who, from: map[string]string{}, seen: map[string]int{}}
		w.walk("/console/shops", "/console/account", shopPath(d.shop, ""))
		return len(w.seen)
	}
	before := pages("owner")
	must(t, d.Shops.Apply(t.Context(), "cli", d.shop, contract.Application{
		Kind: contract.Corporation, Company: "株式会社見本", CorporateNumber: "4011001098993", Terms: true, Reviewed: true,
	}))
	for who, least := range map[string]int{"operator": 85, "owner": 75, "viewer": 15} {
		if n := pages(who); n < least {
			t.Errorf("%s reaches %d rows of the table only", who, n)
		}
	}
	if before < 75 {
		t.Errorf("before the application only %d", before)
	}
}
