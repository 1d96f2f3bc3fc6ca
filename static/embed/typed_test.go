package embed_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
)

// offered lists what the element shows that would be replaced.
func offered(shopper *tab) []string {
	shopper.t.Helper()
	return eval[[]string](shopper, `[...`+part("offer")+`.querySelectorAll("li:not([hidden])")].map(row => [...row.querySelectorAll("[data-place]")].map(e => e.textContent).join("|"))`)
}

const filledForm = `<table><tr><th>お名前 必須</th><td><input id="family" autocomplete="family-name"><input id="given" autocomplete="given-name"></td></tr></table>
	<p><label>電話番号<input id="tel" autocomplete="tel"></label></p><p><label>郵便番号<input id="zip" autocomplete="postal-code"></label></p>
	<p><label>番地<input id="line" autocomplete="address-line1"></label></p>`

func TestR4_6_TypedIsReplacedOnlyAfterItWasShown(t *testing.T) {
	shopper, _ := back(t, atAmazon(), filledForm,
		`for (const [id, value] of Object.entries({ family: "鈴木", zip: "１００－０００１", tel: "090-1234-5678" })) document.querySelector("#" + id).value = value`)
	shopper.until(`!` + part("offer") + `.hidden`)
	shopper.rest()
	// The telephone number is the same, and stays as it is written. A name and an address are one, whatever is empty of them.
	before := map[string]string{"family": "鈴木", "given": "", "tel": "090-1234-5678", "zip": "１００－０００１", "line": ""}
	shopper.wants(before)
	want := []string{"お名前|鈴木|山田 太郎", "郵便番号|１００－０００１|1530064", "番地|－|東京都目黒区下目黒1-8-1 アルコタワー"}
	if diff := cmp.Diff(want, offered(shopper)); diff != "" {
		t.Error(diff)
	}
	shopper.click(does("fill-keep"))
	shopper.until(part("offer") + `.hidden`)
	shopper.wants(before)
	shopper.do(`document.querySelector("noren-reflect").setAttribute("lang", "en")`) // drawn anew, with the same data
	shopper.until(part("root") + `.lang == "en"`)
	shopper.rest()
	if !eval[bool](shopper, part("offer")+`.hidden`) {
		t.Error("asked again after the shopper had said no")
	}
}

func TestR4_6_ReplacedIsUndoneButForWhatWasEditedSince(t *testing.T) {
	shopper, _ := back(t, atAmazon(), filledForm+fields("email"), `document.querySelector("#family").value = "鈴木"`)
	shopper.until(`!` + part("offer") + `.hidden`)
	shopper.click(does("fill-replace"))
	shopper.until(`document.querySelector("#family").value == "山田"`)
	shopper.until(part("offer") + `.hidden`)
	if focus := eval[string](shopper, `document.querySelector("noren-reflect").shadowRoot.activeElement?.dataset.do ?? ""`); focus != "reflect" {
		t.Errorf("the focus is on %q", focus)
	}
	shopper.do(`const tel = document.querySelector("#tel"); tel.value = "0312345678"; tel.dispatchEvent(new Event("input", { bubbles: true }))`)
	shopper.click(does("undo"))
	shopper.until(part("filled") + `.hidden`)
	shopper.wants(map[string]string{"family": "鈴木", "given": "", "tel": "0312345678", "zip": "", "line": "", "email": ""})
	if said := eval[string](shopper, part("notice")+".textContent"); said != "入力を元に戻しました。" {
		t.Error(said)
	}
	if eval[bool](shopper, does("reflect")+".checked") {
		t.Error("the box still says that Amazon's data are in the form")
	}
	// The wish counts also after a reload.
	shopper.run(reload)
	shopper.until(part("filled-count") + `?.querySelector("[data-place=n]").textContent`)
	shopper.rest()
	shopper.wants(map[string]string{"family": "鈴木", "given": "", "tel": "", "zip": "", "line": "", "email": ""})
}

func TestR4_6_UntickedTouchesNothingUntilAskedFor(t *testing.T) {
	c := atAmazon()
	c.Fill = ""
	shopper, _ := back(t, c, fields("name", "email", "shipping name", "shipping postal-code"))
	shopper.until(`!` + part("delivery") + `.hidden`)
	shopper.rest()
	shopper.wants(map[string]string{"name": "", "email": "", "shipping_name": "", "shipping_postal-code": ""})
	shopper.click(does("fill-delivery"))
	shopper.until(filledIn)
	shopper.wants(map[string]string{"name": "", "email": "", "shipping_name": "鈴木 花子", "shipping_postal-code": "5300001"})
	shopper.click(does("reflect"))
	shopper.until(`told.length == 2`)
	shopper.wants(map[string]string{"name": "山田 太郎", "email": "taro@example.com", "shipping_name": "鈴木 花子", "shipping_postal-code": "5300001"})
	shopper.click(does("reflect"))
	shopper.until(`!document.querySelector("#name").value`)
	shopper.wants(map[string]string{"name": "", "email": "", "shipping_name": "鈴木 花子", "shipping_postal-code": "5300001"})
}

func TestR4_6_NewDataReplaceWhatWasFilledInWithoutAsking(t *testing.T) {
	shopper, n := back(t, atAmazon(), fields("name", "email", "address-line2"))
	shopper.until(filledIn)
	c := atAmazon()
	c.Purchaser.FamilyName, c.Purchaser.Building = "佐藤", ""
	n.onRender(knows(c))
	shopper.do(`const email = document.querySelector("#email"); email.value = "other@example.com"; email.dispatchEvent(new Event("input", { bubbles: true })); Noren.refresh()`)
	shopper.until(`!` + part("offer") + `.hidden`)
	shopper.wants(map[string]string{"name": "佐藤 太郎", "email": "other@example.com", "address-line2": "東京都目黒区下目黒1-8-1"})
	if got := offered(shopper); !cmp.Equal(got, []string{"email|other@example.com|taro@example.com"}) {
		t.Error(got)
	}
}

// Forms whose scripts keep the value themselves, rewrite it, or refuse it.
func TestR4_6_ControlledMaskedAndRefusingInputs(t *testing.T) {
	const scripts = `
		// React: a setter on the element remembers what it knows; a change that came by it is none.
		const name = document.querySelector("#name"), native = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
		let known = "";
		Object.defineProperty(name, "value", { get() { return native.get.call(this) }, set(v) { known = v; native.set.call(this, v) } });
		name.addEventListener("input", () => { if (native.get.call(name) !== known) { known = native.get.call(name); window.state = known } });
		name.addEventListener("change", () => setTimeout(() => native.set.call(name, window.state ?? ""), 20)); // drawn from the state
		document.querySelector("#tel").addEventListener("input", ({ target }) => { target.value = target.value.replace(/(\d{3})(\d{4})(\d{4})/, "$1-$2-$3") });
		document.querySelector("#email").addEventListener("change", ({ target }) => { if (target.value.includes("example")) target.value = "" });`
	shopper, _ := back(t, atAmazon(), fields("name", "tel", "email"), scripts)
	shopper.until(filledIn)
	shopper.wants(map[string]string{"name": "山田 太郎", "tel": "090-1234-5678", "email": ""})
	if got := eval[[]string](shopper, `[...document.querySelectorAll("noren-hint")].map(e => e.previousElementSibling.id + " " + e.textContent)`); !cmp.Equal(got, []string{"email Amazonの情報から入力できませんでした。お手数ですが、ご入力ください。"}) {
		t.Error(got)
	}
	if told := eval[[]string](shopper, "told"); !cmp.Equal(told, []string{"register,purchaser,familyName,givenName,phone"}) {
		t.Error(told)
	}
}

// A shop's own look-up by postcode answers after us, knows less, and must not win.
func TestR4_6_ALateLookUpDoesNotShortenTheAddress(t *testing.T) {
	shopper, _ := back(t, atAmazon(), fields("postal-code", "address-level2", "address-line1", "email"), `
		document.querySelector("#postal-code").addEventListener("change", () => setTimeout(() => {
			document.querySelector("#address-level2").value = "東京都目黒区"; document.querySelector("#address-line1").value = "下目黒"; window.lookedUp = true }, 300))`)
	shopper.until(filledIn)
	shopper.until(`window.lookedUp && document.querySelector("#address-line1").value == "下目黒1-8-1 アルコタワー"`)
	shopper.wants(map[string]string{
		"postal-code": "1530064", "address-level2": "東京都目黒区", "address-line1": "下目黒1-8-1 アルコタワー", "email": "taro@example.com",
	})
}

// A form that the shop draws late, and one whose fields come after it.
func TestR4_6_FieldsThatComeLateAreFilledIn(t *testing.T) {
	shopper, _ := back(t, atAmazon(), "")
	shopper.do(`document.querySelector("form").insertAdjacentHTML("afterbegin", '<input id="tel" autocomplete="tel">'); Noren.refresh()`)
	shopper.until(`document.querySelector("#tel").value == "09012345678"`)
}

// The part of the form for another delivery address is often shut. It is filled in only when the shopper asks for it.
func TestR4_6_ShutFieldsAreFilledInOnlyWhenAskedFor(t *testing.T) {
	for _, shut := range []string{"hidden", "inert"} {
		c := atAmazon()
		c.Fill = api.Delivery
		shopper, n := back(t, c, fields("name")+`<div `+shut+`>`+fields("shipping name")+`</div>`)
		shopper.rest()
		shopper.wants(map[string]string{"name": "", "shipping_name": ""})
		c.Fill = ""
		n.onRender(knows(c))
		shopper.do(`document.querySelector("noren-reflect").setAttribute("lang", "en")`)
		shopper.until(part("root") + `.lang == "en" && !` + part("delivery") + `.hidden`)
		shopper.click(does("fill-delivery"))
		shopper.until(filledIn)
		shopper.wants(map[string]string{"name": "", "shipping_name": "鈴木 花子"})
	}
}
