package embed_test

import "testing"

const elsewhere = `!document.querySelector("noren-reflect").shadowRoot.querySelector("[part~=protection]").hidden`

// typing is what a shopper's typing is to a page.
const typing = `window.type = (id, value) => { const field = document.getElementById(id); field.value = value;
	field.dispatchEvent(new Event("input", { bubbles: true })); field.dispatchEvent(new Event("change", { bubbles: true })) };
	window.choose = id => document.getElementById(id).click()`

// Another delivery address than the one that was chosen at Amazon may end its protection (reference/widget-anchors.md section 3):
// the shopper is told, as soon as it is there and as long as it is.
func TestX6_AnotherDeliveryAddressIsToldToEndTheProtection(t *testing.T) {
	shopper, _ := back(t, atAmazon(), fields("postal-code", "address-level1", "address-level2", "address-line1")+`
		<input type="radio" name="to" id="to-fields" checked><input type="radio" name="to" id="to-purchaser" data-noren-field="to-purchaser">`+
		fields("shipping name", "shipping postal-code", "shipping address-level2", "shipping street-address")+
		`<select id="region" autocomplete="shipping address-level1"><option selected>東京都</option><option>大阪府</option></select>`, typing)
	shopper.until(filledIn)
	if eval[bool](shopper, elsewhere) {
		t.Fatal("told although nothing is typed: a prefecture alone is proposed by many forms")
	}
	for _, step := range []struct {
		name, do string
		told     bool
	}{
		{"a name alone is no address", `type("shipping_name", "佐藤 次郎")`, false},
		{"the postcode is another", `type("shipping_postal-code", "100-0001")`, true},
		{"the same address, written in another way", `type("shipping_postal-code", "530-0001"); type("region", "大阪府");
			type("shipping_address-level2", "大阪市北区"); type("shipping_street-address", "梅田３－１－１")`, false},
		{"another house", `type("shipping_street-address", "梅田3-1-2")`, true},
		{"Amazon's again", `type("shipping_street-address", "梅田3-1-1")`, false},
		{"the purchaser lives elsewhere", `choose("to-purchaser")`, true},
		{"back to the fields", `choose("to-fields")`, false},
	} {
		shopper.do(step.do)
		if told := eval[bool](shopper, elsewhere); told != step.told {
			t.Errorf("%s: told %v", step.name, told)
		}
	}
	shopper.do(`type("shipping_postal-code", "100-0001"); document.querySelector("noren-reflect").setAttribute("lang", "en")`)
	shopper.until(part("protection") + `.closest("[lang=en]") && ` + elsewhere) // also when it is drawn anew
}

// Where the address of Amazon stands in the page, the words stand below it.
func TestX6_TheProtectionIsToldOnce(t *testing.T) {
	shopper, _ := back(t, atAmazon(), fields("shipping postal-code", "shipping address-line1")+`<noren-address target="delivery"></noren-address>`, typing)
	const below = `document.querySelector("noren-address").shadowRoot.querySelector("[part~=protection]")`
	shopper.until(below)
	shopper.do(`type("shipping_postal-code", "100-0001")`)
	if told := eval[[]bool](shopper, `[`+elsewhere+`, !`+below+`.hidden]`); told[0] || !told[1] {
		t.Errorf("told by the check box and by the address: %v", told)
	}
}

// A check box that is disabled keeps its tick, whatever is pressed.
func TestC3_DisabledCheckBoxKeepsItsTick(t *testing.T) {
	shopper, _ := back(t, atAmazon(), fields("email"))
	shopper.until(filledIn)
	shopper.do(`document.querySelector("noren-reflect").setAttribute("disabled", "")`)
	box := does("reflect")
	if said := eval[string](shopper, box+`.getAttribute("aria-disabled")`); said != "true" {
		t.Errorf("screen readers hear aria-disabled=%q", said)
	}
	shopper.click(box)
	shopper.do(box + `.focus()`)
	shopper.run(typeText(" "))
	shopper.rest()
	if !eval[bool](shopper, box+`.checked`) {
		t.Error("the tick is gone")
	}
	shopper.wants(map[string]string{"email": "taro@example.com"})
	shopper.do(`document.querySelector("noren-reflect").removeAttribute("disabled")`)
	shopper.click(box)
	shopper.until(`!` + box + `.checked`)
}
