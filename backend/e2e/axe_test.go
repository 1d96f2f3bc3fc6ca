package e2e

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"noren/backend/sandbox"
)

// axe is axe-core, which npm installs once for all journeys.
var axe = sync.OnceValues(func() (string, error) {
	texts, err := npm("axe", "axe-core/axe.min.js")
	return texts["axe-core/axe.min.js"], err
})

// violation is one rule that a page breaks, and where. A place inside a shadow root is a list of selectors.
type violation struct {
	ID, Impact, Help string
	Nodes            []struct {
		Target         json.RawMessage
		HTML           string
		FailureSummary string
	}
}

func (v violation) String() string {
	var text strings.Builder
	fmt.Fprintf(&text, "%s (%s): %s", v.ID, v.Impact, v.Help)
	for _, node := range v.Nodes {
		fmt.Fprintf(&text, "\n  %s\n    %.200s\n    %s", node.Target, node.HTML, strings.ReplaceAll(node.FailureSummary, "\n", "\n    "))
	}
	return text.String()
}

// violations looks at the page as it is now. The script comes through the browser's protocol: the page's policy would stop it.
func (s *shopper) violations() []violation {
	s.t.Helper()
	source, err := axe()
	if err != nil {
		s.t.Fatal(err)
	}
	evaluate[bool](s, "window.axe ? true : (() => {"+source+"})(), true")
	return evaluate[[]violation](s, `axe.run(document, {
		runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}, resultTypes: ["violations"],
	}).then(({violations}) => violations.map(v => ({ID: v.id, Impact: v.impact, Help: v.help,
		Nodes: v.nodes.map(n => ({Target: n.target, HTML: n.html, FailureSummary: n.failureSummary}))})))`)
}

// accessible fails for everything that axe finds in the page.
func (s *shopper) accessible(name string) {
	s.t.Helper()
	s.picture("axe-" + name)
	for _, v := range s.violations() {
		s.t.Errorf("%s: %s", name, v)
	}
}

// axe finds nothing on any page of a purchase, on either site.
func TestX20_AxeOnTheWayOfAPurchase(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		s.open(s.front())
		s.accessible("list")
		s.fill()
		s.accessible("cart")
		s.begin()
		s.wait("button", "山田 太郎")
		s.accessible("sign-in")
		s.signIn()
		s.accessible("choose")
		s.choose("1111")
		s.arrive(s.front() + "login")
		s.accessible("guest-or-member")
		s.isRegister()
		s.accessible("register")
		s.confirmPage()
		s.accessible("confirm")
		s.lingers()
		s.order()
		s.isProcessing()
		s.accessible("processing")
		s.pay()
		s.isComplete()
		s.accessible("complete")
		w.wantPaid(1)
	})
}

// axe finds nothing where a shopper is told that something is not as it should be.
func TestX20_AxeWhereThingsGoWrong(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		s.register("3434")
		stranger := w.shopper(s.phone)
		stranger.open(s.last("/review?"))
		stranger.says("お客様の情報を守る")
		stranger.accessible("neutral")
		stranger.open(w.PayURL + "/return/nobody/review")
		stranger.accessible("problem")
		w.Amazon.Fault(sandbox.Fault{Kind: sandbox.Fail, Operation: "GetCheckoutSession"})
		stranger.open(s.last("/review?"))
		stranger.says("もう一度")
		stranger.accessible("try-again")
		w.Amazon.ClearFaults()
		s.confirmPage()
		s.order()
		s.wait("form button, a", "支払わずにショップに戻る")
		s.accessible("declined-at-amazon")
		s.press("form button, a", "支払わずにショップに戻る")
		s.arrive(s.front() + "confirm")
		s.says("お選びのお支払い方法をご利用いただけませんでした")
		s.accessible("declined")
	})
}

// The launch page is seen only when Amazon's script is slow or does not come; axe finds nothing then either.
func TestX20_AxeOnTheLaunchPage(t *testing.T) {
	on(t, func(_ *testing.T, _ *world, s *shopper) {
		s.fill()
		s.block("*://*:*/checkout.js*")
		s.press("button[data-do=begin]", "Amazon")
		s.arrive("/launch/")
		s.until(`document.body.dataset.state === "failed"`)
		s.accessible("launch-failed")
		s.evaluateVoid(`delete document.body.dataset.state`)
		s.accessible("launch")
	})
}

// While a payment's outcome is open the shopper waits on a page of ours; axe finds nothing there.
func TestX20_AxeOnTheWaitingPage(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		s.register("1111")
		s.confirmPage()
		w.Amazon.Fault(sandbox.Fault{Kind: sandbox.Fail, Operation: "CompleteCheckoutSession"})
		s.order()
		s.says("お支払いを確認しています")
		s.accessible("wait")
		s.evaluateVoid(`document.body.dataset.state = "long"`)
		s.accessible("wait-long")
		w.Amazon.ClearFaults()
		w.Amazon.Advance(15 * time.Minute)
		w.sweep()
		s.isComplete()
		w.wantPaid(1)
	})
}

// axe finds nothing in the documents for shops, in either language.
func TestX20_AxeOnTheDocuments(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		for name, page := range map[string]string{
			"docs": "", "docs-embedding": "/embedding", "docs-english": "/embedding?lang=en", "docs-api": "/api", "docs-problems": "/problems",
		} {
			s.open(w.PayURL + "/docs" + page)
			s.until("document.querySelector('h1')")
			s.accessible(name)
			s.fits(name)
		}
	})
}

// axe looks into our shadow roots: what is broken there on purpose is found there.
func TestX20_AxeSeesIntoShadowRoots(t *testing.T) {
	_, s := alone(t)
	s.fill()
	evaluate[bool](s, `(() => {
		const button = document.createElement("button");
		button.id = "scratch";
		document.querySelector("noren-pay").shadowRoot.firstElementChild.append(button);
		return true;
	})()`)
	for _, v := range s.violations() {
		for _, node := range v.Nodes {
			if v.ID == "button-name" && strings.Contains(string(node.Target), `"noren-pay`) && strings.Contains(string(node.Target), "#scratch") {
				return
			}
		}
	}
	t.Error("a button without a name inside <noren-pay> is not found")
}
