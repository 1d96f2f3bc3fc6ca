package console

import (
	"bytes"
	"image"
	"image/png"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/labstack/echo/v4"

	"noren/backend/merchant"
	"noren/shared/api"
	"noren/shared/i18n"
	"noren/shared/validate"
)

// settled is a console as it is served, with a shop to set.
type settled struct {
	*door

	t *testing.T
}

func newSettled(t *testing.T) *settled {
	t.Helper()
	s := &settled{newDoor(t), t}
	s.e = echo.New()
	s.Routes(s.e)
	return s
}

// ask sends a form as somebody, or gets a page for a nil one.
func (s *settled) ask(who, rest string, form url.Values) (status int, body, to string) {
	s.t.Helper()
	if form == nil {
		return s.send(who, rest, http.MethodGet, "", nil)
	}
	form.Set("csrf", csrfOf(s.tokens[who]))
	return s.send(who, rest, http.MethodPost, echo.MIMEApplicationForm, strings.NewReader(form.Encode()))
}

func (s *settled) send(who, rest, method, kind string, content io.Reader) (status int, body, to string) {
	s.t.Helper()
	request := httptest.NewRequestWithContext(s.t.Context(), method, shopPath(s.shop, "/settings"+rest), content)
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	request.Header.Set("Content-Type", kind)
	request.AddCookie(&http.Cookie{Name: sessionCookie, Value: s.tokens[who]})
	answer := httptest.NewRecorder()
	s.e.ServeHTTP(answer, request)
	return answer.Code, answer.Body.String(), answer.Header().Get("Location")
}

// form is what the page sends when nothing has been touched.
func (s *settled) form() url.Values {
	s.t.Helper()
	editing, err := s.Shops.Editing(s.t.Context(), s.shop)
	must(s.t, err)
	f := settingsForm{}
	f.fill(editing.Details())
	f.typed.Set("base.draft", strconv.FormatInt(editing.Base.Draft, 10))
	f.typed.Set("base.published", strconv.FormatInt(editing.Base.Published, 10))
	return f.typed
}

// upload sends a form with a file.
func (s *settled) upload(who string, form url.Values, content []byte) (status int, body string) {
	s.t.Helper()
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	form.Set("csrf", csrfOf(s.tokens[who]))
	for name := range form {
		must(s.t, w.WriteField(name, form.Get(name)))
	}
	file, err := w.CreateFormFile("image", "<script>.png")
	must(s.t, err)
	_, err = file.Write(content)
	must(s.t, err)
	must(s.t, w.Close())
	status, body, _ = s.send(who, "/image", http.MethodPost, w.FormDataContentType(), &out)
	return status, body
}

func somePicture(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	must(t, png.Encode(&out, image.NewGray(image.Rect(0, 0, 8, 4))))
	return out.Bytes()
}

// R3-9: everything that stands in the form is in the record, and comes back as it was; numbers may be written as people do.
func TestR3_9_TheFormIsTheRecord(t *testing.T) {
	form := url.Values{
		"limits.hideBelow.on": {"1"}, "limits.hideBelow": {"１，０００円"}, "limits.hideFrom": {"5000"}, "showIn": {"checkout"},
		"guides.checkout": {" 一行目\r\n二行目 "}, "guides.mail": {"メール"}, "paymentImage": {"abc"}, "loginGuides.checkout": {"レジ"}, "loginGuides.signup": {"会員"},
		"payButton.pc.colour": {"gold"}, "payButton.pc.size": {"large"}, "payButton.sp.colour": {"lightgray"}, "payButton.sp.size": {"small"},
		"loginButton.pc.colour": {"darkgray"}, "loginButton.pc.size": {"fluid"}, "loginButton.sp.colour": {"gold"}, "loginButton.sp.size": {"medium"},
		"orders.capture": {"after_days"}, "orders.captureDays": {"３"}, "orders.confirmAbove": {"¥30,000"}, "orders.forgetDays": {"３６５"}, "kana": {"1"},
	}
	var f settingsForm
	if faults := f.read(form); faults != nil {
		t.Fatal(faults)
	}
	d := f.details
	if *d.Limits.HideBelow != 1000 || d.Limits.HideFrom != nil || d.Guides.Checkout != "一行目\n二行目" || d.Orders.ConfirmAbove != 30_000 || d.Orders.CaptureDays != 3 || d.Orders.ForgetDays != 365 {
		t.Errorf("%+v", d)
	}
	var again settingsForm
	again.fill(d)
	if faults := again.read(again.typed); faults != nil {
		t.Fatal(faults)
	}
	if diff := cmp.Diff(d, again.details); diff != "" {
		t.Error(diff)
	}
	seen := map[string]bool{}
	for _, lang := range []api.Lang{api.Japanese, api.English} {
		w := i18n.SettingsFor(lang)
		for _, item := range settingsItems(w) {
			seen[item.path] = true
			if w.Fields[item.path] == "" {
				t.Errorf("%s: no name in %s", item.path, lang)
			}
			if value := item.show(merchant.DefaultSettings()); value == "" && item.path != "paymentImage" && item.path != "issuer" {
				t.Errorf("%s: no words in %s", item.path, lang)
			}
		}
	}
	for _, fault := range append(validate.Struct(merchant.Details{}), validate.Struct(merchant.Settings{})...) {
		if !seen[fault.Field] {
			t.Errorf("a fault of %s is shown nowhere", fault.Field)
		}
	}
}

// R3-9: each wrong field is named beside it with what to do, in both languages; nothing is saved, and nothing that was typed is lost.
func TestR3_9_WrongInputIsNamedFieldByField(t *testing.T) {
	s := newSettled(t)
	wrong := map[string]struct {
		change func(url.Values)
		says   map[string]string
	}{
		"limits.hideBelow":    {func(f url.Values) { f.Set("limits.hideBelow.on", "1"); f.Set("limits.hideBelow", "") }, map[string]string{"ja": "1円～1,000,000円", "en": "from ¥1 to ¥1,000,000"}},
		"limits.hideFrom":     {func(f url.Values) { f.Set("limits.hideFrom.on", "1"); f.Set("limits.hideFrom", "1000001") }, map[string]string{"ja": "1円～1,000,000円", "en": "from ¥1 to ¥1,000,000"}},
		"showIn":              {func(f url.Values) { f.Set("showIn", "<script>") }, map[string]string{"ja": "ボタン表示", "en": "Where buttons stand"}},
		"guides.mail":         {func(f url.Values) { f.Set("guides.mail", strings.Repeat("あ", 2005)) }, map[string]string{"ja": "5文字減らしてください", "en": "please remove 5"}},
		"loginGuides.signup":  {func(f url.Values) { f.Set("loginGuides.signup", "a\u202eb") }, map[string]string{"ja": "目に見えない文字", "en": "cannot be seen"}},
		"paymentImage":        {func(f url.Values) { f.Set("paymentImage", "0123456789abcdef") }, map[string]string{"ja": "画像が見つかりません", "en": "The image is not there"}},
		"payButton.sp.colour": {func(f url.Values) { f.Set("payButton.sp.colour", "red") }, map[string]string{"ja": "お支払いボタン（スマホ用）の色", "en": "Payment button (smartphone): colour"}},
		"orders.captureDays":  {func(f url.Values) { f.Set("orders.capture", "after_days"); f.Set("orders.captureDays", "30") }, map[string]string{"ja": "1～29", "en": "from 1 to 29"}},
		"orders.confirmAbove": {func(f url.Values) { f.Set("orders.confirmAbove", "99999999999999999999") }, map[string]string{"ja": "0円～10,000,000円", "en": "from ¥0 to ¥10,000,000"}},
		"orders.forgetDays":   {func(f url.Values) { f.Set("orders.forgetDays", "29") }, map[string]string{"ja": "30～3660", "en": "from 30 to 3660, or 0"}},
	}
	for path, test := range wrong {
		for lang, says := range test.says {
			form := s.form()
			form.Set("guides.checkout", "残る入力")
			test.change(form)
			status, body, _ := s.ask("owner", "?lang="+lang, form)
			fault := regexp.MustCompile(`id="fault-` + regexp.QuoteMeta(path) + `">([^<]*)<`).FindStringSubmatch(body)
			if status != http.StatusUnprocessableEntity || fault == nil || !strings.Contains(fault[1], says) || !strings.Contains(body, "残る入力") {
				t.Errorf("%s in %s: %d %q", path, lang, status, fault)
			}
			if strings.Contains(body, "<script>\"") || !strings.Contains(body, `href="#`+path+`"`) {
				t.Errorf("%s: the head of the page does not lead there", path)
			}
		}
	}
	if editing, err := s.Shops.Editing(t.Context(), s.shop); err != nil || editing.Draft != nil {
		t.Errorf("something was saved: %+v %v", editing.Draft, err)
	}
}

// R3-4, R3-7: HTML in a text is text, wherever it is shown.
func TestR3_4_HostileTextStaysText(t *testing.T) {
	s := newSettled(t)
	const hostile = `"><script>alert(1)</script></textarea><img src=x onerror=alert(1)>{{1}}`
	form := s.form()
	for _, path := range []string{"guides.checkout", "guides.mail", "loginGuides.checkout", "loginGuides.signup"} {
		form.Set(path, hostile)
	}
	look := func(what, body string) {
		t.Helper()
		if strings.Contains(body, "<script>alert") || strings.Contains(body, "<img src=x") || !strings.Contains(body, "alert(1)") {
			t.Errorf("%s: the text is a part of the page", what)
		}
	}
	_, body, _ := s.ask("owner", "/preview", form)
	look("preview", body)
	if status, _, to := s.ask("owner", "", form); status != http.StatusSeeOther || to != shopPath(s.shop, "/settings") {
		t.Fatalf("%d %s", status, to)
	}
	for _, page := range []string{"", "/publish", "/discard"} {
		_, body, _ = s.ask("owner", page, nil)
		look(page, body)
	}
	s.ask("owner", "/publish", s.form())
	_, body, _ = s.ask("owner", "/history", nil)
	look("history", body)
}

// the preview shows what is typed and keeps nothing; what is wrong in it is named.
func TestX17_ThePreviewKeepsNothing(t *testing.T) {
	s := newSettled(t)
	form := s.form()
	form.Set("payButton.sp.colour", "darkgray")
	form.Set("showIn", "checkout")
	form.Set("orders.captureDays", "x")
	status, body, _ := s.ask("owner", "/preview", form)
	if status != http.StatusOK || strings.Count(body, `data-colour="darkgray"`) != 1 || strings.Count(body, "カート画面には表示されません") != 2 {
		t.Errorf("%d: %d", status, strings.Count(body, `data-colour="darkgray"`))
	}
	if !strings.Contains(body, `data-guard="changed"`) {
		t.Error("the page does not know that something is unsaved")
	}
	form.Set("orders.capture", "after_days")
	if status, body, _ := s.ask("owner", "/preview", form); status != http.StatusOK || !strings.Contains(body, "入力に誤りがあります") {
		t.Errorf("what is wrong is not said: %d", status)
	}
	if editing, err := s.Shops.Editing(t.Context(), s.shop); err != nil || editing.Draft != nil {
		t.Error("something was saved", err)
	}
}

// two people with the same page: the second sees both values, and by saving again decides.
func TestX17_TheSecondOfTwoIsWarned(t *testing.T) {
	s := newSettled(t)
	first, second := s.form(), s.form()
	first.Set("guides.checkout", "一人目の案内")
	first.Set("kana", "1")
	second.Set("guides.checkout", "二人目の案内")
	s.ask("owner", "", first)
	status, body, _ := s.ask("operator", "", second)
	for _, want := range []string{"owner", "一人目の案内", "二人目の案内", `id="theirs-guides.checkout"`, `data-guard="changed"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %s", want)
		}
	}
	if status != http.StatusConflict || strings.Contains(body, `id="theirs-kana"`) || !regexp.MustCompile(`name="kana"[^>]* checked`).MatchString(body) {
		t.Errorf("%d: what only the first has changed is not kept", status)
	}
	again := s.form()
	again.Set("guides.checkout", "二人目の案内")
	if status, _, _ := s.ask("operator", "", again); status != http.StatusSeeOther {
		t.Errorf("again: %d", status)
	}
	for _, old := range []url.Values{first, second, {"base.draft": {"x"}}, {}} {
		for _, page := range []string{"/publish", "/discard"} {
			if _, _, to := s.ask("owner", page, url.Values{"base.draft": old["base.draft"]}); !strings.HasSuffix(to, page) {
				t.Errorf("%s of something else than was seen: %s", page, to)
			}
		}
	}
	if editing, err := s.Shops.Editing(t.Context(), s.shop); err != nil || editing.Draft == nil || editing.Published.Version != 0 {
		t.Errorf("%+v %v", editing, err)
	}
}

// what is published is told in words, and any version can be published again.
func TestX17_HistoryInWords(t *testing.T) {
	s := newSettled(t)
	form := s.form()
	form.Set("payButton.pc.size", "large")
	s.ask("owner", "", form)
	_, body, _ := s.ask("owner", "/publish", nil)
	for _, want := range []string{"お支払いボタン（PC用）の大きさ", ">中<", ">大<"} {
		if !strings.Contains(strings.ReplaceAll(body, "\n", ""), want) {
			t.Errorf("the summary does not say %s", want)
		}
	}
	if _, _, to := s.ask("owner", "/publish", s.form()); to != shopPath(s.shop, "/settings") {
		t.Fatal(to)
	}
	form = s.form()
	form.Set("payButton.pc.size", "small")
	s.ask("owner", "", form)
	s.ask("owner", "/publish", s.form())
	_, body, _ = s.ask("owner", "/history", nil)
	if !strings.Contains(body, "第2版") || !strings.Contains(body, "owner") || strings.Contains(body, "payButton") || strings.Contains(body, "{&#34;") {
		t.Error("the history is not in words")
	}
	for _, version := range []string{"7", "0", "-1", "x"} {
		status, _, _ := s.ask("owner", "/history/"+version, nil)
		again, _, _ := s.ask("owner", "/history/"+version, s.form())
		if status != http.StatusNotFound || again != http.StatusNotFound {
			t.Errorf("version %s: %d, %d", version, status, again)
		}
	}
	if _, _, to := s.ask("owner", "/history/1", url.Values{"base.published": {"1"}}); !strings.HasSuffix(to, "/history/1") {
		t.Errorf("a version that is not the newest: %s", to)
	}
	s.ask("owner", "/history/1", url.Values{"base.published": {"2"}})
	live, err := s.Shops.Settings(t.Context(), s.shop)
	if err != nil || live.Version != 3 || live.PayButton.PC.Size != "large" {
		t.Errorf("%+v, %v", live.PayButton, err)
	}
}

// R3-5: a picture that is put in, refused or taken out leaves everything else that was typed as it was.
func TestR3_5_PicturesInTheForm(t *testing.T) {
	s := newSettled(t)
	form := s.form()
	form.Set("guides.checkout", "残る入力")
	for name, test := range map[string]struct {
		content []byte
		status  int
		says    string
	}{
		"a picture": {somePicture(t), http.StatusOK, "画像を入れました"}, "SVG": {[]byte("<svg onload=alert(1)>"), http.StatusUnprocessableEntity, "この形式の画像は使えません"},
		"nothing": {nil, http.StatusUnprocessableEntity, "画像ファイルをお選びください"}, "a photograph": {make([]byte, 5<<20), http.StatusUnprocessableEntity, "1MBを超えています"},
		"a film": {make([]byte, maxImageForm), http.StatusRequestEntityTooLarge, "送信された内容が大きすぎます"},
	} {
		status, body := s.upload("owner", form, test.content)
		if status != test.status || !strings.Contains(body, test.says) || status != http.StatusRequestEntityTooLarge && !strings.Contains(body, "残る入力") {
			t.Errorf("%s: %d", name, status)
		}
	}
	_, body := s.upload("owner", form, somePicture(t))
	id := regexp.MustCompile(`name="paymentImage" value="([0-9a-f]{32})"`).FindStringSubmatch(body)
	if id == nil || strings.Count(body, merchant.ImagePath(s.shop, id[1])) != 3 { // in the form and in both previews
		t.Fatal(id)
	}
	form.Set("paymentImage", id[1])
	form.Set("remove", "1")
	if status, body := s.upload("owner", form, nil); status != http.StatusOK || !strings.Contains(body, `name="paymentImage" value=""`) || !strings.Contains(body, "残る入力") {
		t.Errorf("taken out: %d", status)
	}
	if editing, err := s.Shops.Editing(t.Context(), s.shop); err != nil || editing.Draft != nil {
		t.Error("something was saved", err)
	}
}

// R3-9: more than a page can send is refused before it is read, on every route.
func TestR3_9_OversizeBodies(t *testing.T) {
	s := newSettled(t)
	for _, rest := range []string{"", "/preview", "/publish"} {
		form := s.form()
		form.Set("guides.checkout", strings.Repeat("あ", maxBody))
		if status, body, _ := s.ask("owner", rest, form); status != http.StatusRequestEntityTooLarge || !strings.Contains(body, "大きすぎます") {
			t.Errorf("%s: %d", rest, status)
		}
	}
}
