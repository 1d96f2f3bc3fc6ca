package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"

	"noren/backend/staff/oidctest"
)

type exhibit struct{ name, path, follow, act string }

// flaws is what a designer would not accept and a program can see.
const flaws = `(() => {
	const out = [], phone = innerWidth < 500, say = (why, e) => out.push(why + ": <" + e.tagName.toLowerCase() + (e.className ? "." + e.className : "") + "> " + (e.textContent || e.name || e.id).trim().replace(/\s+/g, " ").slice(0, 60));
	const shown = e => { const r = e.getBoundingClientRect(); return r.width > 1 && r.height > 1 && e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}); };
	if (document.documentElement.scrollWidth > innerWidth) out.push("SIDEWAYS " + document.documentElement.scrollWidth);
	for (const e of document.querySelectorAll("main *")) {
		if (!shown(e)) continue;
		const r = e.getBoundingClientRect();
		if (phone && e.matches("a.button, button, select, summary, input:not([type=hidden],[type=checkbox],[type=radio]), label.check, td a, th a, li a, .drawer a") && r.height < 43.5 && !e.closest(".sites")) say("low " + Math.round(r.height), e);
		if (r.right > innerWidth + 1 && !e.closest(".table, pre, .letter, .letterhead, [hidden]")) say("out " + Math.round(r.right), e);
		if (e.matches("button, .button, .badge, th, label > span, dt, legend, .tabs a, h1, h2, h3, p, li, small, td, dd, summary, strong, a")) {
			const walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT), lines = []; let last = null;
			if ([...e.children].some(c => ["block", "grid", "flex", "table"].includes(getComputedStyle(c).display))) continue;
			while (walker.nextNode()) for (let i = 0; i < walker.currentNode.data.length; i++) {
				const ch = walker.currentNode.data[i]; if (!ch.trim()) continue;
				const range = document.createRange(); range.setStart(walker.currentNode, i); range.setEnd(walker.currentNode, i + 1);
				const b = range.getBoundingClientRect(); if (!b.width) continue;
				if (last === null || b.top > last + 6) { lines.push(ch); last = b.top; } else lines[lines.length - 1] += ch;
			}
			if (lines.length < 2) continue;
			if (e.matches("button, .button, .badge, th, .tabs a")) say("broken [" + lines.join("|") + "]", e);
			const end = lines[lines.length - 1];
			if ([...end].length <= 2) say("orphan [" + end + "]", e);
			if (!e.matches("a, .code, code") && lines.some((l, i) => i && /^[。、」）はがをにのとでもへ]/.test(l))) say("particle [" + lines.map(l => l.slice(0, 3)).join("|") + "]", e);
		}
	}
	return [...new Set(out)].join("\n");
})()`

func (s *shopper) exhibits(list []exhibit, out *strings.Builder) {
	s.t.Helper()
	only := os.Getenv("ONLY")
	for _, x := range list {
		if only != "" && !strings.Contains(","+only+",", ","+x.name+",") && x.act == "" {
			continue
		}
		at := s.world.PayURL + x.path
		if !strings.HasPrefix(x.path, "/") {
			at = s.world.PayURL + "/console/shops/" + s.world.ShopID + "/" + x.path
		}
		s.open(at)
		if x.follow != "" {
			for f := range strings.SplitSeq(x.follow, " >> ") {
				href := evaluate[string](s, fmt.Sprintf(`document.querySelector(%q)?.href || ""`, f))
				if href == "" {
					fmt.Fprintf(out, "%s: nothing to follow %s\n", x.name, f)
					break
				}
				s.open(href)
			}
		}
		if x.act != "" {
			s.evaluateVoid("(() => { window.old = 1; " + x.act + "})()")
			end := time.Now().Add(8 * time.Second)
			for time.Now().Before(end) && !evaluate[bool](s, "window.old !== 1 && document.readyState === 'complete'") {
				time.Sleep(50 * time.Millisecond)
			}
		}
		if x.name == "" {
			continue
		}
		s.until(`document.readyState === "complete"`)
		time.Sleep(150 * time.Millisecond)
		s.picture(x.name)
		fmt.Fprintf(out, "== %s %s %s\n%s\n", s.deviceName(), x.name, strings.TrimPrefix(s.address(), s.world.PayURL), evaluate[string](s, flaws))
	}
}

func TestGallery(t *testing.T) {
	w, s := alone(t)
	s.bought()
	w.hear()
	p := w.withLogin(oidctest.Person{Subject: "1", Email: "owner@aonagi.example", Verified: true, AuthTime: time.Now()})
	_ = p
	lang := os.Getenv("LANGUAGE_")
	sets := gallery()
	var out strings.Builder
	want := os.Getenv("SETS")
	for _, phone := range []bool{false, true} {
		if d := os.Getenv("DEVICE"); d != "" && d != map[bool]string{true: "sp", false: "pc"}[phone] {
			continue
		}
		for i, set := range sets {
			if want != "" && !strings.Contains(","+want+",", ","+set.name+",") {
				continue
			}
			_ = i
			m := w.shopper(phone)
			if set.who != "" {
				m.open(w.PayURL + "/console")
				m.press("button", set.who)
				m.until(`document.querySelector("details.person")`)
				if lang == "en" {
					m.open(w.PayURL + "/console/account")
					m.evaluateVoid(`document.querySelector("[name=lang][value=en]").click()`)
					m.until(`document.documentElement.lang === "en"`)
				}
			}
			if media := os.Getenv("MEDIA"); media == "print" {
				call(m, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
			} else if media == "dark" {
				m.daylight("dark")
			}
			m.exhibits(set.list, &out)
			_ = os.WriteFile(filepath.Join(os.Getenv("NOREN_SHOTS"), "flaws.txt"), []byte(out.String()), 0o600)
		}
	}
	w.t.Log("done")
}
