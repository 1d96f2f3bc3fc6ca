package web_test

import (
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"noren/backend/console"
	"noren/backend/doctor"
	"noren/backend/mail/mailbox"
	"noren/backend/merchant"
	"noren/backend/staff"
	"noren/backend/store/query"
)

// who may use a route, and what says so. What each of them proves is in matrix_credential_test.go.
type who string

const (
	everybody    who = "everybody"                             // the same answer for everybody
	shopPage     who = "a page of the shop"                    // its registered origin; what is somebody's needs a session or token in the body
	theirBrowser who = "a browser with the checkout's address" // nothing of anybody is shown; the way back needs the cookie of the browser that left
	amazon       who = "Amazon"                                // its signature
	shopServer   who = "the shop's server"                     // a secret key, with the scope
	worker       who = "somebody at work"                      // a console session with a role: TestX20_EveryRouteEveryRole in package console walks them
	anyWorker    who = "whoever signs in"                      // the way into the console
)

type door struct {
	who   who
	scope merchant.Scope // of the secret key; "" is any
}

// doors says it of every route but the console's, which has a table of its own. A HEAD is let in as a GET is.
var doors = map[string]door{
	"GET /livez":                                   {who: everybody},
	"GET /readyz":                                  {who: everybody},
	"GET /assets*":                                 {who: everybody},
	"GET /docs":                                    {who: everybody},
	"GET /docs/*":                                  {who: everybody},
	"GET /preview":                                 {who: everybody},
	"GET /preview/frame":                           {who: everybody},
	"GET /preview/assets/*":                        {who: everybody},
	"GET /preview/picture.svg":                     {who: everybody},
	"GET /preview/theme.css":                       {who: everybody},
	"GET /preview/widget.css":                      {who: everybody},
	"GET /embed/v1/noren.js":                       {who: everybody},
	"GET /embed/v1/noren.d.ts":                     {who: everybody},
	"GET /embed/v1/pinned.json":                    {who: everybody},
	"GET /embed/v1/noren-*":                        {who: everybody},
	"GET /embed/v1/assets/*":                       {who: everybody},
	"GET /images/:shop/:image":                     {who: everybody},
	"GET /api/v1/openapi.yaml":                     {who: everybody},
	"GET /mailbox":                                 {who: everybody}, // of the demo, whose mails are invented: no other program has the route
	"GET /mailbox/:id":                             {who: everybody},
	"GET /console/assets/:file":                    {who: everybody},
	"echo_route_not_found /console/*":              {who: everybody},
	"POST /embed/v1/render":                        {who: shopPage},
	"POST /embed/v1/begin":                         {who: shopPage},
	"POST /embed/v1/change":                        {who: shopPage},
	"POST /embed/v1/confirm":                       {who: shopPage},
	"POST /embed/v1/check":                         {who: shopPage},
	"POST /embed/v1/link":                          {who: shopPage},
	"POST /embed/v1/unlink":                        {who: shopPage},
	"GET /launch/:id":                              {who: theirBrowser},
	"GET /launch/:id/change-address":               {who: theirBrowser},
	"GET /launch/:id/change-payment":               {who: theirBrowser},
	"GET /return/:id/review":                       {who: theirBrowser},
	"GET /return/:id/signin":                       {who: theirBrowser},
	"GET /return/:id/result":                       {who: theirBrowser},
	"GET /return/:id/cancel":                       {who: theirBrowser},
	"GET /return/:id/status":                       {who: theirBrowser},
	"POST /notifications/:shop":                    {who: amazon},
	"GET /api/v1/shop":                             {who: shopServer},
	"GET /api/v1/checkouts/:id":                    {shopServer, merchant.ReadCheckouts},
	"POST /api/v1/codes":                           {shopServer, merchant.ExchangeCodes},
	"POST /api/v1/links":                           {shopServer, merchant.WriteLinks},
	"GET /api/v1/members/:memberId":                {shopServer, merchant.ReadMembers},
	"DELETE /api/v1/members/:memberId":             {shopServer, merchant.WriteMembers},
	"DELETE /api/v1/members/:memberId/link":        {shopServer, merchant.WriteLinks},
	"GET /api/v1/orders":                           {shopServer, merchant.ReadOrders},
	"GET /api/v1/exports/orders":                   {shopServer, merchant.ReadOrders},
	"GET /api/v1/orders/:number":                   {shopServer, merchant.ReadOrders},
	"GET /api/v1/orders/:number/timeline":          {shopServer, merchant.ReadOrders},
	"POST /api/v1/orders/:number/accept":           {shopServer, merchant.WriteOrders},
	"POST /api/v1/orders/:number/cancel":           {shopServer, merchant.WriteOrders},
	"POST /api/v1/orders/:number/cancel-payment":   {shopServer, merchant.WriteRefunds},
	"POST /api/v1/orders/:number/capture":          {shopServer, merchant.WriteOrders},
	"POST /api/v1/orders/:number/capture-schedule": {shopServer, merchant.WriteOrders},
	"POST /api/v1/orders/:number/reauthorise":      {shopServer, merchant.WriteOrders},
	"POST /api/v1/orders/:number/refund":           {shopServer, merchant.WriteRefunds},
	"POST /api/v1/orders/:number/ship":             {shopServer, merchant.WriteOrders},
	"POST /api/v1/orders/:number/shipping-plan":    {shopServer, merchant.WriteOrders},
	"POST /api/v1/orders/:number/forget":           {shopServer, merchant.WriteOrders},
	"PUT /api/v1/orders/:number/purchaser":         {shopServer, merchant.WriteOrders},
	"POST /api/v1/bulks":                           {shopServer, merchant.WriteOrders},
	"GET /api/v1/bulks/:bulk":                      {shopServer, merchant.ReadOrders},
	"POST /api/v1/bulks/:bulk/start":               {shopServer, merchant.WriteOrders},
	"POST /api/v1/bulks/:bulk/stop":                {shopServer, merchant.WriteOrders},
	"GET /api/v1/payment-methods":                  {shopServer, merchant.ReadOrders},
	"GET /api/v1/events":                           {shopServer, merchant.ReadEvents},
	"GET /api/v1/webhooks":                         {shopServer, merchant.ReadWebhooks},
	"POST /api/v1/webhooks":                        {shopServer, merchant.WriteWebhooks},
	"PUT /api/v1/webhooks/:endpoint":               {shopServer, merchant.WriteWebhooks},
	"DELETE /api/v1/webhooks/:endpoint":            {shopServer, merchant.WriteWebhooks},
	"POST /api/v1/webhooks/:endpoint/test":         {shopServer, merchant.WriteWebhooks},
	"POST /api/v1/webhooks/:endpoint/secret":       {shopServer, merchant.WriteWebhooks},
	"POST /api/v1/webhooks/:endpoint/replay":       {shopServer, merchant.WriteWebhooks},
}

// waysIn are what nobody of the console has to be signed in for.
var waysIn = []string{
	"GET /console/sign-in", "POST /console/sign-in", "POST /console/passkey", "POST /console/sign-in/passkey", "POST /console/sign-in/oidc",
	"GET /console/sign-in/oidc/return", "GET /console/invitations/:code", "POST /console/invitations/:code", "POST /console/invitations/:code/begin",
	"POST /console/invitations/:code/passkey", "POST /console/invitations/:code/oidc", "POST /console/registrations/:registration/return",
}

// doorOf finds a route's row. The console's own table is not written twice.
func doorOf(r *echo.Route) (d door, ok bool) {
	name := strings.Replace(r.Method, "HEAD", "GET", 1) + " " + r.Path
	if d, ok = doors[name]; ok {
		return d, true
	}
	if slices.Contains(waysIn, name) {
		return door{who: anyWorker}, true
	}
	return door{who: worker}, r.Path == "/console" || strings.HasPrefix(r.Path, "/console/")
}

// whole is a watched site with everything that can be there: a console and a mailbox, too.
type whole struct {
	watched

	routes []*echo.Route
	cookie string // of somebody signed in to the console, who may everything
}

func newWhole(t *testing.T) whole {
	t.Helper()
	w := whole{watched: newWatched(t)}
	server := httptest.NewUnstartedServer(nil) // beside the one that the site has without them
	w.url = "http://" + server.Listener.Addr().String()
	w.site.PublicURL, w.site.Flow.PublicURL = w.url, w.url
	sealer := w.shops.Sealer
	accounts := &staff.Accounts{DB: w.db, Sealer: sealer, Sessions: w.sessions, Now: w.now, Clock: time.Now, PublicURL: w.url}
	w.site.Mailbox = &mailbox.Mailbox{}
	w.site.Console = &console.Console{
		DB: w.db, Sealer: sealer, Now: w.now, PublicURL: w.url, Shops: w.shops, Book: w.site.Book, Funnel: w.site.Funnel, Accounts: accounts,
		Doctor: &doctor.Room{Sessions: w.sessions},
	}
	handler := w.site.Handler()
	router, ok := handler.(*echo.Echo)
	if !ok {
		t.Fatalf("the site is a %T", handler)
	}
	server.Config = w.site.Server(handler)
	server.Start()
	t.Cleanup(server.Close)
	w.routes = router.Routes()
	p, _, err := accounts.Invite(t.Context(), "cli", staff.Invitation{Name: "運営", Email: "operator@example.jp", Lang: "ja", Operator: true}, false)
	w.must(err)
	w.must(w.db.Tx(t.Context(), func(q *query.Queries) error { // as if they had followed the link
		_, err := q.SetOperator(t.Context(), query.SetOperatorParams{Operator: 1, ID: p.ID, Now: 1})
		return err
	}))
	token, err := accounts.Begin(t.Context(), p, sessionOf(), "test")
	w.must(err)
	w.cookie = "__Host-noren-console=" + token
	return w
}

// A route that is added must say who may use it, and a row must be a route's.
func TestIssue8_EveryRouteSaysWhoMayUseIt(t *testing.T) {
	w := newWhole(t)
	there := map[string]bool{}
	for _, r := range w.routes {
		if _, ok := doorOf(r); !ok {
			t.Errorf("%s %s: nothing says who may use it", r.Method, r.Path)
		}
		there[r.Method+" "+r.Path] = true
	}
	for name := range doors {
		if !there[name] {
			t.Errorf("%s is no route", name)
		}
	}
	for _, name := range waysIn {
		if !there[name] {
			t.Errorf("%s is no route", name)
		}
	}
	if len(w.routes) < 200 {
		t.Errorf("%d routes: the search finds nothing", len(w.routes))
	}
}
