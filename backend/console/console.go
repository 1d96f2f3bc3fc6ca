// Package console is the pages on which shops and operators work: every route is a row of one table, which says what right it
// needs; the pages are drawn on the server and work without a script, but for passkeys.
package console

import (
	"embed"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"noren/backend/doctor"
	"noren/backend/funnel"
	"noren/backend/ledger"
	"noren/backend/mail"
	"noren/backend/merchant"
	"noren/backend/registration"
	"noren/backend/staff"
	"noren/backend/store"
)

//go:embed assets
var assets embed.FS

// Console answers what begins with /console. All fields are required but the last three.
type Console struct {
	DB           *store.DB
	Sealer       *store.Sealer
	Accounts     *staff.Accounts
	Shops        *merchant.Shops
	Book         *ledger.Book
	Mails        *mail.Sender
	Doctor       *doctor.Room
	Funnel       *funnel.Funnel
	Registration *registration.Registrations
	Now          func() time.Time
	PublicURL    string // our own origin, without a slash at the end

	Contact  string // whom merchants ask (R1-9); "": the operator, without a name
	TermsURL string // the operator's own terms of service; "": ours (R2-3)

	// Demo offers every account on the sign-in page, without a proof. Only the demo may say so: it has nothing to protect.
	Demo bool
}

// Rights of routes, beside those of package staff: open needs nobody, self anybody who is signed in.
const (
	open staff.Right = "open"
	self staff.Right = "self"
)

// route is one page or action. Paths with :shop are in a shop; whoever may not see that shop is told that nothing is there.
type route struct {
	method, path string
	right        staff.Right
	handle       func(c echo.Context, v *view) error

	// fresh asks for a proof of who it is that is at most session.StaffFresh old.
	fresh bool

	// limit is how many bytes may be sent; 0 is maxBody.
	limit int64
}

// routes is the one table. A test walks it with every role.
func (c *Console) routes() []route {
	return slices.Concat(
		c.signInRoutes(), c.oidcRoutes(), c.accountRoutes(), c.shopRoutes(), c.staffRoutes(), c.auditRoutes(), c.bookRoutes(), c.orderRoutes(), c.bulkRoutes(),
		c.listRoutes(), c.paperRoutes(), c.downloadRoutes(), c.mailRoutes(), c.hookRoutes(), c.notificationRoutes(), c.settingsRoutes(),
		c.methodRoutes(), c.groupRoutes(), c.linkingRoutes(), c.infoRoutes(), c.keyRoutes(), c.analyticsRoutes(),
		c.doctorRoutes(), c.testerRoutes(), c.funnelRoutes(), c.registrationRoutes(), c.contractRoutes(), c.contractOperatorRoutes(),
	)
}

// Routes enters the table, and the style and scripts.
func (c *Console) Routes(e *echo.Echo) {
	for _, r := range c.routes() {
		e.Add(r.method, r.path, c.guard(r))
	}
	e.GET("/console/assets/:file", serveAsset)
	e.POST(registration.ReturnPath(":registration"), c.returnFromAmazon)
	e.RouteNotFound("/console/*", func(ctx echo.Context) error {
		if v, err := c.signedIn(ctx); err == nil {
			ctx.Set(viewKey, v) // in the person's own language
		}
		return c.refuse(ctx, http.StatusNotFound)
	})
}

// place is an entry of the menu. One whose route does not exist is not drawn.
type place struct {
	name  string // in i18n.Console.Pages, and the active argument of frame
	path  string // after /console/shops/:shop
	right staff.Right
}

// menu is the navigation in a shop, by area.
func menu() []struct {
	area   string
	places []place
} {
	return []struct {
		area   string
		places []place
	}{
		{"shop", []place{{"orders", "/orders", staff.View}, {"bulk", "/bulk", staff.Work}, {"lists", "/lists", staff.View}, {"limits", "/limits", staff.View}, {"download", "/download", staff.Work}}},
		{"notice", []place{{"mails", "/mails", staff.View}, {"hooks", "/hooks", staff.View}, {"notifications", "/notifications", staff.View}}},
		{"settings", []place{
			{"contract", "/contract", staff.Manage},
			{"settings", "/settings", staff.Manage},
			{"methods", "/methods", staff.Manage},
			{"linking", "/linking", staff.Manage},
			{"shopinfo", "/shop", staff.Manage},
			{"keys", "/keys", staff.Manage},
			{"doctor", "/doctor", staff.Manage},
			{"tester", "/tester", staff.Manage},
			{"funnel", "/funnel", staff.View},
			{"analytics", "/analytics", staff.Manage},
		}},
		{"manage", []place{{"staff", "/staff", staff.Manage}, {"audit", "/audit", staff.Manage}}},
	}
}

// shopPath is the address of a page of a shop.
func shopPath(shop, rest string) string { return "/console/shops/" + shop + rest }

// startOf is where somebody begins: their shop, or the list of shops.
func (c *Console) startOf(p staff.Person) string {
	if p.Operator || len(p.Roles) != 1 {
		return "/console/shops"
	}
	for shop := range p.Roles {
		return shopPath(shop, "")
	}
	return "/console/shops"
}

// firstOf is the first page of a shop that somebody may see.
func (c *Console) firstOf(p staff.Person, shop string) string {
	routes := c.routes()
	for _, area := range menu() {
		for _, place := range area.places {
			if p.May(place.right, shop) && exists(routes, place.path) {
				return shopPath(shop, place.path)
			}
		}
	}
	return ""
}

func exists(routes []route, path string) bool {
	return slices.ContainsFunc(routes, func(r route) bool { return r.method == http.MethodGet && r.path == shopPath(":shop", path) })
}

// local is a path of the console to go on to, or the start: never another site.
func local(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Host != "" || u.Scheme != "" || path.Clean(u.Path) != u.Path || u.Path != "/console" && !strings.HasPrefix(u.Path, "/console/") ||
		strings.Contains(next, "\\") {
		return "/console"
	}
	return next
}
