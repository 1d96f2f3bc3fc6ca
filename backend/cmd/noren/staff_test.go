package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"noren/backend/merchant"
	"noren/backend/staff"
	"noren/backend/store"
)

// A shop is created with its owner; people are invited, listed and removed, and the last owner and operator stay.
func TestX20_StaffByCommand(t *testing.T) {
	onEvery(t, func(t *testing.T, o *operator) {
		o.set("NOREN_PUBLIC_URL", "https://pay.example/")
		made := decode[struct {
			newShop

			Owner invited
		}](t, o.must("shop", "create", "青凪", "--origin=https://shop.example", "--owner-email=Owner@Shop.example", "--owner-name=青木 凪"))
		shop := made.Shop.ID
		if link := made.Owner.Invitation; !strings.HasPrefix(link, "https://pay.example/console/invitations/") {
			t.Errorf("link %q", link)
		}
		again := decode[invited](t, o.must("staff", "invite", "owner@shop.example", "--name=青木 凪"))
		if again.Person != made.Owner.Person || again.Invitation == "" || again.Invitation == made.Owner.Invitation {
			t.Errorf("a new link: %+v", again)
		}
		o.follows(o.dsn(), again)
		op := decode[invited](t, o.must("staff", "invite", "op@pay.example", "--name=運営", "--operator"))
		if said := o.refused("staff", "operator", "op@pay.example"); !strings.Contains(said, "staff invite --operator") {
			t.Errorf("an operator of whom nobody knows who they are: %s", said)
		}
		o.follows(o.dsn(), op)
		o.must("staff", "invite", "viewer@shop.example", "--name=茶谷", "--shop="+shop, "--role=viewer")
		people := decode[[]listedPerson](t, o.must("staff", "list", shop))
		if len(people) != 2 || people[0].Roles[shop] != staff.Owner || people[0].Email != "owner@shop.example" || len(people[1].Roles) > 0 || len(people[1].Invitations) != 1 || people[1].Invitations[0].Role != staff.Viewer {
			t.Errorf("%+v", people)
		}
		for command, want := range map[string]string{
			"staff remove owner@shop.example --shop=" + shop:               "keeps an owner",
			"staff remove owner@shop.example":                              "keeps an owner",
			"staff operator op@pay.example --off":                          "one operator stays",
			"staff remove op@pay.example":                                  "one operator stays",
			"staff remove nobody@shop.example":                             "noren staff list",
			"staff invite x@shop.example --name=x --shop=shop_unknown":     "noren shop list",
			"staff invite no-address --name=x":                             "email: ",
			"shop create S --origin=https://s.example --owner-email=a@b.c": "--owner-name",
		} {
			if said := o.refused(strings.Fields(command)...); !strings.Contains(said, want) {
				t.Errorf("%s: %s", command, said)
			}
		}
		o.must("staff", "remove", "viewer@shop.example")
		o.must("staff", "operator", "owner@shop.example")
		o.must("staff", "operator", "op@pay.example", "--off")
		everybody := decode[[]staff.Person](t, o.must("staff", "list"))
		if len(everybody) != 2 || !everybody[0].Operator || everybody[1].Operator {
			t.Errorf("%+v", everybody)
		}
	})
}

// dsn is the database that all commands work on.
func (o *operator) dsn() (dsn string) {
	for _, each := range o.env {
		if value, ok := strings.CutPrefix(each, "NOREN_DATABASE="); ok {
			dsn = value
		}
	}
	return dsn
}

// follows sets somebody up by the link of their invitation.
func (o *operator) follows(dsn string, i invited) {
	o.t.Helper()
	must := func(err error) {
		o.t.Helper()
		if err != nil {
			o.t.Fatal(err)
		}
	}
	keyset, err := os.ReadFile(filepath.Join(o.folder, "noren.keyset"))
	must(err)
	sealer, err := store.NewSealer(string(keyset))
	must(err)
	db, err := store.Open(store.ForAll(o.t.Context()), dsn)
	must(err)
	accounts := accountsOf(&merchant.Shops{DB: db, Sealer: sealer}, "https://pay.example")
	code := i.Invitation[strings.LastIndex(i.Invitation, "/")+1:]
	offer, err := accounts.Invited(o.t.Context(), code)
	must(err)
	app, err := accounts.NewAuthenticator(offer.Person)
	must(err)
	digits, err := totp.GenerateCode(app.Secret, time.Now())
	must(err)
	_, _, err = accounts.AcceptByPassword(o.t.Context(), code, staff.NewPassword{Password: "correct horse battery", Sealed: app.Sealed, Code: digits})
	must(err)
	must(db.Close())
}
