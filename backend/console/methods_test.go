package console

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"noren/backend/merchant"
	"noren/backend/session"
	"noren/shared/i18n"
)

// form is what a page of the settings sends: name, value, name, value …, beside the version that it began with.
func (o *office) form(pairs ...string) url.Values {
	o.t.Helper()
	settings, err := o.Shops.Settings(o.t.Context(), o.shop)
	must(o.t, err)
	form := url.Values{"version": {strconv.FormatInt(settings.Version, 10)}}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return form
}

// R3-10, R3-11: what is wrong with an entry is named beside it with what to do, in both languages, and what was typed stays; HTML is text.
func TestR3_10_WrongMethodsAndGroups(t *testing.T) {
	o := newOffice(t)
	const hostile = `"><script>alert(1)</script>`
	for _, test := range []struct{ path, id, name, fault, ja, en string }{
		{"/methods/add", "", "銀行", "fault-method-id", "IDをご入力ください", "Please fill in ID"},
		{"/methods/add", hostile, "銀行", "fault-method-id", "半角の英数字", "Latin letters"},
		{"/methods/add", merchant.AmazonPay, "銀行", "fault-method-id", "別のIDを入力", "Enter another one"},
		{"/methods/add", "bank", strings.Repeat("あ", 101), "fault-method-name", "短くしてください", "Please shorten it"},
		{"/methods/add", "bank", " ", "fault-method-name", "決済方法をご入力ください", "Please fill in Payment method"},
		{"/groups/add", "a\u202eb", "冷蔵", "fault-group-id", "目に見えない文字", "cannot be seen"},
		{"/groups/add", "冷蔵", "", "fault-group-name", "グループの名前をご入力ください", "Please fill in Name of the group"},
	} {
		for lang, says := range map[string]string{"ja": test.ja, "en": test.en} {
			answer, text, _ := o.ask("owner", shopPath(":shop", test.path+"?lang="+lang), url.Values{"id": {test.id}, "name": {test.name}})
			if answer.Code != http.StatusUnprocessableEntity || !strings.Contains(text, says) || !strings.Contains(text, test.fault) || strings.Contains(answer.Body.String(), "<script>alert") {
				t.Errorf("%s %q %q in %s: %d", test.path, test.id, test.name, lang, answer.Code)
			}
		}
	}
	settings, err := o.Shops.Settings(t.Context(), o.shop)
	if err != nil || settings.Version != 0 {
		t.Errorf("something was saved: %+v, %v", settings, err)
	}
	o.ask("owner", shopPath(":shop", "/groups/add"), url.Values{"id": {hostile}, "name": {hostile}})
	group := "?group=" + url.QueryEscape(hostile)
	for _, path := range []string{"/methods", "/groups/edit" + group, "/groups/remove" + group} {
		answer, text, _ := o.ask("owner", shopPath(":shop", path), nil)
		if answer.Code != http.StatusOK || strings.Contains(answer.Body.String(), "<script>alert") || !strings.Contains(text, hostile) {
			t.Errorf("%s: %d", path, answer.Code)
		}
	}
}

// R3-10: Amazon Pay stays among the methods; what is gone is said to be gone; a form of nobody's version changes nothing.
func TestR3_10_WhatCannotBeDoneWithMethods(t *testing.T) {
	o := newOffice(t)
	o.ask("owner", shopPath(":shop", "/methods/add"), o.form("id", "bank", "name", "銀行振込"))
	w := i18n.MethodsFor("ja")
	for path, says := range map[string]string{"/methods/amazonpay/remove": w.Kept, "/methods/gone/remove": w.Gone, "/groups/remove?group=gone": w.Gone, "/methods/gone/name": w.Gone} {
		if answer, _, said := o.ask("owner", shopPath(":shop", path), o.form("name", "x")); said != says || answer.Code != http.StatusSeeOther {
			t.Errorf("%s: %d %q", path, answer.Code, said)
		}
	}
	for _, version := range []string{"", "x", "-1", "99"} {
		form := url.Values{"version": {version}, "shown.bank": {"1"}, "name": {"お振込"}}
		for _, path := range []string{"/methods", "/methods/bank/name"} {
			if answer, text, _ := o.ask("operator", shopPath(":shop", path), form); answer.Code != http.StatusConflict || !strings.Contains(text, "owner") {
				t.Errorf("%s with version %q: %d", path, version, answer.Code)
			}
		}
		if answer, _, said := o.ask("operator", shopPath(":shop", "/methods/bank/remove"), form); answer.Code != http.StatusSeeOther || !strings.Contains(said, "ownerさんが、先に") {
			t.Errorf("removed with version %q: %d %q", version, answer.Code, said)
		}
	}
	for _, path := range []string{"/methods/bank/move", "/linking"} {
		if answer, _, _ := o.ask("owner", shopPath(":shop", path), o.form("to", "up", "linking", "maybe")); answer.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", path, answer.Code)
		}
	}
	settings, err := o.Shops.Settings(t.Context(), o.shop)
	if err != nil || settings.Version != 1 || len(settings.Methods) != 2 || settings.Methods[1].Shown {
		t.Errorf("%+v, %v", settings, err)
	}
}

// R3-10, R3-1: Amazon Pay that is 「表示」 without being registered is warned of, with the way to what is missing.
func TestR3_10_ShownWithoutRegistration(t *testing.T) {
	o := newOffice(t)
	w := i18n.MethodsFor("ja")
	page := func() string { _, text, _ := o.ask("owner", shopPath(":shop", "/methods"), nil); return text }
	if strings.Contains(page(), w.NotRegistered) {
		t.Error("warned of while it is hidden")
	}
	o.ask("owner", shopPath(":shop", "/methods"), o.form("shown.amazonpay", "1"))
	if text := page(); !strings.Contains(text, w.NotRegistered) || !strings.Contains(text, w.Contract) {
		t.Error("not warned of")
	}
}

// R1-9: each wrong field of the shop's data is named, in both languages; of two who save, the second sees what the first has saved.
func TestR1_9_ShopInfoFieldByField(t *testing.T) {
	o := newOffice(t)
	info, err := o.Shops.Info(t.Context(), o.shop)
	must(t, err)
	saved := func(change func(url.Values)) url.Values {
		form := infoValues(info)
		form.Set("edition", info.Edition())
		change(form)
		return form
	}
	for path, test := range map[string]struct{ typed, ja, en string }{
		"name": {"", "ショップ名をご入力", "Please fill in Name"}, "origins": {"https://shop.example\nhttps://shop.example/cart", "1行に一つ", "one a line"},
		"loginUrl": {"javascript:alert(1)", "上のオリジン", "origins above"}, "privacyUrl": {"ftp://x", "「https://」で始まる", "begins with"},
		"contact": {"nobody", "メールアドレスの形式", "e-mail address"}, "issuer.postalCode": {"123", "7桁", "seven digits"},
		"issuer.phone": {"12", "市外局番", "area code"}, "issuer.number": {"T4011001098994", "検査数字", "check digit"},
		"issuer.reduced": {"a\u202eb", "グループから選んで", "Choose among"},
	} {
		for lang, says := range map[string]string{"ja": test.ja, "en": test.en} {
			form := saved(func(f url.Values) { f.Set("issuer.address", "残る入力"); f.Set(path, test.typed) })
			answer, text, _ := o.ask("owner", shopPath(":shop", "/shop?lang="+lang), form)
			at := strings.Index(text, `id="fault-`+path+`">`)
			if answer.Code != http.StatusUnprocessableEntity || at < 0 || !strings.Contains(text[at:min(len(text), at+400)], says) || !strings.Contains(text, "残る入力") {
				t.Errorf("%s in %s: %d %d", path, lang, answer.Code, at)
			}
		}
	}
	first := saved(func(f url.Values) {
		f.Set("name", "一人目の店")
		f.Set("issuer.postalCode", "〒150-0041")
		f.Set("issuer.phone", "03-1234-5678")
	})
	second := saved(func(f url.Values) { f.Set("name", "二人目の店") })
	if answer, _, _ := o.ask("owner", shopPath(":shop", "/shop"), first); answer.Code != http.StatusSeeOther {
		t.Fatal(answer.Code)
	}
	answer, text, _ := o.ask("operator", shopPath(":shop", "/shop"), second)
	if answer.Code != http.StatusConflict || !strings.Contains(text, `value="二人目の店"`) || !strings.Contains(text, `<p>一人目の店</p>`) || strings.Contains(text, "theirs-origins") {
		t.Errorf("%d", answer.Code)
	}
	now, err := o.Shops.Info(t.Context(), o.shop)
	if err != nil || now.Name != "一人目の店" || now.Issuer.PostalCode != "1500041" || now.Issuer.Phone != "0312345678" {
		t.Errorf("%+v, %v", now, err)
	}
}

// seed is what a form of the owner's that makes a key carries.
func (o *office) seed() string {
	o.t.Helper()
	p, err := o.Accounts.OfEmail(o.t.Context(), "owner@example.jp")
	must(o.t, err)
	seed, err := o.Shops.SealSeed(p.Actor(), o.shop, o.Shops.NewSeed())
	must(o.t, err)
	return seed
}

// a form that is sent twice, as without script, makes one key and says it twice; one that lay about, or whose key has ended, makes
// none.
func TestX18_AFormMakesOneKey(t *testing.T) {
	o := newOffice(t)
	made := regexp.MustCompile(`id="made">([^<]+)`)
	for kind, form := range map[string]url.Values{"secret": {"seed": {o.seed()}, "all": {"1"}}, "cart": {"seed": {o.seed()}}} {
		var keys []string
		for range 2 {
			_, text, _ := o.ask("owner", shopPath(":shop", "/keys/"+kind), form)
			keys = append(keys, made.FindString(text))
		}
		if keys[0] == "" || keys[0] != keys[1] {
			t.Errorf("%s: %.20q", kind, keys)
		}
	}
	keys, err := o.Shops.Keys(t.Context(), o.shop)
	must(t, err)
	if len(keys) != 2 {
		t.Errorf("%d keys", len(keys))
	}
	late := o.seed()
	o.now = o.now.Add(time.Hour)
	for why, seed := range map[string]string{"none": "", "late": late, "foreign": "AAAA"} {
		if _, _, said := o.ask("owner", shopPath(":shop", "/keys/cart"), url.Values{"seed": {seed}}); said != i18n.KeysFor("ja").Expired {
			t.Errorf("%s: %q", why, said)
		}
	}
	again := url.Values{"seed": {o.seed()}}
	o.ask("owner", shopPath(":shop", "/keys/cart"), again)
	keys, err = o.Shops.Keys(t.Context(), o.shop)
	must(t, err)
	must(t, o.Shops.RevokeKey(t.Context(), "cli", o.shop, keys[2].ID))
	if _, text, said := o.ask("owner", shopPath(":shop", "/keys/cart"), again); said != i18n.KeysFor("ja").Expired || made.MatchString(text) {
		t.Errorf("a key that has ended: %q", said)
	}
}

// keys are made and revoked by who has just proved who it is; a key is shown once, and revoking twice says the same.
func TestX18_KeysInTheConsole(t *testing.T) {
	o := newOffice(t)
	_, text, _ := o.ask("owner", shopPath(":shop", "/keys/secret"), url.Values{"seed": {o.seed()}, "scope": {"orders:read", "everything"}})
	keys, err := o.Shops.Keys(t.Context(), o.shop)
	must(t, err)
	if len(keys) != 1 || len(keys[0].Scopes) != 1 || strings.Count(text, "sk_") < 2 {
		t.Fatalf("%+v", keys)
	}
	if _, text, _ := o.ask("owner", shopPath(":shop", "/keys"), nil); strings.Contains(text, `id="made"`) {
		t.Error("shown again")
	}
	for range 2 {
		if _, _, said := o.ask("owner", shopPath(":shop", "/keys/"+keys[0].ID+"/revoke"), url.Values{}); said != i18n.KeysFor("ja").RevokedDone {
			t.Errorf("%q", said)
		}
	}
	for range 2 {
		o.now = o.now.Add(time.Minute)
		o.ask("owner", shopPath(":shop", "/keys/cart"), url.Values{"seed": {o.seed()}})
	}
	keys, err = o.Shops.Keys(t.Context(), o.shop)
	must(t, err)
	if _, text, _ := o.ask("owner", shopPath(":shop", "/keys/cart"), nil); !strings.Contains(text, keys[1].ID) || strings.Contains(text, keys[2].ID) {
		t.Error("the key that ends is not named")
	}
	for _, scope := range merchant.Scopes() {
		for _, lang := range []i18n.Keys{i18n.KeysFor("ja"), i18n.KeysFor("en")} {
			if lang.ScopeNames[string(scope)] == "" {
				t.Errorf("%s has no name in %s", scope, lang.Title)
			}
		}
	}
	o.redis.FastForward(session.StaffFresh + 1)
	if _, text, _ := o.ask("owner", shopPath(":shop", "/keys"), nil); strings.Contains(text, `action="`+shopPath(o.shop, "/keys/secret")) || strings.Contains(text, "/revoke\"") {
		t.Error("offered without a proof")
	}
}
