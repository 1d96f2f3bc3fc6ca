package embed_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
)

const keptForm = `<input id="family" name="family" autocomplete="family-name"><input id="email" name="email" autocomplete="email" value="member@example.com">
	<input id="phone1" name="phone[]"><input id="phone2" name="phone[]"><textarea id="note" name="note"></textarea>
	<select id="gift" name="gift"><option value="">-</option><option value="a">A</option></select>
	<input type="checkbox" id="news" name="news"><input type="checkbox" id="terms" name="terms" checked>
	<input type="radio" id="card" name="method" value="card"><input type="radio" id="bank" name="method" value="bank">
	<input id="pw" name="pw" type="password"><input id="pan" name="pan" autocomplete="cc-number"><input id="otp" name="otp" autocomplete="one-time-code">
	<input id="cvv" name="cvv"><input id="csrf" name="csrf" type="hidden" value="token">`

// typed is what the shopper does to the form before the trip.
const typed = `const set = (id, value) => { document.querySelector("#" + id).value = value };
	for (const [id, value] of Object.entries({ family: "鈴木", email: "new@example.com", phone1: "090", phone2: "1234", note: "一行目\n二行目", gift: "a", pw: "geheim", pan: "4111", otp: "123456", cvv: "737" })) set(id, value);
	for (const id of ["news", "terms", "card"]) document.querySelector("#" + id).click();`

// state is what a shopper sees of a form.
const state = `[...document.querySelector("form").elements].filter(e => e.id).map(e => e.id + "=" + (/checkbox|radio/.test(e.type) ? e.checked : e.value)).join(" ")`

// trip opens a register page, lets the shopper do something there, and leave.
func trip(t *testing.T, c api.Checkout, form, doing, button string) (*tab, *noren, *shop) {
	t.Helper()
	n := newNoren(t)
	n.onRender(knows(c))
	s := newShop(t, n, `<p style="height:1500px">goods</p><form id="register">`+form+`<noren-reflect></noren-reflect><noren-login placement="checkout"></noren-login></form><noren-pay form="register"></noren-pay>`)
	shopper := newTab(t)
	shopper.before(`window.told = []; addEventListener("noren:filled", e => told.push([e.target.id, e.detail.target, ...e.detail.fields].join()))`)
	shopper.open(s.URL + "/register?step=2")
	shopper.until(action("noren-pay"))
	shopper.do(doing)
	shopper.do(action(button) + ".click()")
	shopper.until(`document.title == "launched"`)
	return shopper, n, s
}

func TestR4_7_WhatWasTypedIsThereAfterTheTripButNoSecrets(t *testing.T) {
	c := atAmazon()
	c.Fill = ""
	shopper, _, s := trip(t, c, keptForm, typed, "noren-login")
	shopper.open(s.URL + "/other") // the sessionStorage of the shop's origin
	kept := eval[string](shopper, `sessionStorage["noren:form"]`)
	for _, secret := range []string{"geheim", "4111", "123456", "737", "token"} {
		if strings.Contains(kept, secret) {
			t.Errorf("%s was kept: %s", secret, kept)
		}
	}
	if !strings.Contains(kept, "一行目") {
		t.Fatalf("kept: %s", kept)
	}
	shopper.open(s.URL + "/register?step=2#noren-chk_1-Secret")
	shopper.until(`document.querySelector("#family").value`)
	const want = "family=鈴木 email=new@example.com phone1=090 phone2=1234 note=一行目\n二行目 gift=a news=true terms=false card=true bank=false pw= pan= otp= cvv= csrf=token"
	if diff := cmp.Diff(want, eval[string](shopper, state)); diff != "" {
		t.Error(diff)
	}
	// The place is found again.
	shopper.until(`document.activeElement.localName == "noren-login"`)
	shopper.until(`document.querySelector("noren-login").getBoundingClientRect().top < innerHeight`)
	if eval[bool](shopper, `"noren:form" in sessionStorage`) {
		t.Error("kept after use")
	}
}

func TestR4_7_AmazonsDataComeAfterWhatWasTyped(t *testing.T) {
	shopper, n, s := trip(t, atAmazon(), fields("name", "email", "tel"), `document.querySelector("#name").value = "鈴木 一郎"`, "noren-pay")
	shopper.open(s.URL + "/register?step=2#noren-chk_1-Secret")
	shopper.until(`!` + part("offer") + `.hidden`)
	shopper.rest()
	shopper.wants(map[string]string{"name": "鈴木 一郎", "email": "taro@example.com", "tel": "09012345678"})
	// The second trip: what Amazon's first address filled in was not typed, and is exchanged without a question.
	shopper.do(action("noren-login") + ".click()")
	shopper.until(`document.title == "launched"`)
	c := atAmazon()
	c.Purchaser.Email = "hanako@example.com"
	n.onRender(knows(c))
	shopper.open(s.URL + "/register?step=2#noren-chk_1-Secret")
	shopper.until(`document.querySelector("#email").value == "hanako@example.com"`)
	shopper.until(`!` + part("offer") + `.hidden`)
	if got := offered(shopper); !cmp.Equal(got, []string{"name|鈴木 一郎|山田 太郎"}) {
		t.Error(got)
	}
	shopper.click(does("fill-keep"))
	shopper.click(does("undo"))
	shopper.until(`!document.querySelector("#email").value`)
	shopper.wants(map[string]string{"name": "鈴木 一郎", "email": "", "tel": ""})
}

func TestR4_7_KeptValuesEnd(t *testing.T) {
	placed := atAmazon()
	placed.State, placed.Fill = "placed", ""
	for name, c := range map[string]struct {
		path, before string
		then         api.Checkout
		restored     bool
		left         bool
	}{
		"another page leaves them":        {path: "/cart", left: true},
		"the page with other parameters":  {path: "/register?step=3", left: true},
		"our parameters are none":         {path: "/register?step=2&noren_checkout=chk_1", restored: true},
		"after a day":                     {path: "/register?step=2", before: `const day = Date.now; Date.now = () => day() + 86_400_001`},
		"after a day, on another page":    {path: "/cart", before: `const day = Date.now; Date.now = () => day() + 86_400_001`},
		"when the order is placed":        {path: "/complete#noren-chk_1-Secret", then: placed},
		"where the shop has filled it in": {path: "/register?step=2", before: `addEventListener("DOMContentLoaded", () => { document.querySelector("#name").value = "会員" })`},
	} {
		t.Run(name, func(t *testing.T) {
			shopper, n, s := trip(t, api.Checkout{}, fields("name"), `document.querySelector("#name").value = "鈴木"`, "noren-pay")
			n.onRender(knows(c.then))
			shopper.before(c.before)
			shopper.open(s.URL + c.path)
			shopper.until(action("noren-pay"))
			shopper.rest()
			shopper.rest()
			if value := eval[string](shopper, `document.querySelector("#name").value`); (value == "鈴木") != c.restored {
				t.Errorf("restored %q", value)
			}
			if left := eval[bool](shopper, `"noren:form" in sessionStorage`); left != c.left {
				t.Errorf("still kept: %v", left)
			}
		})
	}
}

func TestR4_7_TheFocusIsNotTakenFromAShopperWhoGoesOn(t *testing.T) {
	shopper, _, s := trip(t, api.Checkout{}, fields("name"), `document.querySelector("#name").value = "鈴木"`, "noren-pay")
	shopper.before(`addEventListener("DOMContentLoaded", () => document.querySelector("#name").focus({ preventScroll: true }))`)
	shopper.open(s.URL + "/register?step=2#noren-chk_1-Secret")
	shopper.until(`document.querySelector("#name").value`)
	shopper.until(action("noren-pay"))
	shopper.rest()
	if got := eval[string](shopper, `document.activeElement.id + " " + (document.querySelector("noren-pay").getBoundingClientRect().top > 1000)`); got != "name true" {
		t.Errorf("focus and scrolling: %s", got)
	}
}

func TestR4_7_APageWithoutStorageStillLeaves(t *testing.T) {
	n := newNoren(t)
	s := newShop(t, n, fmt.Sprintf(`<form>%s<noren-pay></noren-pay></form>`, fields("name")))
	shopper := newTab(t)
	shopper.before(`Object.defineProperty(window, "sessionStorage", { get() { throw new DOMException("no", "SecurityError") } })`)
	shopper.open(s.URL + "/register")
	shopper.until(action("noren-pay"))
	shopper.do(`document.querySelector("#name").value = "鈴木"; ` + action("noren-pay") + ".click()")
	shopper.until(`document.title == "launched"`)
}

func TestR4_7_ALostChunkKeepsNobodyFromPaying(t *testing.T) {
	n := newNoren(t)
	for name := range n.files {
		if strings.HasPrefix(name, "noren-form-") {
			n.files[name] = []byte("throw new Error('broken on the way')")
		}
	}
	s := newShop(t, n, `<form>`+fields("name")+`<noren-pay></noren-pay></form>`)
	shopper := newTab(t)
	shopper.open(s.URL + "/register")
	shopper.until(action("noren-pay"))
	shopper.do(action("noren-pay") + ".click()")
	shopper.until(`document.title == "launched"`)
}
