package console

import (
	"context"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"noren/backend/audit"
	"noren/backend/ledger"
	"noren/backend/mail"
	"noren/backend/staff"
	"noren/backend/store/query"
	"noren/shared/i18n"
)

// notAudited are the areas whose routes this test does not press, and why.
var notAudited = map[string]string{
	"/console/account":       "package staff writes them, and its own tests look: they need a device",
	"/console/sign-in":       "package staff writes them",
	"/console/sign-out":      "package staff writes them",
	"/console/passkey":       "a question to the device",
	"/console/confirm":       "a proof of who it is",
	"/console/language":      "one's own taste",
	"/console/invitations/":  "package staff writes them",
	"/console/demo":          "a sign-in",
	"/console/contracts":     "package contract writes them: the command line's test walks them",
	":shop/contract":         "package contract writes them: the command line's test walks them",
	":shop/settings":         "package merchant writes them, and its own tests look",
	":shop/register":         "package registration writes them, and its own tests look",
	":shop/doctor":           "it looks, and changes nothing",
	":order/do/:action":      "package ledger writes every deed: TestX12_EveryDeedIsInTheAuditLog",
	":order/mail":            "as above",
	"/deliveries/:delivery/": "package webhook writes it: the command line's test presses it",
}

// desk is a console that works, with invented orders.
type desk struct {
	*door

	t     *testing.T
	all   *echo.Echo
	known map[string]bool // entries that were looked at
	seen  map[string]bool // paths of routes
}

func newDesk(t *testing.T) *desk {
	d := &desk{door: newDoor(t), t: t, all: echo.New(), known: map[string]bool{}, seen: map[string]bool{}}
	d.Book = &ledger.Book{DB: d.DB, Sealer: d.Sealer, Now: time.Now, Shop: func(context.Context, string) (ledger.Shop, error) { return ledger.Shop{}, nil }}
	d.Mails = &mail.Sender{DB: d.DB, Now: time.Now, Server: &mail.Server{Address: "127.0.0.1:1", Security: mail.Plain, From: "noren@pay.example"}, Templates: &mail.Templates{
		DB: d.DB, Sealer: d.Sealer, Now: time.Now, Shop: func(context.Context, string) (mail.Shop, error) { return mail.Shop{Name: "店"}, nil },
	}}
	d.Routes(d.all)
	must(t, d.Book.Seed(t.Context(), d.shop, 100))
	return d
}

// press sends a form as the owner, and gives where it leads.
func (d *desk) press(path string, form url.Values, params ...string) (to, answer string) {
	d.t.Helper()
	d.seen[path] = true
	form = maps.Clone(form)
	if form == nil {
		form = url.Values{}
	}
	form.Set("csrf", csrfOf(d.tokens["owner"]))
	address := strings.NewReplacer(append([]string{":shop", d.shop}, params...)...).Replace(path)
	request := httptest.NewRequestWithContext(d.t.Context(), http.MethodPost, address, strings.NewReader(form.Encode()))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	request.AddCookie(&http.Cookie{Name: sessionCookie, Value: d.tokens["owner"]})
	recorder := httptest.NewRecorder()
	d.all.ServeHTTP(recorder, request)
	return recorder.Header().Get("Location"), recorder.Body.String()
}

// leaves presses a button and wants an entry by the owner with the action; it gives the entry's subject.
func (d *desk) leaves(action audit.Action, path string, form url.Values, params ...string) (subject string) {
	d.t.Helper()
	to, answer := d.press(path, form, params...)
	owner, err := d.Accounts.OfEmail(d.t.Context(), "owner@example.jp")
	must(d.t, err)
	rows, err := audit.Read(d.t.Context(), d.DB, audit.Asked{Shop: d.shop, Actor: owner.Actor(), Limit: 100})
	must(d.t, err)
	for _, row := range rows {
		if !d.known[row.ID] && row.Action == string(action) {
			subject = row.Subject
		}
		d.known[row.ID] = true
	}
	if subject == "" {
		d.t.Errorf("%s leaves no %s: %q %.300s", path, action, to, answer)
	}
	return subject
}

func (d *desk) orderIn(state ledger.State) query.Order {
	d.t.Helper()
	page, err := d.Book.Search(d.t.Context(), d.shop, ledger.Filter{States: []ledger.State{state}}, "", 1)
	must(d.t, err)
	if len(page.Orders) == 0 {
		d.t.Fatalf("no order is %s", state)
	}
	return page.Orders[0]
}

// Every route that changes something is in the audit log, or is known to be written and looked at elsewhere.
func TestX20_EveryChangeInTheConsoleIsInTheAuditLog(t *testing.T) {
	d := newDesk(t)
	d.orders()
	d.messages()
	d.people()
	d.shopPages()
	for _, r := range d.routes() {
		excused := false
		for area := range notAudited {
			excused = excused || strings.Contains(r.path, area)
		}
		if r.method != http.MethodGet && !d.seen[r.path] && !excused {
			t.Errorf("nothing says whether %s is in the log", r.path)
		}
	}
}

func (d *desk) orders() {
	const shop = "/console/shops/:shop"
	o := d.orderIn(ledger.Authorised)
	deed := func(event ledger.Event) audit.Action { return audit.OfOrder(string(event)) }
	d.leaves(deed(ledger.ShippingPlanned), shop+"/orders/:order/plan", url.Values{
		"version": {"1"}, "what": {"ship"}, "ship_on": {time.Now().AddDate(0, 0, 3).Format(time.DateOnly)},
	}, ":order", o.ID)
	d.leaves(deed(ledger.PurchaserChanged), shop+"/orders/:order/purchaser", url.Values{"version": {"2"}, "familyName": {"山田"}, "givenName": {"花子"}}, ":order", o.ID)
	paper := url.Values{"name": {"茶"}, "quantity": {"1"}, "price": {"500"}, "rate": {"8"}, "total": {"500"}}
	d.leaves(deed(ledger.PaperChanged), shop+"/orders/:order/papers", paper, ":order", o.ID)
	d.leaves(deed(ledger.PaperChanged), shop+"/orders/:order/papers/reset", nil, ":order", o.ID)
	bulk := d.leaves(audit.BulkDrafted, shop+"/bulk", url.Values{"order": {o.ID}})
	d.leaves(audit.BulkStarted, shop+"/bulk/:bulk/start", nil, ":bulk", bulk)
	d.leaves(audit.BulkStopped, shop+"/bulk/:bulk/stop", nil, ":bulk", bulk)
	filter := d.leaves(audit.FilterSaved, shop+"/orders/filters", url.Values{"name": {"要確認"}, "query": {"attention=1"}})
	d.leaves(audit.FilterDeleted, shop+"/orders/filters/:filter/delete", nil, ":filter", filter)
	set := d.leaves(audit.ColumnsSaved, shop+"/download", url.Values{"changed": {"1"}, "set_name": {"会計"}, "column": {"number"}, "encoding": {"utf8"}})
	d.leaves(audit.ColumnsDeleted, shop+"/download/:set/delete", nil, ":set", set)
}

func (d *desk) messages() {
	const shop, hooks = "/console/shops/:shop", "/console/shops/:shop/hooks"
	hook := d.leaves(audit.EndpointAdded, hooks, url.Values{"url": {"https://shop.example/hooks"}})
	d.leaves(audit.EndpointChanged, hooks+"/:hook", url.Values{"url": {"https://shop.example/other"}}, ":hook", hook)
	d.leaves(audit.SecretRotated, hooks+"/:hook/rotate", nil, ":hook", hook)
	d.leaves(audit.EndpointTested, hooks+"/:hook/test", nil, ":hook", hook)
	d.leaves(audit.EndpointReplayed, hooks+"/:hook/replay", url.Values{"since": {"2026-01-01"}}, ":hook", hook)
	must(d.t, d.DB.Tx(d.t.Context(), func(q *query.Queries) error {
		_, err := q.SetEndpointState(d.t.Context(), query.SetEndpointStateParams{State: "disabled", Why: "gone", ShopID: d.shop, ID: hook})
		return err
	}))
	d.leaves(audit.EndpointEnabled, hooks+"/:hook/enable", nil, ":hook", hook)
	d.leaves(audit.EndpointRemoved, hooks+"/:hook/remove", nil, ":hook", hook)

	d.leaves(audit.TemplateSaved, shop+"/mails/templates/:kind", url.Values{"version": {"0"}, "ja.subject": {"返金"}, "ja.text": {"返金"}, "en.subject": {"Refund"}, "en.text": {"Refund"}}, ":kind", "refunded")
	d.leaves(audit.MailTested, shop+"/mails/templates/:kind/test", url.Values{"lang": {"ja"}, "to": {"staff@example.jp"}}, ":kind", "refunded")
	sent := d.failedMessages()
	d.leaves(audit.MailRepeated, shop+"/mails/:mail/again", nil, ":mail", sent)
	d.leaves(audit.NotificationReplayed, shop+"/notifications/:notification/replay", nil, ":notification", "note-1")
}

// failedMessages enters a mail and a notification that failed, and gives the mail's id.
func (d *desk) failedMessages() (sent string) {
	d.t.Helper()
	ctx := d.t.Context()
	must(d.t, d.DB.Tx(ctx, func(q *query.Queries) error {
		if err := mail.Ask(ctx, q, time.Now(), mail.Wanted{Shop: d.shop, Kind: mail.Refunded, Subject: "ord_1", Lang: "ja"}); err != nil {
			return err
		}
		mails, err := q.MailsOf(ctx, query.MailsOfParams{ShopID: d.shop, Subject: "ord_1"})
		if err != nil {
			return err
		}
		sent = mails[0].ID
		if _, err := q.FinishMail(ctx, query.FinishMailParams{ShopID: d.shop, ID: sent, State: mail.Failed, Lease: mails[0].Lease}); err != nil {
			return err
		}
		_, err = q.InsertNotification(ctx, query.InsertNotificationParams{ShopID: d.shop, ID: "note-1", Body: []byte("{}"), Now: 1})
		if err != nil {
			return err
		}
		_, err = q.FinishNotification(ctx, query.FinishNotificationParams{ShopID: d.shop, ID: "note-1", State: "failed"})
		return err
	}))
	return sent
}

func (d *desk) people() {
	const people = "/console/shops/:shop/staff"
	d.leaves(audit.Invited, people, url.Values{"name": {"茶谷"}, "email": {"new@example.jp"}, "role": {"viewer"}})
	colleague := d.enter(d.t, "colleague", staff.Invitation{Shop: d.shop, Role: staff.Viewer}).ID
	d.leaves(audit.RoleChanged, people+"/:id", url.Values{"role": {"staff"}}, ":id", colleague)
	d.leaves(audit.Removed, people+"/:id/remove", nil, ":id", colleague)
	d.Mails.Server = nil // a second mail within the minute would be too much
	invited := d.leaves(audit.Invited, people, url.Values{"name": {"茶谷"}, "email": {"other@example.jp"}, "role": {"viewer"}})
	d.leaves(audit.Invited, people+"/:id/invitation", nil, ":id", invited)
	d.leaves(audit.Withdrawn, people+"/:id/invitation/withdraw", nil, ":id", invited)
}

func (d *desk) shopPages() {
	const shop, methods, groups = "/console/shops/:shop", "/console/shops/:shop/methods", "/console/shops/:shop/groups"
	saved := func() url.Values {
		settings, err := d.Shops.Settings(d.t.Context(), d.shop)
		must(d.t, err)
		return url.Values{"version": {strconv.FormatInt(settings.Version, 10)}}
	}
	with := func(pairs ...string) url.Values {
		form := saved()
		for i := 0; i < len(pairs); i += 2 {
			form.Add(pairs[i], pairs[i+1])
		}
		return form
	}
	d.leaves(audit.SettingsSaved, methods+"/add", with("id", "bank", "name", "銀行振込"))
	d.leaves(audit.SettingsSaved, methods, with("shown.bank", "1"))
	d.leaves(audit.SettingsSaved, methods+"/:method/move", with("to", "0"), ":method", "bank")
	d.leaves(audit.SettingsSaved, methods+"/:method/name", with("name", "お振込"), ":method", "bank")
	d.leaves(audit.SettingsSaved, methods+"/:method/remove", saved(), ":method", "bank")
	d.leaves(audit.SettingsSaved, groups+"/add", with("id", "冷蔵/生", "name", "冷蔵"))
	d.leaves(audit.SettingsSaved, groups, with("group", "冷蔵/生", "amazonPay", "冷蔵/生"))
	group := "?group=" + url.QueryEscape("冷蔵/生")
	for _, path := range []string{"/edit", "/remove"} {
		d.leaves(audit.SettingsSaved, groups+path+group, with("name", "生鮮"))
		d.seen[groups+path] = true
	}
	d.leaves(audit.SettingsSaved, shop+"/linking", with("linking", "1"))
	info, err := d.Shops.Info(d.t.Context(), d.shop)
	must(d.t, err)
	d.leaves(audit.ShopChanged, shop+"/shop", url.Values{"edition": {info.Edition()}, "name": {"新しい店"}, "origins": {"https://shop.example"}})
	p, err := d.Accounts.OfEmail(d.t.Context(), "owner@example.jp")
	must(d.t, err)
	seed := func() string {
		text, err := d.Shops.SealSeed(p.Actor(), d.shop, d.Shops.NewSeed())
		must(d.t, err)
		return text
	}
	key := d.leaves(audit.KeyMade, shop+"/keys/secret", url.Values{"seed": {seed()}, "scope": {"orders:read"}})
	d.leaves(audit.KeyMade, shop+"/keys/cart", url.Values{"seed": {seed()}})
	d.leaves(audit.KeyRevoked, shop+"/keys/:key/revoke", nil, ":key", key)
}

// Every action of the log has a name in both languages.
func TestX20_ActionsOfTheAuditLogHaveNames(t *testing.T) {
	list := auditList{}
	for _, words := range []i18n.Audit{i18n.AuditFor("ja"), i18n.AuditFor("en")} {
		actions := audit.Apart()
		for _, area := range list.offered() {
			if words.Areas[area.Name] == "" {
				t.Errorf("%s: no name of %s", words.Title, area.Name)
			}
			actions = append(actions, area.Actions...)
		}
		for _, action := range actions {
			if words.Actions[string(action)] == "" {
				t.Errorf("%s: no name of %s", words.Title, action)
			}
		}
		if len(actions) != len(words.Actions) {
			t.Errorf("%s: %d actions, %d names", words.Title, len(actions), len(words.Actions))
		}
	}
}
