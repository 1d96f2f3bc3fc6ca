package embed_test

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
	"noren/shared/person"
)

// write types into a field and goes on to the next, as a person does.
func (s *tab) write(id, text string) {
	s.t.Helper()
	s.do(`const field = document.querySelector("#` + id + `"); field.focus(); field.select()`)
	s.run(typeText(text))
	s.do(`document.activeElement.blur()`)
}

const hinted = `[...document.querySelectorAll("noren-hint")].map(e => e.previousElementSibling.id + ": " + e.textContent)`

func TestX6_WrongInputIsToldBesideTheField(t *testing.T) {
	c := atAmazon()
	c.Fill = ""
	shopper, n := back(t, c, `<input id="zip" data-noren-field="postal-code"><input id="email" autocomplete="email" aria-invalid="true">
		<span class="tel" style="display:flex"><input id="t1" data-noren-field="tel-1"><input id="t2" data-noren-field="tel-2"><input id="t3" data-noren-field="tel-3"></span>`)
	shopper.write("zip", "12")
	shopper.until(`document.querySelector("noren-hint")`)
	if got := eval[[]string](shopper, hinted); !cmp.Equal(got, []string{"zip: 郵便番号は7桁の数字でご入力ください。"}) {
		t.Error(got)
	}
	const zip = `[zip.getAttribute("aria-invalid"), zip.getAttribute("aria-describedby") == document.querySelector("noren-hint").id, zip.validity.valid]`
	if got := eval[[]any](shopper, `(zip => `+zip+`)(document.querySelector("#zip"))`); !cmp.Equal(got, []any{"true", true, true}) {
		t.Error(got) // whether the form may be sent is the shop's matter
	}
	shopper.write("zip", "〒１５３－００６４")
	shopper.until(`!document.querySelector("noren-hint")`)
	if got := eval[[]any](shopper, `["aria-invalid", "aria-describedby"].map(name => document.querySelector("#zip").getAttribute(name))`); !cmp.Equal(got, []any{nil, nil}) {
		t.Error(got)
	}
	shopper.write("t1", "090")
	shopper.write("t2", "1")
	shopper.write("t3", "5678")
	shopper.until(`document.querySelector("noren-hint")`)
	if got := eval[string](shopper, `document.querySelector("noren-hint").previousElementSibling.className`); got != "tel" {
		t.Errorf("behind %q, in the row of the fields", got)
	}
	asked := n.asked("check")
	request := body[api.CheckRequest](t, asked[len(asked)-1])
	if diff := cmp.Diff(api.TypedField{Field: api.Phone, Value: "090-1-5678"}, request.Typed[len(request.Typed)-1]); diff != "" {
		t.Error(diff)
	}
	// The shop's own mark stays, whatever we say.
	shopper.write("email", "nobody")
	shopper.until(`document.querySelector("noren-hint[id]") && document.querySelectorAll("noren-hint").length == 2`)
	shopper.write("email", kb.Backspace)
	shopper.until(`document.querySelectorAll("noren-hint").length == 1`)
	if mark := eval[string](shopper, `document.querySelector("#email").getAttribute("aria-invalid")`); mark != "true" {
		t.Errorf("the shop's mark is %q", mark)
	}
}

// A browser's own filling in changes all fields at once, those of both targets.
func TestX6_ManyFieldsAreCheckedTogetherAndNoneIsForgotten(t *testing.T) {
	c := atAmazon()
	c.Fill = ""
	shopper, n := back(t, c, fields("postal-code", "email", "shipping postal-code"))
	first := make(chan struct{})
	release := sync.OnceFunc(func() { close(first) })
	t.Cleanup(release) // before the server waits for its last answer
	var asks atomic.Int32
	n.onCheck(func(request api.CheckRequest) api.CheckResponse {
		if asks.Add(1) == 1 {
			<-first // this answer comes too late: another question has been asked
		}
		return person.Check(request.Typed, request.Lang)
	})
	shopper.do(`for (const id of ["postal-code", "email"]) { const field = document.querySelector("#" + id); field.value = "12"; field.dispatchEvent(new Event("change", { bubbles: true })) }`)
	n.until(t, "check", 1)
	shopper.write("shipping_postal-code", "3")
	shopper.until(`document.querySelectorAll("noren-hint").length == 1`)
	shopper.write("postal-code", "123")
	shopper.until(`document.querySelectorAll("noren-hint").length == 3`)
	release()
	if diff := cmp.Diff([]string{"postal-code", "email", "shipping_postal-code"}, eval[[]string](shopper, `[...document.querySelectorAll("noren-hint")].map(e => e.previousElementSibling.id)`)); diff != "" {
		t.Error(diff)
	}
}

func TestX6_OnlyTheLastAnswerCounts(t *testing.T) {
	c := atAmazon()
	c.Fill = ""
	shopper, n := back(t, c, `<input id="zip" data-noren-field="postal-code">`)
	hold := make(chan struct{})
	release := sync.OnceFunc(func() { close(hold) })
	t.Cleanup(release)
	n.onCheck(func(request api.CheckRequest) api.CheckResponse {
		if request.Typed[0].Value == "12" {
			<-hold
			return api.CheckResponse{Fields: []api.FieldProblem{{Field: "postalCode", Text: "old"}}}
		}
		return person.Check(request.Typed, request.Lang)
	})
	shopper.write("zip", "12")
	n.until(t, "check", 1)
	shopper.write("zip", "1530064")
	n.until(t, "check", 2)
	release()
	shopper.rest()
	if got := eval[[]string](shopper, hinted); len(got) != 0 {
		t.Error(got)
	}
}

func TestX6_TheProgramChecksWhenItLives(t *testing.T) {
	c := atAmazon()
	c.Fill = ""
	n := newNoren(t)
	n.files["exec.js"] = []byte(strings.NewReplacer(`check() { return "[]"; }`,
		`check(name, json) { return JSON.stringify([{ field: "postalCode", text: name + JSON.parse(json).typed[0].value }]) }`,
		`view.pay.style.colour`, `"x"`).Replace(programText))
	n.onRender(func(request api.RenderRequest) api.RenderResponse {
		response := knows(c)(request)
		response.Program = &api.Program{Wasm: "program.wasm", Exec: "exec.js"}
		return response
	})
	s := newShop(t, n, `<form><input id="zip" data-noren-field="postal-code"><noren-reflect></noren-reflect></form><noren-pay></noren-pay>`)
	shopper := newTab(t)
	shopper.open(s.URL + "/register#noren-chk_1-Secret")
	shopper.until("window.program?.mounted")
	shopper.write("zip", "12")
	shopper.until(`document.querySelector("noren-hint")`)
	if got := eval[[]string](shopper, hinted); !cmp.Equal(got, []string{"zip: check12"}) || len(n.asked("check")) != 0 {
		t.Errorf("%v, %d requests", got, len(n.asked("check")))
	}
}
