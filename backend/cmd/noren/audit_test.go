package main

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"noren/backend/audit"
	"noren/backend/ledger"
	"noren/backend/merchant"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/webhook"
)

// notAudited are the commands that change nothing in a shop.
var notAudited = map[string]string{
	"audit verify": "reads",
	"demo":         "runs", "serve": "runs", "sandbox": "runs", "migrate": "changes the tables only",
	"keyset make": "prints", "keyset prepare": "prints", "keyset rotate": "prints", "keyset retire": "counts, and prints",
	"keyset reseal": "what is stored says the same as before", "backup": "copies", "doctor": "looks", "health": "looks", "version": "prints",
	"order list": "reads", "order show": "reads", "order settle": "reads Amazon: whatever comes of it is Amazon's word",
	"order accept":         "the server API's test walks it",
	"order reauthorise":    "plans as «order capture» does; the server API's test walks it",
	"order cancel-payment": "plans as «order refund» does; the server API's test walks it",
	"contract bill":        "reads",
	"shop list":            "reads", "staff list": "reads", "webhook list": "reads", "shop funnel": "reads",
	"shop contract": "reads",
	"shop doctor":   "looks, and changes nothing", "shop explain": "reads",
}

// clerk runs commands and looks what the log says.
type clerk struct {
	*operator

	database, shop string
	seen           map[string]bool // commands
	known          map[string]bool // entries that were looked at
}

// leaves runs a command, whatever comes of it, and wants an entry with the action.
func (c *clerk) leaves(command string, action audit.Action, arguments ...string) (out string) {
	c.t.Helper()
	said := c.run(append(strings.Fields(command), arguments...)...)
	if !c.unread()[action] {
		c.t.Errorf("%s leaves no %s: %d %s%s", command, action, said.status, said.out, said.err)
	}
	c.seen[command] = true
	return said.out
}

// unread are the actions of the command line in entries that nobody has looked at yet, of the shop and of none.
func (c *clerk) unread() map[audit.Action]bool {
	c.t.Helper()
	db, err := store.Open(store.ForAll(c.t.Context()), c.database)
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	actions := make(map[audit.Action]bool)
	for _, shop := range []string{c.shop, ""} {
		rows, err := audit.Read(c.t.Context(), db, audit.Asked{Shop: shop, Actor: audit.CLI, Limit: 100})
		if err != nil {
			c.t.Fatal(err)
		}
		for _, row := range rows {
			if !c.known[row.ID] {
				actions[audit.Action(row.Action)] = true
			}
			c.known[row.ID] = true
			if text := row.Subject + row.BeforeText + row.AfterText; strings.Contains(text, "whsec_") || strings.Contains(text, "sk_") || strings.Contains(text, "@") {
				c.t.Errorf("%s holds a secret or an address: %s", row.Action, text)
			}
		}
	}
	return actions
}

// Every command that changes something, and the download, is in the audit log.
func TestX18_EveryChangeByCommandIsInTheAuditLog(t *testing.T) {
	t.Parallel()
	p := setUp(t)
	p.buy()
	p.signal(syscall.SIGTERM) // a SQLite file serves one process
	p.wantEnd(0)
	c := &clerk{operator: p.o, database: "sqlite:" + filepath.Join(p.o.folder, "noren.db"), shop: p.shop.Shop.ID, seen: map[string]bool{}, known: map[string]bool{}}
	c.set("NOREN_AMAZON_API", p.amazon.URL)
	c.set("NOREN_PUBLIC_URL", "https://pay.example")
	c.shops()
	c.orders()
	c.webhooks()
	c.staff()
	for command := range leaves(t) {
		if !c.seen[command] && notAudited[command] == "" {
			t.Errorf("nothing says whether «noren %s» is in the log", command)
		}
	}
}

func (c *clerk) shops() {
	before := c.unread() // what setting up has left
	for command, action := range map[string]audit.Action{
		"shop create": audit.ShopCreated, "shop credentials": audit.CredentialsSaved, "shop apply": audit.ContractApplied,
		"shop settings": audit.SettingsSaved, "shop webhook": audit.EndpointAdded,
	} {
		if c.seen[command] = true; !before[action] {
			c.t.Errorf("%s left no %s: %v", command, action, before)
		}
	}
	c.leaves("shop update", audit.ShopChanged, c.shop, "--name=青凪 本店")
	c.leaves("shop keys", audit.KeyMade, c.shop, "--new-secret")
	keys := decode[[]merchant.Key](c.t, c.must("shop", "keys", c.shop))
	c.leaves("shop keys", audit.KeyRevoked, c.shop, "--revoke="+keys[len(keys)-1].ID)
	c.leaves("shop methods", audit.SettingsSaved, c.shop, "--hide=amazonpay")
	c.leaves("shop methods", audit.SettingsSaved, c.shop, "--show=amazonpay")
	c.leaves("shop groups", audit.SettingsSaved, c.shop, "--add=walk", "--name=歩く")
	c.leaves("shop cancel", audit.ContractReserved, c.shop)
	c.leaves("shop revoke", audit.ContractRevoked, c.shop)
	c.leaves("contract tariff", audit.TariffSet, "--from=2099-04", "--monthly=5000")
}

func (c *clerk) orders() {
	number := decode[struct{ Orders []printedOrder }](c.t, c.must("order", "list", c.shop)).Orders[0].Number
	deed := func(event ledger.Event) audit.Action { return audit.OfOrder(string(event)) }
	c.leaves("order ship", deed(ledger.Shipped), c.shop, number)
	c.leaves("order capture", deed(ledger.CaptureAsked), c.shop, number)
	c.leaves("order forget", deed(ledger.PurchaserForgotten), c.shop, "--where=number="+number)
	c.leaves("order refund", deed(ledger.RefundAsked), c.shop, number, "--amount=100", "--reason=破損")
	c.leaves("order export", audit.ExportEnded, c.shop, "--column=number")
	c.leaves("seed", audit.Seeded, c.shop, "--orders=200", "--test-data")
	of := func(state ledger.State) string {
		found := decode[struct{ Orders []printedOrder }](c.t, c.must("order", "list", c.shop, "--where=state="+string(state))).Orders
		if len(found) == 0 {
			c.t.Fatalf("no order is %s", state)
		}
		return found[0].Number
	}
	c.leaves("order cancel-order", deed(ledger.CancelOrder), c.shop, of(ledger.Cancelled))
}

func (c *clerk) webhooks() {
	endpoint := decode[struct{ Endpoint string }](c.t, c.leaves("webhook add", audit.EndpointAdded, c.shop, "https://shop.example/more")).Endpoint
	delivery := decode[struct{ Delivery string }](c.t, c.leaves("webhook test", audit.EndpointTested, c.shop, endpoint)).Delivery
	c.leaves("webhook replay", audit.DeliveryReplayed, c.shop, endpoint, "--delivery="+delivery)
	c.leaves("webhook replay", audit.EndpointReplayed, c.shop, endpoint, "--since=2026-01-01T00:00:00Z")
	c.leaves("webhook rotate", audit.SecretRotated, c.shop, endpoint)
	c.disable(endpoint)
	c.leaves("webhook enable", audit.EndpointEnabled, c.shop, endpoint)
	c.leaves("webhook remove", audit.EndpointRemoved, c.shop, endpoint)
	c.leaves("shop webhook", audit.SecretRotated, c.shop, "https://shop.example/hooks")
}

// disable does to an endpoint what a receiver that is gone does.
func (c *clerk) disable(endpoint string) {
	c.t.Helper()
	db, err := store.Open(store.ForAll(c.t.Context()), c.database)
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	err = db.Tx(c.t.Context(), func(q *query.Queries) error {
		return webhook.Disable(c.t.Context(), q, time.Now(), audit.Noren, c.shop, endpoint, webhook.Disabled, webhook.Gone)
	})
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *clerk) staff() {
	c.follows(c.database, decode[invited](c.t, c.leaves("staff invite", audit.Invited, "viewer@shop.example", "--name=茶谷", "--shop="+c.shop, "--role=viewer")))
	c.leaves("staff operator", audit.OperatorChanged, "viewer@shop.example")
	c.leaves("staff remove", audit.Removed, "viewer@shop.example", "--shop="+c.shop)
}
