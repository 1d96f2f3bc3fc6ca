package seller

import (
	"io/fs"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"
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
const hostile = `"'></textarea></title></style><script>document.title='hacked'</script><img src=x onerror="x">&amp;`

// components are all pages of the package, every text of theirs the given one.
func components(words, lang string) map[string]templ.Component {
	frame := Frame{Lang: lang, OtherLang: words, At: 1, Of: 10, Problem: true}
	pages := map[string]templ.Component{
		"refusal": Refusal(frame, []string{words}),
		"lost":    Lost(frame),
		"send":    Send(SendView{Frame: frame, Host: words, Action: words, Method: "post", Fields: []Hidden{{words, words}}}),
		"share":   Share(ShareView{Frame: frame, Host: words, Endpoint: words, Origin: words, Payload: words, Plain: words}),
		"mailbox": Mailbox(MailboxView{Frame: frame, Address: words, Back: words, Mails: []MailView{{words, words, words}}}),
	}
	for step, f := range forms {
		view := FormView{
			Frame: frame, Step: step, Action: words, Back: words, Example: true, Other: words, Captcha: words, Mailbox: words, Resend: words,
			Email: words, Known: []string{words}, Consent: Consent{Provider: words, Host: words, Origins: []string{words}, Hosted: true},
			Values: map[string]string{}, Problems: map[string]Problem{},
		}
		for _, question := range f.fields {
			view.Values[question.name], view.Problems[question.name] = words, Missing
		}
		pages[string(step)] = Form(view)
	}
	return pages
}

func TestHostileTextIsEscaped(t *testing.T) {
	for name, component := range components(hostile, "ja") {
		text := render(t, component)
		for _, raw := range []string{hostile, "<script>", "<img"} {
			if strings.Contains(text, raw) {
				t.Errorf("%s: %q is in the page", name, raw)
			}
		}
	}
	for name, component := range components("javascript:alert(1)", "ja") {
		if regexp.MustCompile(`(href|action)="javascript:`).MatchString(render(t, component)) {
			t.Errorf("%s: a link runs script", name)
		}
	}
}

// The policy forbids inline script and style, and everything from elsewhere.
func TestPagesKeepThePolicy(t *testing.T) {
	inline := regexp.MustCompile(`<style|\sstyle=|\son\w+=|<script(?: [^>]*)?>[^<]|(?:src|href)="(?:https?:)?//`)
	for name, component := range components("x", "ja") {
		if found := inline.FindString(render(t, component)); found != "" {
			t.Errorf("%s: %q", name, found)
		}
	}
}

// Every field has a label, every reference on a page its target, and everything is said in both languages.
func TestPagesAreComplete(t *testing.T) {
	ids := regexp.MustCompile(`\sid="([^"]+)"`)
	targets := regexp.MustCompile(`\s(?:for|aria-describedby|aria-labelledby)="([^"]+)"`)
	japanese := regexp.MustCompile(`[\p{Hiragana}\p{Katakana}]+`)
	for name, component := range components("x", "en") {
		text := render(t, component)
		known := map[string]bool{}
		for _, m := range ids.FindAllStringSubmatch(text, -1) {
			if known[m[1]] {
				t.Errorf("%s: id %s twice", name, m[1])
			}
			known[m[1]] = true
		}
		for _, m := range targets.FindAllStringSubmatch(text, -1) {
			for target := range strings.FieldsSeq(m[1]) {
				if !known[target] {
					t.Errorf("%s: nothing has the id %s", name, target)
				}
			}
		}
		if found := japanese.FindString(text); found != "" {
			t.Errorf("%s: %q on an English page", name, found)
		}
	}
	for v, i := reflect.ValueOf(all), 0; i < v.NumField(); i++ {
		if v.Field(i).Field(0).String() == "" || v.Field(i).Field(1).String() == "" {
			t.Errorf("text %s is empty", v.Type().Field(i).Name)
		}
	}
	for _, f := range forms {
		for _, question := range f.fields {
			if (question.hint.ja == "") != (question.hint.en == "") || question.label.en == "" {
				t.Errorf("%s is said in one language only", question.name)
			}
		}
	}
}

func TestAssets(t *testing.T) {
	for _, name := range []string{"seller.css", "share.js"} {
		if text, err := fs.ReadFile(Assets(), name); err != nil || len(text) == 0 {
			t.Errorf("%s: %d bytes, %v", name, len(text), err)
		}
	}
}
