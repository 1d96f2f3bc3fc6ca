package member_test

import (
	"errors"
	"fmt"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"noren/backend/member"
	"noren/backend/store/storetest"
)

// Whatever order links, unlinks and erasures come in:
//
//  1. at one merchant account, an Amazon account is one member's at most, and a member has one Amazon account at most;
//  2. linking succeeds exactly when both are free, or are each other's already; unlinking exactly when there is a link;
//  3. what happens at one merchant account changes nothing at another;
//  4. each success but a repeated one is one event, and an erased member has none.
func TestX13_AnyOrderOfLinks(t *testing.T) {
	o := newOffice(t, storetest.SQLite(t))
	runs := 0
	rapid.Check(t, func(t *rapid.T) {
		runs++
		b := &book{office: o, run: "run-" + strconv.Itoa(runs) + "-", owner: map[member.Account]string{}, events: map[string]int{}}
		t.Repeat(map[string]func(*rapid.T){"link": b.link, "link ": b.link, "unlink": b.unlink, "erase": b.erase, "": b.owners})
		b.records(t)
	})
}

// book is the model: whose each account is, and how much has happened to each member's links.
type book struct {
	*office

	run    string // makes the names of each run its own
	owner  map[member.Account]string
	events map[string]int
}

var (
	buyers    = []string{"A", "B", "C"}
	members   = []string{"1", "2", "3"}
	merchants = []string{"M1", "M2"}
)

func (b *book) account(t *rapid.T) member.Account {
	return member.Account{
		MerchantID: rapid.SampledFrom(merchants).Draw(t, "merchant"), BuyerID: b.run + rapid.SampledFrom(buyers).Draw(t, "buyer"),
	}
}

func (b *book) member(t *rapid.T) string { return b.run + rapid.SampledFrom(members).Draw(t, "member") }

// accountOf is a member's account at a merchant account, or the zero one.
func (b *book) accountOf(merchant, id string) member.Account {
	for account, owner := range b.owner {
		if account.MerchantID == merchant && owner == id {
			return account
		}
	}
	return member.Account{}
}

func (b *book) link(t *rapid.T) {
	account, id := b.account(t), b.member(t)
	mine, of := b.accountOf(account.MerchantID, id), b.owner[account]
	err := b.links(account, id)
	switch {
	case of == id:
		if err != nil {
			t.Fatalf("the same again: %v", err)
		}
	case of == "" && mine == member.Account{}:
		if err != nil {
			t.Fatalf("both are free: %v", err)
		}
		b.owner[account] = id
		b.events[id]++
	case !errors.Is(err, member.ErrConflict):
		t.Fatalf("%+v is %q's, %s has %+v: %v", account, of, id, mine, err)
	}
}

func (b *book) unlink(t *rapid.T) {
	merchant, id := rapid.SampledFrom(merchants).Draw(t, "merchant"), b.member(t)
	mine := b.accountOf(merchant, id)
	err := b.Unlink(b.t.Context(), shop, "", merchant, id, member.MyPage)
	if mine == (member.Account{}) {
		if !errors.Is(err, member.ErrNoLink) {
			t.Fatalf("nothing to unlink: %v", err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	delete(b.owner, mine)
	b.events[id]++
}

func (b *book) erase(t *rapid.T) {
	id := b.member(t)
	if err := b.Erase(b.t.Context(), shop, "api:key_1", id); err != nil {
		t.Fatal(err)
	}
	for _, merchant := range merchants {
		delete(b.owner, b.accountOf(merchant, id))
	}
	b.events[id] = 0
}

// owners compares whose each account is with the model.
func (b *book) owners(t *rapid.T) {
	for _, merchant := range merchants {
		for _, buyer := range buyers {
			account := member.Account{MerchantID: merchant, BuyerID: b.run + buyer}
			if got := b.office.owner(shop, account); got != b.owner[account] {
				t.Fatalf("%+v is %q's, want %q", account, got, b.owner[account])
			}
		}
	}
}

// records compares what is kept about each member with the model.
func (b *book) records(t *rapid.T) {
	for _, name := range members {
		id := b.run + name
		record, err := b.Export(b.t.Context(), shop, id)
		if err != nil || len(record.Events) != b.events[id] {
			t.Fatalf("%s: %d events, want %d; %v", id, len(record.Events), b.events[id], err)
		}
		got, want := map[string]string{}, map[string]string{}
		for _, link := range record.Links {
			got[link.Account.MerchantID] = link.Account.BuyerID
		}
		for _, merchant := range merchants {
			if account := b.accountOf(merchant, id); account.BuyerID != "" {
				want[merchant] = account.BuyerID
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%s has %v, want %v", id, got, want)
		}
	}
}
