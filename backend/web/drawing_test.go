package web_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/checkout"
	"noren/backend/merchant"
	"noren/backend/store/storetest"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/cart"
	"noren/shared/display"
)

// drawn is a site whose shop asks for the reading of names.
type drawn struct {
	*outward

	merchant string // another account at Amazon than the one at first; "" = that one
}

func newDrawn(t *testing.T) *drawn {
	t.Helper()
	d := &drawn{outward: newOutward(t, storetest.SQLite(t))}
	d.site.Flow.Shop = func(ctx context.Context, id string) (checkout.Shop, error) {
		shop, err := d.flowShop(ctx, id)
		shop.Kana = true
		return shop, err
	}
	d.site.Flow.Account = func(ctx context.Context, shop, merchantID string) (checkout.Account, error) {
		account, err := d.account(ctx, shop, merchantID)
		if d.merchant != "" {
			account.MerchantID = d.merchant
		}
		return account, err
	}
	return d
}

// draw draws one element in a page with this session, or none.
func (d *drawn) draw(session string, e api.Element) api.Rendered {
	d.t.Helper()
	e.ID = "1"
	return call(d.outward, api.Render, api.RenderRequest{Shop: d.shop.ID, Session: session, Device: button.PC, Elements: []api.Element{e}}).Elements[0]
}

// loggedIn is the token of a member who has just logged in at the shop.
func (d *drawn) loggedIn(id string) string {
	return d.sign(cart.Cart{}, func(header, claims map[string]any) {
		delete(claims, "cart")
		header["typ"], claims["sub"], claims["auth_time"] = "noren-member", id, d.now().Unix()
		claims["exp"] = d.now().Add(15 * time.Minute).Unix()
	})
}

// back goes to Amazon as a page wishes, comes back, and gives the session of the page.
func (d *drawn) back(change func(r *api.BeginRequest)) (session string) {
	d.t.Helper()
	r := d.beginRequest("cart-1")
	change(&r)
	id := call(d.outward, api.Begin, r).Checkout
	cookie := d.launch(id)
	_, amazon := d.choose(id, "1111")
	_, code, _ := strings.Cut(d.open(amazon, cookie, api.Japanese).location(), "#noren-")
	session = call(d.outward, api.Render, api.RenderRequest{Shop: d.shop.ID, Code: code, Verifier: verifier}).Session
	if session == "" {
		d.t.Fatal("no session after the return")
	}
	return session
}

func atTheRegister(r *api.BeginRequest) { r.Placement = display.Checkout }

// R4-6: ticked at first for guests, unticked for members; after a return as it was chosen.
func TestR4_6_FirstStateOfTheCheckBox(t *testing.T) {
	d := newDrawn(t)
	reflected := d.back(func(r *api.BeginRequest) { r.Placement, r.Reflect = display.Checkout, true })
	untouched := d.back(atTheRegister)
	for _, test := range []struct {
		name, session, member string
		want                  api.ReflectView
	}{
		{"guest", "", "", api.ReflectView{Ticked: true}},
		{"member", "", d.loggedIn("m1"), api.ReflectView{}},
		{"nobody's token", "", d.token("cart-1"), api.ReflectView{Ticked: true}},
		{"back, reflected", reflected, d.loggedIn("m1"), api.ReflectView{Ticked: true, Signed: true}},
		{"back, not reflected", untouched, "", api.ReflectView{Signed: true}},
	} {
		got := d.draw(test.session, api.Element{Name: api.ReflectElement, Cart: d.token("cart-1"), Member: test.member})
		if got.View == nil || got.View.Reflect == nil || *got.View.Reflect != test.want || strings.Contains(got.HTML, "hecked") != test.want.Ticked {
			t.Errorf("%s: %+v", test.name, got)
		}
	}
	if got := d.draw("", api.Element{Name: api.ReflectElement, Site: button.SP}); !cmp.Equal(got.Hidden, []display.Reason{display.SPSiteOnPC}) {
		t.Errorf("beside buttons that are not there: %+v", got)
	}
}

// R4-6, R4-1: what must be said beside a button, and where.
func TestR4_6_RegisterPageSaysThatNobodyIsLoggedIn(t *testing.T) {
	d := newDrawn(t)
	note := func(name api.ElementName, placement display.Placement, token string) api.ButtonNote {
		got := d.draw("", api.Element{Name: name, Placement: placement, Cart: d.token("cart-1"), Member: token})
		if got.View == nil {
			t.Fatalf("%s at %s: %+v", name, placement, got)
		}
		return got.View.Pay.Note
	}
	for _, name := range []api.ElementName{api.PayElement, api.LoginElement} {
		if got := note(name, display.Checkout, ""); got != api.NoLoginNote {
			t.Errorf("%s at the register, nobody logged in: %q", name, got)
		}
		if got := note(name, display.Checkout, d.loggedIn("m1")); got != "" {
			t.Errorf("%s at the register, a member: %q", name, got)
		}
		if got := note(name, display.Cart, ""); got != "" {
			t.Errorf("%s in the cart: %q", name, got)
		}
	}
	if got := note(api.LoginElement, display.Signup, ""); got != api.SignupNote {
		t.Errorf("registration: %q", got)
	}
	d.unlinked.Store(true)
	if got := note(api.PayElement, display.Checkout, ""); got != "" {
		t.Errorf("a shop without such a login: %q", got)
	}
}

// R3-4, R3-5, R3-7: each guide beside its button, as text, while it has something to say.
func TestR3_7_Guides(t *testing.T) {
	d := newDrawn(t)
	settings := merchant.DefaultSettings()
	image, err := d.shops.SaveImage(t.Context(), "店主", d.shop.ID, aPicture(t))
	d.must(err)
	settings.Guides.Checkout, settings.PaymentImage = "お支払いの<b>ご案内</b>\n二行目", image.ID
	settings.LoginGuides = merchant.LoginGuides{Checkout: "レジのご案内", Signup: "会員登録のご案内"}
	_, err = d.shops.SaveSettings(t.Context(), "店主", d.shop.ID, settings)
	d.must(err)
	signed := d.back(atTheRegister)
	guide := func(session string, kind button.Kind, placement display.Placement) api.Rendered {
		return d.draw(session, api.Element{Name: api.GuideElement, Kind: kind, Placement: placement})
	}
	for _, test := range []struct {
		kind      button.Kind
		placement display.Placement
		want      api.GuideView
	}{
		{"", "", api.GuideView{Kind: button.Pay, Text: settings.Guides.Checkout, Image: d.url + merchant.ImagePath(d.shop.ID, image.ID)}},
		{button.Login, "", api.GuideView{Kind: button.Login, Text: "レジのご案内"}},
		{button.Login, display.Signup, api.GuideView{Kind: button.Login, Text: "会員登録のご案内"}},
	} {
		got := guide("", test.kind, test.placement)
		if got.View == nil || got.View.Guide == nil || *got.View.Guide != test.want || strings.Contains(got.HTML, "<b>") {
			t.Errorf("%+v: %+v", test, got)
		}
	}
	for name, test := range map[string]struct {
		got  api.Rendered
		want display.Reason
	}{
		"signed in":           {guide(signed, button.Login, display.Checkout), display.Signed},
		"nothing to say":      {guide("", button.Login, display.MyPage), display.NoGuide},
		"button is not there": {d.draw("", api.Element{Name: api.GuideElement, Cart: d.sign(basket("cart-1", 1, 1_000_001), nil)}), display.GoodsRange},
	} {
		if len(test.got.Hidden) == 0 || test.got.Hidden[0] != test.want || test.got.HTML != "" || test.got.Text == "" {
			t.Errorf("%s: %+v", name, test.got)
		}
	}
}
