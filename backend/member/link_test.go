package member_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/member"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/api"
)

func TestX13_LinkBelongsToOneShopAndOneMerchantAccount(t *testing.T) {
	onEvery(t, func(t *testing.T, o *office) {
		taro := account("TARO")
		if owner := o.owner(shop, taro); owner != "" {
			t.Fatalf("at first it is %q's", owner)
		}
		link, err := o.Link(t.Context(), shop, taro, "m-1", member.Signup, api.ConsentVersion)
		want := member.Link{MemberID: "m-1", Account: taro, Way: member.Signup, Consent: api.ConsentVersion, At: start}
		if diff := cmp.Diff(want, link); err != nil || diff != "" {
			t.Fatal(err, diff)
		}
		for _, test := range []struct {
			shop    string
			account member.Account
			want    string
		}{
			{shop, taro, "m-1"},
			{otherShop, taro, ""},
			{shop, member.Account{MerchantID: "A2MERCHANT", BuyerID: taro.BuyerID}, ""},
			{shop, account("HANAKO"), ""},
			{shop, member.Account{MerchantID: merchant}, ""},
			{shop, member.Account{}, ""},
		} {
			if owner := o.owner(test.shop, test.account); owner != test.want {
				t.Errorf("%s, %+v: %q, want %q", test.shop, test.account, owner, test.want)
			}
		}
		link, found, err := o.Linked(t.Context(), shop, merchant, "m-1")
		if diff := cmp.Diff(want, link); err != nil || !found || diff != "" {
			t.Error(found, err, diff)
		}
		if _, found, err := o.Linked(t.Context(), shop, "A2MERCHANT", "m-1"); err != nil || found {
			t.Errorf("at another merchant account: %v, %v", found, err)
		}
	})
}

// Once more the same is no event and keeps the first consent; anything else is one and the same neutral conflict.
func TestX13_OneAccountOneMember(t *testing.T) {
	onEvery(t, func(t *testing.T, o *office) {
		o.must(o.links(account("TARO"), "m-1"))
		o.pass(time.Hour)
		link, err := o.Link(t.Context(), shop, account("TARO"), "m-1", member.Complete, api.ConsentVersion)
		if err != nil || link.Way != member.MyPage || !link.At.Equal(start) {
			t.Errorf("again: %+v, %v", link, err)
		}
		o.must(o.links(account("HANAKO"), "m-2"))
		var texts []string
		for _, pair := range []struct{ buyer, member string }{{"TARO", "m-2"}, {"TARO", "m-3"}, {"JIRO", "m-1"}, {"HANAKO", "m-1"}} {
			err := o.links(account(pair.buyer), pair.member)
			if !errors.Is(err, member.ErrConflict) {
				t.Fatalf("%s with %s: %v", pair.buyer, pair.member, err)
			}
			texts = append(texts, err.Error())
		}
		for _, text := range texts {
			if text != texts[0] {
				t.Errorf("conflicts differ: %q, %q", text, texts[0])
			}
		}
		record, err := o.Export(t.Context(), shop, "m-1")
		if err != nil || len(record.Events) != 1 {
			t.Errorf("%+v, %v", record.Events, err)
		}
		o.must(o.links(member.Account{MerchantID: "A2MERCHANT", BuyerID: "amzn1.account.TARO2"}, "m-1")) // another merchant account
	})
}

func TestX13_LinkWantsConsentAndAnAccount(t *testing.T) {
	onEvery(t, func(t *testing.T, o *office) {
		for _, test := range []struct {
			account     member.Account
			id, consent string
			want        error
		}{
			{account("TARO"), "m-1", "", member.ErrConsent},
			{account("TARO"), "m-1", "2020-01", member.ErrConsent},
			{member.Account{MerchantID: merchant}, "m-1", api.ConsentVersion, member.ErrNoAccount},
			{member.Account{BuyerID: "amzn1.account.TARO"}, "m-1", api.ConsentVersion, member.ErrNoAccount},
			{account("TARO"), "", api.ConsentVersion, member.ErrInvalid},
			{account("TARO"), "m 1", api.ConsentVersion, member.ErrInvalid},
			{account("TARO"), "m\xff", api.ConsentVersion, member.ErrInvalid},
		} {
			if _, err := o.Link(t.Context(), shop, test.account, test.id, member.MyPage, test.consent); !errors.Is(err, test.want) {
				t.Errorf("%+v: %v", test, err)
			}
		}
		if owner := o.owner(shop, account("TARO")); owner != "" {
			t.Errorf("linked with %q all the same", owner)
		}
	})
}

func TestX13_AttemptsToLinkAreLimited(t *testing.T) {
	onEvery(t, func(t *testing.T, o *office) {
		o.must(o.links(account("TARO"), "m-taro"))
		for name, attempt := range map[string]func(i int) error{
			"one member, many accounts": func(i int) error { return o.links(account(fmt.Sprint("MANY", i)), "m-taro") },
			"one account, many members": func(i int) error { return o.links(account("TARO"), fmt.Sprint("m-many-", i)) },
		} {
			o.attempts = map[string]int{}
			for i := range member.Attempts {
				if err := attempt(i); !errors.Is(err, member.ErrConflict) {
					t.Fatalf("%s, attempt %d: %v", name, i, err)
				}
			}
			if err := attempt(member.Attempts); !errors.Is(err, member.ErrTooMany) {
				t.Errorf("%s: one more: %v", name, err)
			}
			if err := o.links(account("CALM "+name), "m-calm-"+strings.ReplaceAll(name, " ", "-")); err != nil {
				t.Errorf("%s: others pay for it: %v", name, err)
			}
		}
		for counted := range o.attempts {
			if strings.Contains(counted, "amzn1") {
				t.Errorf("counted by the buyer id itself: %s", counted)
			}
		}
	})
}

func TestX13_UnlinkedAccountsLogNobodyIn(t *testing.T) {
	onEvery(t, func(t *testing.T, o *office) {
		o.must(o.links(account("TARO"), "m-1"))
		for name, err := range map[string]error{
			"another member":           o.Unlink(t.Context(), shop, "", merchant, "m-2", member.MyPage),
			"another merchant account": o.Unlink(t.Context(), shop, "", "A2MERCHANT", "m-1", member.MyPage),
			"another shop":             o.Unlink(t.Context(), otherShop, "", merchant, "m-1", member.MyPage),
		} {
			if !errors.Is(err, member.ErrNoLink) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if owner := o.owner(shop, account("TARO")); owner != "m-1" {
			t.Fatalf("unlinked by somebody else: %q", owner)
		}
		o.pass(time.Minute)
		o.must(o.Unlink(t.Context(), shop, "", merchant, "m-1", member.MyPage))
		if owner := o.owner(shop, account("TARO")); owner != "" {
			t.Errorf("still %q's", owner)
		}
		if err := o.Unlink(t.Context(), shop, "", merchant, "m-1", member.MyPage); !errors.Is(err, member.ErrNoLink) {
			t.Errorf("twice: %v", err)
		}
		o.must(o.links(account("TARO"), "m-2")) // the account is free for its owner's other membership
		record, err := o.Export(t.Context(), shop, "m-1")
		want := []member.LinkEvent{
			{Event: member.WasLinked, MerchantID: merchant, Way: member.MyPage, Consent: api.ConsentVersion, At: start},
			{Event: member.WasUnlinked, MerchantID: merchant, Way: member.MyPage, At: start.Add(time.Minute)},
		}
		if diff := cmp.Diff(want, record.Events); err != nil || diff != "" {
			t.Error(err, diff)
		}
	})
}

func TestX13_BuyerIDsAreNotStoredInClear(t *testing.T) {
	onEvery(t, func(t *testing.T, o *office) {
		o.must(o.links(account("TARO"), "m-1"))
		row, err := o.DB.Read().LinkOfMember(t.Context(), query.LinkOfMemberParams{ShopID: shop, MerchantID: merchant, MemberID: "m-1"})
		o.must(err)
		if bytes.Contains(row.Buyer, []byte("TARO")) || strings.Contains(row.BuyerHash, "TARO") || row.BuyerHash != store.BuyerHash(shop, merchant, "amzn1.account.TARO") {
			t.Errorf("%q %q", row.Buyer, row.BuyerHash)
		}
	})
}

// Many at once: the database decides, and exactly one wins on each side.
func TestX13_LinksMadeAtOnce(t *testing.T) {
	onEvery(t, func(t *testing.T, o *office) {
		const n = 16
		for name, pair := range map[string]func(i int) (buyer, id string){
			"one account, many members": func(i int) (string, string) { return "ONE", fmt.Sprint("many-", i) },
			"many accounts, one member": func(i int) (string, string) { return fmt.Sprint("MANY", i), "one" },
			"the same pair":             func(int) (string, string) { return "PAIR", "pair" },
			"crosswise":                 func(i int) (string, string) { return fmt.Sprint("CROSS", i%2), fmt.Sprint("cross-", i/2%2) },
		} {
			errs := make([]error, n)
			var group sync.WaitGroup
			begin := make(chan struct{})
			for i := range n {
				group.Go(func() {
					<-begin
					buyer, id := pair(i)
					errs[i] = o.links(account(buyer), id)
				})
			}
			close(begin)
			group.Wait()
			made := map[string]string{}
			for i, err := range errs {
				buyer, id := pair(i)
				switch {
				case err == nil && made[buyer] != "" && made[buyer] != id:
					t.Errorf("%s: %s is both %s's and %s's", name, buyer, made[buyer], id)
				case err == nil:
					made[buyer] = id
				case !errors.Is(err, member.ErrConflict):
					t.Fatalf("%s: %v", name, err)
				}
			}
			owners := map[string]bool{}
			for buyer, id := range made {
				if owners[id] {
					t.Errorf("%s: %s has two accounts", name, id)
				}
				owners[id] = true
				if owner := o.owner(shop, account(buyer)); owner != id {
					t.Errorf("%s: %s is %q's, want %q", name, buyer, owner, id)
				}
				if record, err := o.Export(t.Context(), shop, id); err != nil || len(record.Events) != 1 || len(record.Links) != 1 {
					t.Errorf("%s: %+v, %v", name, record, err)
				}
			}
			if len(made) == 0 || name != "crosswise" && len(made) != 1 {
				t.Errorf("%s: %d links", name, len(made))
			}
		}
	})
}
