//go:build !js

package widget

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/yen"
)

// what takes over is what was there: the browser program draws every view, the hostile ones too, node for node as the
// server did.
func TestX3_LiveIsWhatTheServerRendered(t *testing.T) {
	p := open(t)
	all := views()
	for _, text := range hostile {
		all = append(all, viewsOf(text)...)
	}
	for _, view := range all {
		var got struct{ Served, Live []node }
		p.ask(`(html, view) => {
			const { container } = live(view);
			return { Served: describeServed(html), Live: describeLive(container) };
		}`, &got, HTML(view), viewJSON(t, view))
		if len(got.Live) != 1 {
			t.Fatalf("%+v: nothing drawn: %v", view, failures(p))
		}
		if diff := cmp.Diff(got.Served, got.Live, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%+v (-served +live):\n%s", view, diff)
		}
	}
	if bad := failures(p); len(bad) > 0 {
		t.Error(bad)
	}
}

func failures(p page) []string {
	p.Helper()
	var found []string
	p.ask("() => window.failures", &found)
	return found
}

// A view that changes is drawn in the same element, also after the loader has said something in it and set its state.
func TestUpdateInPlace(t *testing.T) {
	p := open(t)
	groups := map[string][]api.View{
		"pay": {
			{Pay: &api.PayView{Kind: button.Pay, Style: button.Default, Notice: api.PaymentDeclined}},
			{Pay: &api.PayView{Kind: button.Login, Style: button.Style{Colour: button.DarkGray, Size: button.Large}, Sandbox: true}},
			{Lang: api.English, Pay: &api.PayView{Kind: button.Pay, Style: button.Default, Notice: api.AlreadyPaid}},
		},
		"address":   {{Address: &api.AddressView{}}, {Address: &address}, {Address: &api.AddressView{Name: "a", Lines: []string{"b", "c", "d", "e"}}}, {Address: &api.AddressView{}}},
		"payment":   {{Payment: &api.PaymentView{}}, {Payment: &api.PaymentView{Descriptor: "Visa"}}, {Payment: &api.PaymentView{}}},
		"reflect":   {{Reflect: &api.ReflectView{Ticked: true}}, {Reflect: &api.ReflectView{Signed: true}}, {Reflect: &api.ReflectView{Ticked: true, Signed: true}}},
		"guide":     {{Guide: &api.GuideView{Text: "a"}}, {Guide: &api.GuideView{Text: "b", Image: "https://shop.example/a.png"}}, {Guide: &api.GuideView{Image: "https://shop.example/b.png"}}},
		"link":      linkViews(),
		"note":      {{Pay: &api.PayView{Note: api.NoLoginNote}}, {Pay: &api.PayView{Note: api.SignupNote, Notice: api.LinkConflict}}, {Pay: &api.PayView{}}},
		"questions": {{Order: &api.OrderView{Total: 1, Questions: []api.Field{api.Phone, api.Prefecture}}}, {Order: &api.OrderView{Total: 1, Questions: []api.Field{api.Prefecture}, Notice: api.Invalid}}, {Order: &api.OrderView{Total: 1}}},
		"order":     {{Order: &api.OrderView{Total: 1}}, {Order: &api.OrderView{Total: 2, Notice: api.TotalChanged}}, {Order: &api.OrderView{Total: 3}}},
	}
	for name, steps := range groups {
		t.Run(name, func(t *testing.T) {
			p := page{t, p.tab}
			p.ask(`(view) => { window.one = live(view); window.root = one.container.firstElementChild; return null; }`, new(any), viewJSON(t, steps[0]))
			for _, view := range steps[1:] {
				var got struct {
					Served, Live []node
					Same         bool
					State        string
				}
				p.ask(`(html, view) => {
					root.querySelector("[part=notice]").textContent = "said by the loader";
					root.dataset.state = "error";
					program.update(one.handle, view);
					const State = root.dataset.state;
					root.dataset.state = "ready";
					return { Served: describeServed(html), Live: describeLive(one.container), Same: one.container.firstElementChild == root, State };
				}`, &got, HTML(view), viewJSON(t, view))
				if view.Pay == nil && view.Order == nil { // they never say anything themselves: the loader's words stay
					for i := range got.Live {
						got.Live[i] = got.Live[i].rewrite(func(s string) string { return strings.ReplaceAll(s, "said by the loader", "") })
						got.Live[i] = got.Live[i].withoutEmpty()
					}
				}
				if diff := cmp.Diff(got.Served, got.Live, cmpopts.EquateEmpty()); diff != "" || !got.Same {
					t.Errorf("same root: %v (-served +live):\n%s", got.Same, diff)
				}
				if got.State != "error" {
					t.Errorf("the loader's state became %q", got.State)
				}
			}
		})
	}
	if bad := failures(p); len(bad) > 0 {
		t.Error(bad)
	}
}

func linkViews() []api.View {
	var all []api.View
	for _, link := range links {
		all = append(all, api.View{Link: &link})
	}
	return all
}

// withoutEmpty drops empty texts.
func (n node) withoutEmpty() node {
	var kids []node
	for _, kid := range n.Kids {
		if kid.Tag != "" || kid.Text != "" {
			kids = append(kids, kid.withoutEmpty())
		}
	}
	n.Kids = kids
	return n
}

// the page is as it was: its handlers, its links, its globals, its body; and nothing of go-app's landed on the window.
func TestX4_HostPageUntouched(t *testing.T) {
	p := open(t)
	view := viewJSON(t, views()[0])
	p.ask(`(view) => { window.before = document.body.innerHTML; const { host } = live(view); host.remove(); live(view); return null; }`, new(any), view)
	p.run(chromedp.Click("#link"))
	var got struct {
		Handlers, Globals, OnFacade, Clean bool
		Hash                               string
		Clicks                             int
	}
	p.ask(`() => {
		document.getElementById("main").replaceChildren();
		const added = Object.keys(window).filter((name) => !globalsBefore.split(",").includes(name));
		return {
			Handlers: [window.onclick, window.onpopstate, window.onresize].every((f, i) => f === handlers[i]),
			Globals: !added.some((name) => /^go|^Go$|^fs$|^process$|^path$/.test(name)),
			OnFacade: typeof facadeNow.onclick == "function" && facadeNow.document.body === null,
			Clean: document.body.innerHTML == window.before,
			Hash: location.hash, Clicks: hostClicks,
		};
	}`, &got)
	if !got.Handlers || !got.Globals || !got.OnFacade || !got.Clean || got.Hash != "#elsewhere" || got.Clicks != 1 {
		t.Errorf("%+v", got)
	}
}

// placements share one program and do not know each other.
func TestX4_PlacementsAreIndependent(t *testing.T) {
	p := open(t)
	var got []string
	p.ask(`(one, two, three) => {
		const a = live(one), b = live(two);
		const amount = ({ container }) => container.querySelector("[part=amount]")?.textContent ?? "gone";
		const seen = [amount(a), amount(b)];
		program.update(a.handle, three);
		seen.push(amount(a), amount(b));
		program.release(a.handle);
		a.host.remove();
		program.update(b.handle, one);
		seen.push(amount(b));
		const c = live(two);
		seen.push(amount(b), amount(c), String(new Set([a.handle, b.handle, c.handle]).size));
		return seen;
	}`, &got, total(t, 1_000), total(t, 2_000), total(t, 3_000))
	want := []string{"¥1,000", "¥2,000", "¥3,000", "¥2,000", "¥1,000", "¥1,000", "¥2,000", "3"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("amounts (-want +got):\n%s", diff)
	}
}

func total(t *testing.T, amount yen.Yen) string {
	t.Helper()
	return viewJSON(t, api.View{Order: &api.OrderView{Total: amount}})
}

// A placement that is given back while it stands in the page leaves a still picture, not a hole.
func TestReleaseInThePageLeavesNoHole(t *testing.T) {
	p := open(t)
	view := views()[0]
	var got struct{ Served, Left []node }
	p.ask(`(html, view) => {
		const { container, handle } = live(view);
		program.release(handle);
		program.release(handle);
		return { Served: describeServed(html), Left: describeLive(container) };
	}`, &got, HTML(view), viewJSON(t, view))
	if diff := cmp.Diff(got.Served, got.Left, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("(-served +left):\n%s", diff)
	}
}

// A failure is told, spreads nowhere, and the others go on.
func TestFailureDoesNotSpread(t *testing.T) {
	p := open(t)
	var got struct {
		Handle, After int
		Update        any
		Failures      []string
	}
	p.ask(`(view) => {
		const bad = live("{");
		const update = program.update(999, view);
		const noContainer = program.mount(null, view);
		return { Handle: bad.handle + noContainer, Update: update, After: live(view).handle, Failures: failures };
	}`, &got, viewJSON(t, views()[0]))
	if got.Handle != 0 || got.Update != nil || len(got.Failures) != 3 || got.After == 0 {
		t.Errorf("%+v", got)
	}
}

// C-4: the same rules in the browser.
func TestC4_CheckRunsInTheBrowser(t *testing.T) {
	p := open(t)
	var got []api.FieldProblem
	p.ask(`() => JSON.parse(program.check("begin", JSON.stringify({ lang: "en", shop: "a b" })))`, &got)
	fields := map[string]string{}
	for _, fault := range got {
		fields[fault.Field] = fault.Rule
	}
	if fields["shop"] != "token" || fields["kind"] != "required" || fields["challenge"] != "required" {
		t.Errorf("%+v", got)
	}
}

// An engine for each placement would leak 72 kB a time; pooled, a thousand mounts leave less than 1 MB. The first thousand
// only brings Go's heap to the size at which its collector starts.
func TestThousandMountsLeaveLittle(t *testing.T) {
	p := open(t)
	text := viewJSON(t, views()[0])
	mounts := func(n int) (heap, memory int) {
		var used struct{ Heap, Memory int }
		p.ask(`async (view, n) => {
			for (let i = 0; i < n; i++) {
				const { host, handle } = live(view);
				program.release(handle);
				host.remove();
				if (i % 100 == 0) await new Promise((next) => setTimeout(next));
			}
			for (let i = 0; i < 5; i++) { gc(); await new Promise((next) => setTimeout(next, 20)); }
			return { Heap: performance.memory.usedJSHeapSize, Memory: memory.buffer.byteLength };
		}`, &used, text, n)
		return used.Heap, used.Memory
	}
	heapBefore, memoryBefore := mounts(1_000)
	heap, memory := mounts(1_000)
	t.Logf("JavaScript %+d bytes, WebAssembly %+d bytes", heap-heapBefore, memory-memoryBefore)
	if leak := heap - heapBefore + memory - memoryBefore; leak > 1_000_000 {
		t.Errorf("a thousand mounts left %d bytes", leak)
	}
}
