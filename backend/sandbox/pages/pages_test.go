package pages_test

import (
	"bytes"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"noren/backend/sandbox/pages"
)

func render(t *testing.T, component templ.Component) string {
	t.Helper()
	var b strings.Builder
	if err := component.Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// hostile closes whatever it stands in and would run, were it not escaped.
const hostile = `"'></textarea></title></style><script>document.title='hacked'</script><img src=x onerror="document.title='hacked'">&amp;`

func hostilePages() map[string]templ.Component {
	link := &pages.Link{Label: hostile, URL: "javascript:document.title='hacked'"}
	action := &pages.Link{Label: hostile, Action: hostile}
	return map[string]templ.Component{
		"sign in": pages.SignIn(pages.SignInView{
			Action: hostile, CancelAction: hostile, MerchantName: hostile, Lang: hostile, Email: hostile, Error: hostile,
			Buyers: []pages.BuyerOption{{ID: hostile, Name: hostile, Email: hostile, Note: hostile}},
		}),
		"choose": pages.Choose(pages.ChooseView{
			Action: hostile, CancelAction: hostile, SignOutAction: hostile, MerchantName: hostile, BuyerName: hostile,
			ShowAddresses: true, EstimatedAmount: hostile, Error: hostile, Title: hostile, NewAddressAction: hostile,
			NewAddress:   &pages.NewAddress{Name: hostile, PostalCode: hostile, AddressLine1: hostile, AddressLine2: hostile, PhoneNumber: hostile},
			GivenAddress: []string{hostile, hostile}, Shared: []string{hostile},
			Agreement: &pages.Agreement{Title: hostile, Facts: []pages.Fact{{Label: hostile, Lines: []string{hostile}}}, Text: hostile},
			Addresses: []pages.AddressOption{{ID: hostile, Lines: []string{hostile, hostile}, Refused: true, RefusedReason: hostile}},
			Cards:     []pages.CardOption{{ID: hostile, Label: hostile, Note: hostile}},
		}),
		"consent": pages.Consent(pages.ConsentView{
			Action: hostile, CancelAction: hostile, SignOutAction: hostile, MerchantName: hostile, BuyerName: hostile,
			Shared: []pages.Fact{{Label: hostile, Lines: []string{hostile}}},
		}),
		"processing": pages.Processing(pages.ProcessingView{
			Action: hostile, CancelAction: hostile, MerchantName: hostile, Amount: hostile, Reference: hostile, Manual: true,
		}),
		"message": pages.Message(pages.MessageView{
			Title: hostile, Text: hostile, Retry: action, Leave: link, Detail: []string{hostile},
		}),
	}
}

func TestHostileTextIsEscaped(t *testing.T) {
	for name, component := range hostilePages() {
		t.Run(name, func(t *testing.T) {
			text := render(t, component)
			for _, raw := range []string{hostile, "<script>", "<img", "</textarea>", `href="javascript:`} {
				if strings.Contains(text, raw) {
					t.Errorf("%q stands unescaped in\n%s", raw, text)
				}
			}
		})
	}
}

// The browser has the last word: nothing of the hostile text became an element,
// and all of it can be read.
func TestHostileTextIsOnlyText(t *testing.T) {
	h, b := newHosted(t), newTab(t)
	for name, component := range hostilePages() {
		t.Run(name, func(t *testing.T) {
			b.t = t
			h.show(b, component)
			if got := b.eval("document.querySelectorAll('img, script:not([src])').length"); got != "0" {
				t.Errorf("%s elements came out of text", got)
			}
			if title := b.eval("document.title"); title == "hacked" {
				t.Error("hostile text ran")
			}
			if text := b.eval("document.body.textContent"); !strings.Contains(text, hostile) {
				t.Errorf("the text cannot be read: %s", text)
			}
		})
	}
}

func TestPagesCarryNoInlineStyleOrScript(t *testing.T) {
	inline := regexp.MustCompile(`(?i)<style|\sstyle=|\son[a-z]+=|<script(?:>|\s[^>]*>[^<])`)
	for name, component := range samples("ja") {
		if found := inline.FindString(render(t, component)); found != "" {
			t.Errorf("%s: %q needs a weaker policy than ContentSecurityPolicy", name, found)
		}
	}
}

func TestEveryPageSaysThatItIsASandbox(t *testing.T) {
	for lang, banner := range map[string]string{
		"ja":    "サンドボックス — 実際の支払いは行われません",
		"en":    "Sandbox — no real payment is made",
		"en_US": "Sandbox — no real payment is made",
		"":      "サンドボックス — 実際の支払いは行われません",
	} {
		for name, component := range samples(lang) {
			if text := render(t, component); !strings.Contains(text, banner) {
				t.Errorf("%s in %q has no banner", name, lang)
			}
		}
	}
}

func TestSignInByEmailAndByBuyer(t *testing.T) {
	h, b := newHosted(t), newTab(t)
	h.show(b, pages.SignIn(signInView("ja")))

	labels := b.eval("[...document.querySelectorAll('input')].map((i) => i.labels[0].textContent).join()")
	if labels != "Eメールアドレス,パスワード" {
		t.Errorf("labels are %s (protocol 7.6)", labels)
	}
	b.do(
		chromedp.SendKeys("#email", "taro@example.jp"),
		chromedp.SendKeys("#password", "any\r"), // Enter is 「ログイン」, not 「キャンセル」
	)
	want := post{Path: "/checkout/v1/signin", Form: url.Values{"email": {"taro@example.jp"}, "password": {"any"}}}
	if diff := cmp.Diff(want, h.posted(t)); diff != "" {
		t.Errorf("by e-mail (-want +got):\n%s", diff)
	}
	b.eval("document.querySelector('button[value=hanako]').click()")
	want = post{Path: "/checkout/v1/signin", Form: url.Values{"buyer": {"hanako"}}}
	if diff := cmp.Diff(want, h.posted(t)); diff != "" {
		t.Errorf("by buyer (-want +got):\n%s", diff)
	}
	b.eval("[...document.querySelectorAll('button')].find((b) => b.textContent === 'キャンセルして見本商店に戻る').click()")
	if p := h.posted(t); p.Path != "/checkout/v1/cancel" {
		t.Errorf("cancel posted to %s", p.Path)
	}
}

func TestChooseWithTheKeyboard(t *testing.T) {
	h, b := newHosted(t), newTab(t)
	h.show(b, pages.Choose(chooseView("ja")))

	groups := b.eval("[...document.querySelectorAll('fieldset')].map((f) => f.querySelector('legend').textContent).join()")
	if groups != "お届け先,お支払い方法" {
		t.Errorf("groups are %s", groups)
	}
	// Arrow down goes to the next address, and over the refused one to the first.
	b.do(chromedp.Focus("input[value=home]"), chromedp.SendKeys("input[value=home]", "\u0302")) // ArrowDown
	if got := b.eval("document.querySelector('input[name=address]:checked').value"); got != "office" {
		t.Errorf("arrow down chose %s", got)
	}
	b.do(chromedp.SendKeys("input[value=office]", "\u0302"))
	if got := b.eval("document.querySelector('input[name=address]:checked').value"); got != "home" {
		t.Errorf("a refused address was reached: %s", got)
	}
	b.eval("document.querySelector('input[value=\"3434\"]').click()")
	b.do(chromedp.SendKeys("input[value='3434']", "\r"))
	want := post{Path: "/checkout/v1/choose", Form: url.Values{"address": {"home"}, "card": {"3434"}}}
	if diff := cmp.Diff(want, h.posted(t)); diff != "" {
		t.Errorf("Enter (-want +got):\n%s", diff)
	}
	b.eval("[...document.querySelectorAll('button')].find((b) => b.textContent === '別のアカウントを使う').click()")
	if p := h.posted(t); p.Path != "/checkout/v1/signout" {
		t.Errorf("«another account» posted to %s", p.Path)
	}
}

func TestChooseShowsOnlyWhatIsAsked(t *testing.T) {
	tests := map[string]struct {
		changeOnly    string
		showAddresses bool
		wantTitle     string
		wantGroups    []string
	}{
		"pay and ship":   {"", true, "お届け先とお支払い方法を選ぶ", []string{"address", "card"}},
		"pay only":       {"", false, "お支払い方法を選ぶ", []string{"card"}},
		"change address": {pages.ChangeAddress, true, "お届け先を変更する", []string{"address"}},
		"change payment": {pages.ChangePayment, true, "お支払い方法を変更する", []string{"card"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			view := chooseView("ja")
			view.ChangeOnly, view.ShowAddresses = tt.changeOnly, tt.showAddresses
			text := render(t, pages.Choose(view))
			if !strings.Contains(text, "<h1>"+tt.wantTitle+"</h1>") {
				t.Errorf("title %s is missing", tt.wantTitle)
			}
			for _, group := range []string{"address", "card"} {
				want := strings.Contains(strings.Join(tt.wantGroups, " "), group)
				if got := strings.Contains(text, `type="radio" name="`+group+`"`); got != want {
					t.Errorf("group %s shown: %v, want %v", group, got, want)
				}
			}
		})
	}
}

// countSubmits counts, in window.submits, the forms that the page lets go.
const countSubmits = "window.submits = 0, document.addEventListener('submit', (e) => { window.submits += !e.defaultPrevented; })"

func TestProcessingGoesOnByItselfOnce(t *testing.T) {
	h, b := newHosted(t), newTab(t)
	b.holdTimers()
	h.show(b, pages.Processing(processingView("ja")))
	if got := b.eval("window.timers.length"); got != "1" {
		t.Fatalf("%s timers wait, want 1", got)
	}
	b.eval(countSubmits)
	b.eval("window.timers[0](), document.querySelector('.primary').click(), document.querySelector('.quiet').click()")
	if got := b.eval("window.submits"); got != "1" {
		t.Errorf("%s forms were sent, want 1", got)
	}
	if p := h.posted(t); p.Path != "/checkout/v1/pay" {
		t.Errorf("posted to %s", p.Path)
	}
}

func TestProcessingCanBeCancelledInTime(t *testing.T) {
	h, b := newHosted(t), newTab(t)
	b.holdTimers()
	h.show(b, pages.Processing(processingView("ja")))
	b.eval(countSubmits)
	b.eval("document.querySelector('.quiet').click(), window.timers[0]()")
	if got := b.eval("window.submits"); got != "1" {
		t.Errorf("%s forms were sent, want 1", got)
	}
	if p := h.posted(t); p.Path != "/checkout/v1/cancel" {
		t.Errorf("posted to %s", p.Path)
	}
}

func TestManualProcessingWaitsForTheButton(t *testing.T) {
	h, b := newHosted(t), newTab(t)
	b.holdTimers()
	view := processingView("ja")
	view.Manual = true
	h.show(b, pages.Processing(view))
	if got := b.eval("window.timers.length"); got != "0" {
		t.Errorf("%s timers wait, want none", got)
	}
	b.eval("document.querySelector('.primary').click()")
	if p := h.posted(t); p.Path != "/checkout/v1/pay" {
		t.Errorf("posted to %s", p.Path)
	}
}

// 320 px is a phone, and a PC window at 400 % zoom (WCAG 1.4.10).
func TestPagesReflow(t *testing.T) {
	h, b := newHosted(t), newTab(t)
	b.holdTimers()
	for lang, pages := range map[string]map[string]templ.Component{"ja": samples("ja"), "en": samples("en")} {
		for name, component := range pages {
			t.Run(lang+" "+name, func(t *testing.T) {
				b.t = t
				h.show(b, component)
				for _, width := range []int64{320, 390, 640, 1280} {
					b.do(chromedp.EmulateViewport(width, 800))
					if b.eval("document.documentElement.scrollWidth <= innerWidth") != "true" {
						t.Errorf("at %d px the page is wider than the window", width)
					}
				}
				b.look(lang, name)
			})
		}
	}
}

func TestCheckoutScriptIsItsParts(t *testing.T) {
	parts, err := filepath.Glob("checkout/*.js")
	if err != nil || len(parts) == 0 {
		t.Fatalf("no parts: %v", err)
	}
	want := []byte("(() => {\n")
	for _, name := range parts {
		part, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, part...)
	}
	want = append(want, "})();\n"...)
	got, err := fs.ReadFile(pages.Assets(), "checkout.js")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("assets/checkout.js is not what checkout/*.js make; run go generate")
	}
}
