package e2e

import (
	"fmt"
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"
)

// buttonOf is JavaScript for the button of the first element of a name, also in a shop's own shadow roots and frames.
func buttonOf(element string) string {
	return fmt.Sprintf(`((all => all(document, all))((root, all) => {
		for (const e of root.querySelectorAll("*")) {
			if (e.localName === %q) return e.shadowRoot?.querySelector("button[data-do]");
			const inner = e.localName === "iframe" ? e.contentDocument : e.shadowRoot ?? e.closedRoot;
			const found = inner && all(inner, all);
			if (found) return found;
		}
	}))`, element)
}

// look is how a button appears: what the page's styles must not change.
type look struct {
	W, H   int // CSS pixels, before the page's own transformations
	OnTop  bool
	Styles map[string]string
}

// lookOf is JavaScript for a look. The styles are those of the button with all in it, and of what it stands in, which keeps the page's
// text colour and alignment.
func lookOf(button string) string {
	return `(async () => {
		const button = ` + button + `, root = button.getRootNode(), view = button.ownerDocument.defaultView;
		button.scrollIntoView({block: "center", behavior: "instant"});
		await new Promise(done => view.requestAnimationFrame(() => view.requestAnimationFrame(done)));
		const r = button.getBoundingClientRect(), styles = {};
		const ofPlace = /(width|height|size|origin|inline|block|margin.*|padding.*|^font|line-height|^(top|left|right|bottom|inset.*|zoom|perspective|d|x|y))$/;
		for (const e of [root.querySelector(".noren"), button.parentElement, button, ...button.querySelectorAll("*")]) {
			const style = view.getComputedStyle(e), name = e.getAttribute("part") ?? e.localName;
			for (const property of style) if (!property.startsWith("--") && !ofPlace.test(property) && (button.contains(e) || !/(color|shadow|in-effect|text-align)$/.test(property)))
				styles[name + " " + property] = style.getPropertyValue(property);
		}
		const top = root.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
		return {W: button.offsetWidth, H: button.offsetHeight, OnTop: button.contains(top), Styles: styles};
	})()`
}

// looksAs fails unless a button looks as it does on a plain page.
func (s *shopper) looksAs(want look, element string) {
	s.t.Helper()
	got := evaluate[look](s, lookOf(buttonOf(element)))
	if got.W != want.W || got.H != want.H || !got.OnTop {
		s.t.Errorf("<%s> is drawn in %d×%d, not in %d×%d; it can be pressed: %t", element, got.W, got.H, want.W, want.H, got.OnTop)
	}
	if diff := cmp.Diff(want.Styles, got.Styles); diff != "" {
		s.t.Errorf("<%s> looks otherwise than on a plain page (-plain +here):\n%s", element, onlyChanges(diff))
	}
}

func onlyChanges(diff string) string {
	var changed []string
	for line := range strings.Lines(diff) {
		if strings.HasPrefix(line, "+") || strings.HasPrefix(line, "-") {
			changed = append(changed, line)
		}
	}
	return strings.Join(changed[:min(len(changed), 30)], "")
}

// left is JavaScript for how a page's own things stand: its globals, what was put into it, and the style of each of its elements.
const left = `(() => {
	const styles = {}, ofPlace = /(^|-)(width|height|size|origin|top|left|right|bottom|inset.*|rows|columns|template)$/;
	const own = [...document.querySelectorAll("*")].filter(e => !e.localName.startsWith("noren-") && !e.matches("script, head, head *"));
	own.forEach((e, i) => {
		for (const property of getComputedStyle(e)) if (!ofPlace.test(property)) styles[i + " " + e.localName + " " + property] = getComputedStyle(e).getPropertyValue(property);
		styles[i + " " + e.localName + " attributes"] = [...e.attributes].map(a => a.name + "=" + a.value).join();
	});
	return {
		Globals: Object.getOwnPropertyNames(window).filter(name => !/^\d+$/.test(name)).sort(),
		Added: [...document.querySelectorAll("script:not([data-shop]), style, link:not([rel=modulepreload]), iframe")].map(e => e.outerHTML),
		Sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
		Styles: styles, Cookies: document.cookie, Title: document.title, Handlers: ["onclick", "onerror", "onpopstate", "onresize", "onunload", "onbeforeunload"].filter(name => window[name]),
	};
})()`

// leavings is what left tells.
type leavings struct {
	Globals, Added, Handlers []string
	Sheets                   int
	Styles                   map[string]string
	Cookies, Title           string
}

// leavesAlone fails unless a page with our script is as it was without, but for the one global.
func (s *shopper) leavesAlone(without leavings) {
	s.t.Helper()
	with := evaluate[leavings](s, left)
	with.Globals = slices.DeleteFunc(with.Globals, func(name string) bool { return name == "Noren" || name == "axe" })
	if diff := cmp.Diff(without, with); diff != "" {
		s.t.Errorf("the page is changed:\n%s", onlyChanges(diff))
	}
	if cookies := evaluate[string](s, "document.cookie"); cookies != without.Cookies {
		s.t.Errorf("cookies: %s", cookies)
	}
}
