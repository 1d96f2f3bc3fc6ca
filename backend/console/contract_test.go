package console

import (
	"html"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"noren/backend/contract"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/i18n"
)

// office is a console at which contracts are made, with a clock that tests move.
type office struct {
	*door

	t   *testing.T
	all *echo.Echo
	now time.Time
}

func newOffice(t *testing.T) *office {
	o := &office{door: newDoor(t), t: t, all: echo.New(), now: time.Date(2026, 11, 27, 3, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return o.now }
	o.Now, o.Shops.Now, o.Contact = clock, clock, "暖簾 はるか 03-0000-0000"
	o.Routes(o.all)
	return o
}

// ask sends a form, or asks for a page when form is nil. It gives the answer, its text as people read it, and what is said on the page
// that it leads to.
func (o *office) ask(who, path string, form url.Values) (answer *httptest.ResponseRecorder, text, said string) {
	o.t.Helper()
	request := httptest.NewRequestWithContext(o.t.Context(), http.MethodGet, strings.ReplaceAll(path, ":shop", o.shop), http.NoBody)
	if form != nil {
		form = maps.Clone(form)
		form.Set("csrf", csrfOf(o.tokens[who]))
		request = httptest.NewRequestWithContext(o.t.Context(), http.MethodPost, strings.ReplaceAll(path, ":shop", o.shop), strings.NewReader(form.Encode()))
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	request.AddCookie(&http.Cookie{Name: sessionCookie, Value: o.tokens[who]})
	answer = httptest.NewRecorder()
	o.all.ServeHTTP(answer, request)
	for _, cookie := range answer.Result().Cookies() {
		if cookie.Name == flashCookie {
			next := httptest.NewRequestWithContext(o.t.Context(), http.MethodGet, "/", http.NoBody)
			next.AddCookie(cookie)
			said = flashOf(next)
		}
	}
	return answer, html.UnescapeString(answer.Body.String()), said
}

func flashOf(r *http.Request) string {
	return said(echo.New().NewContext(r, httptest.NewRecorder())).text
}

// page wants a page, and that it says some words and does not say others, which begin with "!".
func (o *office) page(who, path string, words ...string) string {
	o.t.Helper()
	answer, text, _ := o.ask(who, path, nil)
	if answer.Code != http.StatusOK {
		o.t.Errorf("%s: %d %s", path, answer.Code, answer.Header().Get("Location"))
	}
	for _, word := range words {
		if want := !strings.HasPrefix(word, "!"); strings.Contains(text, strings.TrimPrefix(word, "!")) != want {
			o.t.Errorf("%s in %s: wanted is %t", word, path, want)
		}
	}
	return text
}

func (o *office) state() contract.State {
	o.t.Helper()
	shop, err := o.Shops.Get(o.t.Context(), o.shop)
	must(o.t, err)
	return shop.Contract
}

const pageOfContract = "/console/shops/:shop/contract"

func filledIn() url.Values {
	return url.Values{
		"kind": {"corporation"}, "company": {"株式会社青凪"}, "corporateNumber": {"８-000000000001"}, "terms": {"yes"}, "reviewed": {"yes"}, "month": {"2026-11"},
		"version": {present()},
	}
}

// present is the version of the terms as they are now.
func present() string {
	version, err := contract.VersionOf("")
	if err != nil {
		panic(err)
	}
	return version
}

func TestR2_3_AnApplicationFromFormToContract(t *testing.T) {
	o := newOffice(t)
	o.page("owner", pageOfContract, "未申込", "Amazon Payを登録する", "Amazon Pay対応機能の申込手続き", "審査に合格している場合は", "¥3,000（税別）", "売上の3.9%", "無料",
		"個人事業主", "定期購入", "テスト注文はできません", "暖簾 はるか 03-0000-0000", o.shop, "商標です", "!解約手続きへ進む", "!契約の履歴")
	o.page("owner", pageOfContract+"/terms", "サービス規約", "日割りは行いません")
	o.page("owner", pageOfContract+"/apply", "サービス規約に同意する", "アマゾンジャパン合同会社の審査・契約が完了している", "Amazon Payが利用できなくなることがあります", "お申し込み確認へ進む")
	o.page("owner", pageOfContract+"/apply/confirm?"+filledIn().Encode(), "株式会社青凪", "8000000000001", "2026年11月の請求額", "¥3,300", ">お申し込み<")
	if o.state() != contract.None {
		t.Fatal("looking is no application")
	}
	answer, _, said := o.ask("owner", pageOfContract+"/apply", filledIn())
	if answer.Code != http.StatusSeeOther || o.state() != contract.Applied || said != "お申し込みが完了しました。" {
		t.Errorf("%d, %s, %q", answer.Code, o.state(), said)
	}
	o.page("owner", pageOfContract, "申込済み", "!Amazon Pay対応機能の申込手続き</a>", "解約手続きへ進む", "株式会社青凪", "¥3,300", "2026年11月")
}

// What was agreed to stays to be read, with who and which version, also when the text or the operator's address has changed; whoever has
// read another text agrees anew.
func TestR2_3_WhatWasAgreedToStays(t *testing.T) {
	o := newOffice(t)
	old := filledIn()
	old.Set("version", "0123456789ab")
	for _, posted := range []url.Values{nil, old} {
		address := pageOfContract + "/apply"
		if posted == nil {
			address += "/confirm?" + old.Encode()
		}
		answer, text, _ := o.ask("owner", address, posted)
		if answer.Code != http.StatusUnprocessableEntity || !strings.Contains(text, i18n.ContractFor("ja").Faults["terms.changed"]) {
			t.Errorf("terms that were read before they changed: %d", answer.Code)
		}
	}
	o.ask("owner", pageOfContract+"/apply", filledIn())
	version := pageOfContract + "/terms?version=" + present()
	o.page("owner", pageOfContract, "版 "+present(), strings.ReplaceAll(version, ":shop", o.shop), "申込者：owner")
	o.page("owner", version, "日割りは行いません", "版 "+present(), "!以前の版")
	must(t, o.DB.Tx(t.Context(), func(q *query.Queries) error { // as if our text had been another
		return q.KeepTerms(t.Context(), query.KeepTermsParams{Version: "0123456789ab", Text: `{"ja":{"Title":"規約","Sections":[{"Heading":"昔","Texts":["<b>昔の条文</b>"]}]}}`, Now: 1})
	}))
	o.page("owner", pageOfContract+"/terms?version=0123456789ab", "昔の条文", "以前の版")
	if answer, _, _ := o.ask("owner", pageOfContract+"/terms?version=nobodys", nil); answer.Code != http.StatusNotFound {
		t.Errorf("a version of nobody's: %d", answer.Code)
	}
	must(t, o.Shops.Contracts().Reserve(t.Context(), "cli", o.shop))
	o.now = contract.MonthOf(o.now).End()
	o.TermsURL = "https://operator.example/terms"
	again := filledIn()
	again.Set("version", o.TermsURL)
	again.Set("month", "2026-12")
	o.ask("owner", pageOfContract+"/apply", again)
	o.page("owner", pageOfContract, `href="https://operator.example/terms"`, "2026年12月1日時点の規約", "版 "+present())
}

// Two clicks, the back button, two tabs: there is one contract, and whoever comes second is told that it is there.
func TestR2_3_ApplyingTwiceIsOneContract(t *testing.T) {
	o := newOffice(t)
	o.ask("owner", pageOfContract+"/apply", filledIn())
	for _, again := range []url.Values{filledIn(), {"kind": {"corporation"}, "company": {"別の会社"}, "corporateNumber": {"8000000000001"}, "terms": {"yes"}, "reviewed": {"yes"}, "version": {present()}}} {
		answer, _, said := o.ask("owner", pageOfContract+"/apply", again)
		if answer.Code != http.StatusSeeOther || !strings.Contains(said, "二重には申し込まれません") {
			t.Errorf("%d %q", answer.Code, said)
		}
	}
	for _, path := range []string{"/apply", "/apply/confirm?" + filledIn().Encode()} { // the back button
		if answer, _, _ := o.ask("owner", pageOfContract+path, nil); answer.Code != http.StatusSeeOther {
			t.Errorf("%s: %d", path, answer.Code)
		}
	}
	all, err := o.Shops.Contracts().All(t.Context(), o.shop)
	if err != nil || len(all) != 1 || all[0].Company != "株式会社青凪" {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestR2_3_WrongInputIsNamedBesideItsField(t *testing.T) {
	o := newOffice(t)
	tests := map[string]struct{ field, value, fault string }{
		"nobody":             {"kind", "", "kind"},
		"sole trader (R1-5)": {"kind", "sole_trader", "kind.corporation"},
		"private (R1-5)":     {"kind", "private", "kind.corporation"},
		"no company":         {"company", " ", "company.required"},
		"long company":       {"company", strings.Repeat("あ", 201), "company"},
		"two lines":          {"company", "株式会社\n青凪", "company"},
		"no number":          {"corporateNumber", "", "corporateNumber.required"},
		"wrong check digit":  {"corporateNumber", "9000000000001", "corporateNumber"},
		"no terms":           {"terms", "", "terms"},
		"no review":          {"reviewed", "", "reviewed"},
	}
	for name, test := range tests {
		for _, lang := range []api.Lang{api.Japanese, api.English} {
			form := filledIn()
			form.Set(test.field, test.value)
			want := i18n.ContractFor(lang).Faults[test.fault]
			for address, posted := range map[string]url.Values{
				pageOfContract + "/apply/confirm?lang=" + string(lang) + "&" + form.Encode(): nil, pageOfContract + "/apply?lang=" + string(lang): form,
			} {
				answer, text, _ := o.ask("owner", address, posted)
				beside := `id="fault-` + test.field + `">` + want
				if answer.Code != http.StatusUnprocessableEntity || want == "" || !strings.Contains(text, beside) || strings.Count(text, " autofocus") != 1 {
					t.Errorf("%s, %s: %d, want %q and one focus", name, address, answer.Code, beside)
				}
			}
		}
	}
	if o.state() != contract.None {
		t.Errorf("the contract is %s", o.state())
	}
	hostile := filledIn()
	hostile.Set("company", `"><script>alert(1)</script>`)
	answer, _, _ := o.ask("owner", pageOfContract+"/apply/confirm?"+hostile.Encode(), nil)
	if strings.Contains(answer.Body.String(), "<script>alert") {
		t.Error("a company's name is read as HTML")
	}
}
