package embed_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/person"
	"noren/widget"
)

// atAmazon is what Amazon knows of a made-up buyer.
func atAmazon() api.Checkout {
	buyer := person.Of("山田 太郎", "taro@example.com", "090-1234-5678", &api.Address{
		Name: "山田 太郎", PostalCode: "153-0064", Region: "東京都", Line1: "目黒区下目黒1-8-1", Line2: "アルコタワー", Country: "JP",
	})
	door := person.Of("鈴木 花子", "", "0312345678", &api.Address{
		Name: "鈴木 花子", PostalCode: "530-0001", Region: "大阪府", Line1: "大阪市北区梅田3-1-1", Country: "JP",
	})
	return api.Checkout{ID: "chk_1", State: "reviewing", Fill: api.Purchaser, Purchaser: &buyer, Recipient: &door}
}

// knows answers with the checkout to whoever came back, and draws the check box and the delivery address as the real server does.
func knows(c api.Checkout) func(api.RenderRequest) api.RenderResponse {
	return func(request api.RenderRequest) api.RenderResponse {
		response := draw(request)
		response.Styles = widget.Styles()
		if request.Code != "" || request.Session != "" {
			response.Session, response.Checkout = "ses_1", &c
		}
		for i, element := range request.Elements {
			lang := element.Lang
			if lang == "" {
				lang = api.Japanese
			}
			view := api.View{Lang: lang, Site: button.PC}
			switch {
			case element.Name == api.ReflectElement:
				view.Reflect = &api.ReflectView{Ticked: c.Fill == api.Purchaser, Signed: true}
			case element.Name == api.AddressElement && element.Target == api.Delivery:
				view.Address = &api.AddressView{Target: api.Delivery, Lines: []string{"大阪府大阪市北区梅田3-1-1"}}
			default:
				continue
			}
			response.Elements[i] = api.Rendered{ID: element.ID, HTML: widget.HTML(view), View: &view}
		}
		return response
	}
}

// back opens a register page to which the shopper just came back from Amazon. The scripts run when it is parsed.
func back(t *testing.T, c api.Checkout, form string, scripts ...string) (*tab, *noren) {
	t.Helper()
	n := newNoren(t)
	n.onRender(knows(c))
	s := newShop(t, n, `<form id="register">`+form+`<noren-reflect></noren-reflect></form>`)
	shopper := newTab(t)
	shopper.before(`window.told = []; addEventListener("noren:filled", e => told.push([e.target.id, e.detail.target, ...e.detail.fields].join()));
		window.events = []; for (const name of ["input", "change"]) addEventListener(name, e => events.push([e.target.id, name, e.inputType, e.bubbles, e.composed].join()), true);
		addEventListener("DOMContentLoaded", () => {` + strings.Join(scripts, "\n") + `})`)
	shopper.open(s.URL + "/register#noren-chk_1-Secret")
	shopper.until(part("filled-count") + `?.querySelector("[data-place=n]").textContent`) // the chunk is there
	return shopper, n
}

// part finds what the check box's element has drawn.
func part(name string) string {
	return fmt.Sprintf(`document.querySelector("noren-reflect").shadowRoot.querySelector("[part~=%s]")`, name)
}

// does is a button of the check box's element.
func does(word string) string {
	return fmt.Sprintf(`document.querySelector("noren-reflect").shadowRoot.querySelector("[data-do=%s]")`, word)
}

// values are those of all fields of the form that have an id.
func values(shopper *tab) map[string]string {
	shopper.t.Helper()
	return eval[map[string]string](shopper, `Object.fromEntries([...document.querySelector("form").elements].filter(e => e.id).map(e => [e.id, e.value]))`)
}

func (s *tab) wants(expected map[string]string) {
	s.t.Helper()
	if diff := cmp.Diff(expected, values(s)); diff != "" {
		s.t.Errorf("fields (-want +got):\n%s", diff)
	}
}

func fields(tokens ...string) string {
	var form strings.Builder
	for _, token := range tokens {
		id := strings.ReplaceAll(token, " ", "_")
		fmt.Fprintf(&form, `<p><label for=%q>%s*</label><input id=%[1]q name=%[1]q autocomplete=%[3]q></p>`, id, token, token)
	}
	return form.String()
}

const filledIn = `told.length > 0`

func TestR4_6_PurchaserIsFilledInByAutocompleteTokens(t *testing.T) {
	// As WooCommerce asks, with JIS codes of its own in the select.
	shopper, _ := back(t, atAmazon(), fields("billing family-name", "billing given-name", "section-a billing home tel", "billing email",
		"billing postal-code", "billing address-level2", "billing address-line1", "billing address-line2",
		"shipping family-name", "shipping postal-code")+
		`<select id="state" autocomplete="billing address-level1"><option value="">選択してください</option><option value="JP27">大阪府</option><option value="JP13">東京都</option></select>
		<input id="coupon">`, `document.querySelector("#coupon").focus()`)
	shopper.until(filledIn)
	shopper.wants(map[string]string{
		"billing_family-name": "山田", "billing_given-name": "太郎", "section-a_billing_home_tel": "", "billing_email": "taro@example.com",
		"billing_postal-code": "1530064", "billing_address-level2": "目黒区", "billing_address-line1": "下目黒1-8-1",
		"billing_address-line2": "アルコタワー", "shipping_family-name": "", "shipping_postal-code": "", "state": "JP13", "coupon": "",
	})
	if told := eval[[]string](shopper, "told"); !cmp.Equal(told, []string{"register,purchaser,familyName,givenName,email,postalCode,city,street,building,prefecture"}) {
		t.Error(told)
	}
	for _, event := range []string{"billing_email,input,insertReplacementText,true,true", "billing_email,change,,true,true", "state,change,,true,true"} {
		if !eval[bool](shopper, fmt.Sprintf("events.includes(%q)", event)) {
			t.Errorf("no %s", event)
		}
	}
	if focus := eval[string](shopper, "document.activeElement.id"); focus != "coupon" {
		t.Errorf("the focus went to %q", focus)
	}
	if said := eval[string](shopper, part("filled-count")+".textContent"); said != "Amazonの情報を8項目に入力しました。" {
		t.Error(said)
	}
}
