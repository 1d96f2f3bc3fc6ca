package doctor_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"noren/backend/contract"
	"noren/backend/doctor"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/cart"
	"noren/shared/display"
	"noren/shared/i18n"
)

// Every finding that the source can make has its words in both languages, and the words have no finding too many. What goes into them
// is there: each place in braces is a fact that is given.
func TestX15_EveryFindingHasItsWords(t *testing.T) {
	findings := declared(t)
	if len(findings) < 60 {
		t.Fatalf("found only %d findings", len(findings))
	}
	for _, lang := range []api.Lang{api.Japanese, api.English} {
		words := i18n.DoctorFor(lang)
		for why := range words.Findings {
			if findings[why] == nil {
				t.Errorf("%s: %s is found nowhere", lang, why)
			}
		}
		for why, calls := range findings {
			said := words.Findings[why]
			if said.Title == "" {
				t.Errorf("%s: %s has no words", lang, why)
			}
			for _, call := range calls {
				if call.result != "ok" && said.Remedy == "" {
					t.Errorf("%s: %s has no remedy", lang, why)
				}
				for _, place := range places(said.Title + said.Remedy) {
					if call.facts != nil && !slices.Contains(call.facts, place) {
						t.Errorf("%s: %s has no fact %q", lang, why, place)
					}
				}
			}
		}
		for _, check := range doctor.Checks() {
			if words.Checks[check.Name] == "" || words.Areas[string(check.Area)] == "" {
				t.Errorf("%s: %s has no title", lang, check.Name)
			}
		}
		for _, result := range []doctor.Result{doctor.OK, doctor.Unknown, doctor.Warn, doctor.Fail, doctor.Running} {
			if words.Results[string(result)] == "" || words.Verdict[string(result)] == "" || words.VerdictHint[string(result)] == "" {
				t.Errorf("%s: %s has no words", lang, result)
			}
		}
	}
}

// So has the rule tester: every reason of a button, every state, every choice.
func TestX16_EveryReasonHasItsWords(t *testing.T) {
	for _, lang := range []api.Lang{api.Japanese, api.English} {
		words := i18n.TesterFor(lang)
		for _, reason := range []display.Reason{
			display.NotRegistered, display.SwitchedOff, display.CartHidden, display.LinkingOff, display.BelowLimit, display.AboveLimit, display.GoodsRange,
			display.NothingToPay, display.TotalRange, display.KindNotAllowed, display.GroupNotAllowed, display.SPSiteOnPC, display.NoCart,
		} {
			if words.Why[reason].Title == "" || words.Why[reason].Remedy == "" {
				t.Errorf("%s: %s has no words", lang, reason)
			}
		}
		for _, state := range contract.States() {
			if words.Contracts[string(state)] == "" {
				t.Errorf("%s: %s has no words", lang, state)
			}
		}
		for _, kind := range []cart.Kind{cart.Ordinary, cart.Proxy, cart.Landing, cart.Overseas} {
			if words.Kinds[string(kind)] == "" {
				t.Errorf("%s: %s has no words", lang, kind)
			}
		}
		for _, goods := range []cart.Goods{cart.Physical, cart.Digital, cart.Subscription, cart.Club} {
			if words.GoodsOf[string(goods)] == "" {
				t.Errorf("%s: %s has no words", lang, goods)
			}
		}
		for _, site := range []button.Site{button.PC, button.SP} {
			if words.Sites[string(site)] == "" || words.Devices[string(site)] == "" {
				t.Errorf("%s: %s has no words", lang, site)
			}
		}
	}
}

// finding is one place in the source that makes one; facts is nil where they are handed on.
type finding struct {
	result string
	facts  []string
}

// declared are the findings of the source: ok("why", "fact", …) and the like.
func declared(t *testing.T) map[string][]finding {
	t.Helper()
	files, err := filepath.Glob("*.go")
	must(t, err)
	all := map[string][]finding{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		must(t, err)
		ast.Inspect(file, func(node ast.Node) bool { return note(t, all, node) })
	}
	return all
}

// note enters a finding, if the node makes one.
func note(t *testing.T, all map[string][]finding, node ast.Node) bool {
	t.Helper()
	call, ok := node.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return true
	}
	name, ok := call.Fun.(*ast.Ident)
	if !ok || !slices.Contains([]string{"ok", "warn", "fail", "unknown"}, name.Name) {
		return true
	}
	why, ok := text(call.Args[0])
	if !ok {
		t.Errorf("a finding is not written out")
		return true
	}
	f := finding{result: name.Name}
	if call.Ellipsis == token.NoPos {
		f.facts = []string{""}
		for i := 1; i < len(call.Args); i += 2 {
			fact, _ := text(call.Args[i])
			f.facts = append(f.facts, fact)
		}
	}
	all[why] = append(all[why], f)
	return true
}

func text(of ast.Expr) (string, bool) {
	literal, ok := of.(*ast.BasicLit)
	if !ok {
		return "", false
	}
	said, err := strconv.Unquote(literal.Value)
	return said, err == nil
}

// places are the names in braces.
func places(said string) []string {
	names := map[string]bool{}
	for part := range strings.SplitSeq(said, "{") {
		if name, _, found := strings.Cut(part, "}"); found {
			names[name] = true
		}
	}
	return slices.Collect(maps.Keys(names))
}
