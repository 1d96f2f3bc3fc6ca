package web_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/backend/member"
	"noren/backend/merchant"
	"noren/backend/session"
	"noren/backend/store/storetest"
	"noren/backend/web/shopapi"
	"noren/shared/api"
)

// visit is the session of a browser that came back from Amazon as one of the sandbox's buyers.
func (o *outward) visit(buyer, cartID string) (id, token string) {
	o.t.Helper()
	id = o.begin(cartID)
	sessionID, _ := o.chooseAs(buyer, id, "")
	_, err := o.site.Flow.Review(o.t.Context(), id, sessionID)
	o.must(err)
	code, err := o.sessions.IssueCode(o.t.Context(), session.Code{Shop: o.shop.ID, Checkout: id, Challenge: leaving("/").Challenge})
	o.must(err)
	token, _, err = o.sessions.Exchange(o.t.Context(), id, code, verifier)
	o.must(err)
	return id, token
}

func (o *outward) buyerOf(checkout string) string {
	o.t.Helper()
	row, err := o.site.Flow.Get(o.t.Context(), o.shop.ID, checkout)
	o.must(err)
	shot, err := o.site.Flow.Snapshot(o.shop.ID, row.Buyer)
	o.must(err)
	return shot.BuyerID
}

// links asks for a link as the shop's server does, and gives status and answer.
func (o *outward) links(key, visit, memberID string) (status int, body string) {
	o.t.Helper()
	status, body, _ = o.send(http.MethodPost, "/api/v1/links", encode(o, shopapi.LinkRequest{Visit: visit, MemberId: memberID, Consent: api.ConsentVersion}), bearer(key))
	return status, body
}

func (o *outward) linked(key, visit, memberID string) {
	o.t.Helper()
	if status, body := o.links(key, visit, memberID); status != http.StatusCreated {
		o.t.Fatalf("%d %s", status, body)
	}
}

// A registration that Amazon filled in is linked by the shop's word, and from then on the login code names the member.
func TestR4_1_RegistrationIsLinked(t *testing.T) {
	everyDatabase(t, func(t *testing.T, o *outward) {
		key := o.key(merchant.Scopes()...)
		_, visit := o.visit("taro", "cart-1")
		for range 2 { // an answer may be lost: the second is the first's
			status, body := o.links(key, visit, "m-1001")
			if status != http.StatusCreated || !strings.Contains(body, `"memberId":"m-1001"`) {
				t.Fatalf("%d %s", status, body)
			}
			o.conforms("Link", []byte(body))
		}
		next, _ := o.visit("taro", "cart-2")
		response, err := o.client(key).ExchangeCodeWithResponse(t.Context(), shopapi.CodeExchange{Code: o.loginCode(next)})
		o.must(err)
		if response.JSON200 == nil || response.JSON200.MemberId == nil || *response.JSON200.MemberId != "m-1001" {
			t.Errorf("%s", response.Body)
		}
		record := o.export(key, "m-1001")
		if len(record.Events) != 1 || record.Events[0].Way != shopapi.LinkWaySignup || record.Events[0].Consent != api.ConsentVersion {
			t.Errorf("%+v", record.Events)
		}
	})
}

func (o *outward) export(key, memberID string) shopapi.Member {
	o.t.Helper()
	response, err := o.client(key).ExportMemberWithResponse(o.t.Context(), memberID)
	o.must(err)
	if response.JSON200 == nil || response.HTTPResponse.Header.Get("Cache-Control") != "no-store" {
		o.t.Fatalf("%s %v: %s", response.Status(), response.HTTPResponse.Header, response.Body)
	}
	o.conforms("Member", response.Body)
	return *response.JSON200
}

// One answer for every conflict: it does not tell whether the other one is a member, or linked.
func TestX13_ConflictsAreNeutral(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	key := o.key(merchant.WriteLinks)
	_, taro := o.visit("taro", "cart-1")
	_, hanako := o.visit("hanako", "cart-2")
	o.linked(key, taro, "m-1")
	o.linked(key, hanako, "m-2")
	answers := map[string]string{}
	for name, pair := range map[string]struct{ visit, id string }{
		"the account is somebody's":              {taro, "m-3"},
		"both are somebody's, and not together":  {taro, "m-2"},
		"the other way round":                    {hanako, "m-1"},
		"a member that the shop never spoke of":  {hanako, "nobody"},
		"one that looks like the other's":        {hanako, "M-2"},
		"the e-mail address of the other member": {hanako, "taro@example.jp"},
	} {
		status, body := o.links(key, pair.visit, pair.id)
		if status != http.StatusConflict || problemCode(t, body) != api.LinkConflict {
			t.Errorf("%s: %d %s", name, status, body)
		}
		answers[body] = name
	}
	if len(answers) != 1 {
		t.Errorf("conflicts differ: %v", answers)
	}
}

func TestX13_WrongLinksChangeNothing(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	key := o.key(merchant.WriteLinks, merchant.ReadMembers)
	stranger := o.addShop("別の店")
	foreign, err := o.shops.NewSecretKey(t.Context(), "cli", stranger.ID, merchant.WriteLinks)
	o.must(err)
	id, visit := o.visit("taro", "cart-1")
	body := func(visit, id, consent string) string {
		return encode(o, shopapi.LinkRequest{Visit: visit, MemberId: id, Consent: consent})
	}
	for name, test := range map[string]struct {
		key, body string
		status    int
		code      api.Code
	}{
		"visit of another shop": {foreign, body(visit, "m-1", api.ConsentVersion), 401, api.SessionExpired},
		"unknown visit":         {key, body(visit+"x", "m-1", api.ConsentVersion), 401, api.SessionExpired},
		"the checkout's id":     {key, body(id, "m-1", api.ConsentVersion), 401, api.SessionExpired},
		"old consent":           {key, body(visit, "m-1", "2020-01"), 409, api.ConsentMissing},
		"no consent":            {key, body(visit, "m-1", ""), 422, api.Invalid},
		"no member":             {key, body(visit, "", api.ConsentVersion), 422, api.Invalid},
		"member with blank":     {key, body(visit, "m 1", api.ConsentVersion), 422, api.Invalid},
		"invisible member":      {key, body(visit, "m\u200b1", api.ConsentVersion), 422, api.Invalid},
		"member too long":       {key, body(visit, strings.Repeat("暖", 101), api.ConsentVersion), 422, api.Invalid},
		"e-mail instead":        {key, `{"email":"taro@example.jp","memberId":"m-1","consent":"2026-11"}`, 422, api.Invalid},
		"buyer id instead":      {key, `{"buyerId":"` + o.buyerOf(id) + `","memberId":"m-1","consent":"2026-11"}`, 422, api.Invalid},
	} {
		status, answer, _ := o.send(http.MethodPost, "/api/v1/links", test.body, bearer(test.key))
		if status != test.status || problemCode(t, answer) != test.code {
			t.Errorf("%s: %d %s, want %d %s", name, status, answer, test.status, test.code)
		}
	}
	o.unlinked.Store(true)
	if status, answer := o.links(key, visit, "m-1"); status != http.StatusConflict || problemCode(t, answer) != "linking_off" { // R3-13
		t.Errorf("in a shop without linking: %d %s", status, answer)
	}
	if record := o.export(key, "m-1"); len(record.Links)+len(record.Events) != 0 {
		t.Errorf("%+v", record)
	}
}

func TestX13_LinksAreLimitedAtTheWire(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	key := o.key(merchant.WriteLinks)
	_, taro := o.visit("taro", "cart-1")
	o.linked(key, taro, "m-1")
	for i := range member.Attempts - 1 { // the first link was one of them
		if status, body := o.links(key, taro, fmt.Sprint("guess-", i)); status != http.StatusConflict {
			t.Fatalf("attempt %d: %d %s", i+2, status, body)
		}
	}
	request := encode(o, shopapi.LinkRequest{Visit: taro, MemberId: "guess", Consent: api.ConsentVersion})
	status, body, header := o.send(http.MethodPost, "/api/v1/links", request, bearer(key))
	if status != http.StatusTooManyRequests || problemCode(t, body) != api.TooMany || header.Get("Retry-After") != "360" {
		t.Errorf("one more: %d %v %s", status, header, body)
	}
	id, hanako := o.visit("hanako", "cart-2")
	o.linked(key, hanako, "m-2")
	account := member.Account{MerchantID: o.amazon.Merchant().MerchantID, BuyerID: o.buyerOf(id)}
	o.redis.Close() // who cannot count lets nobody try
	if _, err := o.site.Members.Link(t.Context(), o.shop.ID, account, "m-2", member.MyPage, api.ConsentVersion); !errors.Is(err, member.ErrTooMany) {
		t.Errorf("without Redis: %v", err)
	}
}

func TestX13_RaceForOneAccountAtTheWire(t *testing.T) {
	everyDatabase(t, func(t *testing.T, o *outward) {
		key := o.key(merchant.WriteLinks)
		_, taro := o.visit("taro", "cart-1")
		const n = 8
		statuses := make([]int, n)
		var group sync.WaitGroup
		for i := range n {
			group.Go(func() { statuses[i], _ = o.links(key, taro, fmt.Sprint("m-", i)) })
		}
		group.Wait()
		made := 0
		for _, status := range statuses {
			if status == http.StatusCreated {
				made++
			} else if status != http.StatusConflict {
				t.Errorf("%v", statuses)
			}
		}
		if made != 1 {
			t.Errorf("%d links of one account: %v", made, statuses)
		}
	})
}

func TestX13_ShopUnlinksAndErases(t *testing.T) {
	everyDatabase(t, func(t *testing.T, o *outward) {
		key := o.key(merchant.Scopes()...)
		stranger := o.addShop("別の店")
		foreign, err := o.shops.NewSecretKey(t.Context(), "cli", stranger.ID, merchant.Scopes()...)
		o.must(err)
		id, visit := o.visit("taro", "cart-1")
		o.linked(key, visit, "m-1")
		unlink := func(key string) (int, string) {
			status, body, _ := o.send(http.MethodDelete, "/api/v1/members/m-1/link", "", bearer(key))
			return status, body
		}
		erase := func(key string) int {
			status, _, _ := o.send(http.MethodDelete, "/api/v1/members/m-1", "", bearer(key))
			return status
		}
		if status, body := unlink(foreign); status != http.StatusNotFound || problemCode(t, body) != api.LinkUnknown {
			t.Errorf("unlinked by another shop: %d %s", status, body)
		}
		if record := o.export(foreign, "m-1"); erase(foreign) != http.StatusNoContent || len(record.Links)+len(record.Events)+len(record.Visits) != 0 {
			t.Errorf("another shop knows %+v", record)
		}
		record := o.export(key, "m-1")
		if len(record.Visits) != 1 || record.Visits[0].Checkout != id || record.Visits[0].PersonalData != shopapi.OneWeek {
			t.Errorf("visits %+v", record.Visits)
		}
		if len(record.Links) != 1 || record.Links[0].BuyerId != o.buyerOf(id) || record.Links[0].MerchantId != o.amazon.Merchant().MerchantID {
			t.Errorf("links %+v", record.Links)
		}
		if status, body := unlink(key); status != http.StatusNoContent {
			t.Fatalf("%d %s", status, body)
		}
		if status, _ := unlink(key); status != http.StatusNotFound {
			t.Errorf("unlinked twice: %d", status)
		}
		if record := o.export(key, "m-1"); len(record.Links) != 0 || len(record.Events) != 2 || record.Events[1].Way != shopapi.LinkWayShop {
			t.Errorf("after unlinking: %+v", record)
		}
		o.linked(key, visit, "m-1")
		for range 2 {
			if status := erase(key); status != http.StatusNoContent {
				t.Fatal(status)
			}
			want := shopapi.Member{MemberId: "m-1", Links: []shopapi.MemberLink{}, Events: []shopapi.LinkEvent{}, Visits: []shopapi.Visit{}}
			if diff := cmp.Diff(want, o.export(key, "m-1")); diff != "" {
				t.Errorf("after erasing: %s", diff)
			}
		}
		c := o.checkout(key, id)
		if c.Purchaser != nil || c.Delivery != nil {
			t.Errorf("the erased visit still knows %+v", c)
		}
		if status, body := o.links(key, visit, "m-1"); status != http.StatusUnauthorized || problemCode(t, body) != api.SessionExpired {
			t.Errorf("the erased visit links again: %d %s", status, body)
		}
	})
}

// Who is erased in the middle of a checkout presses the button again, and can pay.
func TestX13_ErasedShopperChoosesAgain(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	key := o.key(merchant.Scopes()...)
	id, visit := o.visit("taro", "cart-1")
	o.linked(key, visit, "m-1")
	o.must(o.site.Members.Erase(t.Context(), o.shop.ID, "api:key_1", "m-1"))
	status, body, _ := o.post(api.Confirm.Path, encode(o, o.confirmRequest("cart-1", visit)), nil)
	if status != http.StatusConflict || problemCode(t, body) != api.AddressMissing {
		t.Fatalf("confirmed without an address: %d %s", status, body)
	}
	again := o.paid("cart-1")
	o.settle(again)
	if c := o.checkout(key, again); c.State != shopapi.CheckoutStatePlaced || c.Purchaser == nil {
		t.Errorf("%+v", c)
	}
	if c := o.checkout(key, id); c.Purchaser != nil {
		t.Errorf("%+v", c)
	}
}

// Ids are the shop's: whatever is visible, however an address must write it.
func TestX13_MemberIDsInAddresses(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	key := o.key(merchant.ReadMembers)
	for _, id := range []string{
		"1", "m-1001", "hanako@shop.example", "hanako+shop@shop.example", "7a1e9c9e-0d6f-4a55-8d5e-1f1c2f1b0a11", "会員壱", "a/b", "50%", "a%41", "%2F",
		"a?b#c", "a;b=c,d", "~tilde", `"quoted"`, strings.Repeat("x", 100), strings.Repeat("暖", 100),
	} {
		if got := o.export(key, id).MemberId; got != id { // escaped as Go's client does
			t.Errorf("%q is read as %q", id, got)
		}
		escaped := url.QueryEscape(id) // every reserved character is escaped, as JavaScript's encodeURIComponent does
		status, body, _ := o.send(http.MethodGet, "/api/v1/members/"+escaped, "", bearer(key))
		if want := `"memberId":` + encode(o, id); status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%q as %s: %d %s", id, escaped, status, body)
		}
	}
	for _, path := range []string{"m%201", "m%001", "m%0a1", "%E2%80%8B", strings.Repeat("x", 101), "m%FF"} {
		if status, body, _ := o.send(http.MethodGet, "/api/v1/members/"+path, "", bearer(key)); status != http.StatusUnprocessableEntity || problemCode(t, body) != api.Invalid {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
}
