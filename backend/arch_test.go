package backend_test

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// imports is who may import whom of ours (design.md section 2), without the module's name. A package that is not here fails
// the test, and so does an import that is not here. shared/* and static may be imported from everywhere but sandbox,
// amazonpay and demoshop.
var imports = map[string][]string{
	"shared/yen":        {},
	"shared/cart":       {},
	"shared/button":     {},
	"shared/display":    {},
	"shared/api":        {},
	"shared/validate":   {},
	"shared/i18n":       {},
	"shared/jpaddress":  {},
	"shared/prefecture": {},
	"shared/person":     {},
	"shared/timeline":   {},

	"widget":           {"shared"},
	"widget/mount":     {"shared", "widget"},
	"widget/wasm":      {"shared", "widget", "widget/mount"},
	"widget/wasm/trim": {},

	"static":        {"shared"},
	"static/bundle": {"shared", "static", "widget/wasm/trim"},
	"static/embed":  {},
	"static/build":  {"static/bundle"},

	"backend/amazonpay": {},
	"backend/sandbox": {
		"backend/sandbox/central", "backend/sandbox/control", "backend/sandbox/deepcopy", "backend/sandbox/pages", "backend/sandbox/seller",
		"backend/sandbox/signing", "backend/sandbox/sns", "backend/sandbox/watch",
	},
	"backend/sandbox/central":   {},
	"backend/sandbox/control":   {},
	"backend/sandbox/deepcopy":  {},
	"backend/sandbox/pages":     {},
	"backend/sandbox/seller":    {},
	"backend/sandbox/signing":   {},
	"backend/sandbox/sns":       {},
	"backend/sandbox/watch":     {},
	"backend/demoshop":          {"backend/demoshop/norenapi"},
	"backend/demoshop/norenapi": {},

	"backend/store":               {"shared", "backend/store/query"},
	"backend/store/query":         {},
	"backend/store/storetest":     {"backend/store", "backend/store/query"},
	"backend/session":             {"shared"},
	"backend/session/sessiontest": {"backend/session"},
	"backend/token":               {},
	"backend/audit":               {"backend/store", "backend/store/query"},
	"backend/spreadsheet":         {},
	"backend/version":             {},
	"backend/telemetry":           {"backend/version", "backend/store", "backend/store/query"},
	"backend/contract":            {"shared", "backend/audit", "backend/spreadsheet", "backend/store", "backend/store/query"},
	"backend/checkup":             {"backend/amazonpay", "backend/mail", "backend/session", "backend/store"},
	"backend/doctor":              {"shared", "static", "backend/amazonpay", "backend/contract", "backend/merchant", "backend/session", "backend/store", "backend/store/query", "backend/webhook"},
	"backend/webhook":             {"backend/telemetry", "shared", "backend/audit", "backend/mail", "backend/store", "backend/store/query"},
	"backend/mail":                {"backend/telemetry", "shared", "backend/audit", "backend/store", "backend/store/query"},
	"backend/mail/mailbox":        {},
	"backend/ledger":              {"backend/telemetry", "shared", "backend/amazonpay", "backend/audit", "backend/buyer", "backend/mail", "backend/spreadsheet", "backend/webhook", "backend/store", "backend/store/query"},
	"backend/buyer":               {"shared", "backend/store"},
	"backend/checkout":            {"backend/telemetry", "shared", "backend/amazonpay", "backend/buyer", "backend/store", "backend/store/query", "backend/ledger", "backend/token"},
	"backend/funnel":              {"shared", "backend/checkout", "backend/spreadsheet", "backend/store", "backend/store/query"},
	"backend/member":              {"shared", "backend/audit", "backend/store", "backend/store/query", "backend/token"},
	"backend/merchant":            {"shared", "backend/amazonpay", "backend/audit", "backend/contract", "backend/ledger", "backend/webhook", "backend/store", "backend/store/query"},
	"backend/registration":        {"shared", "backend/amazonpay", "backend/audit", "backend/merchant", "backend/store", "backend/store/query"},
	"backend/staff":               {"shared", "backend/audit", "backend/mail", "backend/session", "backend/store", "backend/store/query"},
	"backend/staff/oidctest":      {},
	"backend/overview":            {"backend/merchant", "backend/store", "backend/store/query"},
	"backend/console": {
		"shared", "backend/audit", "backend/contract", "backend/ledger", "backend/mail", "backend/merchant", "backend/registration", "backend/session", "backend/staff", "backend/store", "backend/store/query",
		"backend/webhook", "backend/web/preview", "backend/amazonpay", "backend/doctor", "backend/funnel", "backend/overview", "backend/spreadsheet",
	},
	"backend/web/shopapi": {},
	"backend/web/diagram": {},
	"backend/web/preview": {"shared", "widget", "backend/merchant"},
	"backend/web": {
		"backend/telemetry", "shared", "static", "widget", "backend/amazonpay", "backend/store", "backend/store/query", "backend/session",
		"backend/audit", "backend/buyer", "backend/console", "backend/ledger", "backend/checkout", "backend/funnel", "backend/mail/mailbox", "backend/member",
		"backend/merchant", "backend/spreadsheet", "backend/webhook", "backend/web/shopapi", "backend/web/diagram", "backend/web/preview",
	},
	"backend/demo":               {"shared", "backend", "backend/audit", "backend/contract", "backend/mail", "backend/mail/mailbox", "backend/sandbox", "backend/demoshop", "backend/merchant", "backend/session", "backend/staff", "backend/store"},
	"backend/e2e":                {},
	"backend/operations":         {},
	"backend/operations/example": {},
	"backend": {
		"backend/telemetry", "shared", "static", "backend/amazonpay", "backend/audit", "backend/store", "backend/store/query", "backend/session", "backend/webhook", "backend/mail", "backend/mail/mailbox", "backend/ledger", "backend/checkout",
		"backend/console", "backend/doctor", "backend/funnel", "backend/member", "backend/merchant", "backend/registration", "backend/staff", "backend/web",
	},
	"backend/bench":        {},
	"backend/bench/widget": {},
	"backend/bench/faults": {},
	"backend/bench/load":   {},
	"backend/e2e/crash":    {},
	"backend/e2e/restore":  {},
	"backend/e2e/sdk":      {},
	"backend/e2e/secrets":  {},
	"backend/e2e/headless": {},
	"backend/e2e/fleet":    {"backend", "backend/e2e/market", "backend/mail", "backend/sandbox", "backend/session", "backend/store", "backend/store/storetest"},
	"backend/e2e/market": {
		"shared", "backend", "backend/checkout", "backend/contract", "backend/ledger", "backend/mail", "backend/mail/mailbox", "backend/merchant", "backend/sandbox", "backend/store", "backend/store/query", "backend/webhook",
	},
	"backend/cmd/noren": {
		"backend/version", "backend/checkup", "backend/telemetry", "shared", "backend", "backend/amazonpay", "backend/audit", "backend/contract", "backend/demo", "backend/doctor", "backend/funnel", "backend/ledger", "backend/mail", "backend/overview", "backend/sandbox", "backend/store", "backend/store/query",
		"backend/merchant", "backend/registration", "backend/session", "backend/spreadsheet", "backend/staff", "backend/webhook",
	},
}

// apart import nothing of ours, not even shared: they could be lifted out as they are.
var apart = []string{
	"backend/amazonpay", "backend/sandbox", "backend/sandbox/central", "backend/sandbox/control", "backend/sandbox/deepcopy", "backend/sandbox/pages", "backend/sandbox/seller",
	"backend/sandbox/signing", "backend/sandbox/sns", "backend/sandbox/watch", "backend/demoshop", "backend/demoshop/norenapi",
}

// forbidden keep the browser program small, wherever they are imported directly (design.md section 2).
var forbidden = []string{"net/http", "text/template", "html/template"}

type pkg struct {
	ImportPath string
	Imports    []string
}

func TestDesign2_ImportMap(t *testing.T) {
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, "noren/")
		allowed, ok := imports[name]
		if !ok {
			t.Errorf("%s is not on the import map", name)
			continue
		}
		for _, path := range p.Imports {
			ours, isOurs := strings.CutPrefix(path, "noren/")
			if path == "noren/backend" {
				ours, isOurs = "backend", true
			}
			if isOurs && !mayImport(name, ours, allowed) {
				t.Errorf("%s imports %s, which the import map does not allow", name, ours)
			}
		}
	}
}

func mayImport(name, path string, allowed []string) bool {
	if slices.Contains(apart, name) {
		return slices.Contains(allowed, path)
	}
	if strings.HasPrefix(path, "shared/") {
		return slices.Contains(allowed, "shared") || strings.HasPrefix(name, "shared/")
	}
	return slices.Contains(allowed, path)
}

func TestDesign2_BrowserSideStaysSmall(t *testing.T) {
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, "noren/")
		browser := strings.HasPrefix(name, "shared/") || name == "widget" || name == "widget/mount" || name == "widget/wasm"
		for _, path := range p.Imports {
			if browser && (slices.Contains(forbidden, path) || strings.HasPrefix(path, "github.com/labstack/")) {
				t.Errorf("%s imports %s, which the browser program cannot afford", name, path)
			}
			if strings.HasPrefix(name, "shared/") && strings.Contains(path, ".") && !allowedInShared(name, path) {
				t.Errorf("%s imports %s: shared knows the standard library and the validator", name, path)
			}
		}
	}
}

func allowedInShared(name, path string) bool {
	return name == "shared/validate" && strings.HasPrefix(path, "github.com/go-playground/validator/") ||
		name == "shared/jpaddress" && strings.HasPrefix(path, "golang.org/x/text/")
}

// packages are all of ours, for the server and for the browser, without their tests.
func packages(t *testing.T) []pkg {
	t.Helper()
	var all []pkg
	for target, patterns := range map[string][]string{"GOOS=linux": {"noren/..."}, "GOOS=js GOARCH=wasm": {"noren/shared/...", "noren/widget/..."}} {
		command := exec.CommandContext(t.Context(), "go", append([]string{"list", "-json=ImportPath,Imports"}, patterns...)...)
		command.Env = append(command.Environ(), strings.Fields(target)...)
		var complaint strings.Builder
		command.Stderr = &complaint
		output, err := command.Output()
		if err != nil {
			t.Fatalf("%v\n%s", err, complaint.String())
		}
		for decoder := json.NewDecoder(strings.NewReader(string(output))); decoder.More(); {
			var p pkg
			if err := decoder.Decode(&p); err != nil {
				t.Fatal(err)
			}
			all = append(all, p)
		}
	}
	return all
}
