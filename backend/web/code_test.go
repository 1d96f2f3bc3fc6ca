package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"noren/backend/session"
	"noren/shared/api"
	"noren/shared/cart"
)

// everyElement asks for all that can show something of a checkout.
func (o *outward) everyElement(code, verifier, session string) api.RenderRequest {
	return api.RenderRequest{
		Shop: o.shop.ID, Code: code, Verifier: verifier, Session: session, Lang: api.English,
		Elements: []api.Element{
			{ID: "1", Name: api.AddressElement},
			{ID: "2", Name: api.PaymentElement},
			{ID: "3", Name: api.OrderElement, Cart: o.token("cart-1")},
			{ID: "4", Name: api.PayElement, Cart: o.token("cart-1")},
		},
	}
}

// lost proves that a return cannot be taken up: its problem stands beside the elements, which are drawn as for anybody.
func (w watched) lost(name string, r api.RenderRequest, code api.Code) {
	w.t.Helper()
	for _, lang := range []api.Lang{api.Japanese, api.English} {
		r.Lang = lang
		w.unchanged(name, nothing, func() {
			response := call(w.outward, api.Render, r)
			want := problemText(lang, code)
			if p := response.Problem; p == nil || p.Code != code || p.Status != http.StatusUnauthorized || p.Title != want.Title || p.Detail != want.Remedy {
				w.t.Errorf("%s: problem %+v, want %s in %s", name, p, code, lang)
			}
			if response.Session != "" || response.Checkout != nil {
				w.t.Errorf("%s: gave away %q %+v", name, response.Session, response.Checkout)
			}
			anonymous(w.t, name, encode(w.outward, response))
			if n := len(response.Elements); n != 4 || response.Elements[0].Hidden == nil || response.Elements[3].HTML == "" {
				w.t.Errorf("%s: %d elements: %+v", name, n, response.Elements)
			}
		})
	}
}

// A one-time code opens the checkout for the browser that left, in the shop that it left, once (pitfalls 20 and 28).
func TestPitfall20_StolenCodesOpenNothing(t *testing.T) {
	w := newWatched(t)
	s := w.arrive("cart-1")
	other := w.arrive("cart-2")
	id, secret, _ := strings.Cut(s.code, "-")
	otherID, _, _ := strings.Cut(other.code, "-")
	w.lost("without verifier", w.everyElement(s.code, "", ""), api.CodeInvalid)
	w.lost("with another verifier", w.everyElement(s.code, verifier+"x", ""), api.CodeInvalid)
	w.lost("for another checkout", w.everyElement(otherID+"-"+secret, verifier, ""), api.CodeInvalid)
	w.lost("unknown", w.everyElement(id+"-"+strings.Repeat("A", len(secret)), verifier, ""), api.CodeInvalid)
	w.lost("only the checkout", w.everyElement(id, verifier, ""), api.CodeInvalid)
	good := w.everyElement(s.code, verifier, "")
	first := call(w.outward, api.Render, good)
	again := call(w.outward, api.Render, good) // the answer was lost
	if first.Session == "" || first.Session != again.Session || again.Problem != nil || again.Checkout == nil {
		t.Errorf("the same pair within a minute: %q, then %q, %+v", first.Session, again.Session, again.Problem)
	}
	w.redis.FastForward(session.CodeMemory + time.Second)
	w.lost("used up", good, api.CodeInvalid)
	good.Session = first.Session // a reloaded page still has its session
	if reloaded := call(w.outward, api.Render, good); reloaded.Session != first.Session || reloaded.Problem != nil {
		t.Errorf("reloaded: %+v", reloaded.Problem)
	}
}

// A session, and a code, are those of one shop; and a page without either shows nothing of anybody.
func TestPitfall28_SessionsOfAnotherShopOpenNothing(t *testing.T) {
	w := newWatched(t)
	s, fresh := w.returned("cart-1"), w.arrive("cart-2")
	mine, key := w.shop, w.cartKey
	w.shop = w.addShop("別の店")
	w.cartKey = w.cartKeyOf(w.shop.ID)
	w.lost("session of another shop", w.everyElement("", "", s.session), api.SessionExpired)
	w.lost("code of another shop", w.everyElement(fresh.code, verifier, ""), api.CodeInvalid)
	w.lost("session unknown", w.everyElement("", "", s.session[:len(s.session)-1]+"_"), api.SessionExpired)
	w.lost("no session's shape", w.everyElement("", "", "x"), api.SessionExpired)
	nobody := w.everyElement("", "", "")
	response := call(w.outward, api.Render, nobody)
	if response.Problem != nil || response.Session != "" || response.Checkout != nil {
		t.Errorf("no return at all: %+v", response)
	}
	anonymous(t, "no return at all", encode(w.outward, response))
	expired := func(name, body string) wrong { return wrong{name, body, nil, 401, api.SessionExpired, ""} }
	w.refused(api.Confirm.Path, []wrong{expired("session of another shop", encode(w.outward, w.confirmRequest("cart-1", s.session)))})
	w.refused(api.Change.Path, []wrong{expired("session of another shop", encode(w.outward, w.changeRequest(s.session)))})
	w.shop, w.cartKey = mine, key
	if response := call(w.outward, api.Render, api.RenderRequest{Shop: mine.ID, Code: fresh.code, Verifier: verifier}); response.Session == "" {
		t.Errorf("the owner of the code: %+v", response.Problem)
	}
	w.redis.FastForward(session.Idle + time.Second)
	w.lost("idle for two hours", w.everyElement("", "", s.session), api.SessionExpired)
}

func (o *outward) changeRequest(session string) api.ChangeRequest {
	return api.ChangeRequest{Shop: o.shop.ID, Session: session, What: api.ChangeAddress, Leaving: leaving("/cart")}
}

// What Confirm and Change refuse, with a session that is good.
func TestR4_8_WrongConfirmsChangeNothing(t *testing.T) {
	w := newWatched(t)
	s := w.returned("cart-1")
	confirm := func(change func(r *api.ConfirmRequest)) string {
		r := w.confirmRequest("cart-1", s.session)
		r.Cart = w.sign(basket("cart-1", 2, 3000), nil)
		change(&r)
		return encode(w.outward, r)
	}
	cartOf := func(c cart.Cart, issued time.Duration) string {
		return confirm(func(r *api.ConfirmRequest) {
			r.Cart = w.sign(c, func(_, claims map[string]any) { claims["iat"] = w.now().Add(issued).Unix() })
		})
	}
	proxy := basket("cart-1", 2, 3000)
	proxy.Kind = cart.Proxy
	newer := w.beginRequest("cart-1") // another tab began with version 2 and saw it
	newer.Cart = w.sign(basket("cart-1", 2, 3000), nil)
	call(w.outward, api.Begin, newer)
	same := func(*api.ConfirmRequest) {}
	w.refused(api.Confirm.Path, []wrong{
		{"no session", confirm(func(r *api.ConfirmRequest) { r.Session = "" }), nil, 422, api.Invalid, "session"},
		{"unknown session", confirm(func(r *api.ConfirmRequest) { r.Session = "0123456789abcdef.x" }), nil, 401, api.SessionExpired, ""},
		{"unknown shop", confirm(func(r *api.ConfirmRequest) { r.Shop = "shop_nobody" }), nil, 404, api.UnknownShop, ""},
		{"another origin", confirm(same), map[string]string{"Origin": "https://evil.test"}, 403, api.WrongOrigin, ""},
		{"forged cart", confirm(func(r *api.ConfirmRequest) { r.Cart = r.Cart[:len(r.Cart)-4] + "AAAA" }), nil, 422, api.CartInvalid, ""},
		{"another cart", cartOf(basket("cart-2", 2, 3000), 0), nil, 422, api.CartInvalid, ""},
		{"older cart", cartOf(basket("cart-1", 1, 3000), 0), nil, 409, api.CartStale, ""},
		{"signed 32 minutes ago", cartOf(basket("cart-1", 2, 3000), -32*time.Minute), nil, 422, api.CartExpired, ""},
		{"¥0", cartOf(basket("cart-1", 2, 0), 0), nil, 409, "goods_range", ""},
		{"¥1,000,001", cartOf(basket("cart-1", 2, 1_000_001), 0), nil, 409, "goods_range", ""},
		{"proxy order", cartOf(proxy, 0), nil, 409, "kind_not_allowed", ""},
		{"complete page elsewhere", confirm(func(r *api.ConfirmRequest) { r.ReturnTo = "https://evil.test/" }), nil, 422, api.BadReturnTo, ""},
		{"this page elsewhere", confirm(func(r *api.ConfirmRequest) { r.Page = "https://evil.test/" }), nil, 422, api.BadReturnTo, ""},
		{"no page", confirm(func(r *api.ConfirmRequest) { r.Page = "" }), nil, 422, api.Invalid, "page"},
	})
	change := func(change func(r *api.ChangeRequest)) string {
		r := w.changeRequest(s.session)
		change(&r)
		return encode(w.outward, r)
	}
	changes := []wrong{
		{"no session", change(func(r *api.ChangeRequest) { r.Session = "" }), nil, 422, api.Invalid, "session"},
		{"unknown session", change(func(r *api.ChangeRequest) { r.Session = "0123456789abcdef.x" }), nil, 401, api.SessionExpired, ""},
		{"unknown shop", change(func(r *api.ChangeRequest) { r.Shop = "shop_nobody" }), nil, 404, api.UnknownShop, ""},
		{"another origin", change(func(*api.ChangeRequest) {}), map[string]string{"Origin": "null"}, 403, api.WrongOrigin, ""},
		{"something else", change(func(r *api.ChangeRequest) { r.What = "name" }), nil, 422, api.Invalid, "what"},
		{"back elsewhere", change(func(r *api.ChangeRequest) { r.ReturnTo = "https://evil.test/" }), nil, 422, api.BadReturnTo, ""},
	}
	w.refused(api.Change.Path, changes)
	departure := call(w.outward, api.Confirm, func() api.ConfirmRequest { // nothing of this stands in the way
		r := w.confirmRequest("cart-1", s.session)
		r.Cart = w.sign(basket("cart-1", 2, 3000), nil)
		return r
	}())
	back, err := w.amazon.Pay(s.amazon)
	w.must(err)
	if p := w.open(back, s.cookie, api.Japanese); departure.Go == "" || p.location() != shopOrigin+"/complete?noren_checkout="+s.id {
		t.Errorf("paid: %d %s", p.status, p.location())
	}
	paid := func(body string) wrong { return wrong{"when it is paid", body, nil, 409, api.AlreadyPaid, ""} }
	w.refused(api.Confirm.Path, []wrong{paid(confirm(same))})
	w.refused(api.Change.Path, []wrong{paid(change(func(*api.ChangeRequest) {}))})
}
