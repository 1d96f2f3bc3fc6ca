// Package operations_test checks what operators install: the alert rules and the dashboard name what a running backend exposes, the
// runbook has a section for each alert, and nothing that leaves is about a person.
package operations_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"noren/backend"
	"noren/backend/e2e/market"
	"noren/backend/sandbox"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
	"noren/backend/telemetry"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// outlook is what was seen from outside while somebody bought something.
type outlook struct {
	spans         tracetest.SpanStubs
	metrics, logs string
	order         query.Order
	checkout      query.Checkout
}

// journal takes log lines of several goroutines.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

// bought runs a backend with everything on, from the button to the order and the webhook. The sandbox's shopper is called 山田 太郎.
func bought(t *testing.T) outlook {
	t.Helper()
	once.Do(func() { found = buy(t) })
	return found
}

var (
	once  sync.Once
	found outlook
)

func buy(t *testing.T) (seen outlook) {
	t.Helper()
	var lines journal
	before := slog.Default()
	slog.SetDefault(slog.New(telemetry.Log(slog.NewJSONHandler(&lines, &slog.HandlerOptions{Level: slog.LevelDebug}))))
	defer slog.SetDefault(before)
	spans := tracetest.NewInMemoryExporter()
	watch, err := telemetry.New(telemetry.Config{Spans: spans, Metrics: true, Instance: "one"})
	must(t, err)
	m := &market.Market{Amazon: sandbox.RunT(t), Database: storetest.SQLiteDSN(t)}
	m.Keyset, err = store.GenerateKeyset()
	must(t, err)
	shop := httptest.NewServer(http.HandlerFunc(m.Hear))
	defer shop.Close()
	must(t, m.Enter(t.Context(), shop.URL))
	b, err := backend.New(store.ForAll(t.Context()), backend.Config{
		Database: m.Database, Keyset: m.Keyset, PublicURL: market.PublicURL, Proxies: 1, Telemetry: watch, Now: m.Amazon.Now,
		Amazon: backend.Amazon{API: m.Amazon.URL, Pages: m.Amazon.URL},
	})
	must(t, err)
	server := httptest.NewServer(b.Handler)
	m.Reach = func() string { return server.URL }
	for shopper := m.Shopper(); shopper.At != market.Home; {
		must(t, shopper.Click())
	}
	for _, round := range []func() error{
		func() error { _, err := b.Site.WorkNotifications(watch.Working(t.Context()), 16); return err },
		func() error { _, err := b.Sender.Send(watch.Working(t.Context()), 16); return err },
		func() error {
			answer, err := http.Get(server.URL + "/nowhere/hanako?tel=09012345678")
			if err == nil {
				err = answer.Body.Close()
			}
			return err
		},
	} {
		must(t, round())
	}
	watch.Round(t.Context(), "orders", 1, nil) // as Backend.Start does
	orders, err := b.DB.Read().Orders(t.Context(), m.ID)
	if err != nil || len(orders) != 1 {
		t.Fatal(orders, err)
	}
	seen.order = orders[0]
	seen.checkout, err = b.Flow.Find(t.Context(), seen.order.CheckoutID)
	must(t, err)
	recorder := httptest.NewRecorder()
	watch.Handler().ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	seen.metrics = recorder.Body.String()
	server.Close()
	must(t, b.Close())
	seen.spans = flushed(t, watch, spans)
	seen.logs = lines.text.String()
	return seen
}

// flushed closes telemetry; the exporter forgets at a shutdown, so it is read by one that does not.
func flushed(t *testing.T, watch *telemetry.Telemetry, spans *tracetest.InMemoryExporter) tracetest.SpanStubs {
	t.Helper()
	must(t, watch.Flush(t.Context()))
	all := spans.GetSpans()
	must(t, watch.Close(t.Context()))
	return all
}

// Names, addresses, keys, ids of sessions and what stands in query strings are in no span, no metric and no log line.
func TestIssue8_NothingAboutAPersonLeaves(t *testing.T) {
	seen := bought(t)
	spans := fmt.Sprintf("%+v", seen.spans)
	secret := map[string]string{
		"name": "山田", "mail": "taro@example.jp", "phone": "0300000000", "phone in a query": "09012345678", "path": "hanako",
		"session": seen.checkout.SessionID, "amount": strconv.FormatInt(seen.order.Total, 10) + `"`, "address": "203.0.113.", "key": "PRIVATE KEY",
		"code": "noren-", "signature": "AMZN-PAY",
	}
	for what, value := range secret {
		if value == "" {
			t.Fatal(what)
		}
		for where, text := range map[string]string{"spans": spans, "metrics": seen.metrics, "logs": seen.logs} {
			if strings.Contains(text, value) && (what != "code" || where == "spans") {
				t.Errorf("%s: %s", where, what)
			}
		}
	}
	// Ids of ours may stand in log lines, but the way into a checkout is its id.
	for what, value := range map[string]string{
		"checkout": seen.checkout.ID, "order": seen.order.ID, "permission": seen.order.PermissionID, "charge": seen.order.ChargeID, "cart": seen.order.CartID,
	} {
		if value == "" || strings.Contains(spans, value) || strings.Contains(seen.metrics, value) {
			t.Errorf("%s is told", what)
		}
	}
	if shop := seen.order.ShopID; strings.Contains(seen.metrics, shop) || !strings.Contains(spans, shop) {
		t.Error("a shop is in metrics, or in no span")
	}
}

// A request, what it asked of Amazon, its statements and its commands to Redis are one trace, and its log lines name it.
func TestIssue8_OneTraceFromTheButtonToAmazon(t *testing.T) {
	seen := bought(t)
	within := map[string][]string{} // names of spans, by trace
	root := map[string]string{}
	for _, span := range seen.spans {
		id := span.SpanContext.TraceID().String()
		within[id] = append(within[id], span.Name)
		if !span.Parent.IsValid() {
			root[span.Name] = id
		}
	}
	for request, wants := range map[string][]string{
		"POST /embed/v1/begin":   {"sql InsertCheckout", "evalsha"},
		"POST /embed/v1/confirm": {"Amazon PATCH /v2/checkoutSessions/{id}", "sql InsertOperation", "sql FinishOperation"},
		"GET /return/:id/result": {"Amazon POST /v2/checkoutSessions/{id}/complete"},
		"GET /return/:id/review": {"Amazon GET /v2/checkoutSessions/{id}"},
		"work webhooks":          {"sql GetDelivery"},
	} {
		for _, want := range wants {
			if !slices.Contains(within[root[request]], want) {
				t.Errorf("%s: no %q in %v", request, want, within[root[request]])
			}
		}
	}
	var line struct {
		Trace   string `json:"trace_id"`
		Request string `json:"request_id"`
		Shop    string `json:"shop"`
		Amazon  string `json:"amazon_request_id"`
	}
	at := strings.Index(seen.logs, `"msg":"amazon was called","method":"PATCH"`)
	if at < 0 {
		t.Fatal(seen.logs)
	}
	from, _, _ := strings.Cut(seen.logs[strings.LastIndex(seen.logs[:at], "\n")+1:], "\n")
	must(t, json.Unmarshal([]byte(from), &line))
	if line.Trace != root["POST /embed/v1/confirm"] || line.Request == "" || line.Shop != seen.order.ShopID || line.Amazon == "" {
		t.Errorf("%s", from)
	}
	if t.Failed() {
		t.Log(root)
	}
}

var (
	named    = regexp.MustCompile(`\b((?:noren|go|process)_[a-z_]+)(?:\{([^}]*)\})?`)
	selected = regexp.MustCompile(`(\w+)\s*(?:=~|!~|!=|=)`)
	by       = regexp.MustCompile(`by \(([^)]*)\)`)
)

// expressions are those of the rules and of the dashboard.
func expressions(t *testing.T) map[string][]string {
	t.Helper()
	rules, err := os.ReadFile("alerts.yaml")
	must(t, err)
	found := map[string][]string{}
	for _, expr := range regexp.MustCompile(`(?m)^        expr: '(.*)'$`).FindAllStringSubmatch(string(rules), -1) {
		found["alerts.yaml"] = append(found["alerts.yaml"], expr[1])
	}
	var board struct {
		Panels []struct {
			Title   string
			Targets []struct{ Expr string }
		}
	}
	text, err := os.ReadFile("dashboard.json")
	must(t, err)
	must(t, json.Unmarshal(text, &board))
	for _, panel := range board.Panels {
		if len(panel.Targets) == 0 {
			t.Errorf("panel %q asks nothing", panel.Title)
		}
		for _, target := range panel.Targets {
			found["dashboard.json"] = append(found["dashboard.json"], target.Expr)
		}
	}
	if len(found["alerts.yaml"]) < 15 || len(found["dashboard.json"]) < 30 {
		t.Fatalf("%d rules and %d questions of the dashboard were found", len(found["alerts.yaml"]), len(found["dashboard.json"]))
	}
	return found
}

// Every metric of the rules, of the dashboard and of the document is exposed by a backend that runs, with the labels that are asked
// for, and the document has every metric of ours.
func TestIssue8_RulesAndDashboardNameWhatIsThere(t *testing.T) {
	exposed := map[string]string{} // a line of each
	for line := range strings.Lines(bought(t).metrics) {
		name, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		name, labels, _ := strings.Cut(name, "{")
		exposed[name] += labels + ","
	}
	for file, all := range expressions(t) {
		for _, expr := range all {
			metrics := named.FindAllStringSubmatch(expr, -1)
			for _, found := range metrics {
				labels, ok := exposed[found[1]]
				if !ok {
					t.Errorf("%s: there is no %s", file, found[1])
				}
				asked := selected.FindAllStringSubmatch(found[2], -1)
				for _, group := range by.FindAllStringSubmatch(expr, -1) {
					for label := range strings.SplitSeq(group[1], ",") {
						asked = append(asked, []string{"", strings.TrimSpace(label)})
					}
				}
				for _, label := range asked {
					if !strings.Contains(labels, label[1]+`="`) {
						t.Errorf("%s: %s has no label %s: %s", file, found[1], label[1], expr)
					}
				}
			}
			if len(metrics) == 0 && !strings.HasPrefix(expr, "up{") {
				t.Errorf("%s: no metric in %s", file, expr)
			}
		}
	}
	for _, lang := range []string{"ja", "en"} {
		text := runbook(t, lang)
		for name := range exposed {
			family := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(name, "_bucket"), "_count"), "_sum")
			if strings.HasPrefix(family, "noren_") && !strings.Contains(text, "| `"+family+"` |") {
				t.Errorf("runbook.%s.md: nothing about %s", lang, family)
			}
		}
		for _, told := range regexp.MustCompile("(?m)^\\| `(noren_\\w+)` \\|").FindAllStringSubmatch(text, -1) {
			if exposed[told[1]] == "" && exposed[told[1]+"_count"] == "" {
				t.Errorf("runbook.%s.md: there is no %s", lang, told[1])
			}
		}
	}
}

// Every alert has a section in the runbook, in both languages, and every section an alert; each says what it is, in both.
func TestIssue8_EveryAlertHasItsPage(t *testing.T) {
	rules, err := os.ReadFile("alerts.yaml")
	must(t, err)
	var alerts []string
	for _, rule := range strings.Split(string(rules), "      - alert: ")[1:] {
		name, rest, _ := strings.Cut(rule, "\n")
		alerts = append(alerts, name)
		if !strings.Contains(rest, "runbook: /docs/runbook#"+strings.ToLower(name)+"\n") || !strings.Contains(rest, "summary_en: '") ||
			!strings.Contains(rest, "summary_ja: '") || !regexp.MustCompile("severity: (page|ticket)\n").MatchString(rest) {
			t.Errorf("%s: %s", name, rest)
		}
	}
	for lang, words := range map[string][]string{"en": {"- **means**: ", "- **look**: ", "- **do**: ", "- **never**: "}, "ja": {"- **意味** ", "- **見る** ", "- **行う** ", "- **禁止** "}} {
		var told []string
		for _, section := range strings.Split(runbook(t, lang), "\n### ")[1:] {
			name, text, _ := strings.Cut(section, "\n")
			told = append(told, name)
			for _, word := range words {
				if !strings.Contains(text, word) {
					t.Errorf("runbook.%s.md: %s has no %q", lang, name, word)
				}
			}
		}
		if !slices.Equal(told, alerts) {
			t.Errorf("runbook.%s.md has %v\nthe rules have %v", lang, told, alerts)
		}
	}
}

func runbook(t *testing.T, lang string) string {
	t.Helper()
	file, err := os.Open("../../static/docs/runbook." + lang + ".md")
	must(t, err)
	defer file.Close()
	text, err := io.ReadAll(file)
	must(t, err)
	return string(text)
}
