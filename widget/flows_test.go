//go:build !js

package widget

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/i18n"
)

// does lists what can be pressed below a node, in order.
func (n node) does() []string {
	var all []string
	for _, each := range n.all() {
		if do := each.Attrs["data-do"]; do != "" {
			all = append(all, do)
		}
	}
	return all
}

// R4-6: a real check box with its words as its label, and the delivery address on offer where the purchaser's stays untouched.
func TestR4_6_CheckBox(t *testing.T) {
	for _, test := range []struct {
		view     api.ReflectView
		delivery bool
	}{
		{api.ReflectView{Ticked: true}, false},
		{api.ReflectView{}, false},
		{api.ReflectView{Ticked: true, Signed: true}, false},
		{api.ReflectView{Signed: true}, true},
	} {
		root := parse(t, HTML(api.View{Reflect: &test.view}))[0]
		label := root.parts("reflect")[0]
		box := label.parts("box")[0]
		_, ticked := box.Attrs["checked"]
		if label.Tag != "label" || label.text() != i18n.Japanese.Reflect || box.Attrs["type"] != "checkbox" || ticked != test.view.Ticked {
			t.Errorf("%+v: %+v", test.view, label)
		}
		delivery := root.parts("delivery")[0]
		if _, hidden := delivery.Attrs["hidden"]; hidden == test.delivery || !cmp.Equal(delivery.does(), []string{"fill-delivery"}) {
			t.Errorf("%+v: %+v", test.view, delivery)
		}
	}
}

// R4-6, R4-1: the register page and the registration page tell alike what was filled in, and ask alike.
func TestR4_6_FillingIsToldInOnePlace(t *testing.T) {
	register := parse(t, HTML(api.View{Reflect: &api.ReflectView{}}))[0].parts("filling")
	signup := parse(t, HTML(api.View{Pay: &api.PayView{Kind: button.Login, Note: api.SignupNote}}))[0].parts("filling")
	if diff := cmp.Diff(register, signup); diff != "" || len(register) != 1 {
		t.Fatal(diff)
	}
	frame := register[0]
	if frame.Attrs["role"] != "status" || !cmp.Equal(frame.does(), []string{"undo", "fill-replace", "fill-keep"}) {
		t.Errorf("%v, %v", frame.Attrs, frame.does())
	}
	var places []string
	for _, each := range frame.all() {
		if place := each.Attrs["data-place"]; place != "" {
			places = append(places, place)
		}
	}
	if diff := cmp.Diff([]string{"n", "label", "label", "from", "to"}, places); diff != "" {
		t.Error(diff)
	}
}

// what is agreed to stands before the button that agrees; an invitation agrees to nothing; undoing asks first.
func TestX13_NothingIsLinkedOrUndoneUnasked(t *testing.T) {
	for _, link := range links {
		root := parse(t, HTML(api.View{Link: &link}))[0]
		consents := len(root.parts("consent"))
		wanted := link.State != api.LinkMade && !link.Prompt
		if (consents == 1) != wanted {
			t.Errorf("%+v: %d consents", link, consents)
		}
		if html := HTML(api.View{Link: &link}); wanted && strings.Index(html, i18n.Japanese.LinkConsent) > strings.Index(html, "data-consent") {
			t.Errorf("%+v: the consent is behind the button", link)
		}
		if link.State == api.LinkMade {
			sure := root.parts("sure")[0]
			if !cmp.Equal(root.does(), []string{"unlink-ask", "unlink", "unlink-keep", "login-again"}) || !cmp.Equal(sure.does(), []string{"unlink", "unlink-keep"}) {
				t.Errorf("%v", root.does())
			}
		}
	}
}

// R4-16: the benefits are named wherever a member is invited, and not to who is linked already.
func TestR4_16_BenefitsAreNamed(t *testing.T) {
	for _, link := range links {
		benefits := parse(t, HTML(api.View{Link: &link}))[0].parts("benefits")
		if (len(benefits) == 1) != (link.State != api.LinkMade) || len(benefits) == 1 && len(benefits[0].Kids) != 2 {
			t.Errorf("%+v: %v", link, benefits)
		}
	}
}

// R4-5: a question is a labelled field with the name that browsers fill in by; none are asked for nothing.
func TestR4_5_Questions(t *testing.T) {
	root := parse(t, HTML(api.View{Order: &api.OrderView{Questions: append(questioned, "shoeSize")}}))[0]
	asked := root.parts("question")
	if len(asked) != len(questioned) {
		t.Fatalf("%d questions for %d fields", len(asked), len(questioned))
	}
	for i, field := range questioned {
		label, input := asked[i].Kids[0], asked[i].parts("field")[0]
		if label.text() != i18n.Japanese.Fields[field] || label.Attrs["for"] != input.Attrs["id"] || input.Attrs["data-field"] != string(field) {
			t.Errorf("%s: %+v", field, asked[i])
		}
		if field == api.Prefecture && len(input.Kids) != 48 {
			t.Errorf("%d choices of prefecture, want 47 and none", len(input.Kids))
		}
	}
	if none := parse(t, HTML(api.View{Order: &api.OrderView{}}))[0].parts("questions"); none != nil {
		t.Errorf("asks for nothing: %v", none)
	}
}

// every way to Amazon brings along the way out of an app's own browser.
func TestX7_WayOutOfAnApp(t *testing.T) {
	for _, view := range views() {
		root := parse(t, HTML(view))[0]
		begins := strings.Contains(strings.Join(root.does(), " "), "begin")
		ways := root.parts("browser")
		if begins && len(ways) != 1 || len(ways) == 1 && !cmp.Equal(ways[0].does(), []string{"open-browser", "copy-link"}) {
			t.Errorf("%+v: %v", view, ways)
		}
	}
}
