package embed_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
)

const complaints = `window.told = []; addEventListener("noren:error", e => told.push(e.detail.code + " " + (e.target.localName ?? "document")))`

// Each mistake is named with its mend, once, and told as an event; what is right is not complained of.
func TestX3_WrongMarkupIsNamedWithItsMend(t *testing.T) {
	n := newNoren(t)
	n.onRender(withProgram)
	s := newShop(t, n, `<noren-pay color="gold"></noren-pay><noren-pay color="gold" size="huge" return-url="/x"></noren-pay><noren-buton></noren-buton>
		<other-element></other-element>`)
	shopper := newTab(t)
	shopper.before(complaints)
	shopper.open(s.URL)
	for _, said := range []string{
		`noren:<noren-pay color="gold">: did you mean colour?`,
		`<noren-pay size="huge">: there are small, medium, large, fluid`,
		`<noren-pay return-url="/x">: did you mean return-to?`,
		`<noren-buton>: there are noren-pay,`,
	} {
		shopper.untilSaid(strings.TrimPrefix(said, "noren:"))
	}
	shopper.rest()
	if diff := cmp.Diff([]string{"unknown_element noren-buton", "unknown_attribute noren-pay", "unknown_value noren-pay", "unknown_attribute noren-pay"},
		eval[[]string](shopper, "told")); diff != "" {
		t.Error(diff)
	}
	if shopper.logged("other-element") {
		t.Error("complains of somebody else's element")
	}
	if height := eval[int](shopper, `document.querySelector("noren-buton").offsetHeight`); height != 0 {
		t.Errorf("something is drawn in it: %d px", height)
	}
}

func TestX3_WrongElementAlone(t *testing.T) {
	n := newNoren(t)
	s := newShop(t, n, `<noren-pai></noren-pai>`)
	shopper := newTab(t)
	shopper.before(complaints)
	shopper.open(s.URL)
	shopper.untilSaid("<noren-pai>: did you mean noren-pay?")
	if diff := cmp.Diff([]string{"unknown_element noren-pai"}, eval[[]string](shopper, "told")); diff != "" {
		t.Error(diff)
	}
}

// Attributes of HTML and of frameworks load nothing, and cost nothing.
func TestX3_RightMarkupLoadsNoDiagnosis(t *testing.T) {
	n := newNoren(t)
	n.onRender(withProgram)
	s := newShop(t, n, `<noren-pay id="a" class="b" title="c" data-x aria-label="d" onclick="" slot="e" part="f" cart="g" lang="ja-JP"
		login-state="h" return-to="/i" cart-url="/j" disabled hidden role="group" size="large"></noren-pay>`)
	shopper := newTab(t)
	shopper.open(s.URL)
	shopper.until(`sessionStorage["noren:wasm"]`)
	shopper.rest()
	for name := range n.files {
		if strings.HasPrefix(name, "noren-developer") && len(n.asked(name)) != 0 {
			t.Error("the diagnosis was loaded")
		}
	}
}

func TestX3_FrameworksAttributesAreLeftAlone(t *testing.T) {
	n := newNoren(t)
	n.onRender(withProgram)
	s := newShop(t, n, `<noren-pay _ngcontent-abc v-cloak x-data="1" :cart="a" @click="b" wire:key="c" hx-get="/" ng-reflect-x="1" color="gold"></noren-pay>`)
	shopper := newTab(t)
	shopper.before(complaints)
	shopper.open(s.URL)
	shopper.until(`told.length`)
	shopper.rest()
	if told := eval[[]string](shopper, "told"); len(told) != 1 {
		t.Errorf("%v", told)
	}
}

func TestX3_RefusalsOfTheServerAreExplained(t *testing.T) {
	for _, c := range []struct {
		code api.Code
		said string
	}{
		{api.UnknownShop, "no shop has the id «shop_1»"},
		{api.WrongOrigin, "is no origin of shop_1"},
		{api.TooLarge, "題 詳"},
	} {
		n := newNoren(t)
		n.refuse(api.Problem{Status: http.StatusForbidden, Code: c.code, Title: "題", Detail: "詳"})
		s := newShop(t, n, `<noren-pay></noren-pay>`)
		shopper := newTab(t)
		shopper.before(complaints)
		shopper.open(s.URL)
		shopper.untilSaid(c.said)
		got := eval[[]any](shopper, `[told[0], document.querySelector("noren-pay").getAttribute("state"), document.querySelector("noren-pay").offsetHeight]`)
		if diff := cmp.Diff([]any{string(c.code) + " document", "error", 0.0}, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestX3_TagWithoutAShopSaysSo(t *testing.T) {
	n := newNoren(t)
	s := newShop(t, n, `<noren-pay></noren-pay>`)
	s.page = strings.Replace(s.page, `data-shop="shop_1"`, "", 1)
	shopper := newTab(t)
	shopper.open(s.URL)
	shopper.untilSaid("the script tag has no data-shop")
}
