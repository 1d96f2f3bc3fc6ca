package embed_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
)

// As EC-CUBE and many Japanese shops ask: everything in parts, kana, a select by number, addresses in full width.
func TestX6_SplitJapaneseFields(t *testing.T) {
	c := atAmazon()
	c.Purchaser.FamilyKana, c.Purchaser.GivenKana = "ヤマダ", "タロウ"
	shopper, _ := back(t, c, `
		<input id="name01" data-noren-field="family-name"><input id="name02" data-noren-field="given-name">
		<input id="kana01" data-noren-field="family-kana" pattern="[ァ-ヶー]+"><input id="kana02" data-noren-field="given-kana" placeholder="たろう">
		<input id="zip01" data-noren-field="postal-code-1" maxlength="3"><input id="zip02" data-noren-field="postal-code-2" maxlength="4">
		<select id="pref" data-noren-field="prefecture"><option value="">--</option><option value="12">千葉県</option><option value="13">東京都</option></select>
		<input id="addr01" data-noren-field="city" placeholder="市区町村名（例：大阪市北区）">
		<input id="addr02" data-noren-field="street" pattern="[^ -~]*" placeholder="番地・ビル名（全角）">
		<input id="tel01" data-noren-field="tel-1"><input id="tel02" data-noren-field="tel-2"><input id="tel03" data-noren-field="tel-3">
		<input id="mail" data-noren-field="email" type="email"><input id="mail2" data-noren-field="email-confirm" type="email">
		<input id="door" data-noren-field="shipping tel-1">`)
	shopper.until(filledIn)
	shopper.wants(map[string]string{
		"name01": "山田", "name02": "太郎", "kana01": "ヤマダ", "kana02": "たろう", "zip01": "153", "zip02": "0064", "pref": "13",
		"addr01": "目黒区", "addr02": "下目黒１－８－１　アルコタワー", "tel01": "090", "tel02": "1234", "tel03": "5678",
		"mail": "taro@example.com", "mail2": "taro@example.com", "door": "",
	})
	if said := eval[string](shopper, part("filled-count")+".textContent"); said != "Amazonの情報を10項目に入力しました。" {
		t.Error(said) // what stands in parts is one to the shopper
	}
}

func TestX6_FieldsAreWrittenAsTheyAsk(t *testing.T) {
	c := atAmazon()
	c.Purchaser.FamilyKana, c.Purchaser.GivenKana = "ヤマダ", "ダイゴ"
	asked := []struct{ field, want string }{
		{`<input autocomplete="name">`, "山田 太郎"},
		{`<input autocomplete="name" pattern="\S+">`, "山田太郎"},
		{`<input autocomplete="name" placeholder="全角">`, "山田　太郎"},
		{`<input autocomplete="name" placeholder="例）山田　花子">`, "山田　太郎"},
		{`<input data-noren-field="kana">`, "ヤマダ ダイゴ"},
		{`<input data-noren-field="kana" pattern="[ｦ-ﾟ ]+">`, "ﾔﾏﾀﾞ ﾀﾞｲｺﾞ"},
		{`<label>ふりがな<input data-noren-field="kana"></label>`, "やまだ だいご"},
		{`<label>フリガナ（半角カナ）<input data-noren-field="given-kana"></label>`, "ﾀﾞｲｺﾞ"},
		{`<input data-noren-field="given-kana" pattern="[ぁ-ん]+">`, "だいご"},
		{`<input type="tel" autocomplete="tel">`, "09012345678"},
		{`<input type="tel" autocomplete="tel" placeholder="例：03-1234-5678">`, "090-1234-5678"},
		{`<input autocomplete="tel-national" pattern="\d+-\d+-\d+">`, "090-1234-5678"},
		{`<input autocomplete="tel" placeholder="０３１２３４５６７８">`, "０９０１２３４５６７８"},
		{`<input autocomplete="postal-code">`, "1530064"},
		{`<input autocomplete="postal-code" pattern="\d{3}-\d{4}">`, "153-0064"},
		{`<input autocomplete="postal-code" aria-describedby="eg"><p id="eg">例：600-8001</p>`, "153-0064"},
		{`<input type="number" autocomplete="postal-code" placeholder="123-4567">`, "1530064"},
		{`<input autocomplete="postal-code" pattern="[０-９]{7}">`, "１５３００６４"},
		{`<input autocomplete="address-level1">`, "東京都"},
		{`<input autocomplete="address-level1" pattern="[A-Za-z]+">`, "Tokyo"},
		{`<input autocomplete="address-line1">`, "東京都目黒区下目黒1-8-1 アルコタワー"},
		{`<textarea autocomplete="street-address"></textarea>`, "東京都目黒区下目黒1-8-1\nアルコタワー"},
		{`<select autocomplete="address-level1"><option>選択<option value="x">東京</select>`, "x"},
		{`<select autocomplete="address-level1"><option value="0">北海道<option value="12">東京都</select>`, "12"},
		{`<select autocomplete="address-level1"><option value="">-<option value="Tokyo">Tokyo-to</select>`, "Tokyo"},
		{`<select autocomplete="address-level1"><option value="">-<option>トウキョウト</select>`, "トウキョウト"},
		{`<select autocomplete="address-level1"><option value="">-<option value="JP-13">首都</select>`, "JP-13"},
		{`<select autocomplete="address-level1"><option value="">-<option value="14">神奈川県</select>`, ""},
	}
	shopper, _ := back(t, c, "")
	for _, one := range asked {
		// Each is a form of its own: what one field asks must not be answered by another.
		shopper.do(fmt.Sprintf(`document.querySelector("#one")?.remove();
			const form = document.createElement("form"); form.id = "one"; form.innerHTML = %q;
			const element = document.createElement("noren-reflect"); form.append(element); document.body.append(form); told.length = 0; Noren.refresh()`, one.field))
		if one.want != "" {
			shopper.until(`told.length`)
		} else {
			shopper.until(`document.querySelector("#one noren-hint")`)
		}
		if got := eval[string](shopper, `document.querySelector("#one").elements[0].value`); got != one.want {
			t.Errorf("%s: %q, not %q", one.field, got, one.want)
		}
	}
}

// no secret, nothing that the shopper cannot see or may not change is touched.
func TestR4_6_OnlyWhatTheShopperCouldWriteIsFilledIn(t *testing.T) {
	untouched := []string{
		`type="password" autocomplete="email"`, `autocomplete="one-time-code"`, `autocomplete="cc-name"`, `autocomplete="cc-number"`,
		`readonly autocomplete="name"`, `disabled autocomplete="name"`, `type="hidden" autocomplete="name"`, `style="display:none" autocomplete="name"`,
		`style="visibility:hidden" autocomplete="name"`, `autocomplete="fax tel"`, `autocomplete="organization"`, `autocomplete="off"`, `autocomplete="username"`, //nolint:misspell // HTML's token
		`autocomplete="new-password"`, `type="checkbox" autocomplete="name"`,
	}
	var form strings.Builder
	for i, attributes := range untouched {
		fmt.Fprintf(&form, `<input id="u%d" value="" %s>`, i, attributes)
	}
	shopper, _ := back(t, atAmazon(), form.String()+`<fieldset disabled><input id="inside" autocomplete="name"></fieldset>
		<input id="visit" type="hidden" data-noren-field="visit"><input id="email" autocomplete="email webauthn">`)
	shopper.until(filledIn)
	for id, value := range values(shopper) {
		want := map[string]string{"email": "taro@example.com", "visit": "ses_1"}[id]
		if value != want {
			t.Errorf("%s holds %q", id, value)
		}
	}
}

func TestX6_NothingIsCut(t *testing.T) {
	c := atAmazon()
	c.Purchaser.Building = strings.Repeat("長い名前の建物", 5)
	shopper, _ := back(t, c, fields("name")+`<p><label>建物<input id="building" autocomplete="address-line2" maxlength="16"></label></p>
		<p><label>住所<input id="line" autocomplete="address-line1" maxlength="60"></label></p>`)
	shopper.until(filledIn)
	got := values(shopper)
	if got["building"] != "" || got["line"] != "東京都目黒区下目黒1-8-1" {
		t.Errorf("%v", got)
	}
	const told = `document.querySelector("#building").closest("p").querySelector("noren-hint").textContent`
	if text := eval[string](shopper, told); text != "Amazonの情報から入力できませんでした。お手数ですが、ご入力ください。" {
		t.Error(text)
	}
	if listed := eval[[]string](shopper, `[...`+part("check")+`.querySelectorAll("li:not([hidden])")].map(e => e.textContent)`); !cmp.Equal(listed, []string{"建物"}) {
		t.Error(listed)
	}
}

// R4-7: a form may stand apart from the element that names it, and each target has fields of its own.
func TestR4_7_DeliveryFillsOnlyItsOwnFieldsOfTheNamedForm(t *testing.T) {
	c := atAmazon()
	c.Fill = api.Delivery
	n := newNoren(t)
	n.onRender(knows(c))
	s := newShop(t, n, `<form>`+fields("name")+`</form><noren-reflect form="other"></noren-reflect><form id="other">`+
		`<input id="mine" autocomplete="name"><input id="theirs" autocomplete="shipping name"><input id="zip" autocomplete="section-b shipping postal-code"></form>`)
	shopper := newTab(t)
	shopper.open(s.URL + "/register#noren-chk_1-Secret")
	shopper.until(`document.querySelector("#theirs").value`)
	shopper.rest()
	if got := eval[[]string](shopper, `["#name", "#mine", "#theirs", "#zip"].map(id => document.querySelector(id).value)`); !cmp.Equal(got, []string{"", "", "鈴木 花子", ""}) {
		t.Errorf("%q", got)
	}
}
