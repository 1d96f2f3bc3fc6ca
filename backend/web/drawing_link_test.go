package web_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/member"
	"noren/shared/api"
	"noren/shared/display"
)

func (d *drawn) link(session, token string, prompt bool) api.Rendered {
	d.t.Helper()
	return d.draw(session, api.Element{Name: api.LinkElement, Placement: display.MyPage, Member: token, Prompt: prompt})
}

// R4-9, R4-10, X-13: what a member meets before and after linking, and that nobody else meets anything.
func TestR4_10_StatesOfALink(t *testing.T) {
	d := newDrawn(t)
	hanako, session := d.loggedIn("hanako"), d.back(atTheRegister)
	state := func(session, token string) api.LinkState {
		got := d.link(session, token, false)
		if got.View == nil {
			t.Fatalf("%+v", got)
		}
		return got.View.Link.State
	}
	if got := state("", hanako); got != api.LinkNone {
		t.Errorf("without a visit: %q", got)
	}
	if got := state(session, hanako); got != api.LinkReady {
		t.Errorf("after a visit: %q", got)
	}
	if got := d.link("", hanako, true); got.View == nil || !got.View.Link.Prompt || !strings.Contains(got.HTML, `data-do="follow"`) {
		t.Errorf("invitation: %+v", got)
	}
	response := call(d.outward, api.Link, api.LinkRequest{Shop: d.shop.ID, Session: session, Member: hanako, Consent: api.ConsentVersion})
	if !response.Linked {
		t.Fatalf("%+v", response)
	}
	made := d.link("", hanako, false)
	want := api.LinkView{Placement: display.MyPage, State: api.LinkMade, Since: d.now().In(time.FixedZone("JST", 9*60*60)).Format(time.DateOnly)}
	if made.View == nil || *made.View.Link != want {
		t.Errorf("linked: %+v", made)
	}
	if got := d.link("", hanako, true); !cmp.Equal(got.Hidden, []display.Reason{display.Linked}) {
		t.Errorf("invitation of a linked member: %+v", got)
	}
	if got := state(session, d.loggedIn("taro")); got != api.LinkNone { // at Amazon there is another account to choose
		t.Errorf("another member with the same Amazon account: %q", got)
	}
	d.merchant = "A2ANOTHER"
	if got := state(session, hanako); got != api.LinkNone {
		t.Errorf("at another account of the shop's: %q", got)
	}
}

// without a member, or without linking, there is no such element.
func TestX13_LinkIsForMembers(t *testing.T) {
	d := newDrawn(t)
	old := d.loggedIn("hanako")
	hidden := func(name, token string, want display.Reason) {
		t.Helper()
		if got := d.link("", token, false); !cmp.Equal(got.Hidden, []display.Reason{want}) || got.HTML != "" {
			t.Errorf("%s: %+v", name, got)
		}
	}
	hidden("nobody", "", display.NoMember)
	hidden("a cart's token", d.token("cart-1"), display.Reason(api.MemberInvalid))
	d.advance(time.Hour)
	hidden("an old token", old, display.Reason(api.MemberExpired))
	d.unlinked.Store(true)
	hidden("linking is off", d.loggedIn("hanako"), display.LinkingOff)
}

// R4-5: what Amazon does not have is asked for; R4-7: both addresses stand where they are changed.
func TestR4_5_WhatIsMissingIsAskedFor(t *testing.T) {
	d := newDrawn(t)
	session := d.back(atTheRegister)
	order := d.draw(session, api.Element{Name: api.OrderElement, Cart: d.token("cart-1")})
	if order.View == nil || !cmp.Equal(order.View.Order.Questions, []api.Field{api.FamilyKana, api.GivenKana}) || !strings.Contains(order.HTML, `data-field="familyKana"`) {
		t.Errorf("%+v", order)
	}
	for _, target := range []api.Target{api.Purchaser, api.Delivery} {
		got := d.draw(session, api.Element{Name: api.AddressElement, Target: target})
		if got.View == nil || got.View.Address.Name == "" || !strings.Contains(got.HTML, `data-target="`+string(target)+`"`) {
			t.Errorf("%s: %+v", target, got)
		}
	}
}

// A member's storage that fails hides what stands on it, and nothing else.
func TestX8_OneElementThatFailsHidesItselfOnly(t *testing.T) {
	d := newDrawn(t)
	hanako := d.loggedIn("hanako")
	d.site.Members = &member.Members{DB: d.db, Now: d.now, Shop: func(context.Context, string) (member.Shop, error) { return member.Shop{}, errors.New("broken") }}
	response := call(d.outward, api.Render, api.RenderRequest{Shop: d.shop.ID, Elements: []api.Element{
		{ID: "1", Name: api.LinkElement, Member: hanako}, {ID: "2", Name: api.PayElement, Cart: d.token("cart-1"), Member: hanako},
	}})
	if got := response.Elements; !cmp.Equal(got[0].Hidden, []display.Reason{display.Reason(api.Internal)}) || got[1].HTML == "" {
		t.Errorf("%+v", got)
	}
}
