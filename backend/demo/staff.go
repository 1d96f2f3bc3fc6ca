package demo

import (
	"context"
	"crypto/rand"
	"strings"
	"time"

	"github.com/pquerna/otp/totp"

	"noren/backend/staff"
)

// seedStaff lets four people work in the console: an operator, and one of each role in the shop. The sign-in page of the demo offers
// them; each has set up a password that nobody knows.
func (d *Demo) seedStaff(ctx context.Context) error {
	for _, person := range []staff.Invitation{
		{Name: ownerName, Email: "owner@aonagi.example", Shop: d.ShopID, Role: staff.Owner},
		{Name: staffName, Email: "staff@aonagi.example", Shop: d.ShopID, Role: staff.Staff},
		{Name: viewerName, Email: "viewer@aonagi.example", Shop: d.ShopID, Role: staff.Viewer},
		{Name: operatorName, Email: "operator@pay.example", Operator: true},
	} {
		person.Lang = "ja"
		if err := d.enter(ctx, person); err != nil {
			return err
		}
	}
	return nil
}

// enter invites somebody and follows the invitation as they would.
func (d *Demo) enter(ctx context.Context, invitation staff.Invitation) error {
	accounts := d.Backend.Accounts
	person, link, err := accounts.Invite(ctx, "cli", invitation, false)
	if err != nil {
		return err
	}
	app, err := accounts.NewAuthenticator(person)
	if err != nil {
		return err
	}
	code, err := totp.GenerateCode(app.Secret, time.Now())
	if err != nil {
		return err
	}
	_, _, err = accounts.AcceptByPassword(ctx, link[strings.LastIndex(link, "/")+1:], staff.NewPassword{Password: rand.Text(), Sealed: app.Sealed, Code: code})
	return err
}
