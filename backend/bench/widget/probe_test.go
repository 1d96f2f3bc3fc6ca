package widget

import (
	"cmp"
	"fmt"
)

// figures are what a page knows of itself: ms after its navigation began until the thing to press was drawn (0: not yet), the
// layout shift so far, and each task of the main thread over 50 ms.
type figures struct {
	Seen, Shift float64
	Tasks       []float64
}

// began is what the probe says, with the time, when a page begins.
const began = "noren bench: a page begins"

// probe is a script that runs before the page's own. It looks once a frame, which is how often a person could see anything.
func probe(thing string, press bool) string {
	return fmt.Sprintf(`(() => {
	if (window !== top) return;
	console.debug(%q, performance.timeOrigin);
	const probe = window.probe = {Seen: 0, Shift: 0, Tasks: [], memories: []};
	const instantiate = WebAssembly.instantiate;
	WebAssembly.instantiate = async (...all) => {
		const made = await instantiate(...all);
		probe.memories.push(...Object.values((made.instance ?? made).exports).filter(e => e instanceof WebAssembly.Memory));
		return made;
	};
	const watch = (type, each) => {
		const observer = new PerformanceObserver(list => list.getEntries().forEach(each));
		observer.observe({type, buffered: true});
		return () => observer.takeRecords().forEach(each);
	};
	const late = [
		watch("layout-shift", entry => { if (!entry.hadRecentInput) probe.Shift += entry.value; }),
		watch("longtask", entry => probe.Tasks.push(entry.duration)),
	];
	probe.read = () => { late.forEach(take => take()); const {Seen, Shift, Tasks} = probe; return {Seen, Shift, Tasks}; };
	const size = e => e.getBoundingClientRect();
	probe.thing = () => { const e = %s; return e && size(e).width * size(e).height ? e : null; };
	const press = e => { e.click(); if (performance.now() < probe.Seen + 5000) requestAnimationFrame(() => press(e)); };
	const look = () => {
		const e = document.body && probe.thing();
		if (!e) return requestAnimationFrame(look);
		probe.Seen = performance.now();
		if (%t) press(e);
	};
	requestAnimationFrame(look);
})()`, began, cmp.Or(thing, "null"), press)
}

// read gives the figures, those of the frame that is being drawn among them.
func (b *tab) read() figures {
	b.t.Helper()
	return evaluate[figures](b, `new Promise(done => requestAnimationFrame(() => setTimeout(() => done(probe.read()))))`)
}
