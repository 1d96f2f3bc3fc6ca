//go:build !js

package widget

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
	"noren/shared/i18n"
)

// The contract with the loader: one root that carries what it needs, one place to say something, and one button where the
// component is about one.
func TestEveryComponentKeepsTheContract(t *testing.T) {
	for _, view := range views() {
		nodes := parse(t, HTML(view))
		if len(nodes) != 1 {
			t.Fatalf("%+v: %d nodes, want one root", view, len(nodes))
		}
		root, texts := nodes[0], i18n.For(view.Lang)
		if root.Tag != "div" || root.Attrs["part"] != "root" || root.Attrs["class"] != "noren" || root.Attrs["data-state"] != string(state(view)) {
			t.Errorf("root is %v", root.Attrs)
		}
		if root.Attrs["lang"] != string(view.Lang) || root.Attrs["data-offline"] != texts.Offline || root.Attrs["data-busy"] == "" {
			t.Errorf("root is %v", root.Attrs)
		}
		notices := root.parts("notice")
		if len(notices) != 1 || notices[0].Tag != "p" || notices[0].Attrs["role"] != "status" || notices[0].Attrs["aria-live"] != "polite" {
			t.Errorf("notices are %v", notices)
		}
		var got []map[string]string
		for _, each := range root.parts("button") {
			if each.Tag != "button" || each.Attrs["type"] != "button" {
				t.Errorf("a button is %v", each)
			}
			got = append(got, data(each))
		}
		if diff := cmp.Diff(wish(view), got); diff != "" {
			t.Errorf("what the button does (-want +got):\n%s", diff)
		}
	}
}

func state(view api.View) api.State {
	if view.State == "" {
		return api.Ready
	}
	return view.State
}

// wish is what the loader must find at the button of a view.
func wish(view api.View) []map[string]string {
	one := func(data map[string]string) []map[string]string { return []map[string]string{data} }
	switch {
	case view.Pay != nil:
		return one(map[string]string{"data-do": "begin", "data-kind": string(view.Pay.Kind), "data-colour": string(view.Pay.Style.Colour)})
	case view.Address != nil:
		return one(map[string]string{"data-do": "change", "data-what": "address", "data-target": string(view.Address.Target)})
	case view.Payment != nil:
		return one(map[string]string{"data-do": "change", "data-what": "payment"})
	case view.Order != nil:
		return one(map[string]string{"data-do": "confirm"})
	case view.Link != nil:
		return one(wishOfLink(*view.Link))
	}
	return nil
}

func wishOfLink(link api.LinkView) map[string]string {
	switch {
	case link.State == api.LinkMade:
		return map[string]string{"data-do": "unlink-ask"}
	case link.Prompt:
		return map[string]string{"data-do": "follow"}
	case link.State == api.LinkReady:
		return map[string]string{"data-do": "link", "data-consent": api.ConsentVersion}
	}
	return map[string]string{"data-do": "begin", "data-kind": "login", "data-link": "true", "data-consent": api.ConsentVersion}
}

func data(n node) map[string]string {
	found := map[string]string{}
	for name, value := range n.Attrs {
		if strings.HasPrefix(name, "data-") {
			found[name] = value
		}
	}
	return found
}

// What the loader shows later is hidden until then (design.md section 3).
func TestPlacesOfTheLoaderAreHidden(t *testing.T) {
	for _, view := range views() {
		for _, each := range parse(t, HTML(view))[0].all() {
			later := slices.Contains([]string{"browser", "copied", "by-hand", "filled", "check", "offer", "row", "sure", "again", "protection"}, each.Attrs["part"])
			if _, hidden := each.Attrs["hidden"]; hidden != later && each.Attrs["part"] != "delivery" {
				t.Errorf("part %q of %+v: hidden %v", each.Attrs["part"], view, hidden)
			}
		}
	}
}

// a view may show a state as the loader makes it: everything that can be pressed is off while busy or disabled, and the
// notice says what is waited for, or what went wrong.
func TestX14_StatesAreDrawnAsTheLoaderMakesThem(t *testing.T) {
	for _, view := range views() {
		root := parse(t, HTML(view))[0]
		off := view.State == api.Busy || view.State == api.Disabled
		for _, each := range root.all() {
			_, pressed := each.Attrs["data-do"]
			if got, there := each.Attrs["aria-disabled"]; there != (off && pressed) || there && got != "true" {
				t.Errorf("%s: %v", view.State, each)
			}
		}
		switch said := root.parts("notice")[0].text(); view.State {
		case api.Busy:
			if said != root.Attrs["data-busy"] {
				t.Errorf("busy says %q", said)
			}
		case api.Failed:
			if problem := i18n.For(view.Lang).Problem(api.Internal); said != problem.Title+"\n"+problem.Remedy {
				t.Errorf("failed says %q", said)
			}
		case api.Ready, api.Disabled:
		}
	}
}

// within a shadow root every id is one element's, and what names an id finds it.
func TestX20_ReferencesFindTheirElements(t *testing.T) {
	for _, view := range views() {
		ids, wanted := map[string]int{}, []string{}
		for _, each := range parse(t, HTML(view))[0].all() {
			if id := each.Attrs["id"]; id != "" {
				ids[id]++
			}
			wanted = append(wanted, strings.Fields(each.Attrs["aria-describedby"]+" "+each.Attrs["for"])...)
		}
		for id, n := range ids {
			if n != 1 || !slices.Contains(wanted, id) {
				t.Errorf("%d elements are %q, and it is wanted: %v", n, id, slices.Contains(wanted, id))
			}
		}
		for _, id := range wanted {
			if ids[id] == 0 {
				t.Errorf("nothing is %q in %+v", id, view)
			}
		}
	}
}
