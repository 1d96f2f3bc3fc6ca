package embed_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
)

func TestX6_UncertainIsMarkedAndAnnounced(t *testing.T) {
	c := atAmazon()
	c.Purchaser.FamilyName, c.Purchaser.GivenName = "山田太郎", ""
	c.Purchaser.Uncertain = []api.Field{api.FamilyName, api.GivenName, api.PostalCode}
	shopper, _ := back(t, c, `<table><tr><th>お名前<span>必須</span></th><td><input id="family" autocomplete="family-name" aria-describedby="own"><input id="given" autocomplete="given-name"></td></tr></table>
		<small id="own">全角</small><p><label for="zip">郵便番号</label><span class="row"><input id="zip" autocomplete="postal-code" aria-describedby="own"></span></p>`)
	shopper.until(filledIn)
	check := func() []string {
		return eval[[]string](shopper, `[...`+part("check")+`.querySelectorAll("li:not([hidden])")].map(e => e.textContent)`)
	}
	if diff := cmp.Diff([]string{"お名前", "郵便番号"}, check()); diff != "" {
		t.Error(diff)
	}
	const described = `(id => document.querySelector(id).getAttribute("aria-describedby").split(" ").map(id => document.getElementById(id)?.textContent).join("/"))`
	const words = "Amazonの情報をもとに入力しました。正しいかご確認ください。"
	for _, id := range []string{"#family", "#zip"} {
		if got := eval[string](shopper, described+fmt.Sprintf("(%q)", id)); got != "全角/"+words {
			t.Errorf("%s: %s", id, got)
		}
	}
	if n := eval[int](shopper, `document.querySelectorAll("noren-hint").length`); n != 2 {
		t.Errorf("%d hints", n)
	}
	shopper.do(`document.querySelector("#given").focus()`)
	shopper.run(typeText("太郎"))
	shopper.until(`document.querySelectorAll("noren-hint").length == 1`)
	if diff := cmp.Diff([]string{"郵便番号"}, check()); diff != "" {
		t.Error(diff)
	}
	if own := eval[string](shopper, `document.querySelector("#family").getAttribute("aria-describedby")`); own != "own" {
		t.Errorf("the shop's own description is %q", own)
	}
}

func TestX4_FormsAreFilledInUnderAStrictPolicy(t *testing.T) {
	c := atAmazon()
	c.Purchaser.Uncertain = []api.Field{api.Email}
	n := newNoren(t)
	n.onRender(knows(c))
	s := newShop(t, n, `<form><input id="email" autocomplete="email"><noren-reflect></noren-reflect></form>`)
	s.header.Set("Content-Security-Policy", strict(n, ""))
	shopper := newTab(t)
	shopper.before(`window.violations = []; addEventListener("securitypolicyviolation", e => violations.push(e.effectiveDirective + " " + e.blockedURI))`)
	shopper.open(s.URL + "/register#noren-chk_1-Secret")
	shopper.until(`document.querySelector("noren-hint")`)
	if got := eval[[]string](shopper, "violations"); len(got) != 0 {
		t.Error(got)
	}
	if border := eval[string](shopper, `getComputedStyle(document.querySelector("noren-hint").shadowRoot.querySelector("p")).borderLeftWidth`); border != "3px" {
		t.Errorf("the hint has no looks: %s", border)
	}
}
