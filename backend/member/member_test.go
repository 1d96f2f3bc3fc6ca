package member_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/member"
	"noren/backend/store/storetest"
)

func TestX13_MemberTokenNamesTheMember(t *testing.T) {
	o := newOffice(t, storetest.SQLite(t))
	for _, id := range []string{"1", "m-1001", "hanako@shop.example", "7a1e9c9e-0d6f-4a55-8d5e-1f1c2f1b0a11", "会員壱", strings.Repeat("暖", 100)} {
		got, err := o.Read(t.Context(), shop, o.token(map[string]any{"sub": id, "auth_time": start.Add(-time.Hour).Unix()}))
		if diff := cmp.Diff(member.Member{ID: id, AuthTime: start.Add(-time.Hour)}, got); err != nil || diff != "" {
			t.Errorf("%q: %v %s", id, err, diff)
		}
	}
}

func TestX13_WrongMemberTokensAreRefused(t *testing.T) {
	o := newOffice(t, storetest.SQLite(t))
	for name, test := range map[string]struct {
		change map[string]any
		want   error
	}{
		"no member":          {map[string]any{"sub": nil}, member.ErrInvalid},
		"empty member":       {map[string]any{"sub": ""}, member.ErrInvalid},
		"blank member":       {map[string]any{"sub": " "}, member.ErrInvalid},
		"member is a number": {map[string]any{"sub": 1001}, member.ErrInvalid},
		"blank inside":       {map[string]any{"sub": "m 1"}, member.ErrInvalid},
		"wide blank":         {map[string]any{"sub": "m\u30001"}, member.ErrInvalid},
		"line break":         {map[string]any{"sub": "m\n1"}, member.ErrInvalid},
		"NUL":                {map[string]any{"sub": "m\x001"}, member.ErrInvalid},
		"invisible":          {map[string]any{"sub": "m\u200b1"}, member.ErrInvalid},
		"other direction":    {map[string]any{"sub": "m\u202e1"}, member.ErrInvalid},
		"too long":           {map[string]any{"sub": strings.Repeat("暖", 101)}, member.ErrInvalid},
		"no auth_time":       {map[string]any{"auth_time": nil}, member.ErrInvalid},
		"auth_time is text":  {map[string]any{"auth_time": "now"}, member.ErrInvalid},
		"logs in later":      {map[string]any{"auth_time": start.Add(61 * time.Second).Unix()}, member.ErrInvalid},
		"foreign shop":       {map[string]any{"iss": otherShop}, member.ErrInvalid},
		"expired": {
			map[string]any{"iat": start.Add(-time.Hour).Unix(), "exp": start.Add(-45 * time.Minute).Unix()}, member.ErrExpired,
		},
	} {
		if got, err := o.Read(t.Context(), shop, o.token(test.change)); !errors.Is(err, test.want) || got != (member.Member{}) {
			t.Errorf("%s: %+v, %v, want %v", name, got, err, test.want)
		}
	}
	if _, err := o.Read(t.Context(), "shop_3", o.token(nil)); !errors.Is(err, errUnknownShop) {
		t.Errorf("unknown shop: %v", err)
	}
	if _, err := o.Read(t.Context(), otherShop, o.token(nil)); !errors.Is(err, member.ErrInvalid) {
		t.Errorf("read by another shop: %v", err)
	}
}

// Proof is a login of the last ten minutes; the shop's clock may be a minute behind.
func TestX13_OldLoginsProveNothing(t *testing.T) {
	o := newOffice(t, storetest.SQLite(t))
	for _, test := range []struct {
		age  time.Duration
		want error
	}{{-time.Minute, nil}, {0, nil}, {11 * time.Minute, nil}, {11*time.Minute + time.Second, member.ErrProofStale}, {24 * time.Hour, member.ErrProofStale}} {
		text := o.token(map[string]any{"auth_time": start.Add(-test.age).Unix()})
		if _, err := o.Prove(t.Context(), shop, text); !errors.Is(err, test.want) {
			t.Errorf("%v ago: %v, want %v", test.age, err, test.want)
		}
		if _, err := o.Read(t.Context(), shop, text); err != nil {
			t.Errorf("%v ago, only read: %v", test.age, err)
		}
	}
	if _, err := o.Prove(t.Context(), shop, o.token(map[string]any{"iss": otherShop})); !errors.Is(err, member.ErrInvalid) {
		t.Errorf("foreign token as proof: %v", err)
	}
}
