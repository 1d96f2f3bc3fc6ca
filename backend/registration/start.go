package registration

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"noren/backend/audit"
	"noren/backend/merchant"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/api"
)

// Beginner is who begins a registration.
type Beginner struct {
	Actor           audit.Actor
	Person, Session string
}

// Start begins a registration and gives its id. One that is under way for the shop is dropped: what it brings is not wanted any more.
func (r *Registrations) Start(ctx context.Context, shop string, by Beginner) (id string, err error) {
	if r.Shops.Provider == nil {
		return "", ErrNoProvider
	}
	now := r.Shops.Now()
	id = store.NewID("reg", now)
	secret, err := r.Shops.Sealer.Seal(shop, secretPurpose(id), []byte(rand.Text()))
	if err != nil {
		return "", fmt.Errorf("registration: start: %w", err)
	}
	err = r.Shops.DB.Tx(ctx, func(q *query.Queries) error {
		n, err := q.TouchShop(ctx, query.TouchShopParams{ID: shop, Now: r.now()})
		if err == nil && n == 0 {
			err = merchant.ErrUnknownShop
		}
		if err != nil {
			return err
		}
		if _, err := q.DropRegistrations(ctx, query.DropRegistrationsParams{ShopID: shop, None: []byte{}, Now: r.now()}); err != nil {
			return err
		}
		err = q.InsertRegistration(ctx, query.InsertRegistrationParams{
			ShopID: shop, ID: id, Person: by.Person, Session: by.Session, Secret: secret, Now: r.now(), ExpiresAt: int64(store.At(now.Add(Life))),
		})
		if err != nil {
			return err
		}
		return audit.Write(ctx, q, now, audit.Entry{Actor: by.Actor, Shop: shop, Action: audit.RegistrationStarted, Subject: id})
	})
	if err != nil {
		return "", fmt.Errorf("registration: start: %w", err)
	}
	return id, nil
}

// Form is what the merchant's browser posts to Amazon's registration at Target (protocol 10.2, 10.4). It holds the registration's
// secret, so it is for the person who began. Errors: ErrUnknown when it is over, ErrStranger, ErrNoProvider.
type Form struct {
	Target string
	Fields url.Values
}

// Form is the form of a registration that is under way.
func (r *Registrations) Form(ctx context.Context, shop merchant.Shop, id, person string, lang api.Lang) (Form, error) {
	provider := r.Shops.Provider
	if provider == nil {
		return Form{}, ErrNoProvider
	}
	row, err := r.open(ctx, shop.ID, id, Started)
	if err != nil {
		return Form{}, err
	}
	if row.Person != person {
		return Form{}, ErrStranger
	}
	secret, err := r.Shops.Sealer.Open(shop.ID, secretPurpose(id), row.Secret)
	if err != nil {
		return Form{}, fmt.Errorf("registration: form: %w", err)
	}
	notifications := r.NotificationURL(shop.ID)
	fields := url.Values{
		"spId": {provider.ID}, "returnURL": {r.ReturnURL(id)}, "merchantUniqueId": {string(secret)}, "locale": {locale(lang)},
		"merchantStoreDescription": {shop.Name}, "merchantCountry": {"JP"}, "source": {"SPPL"},
		"merchantLoginDomains[]": slices.Concat(shop.Origins[:1], []string{r.PublicURL}),
		"merchantSandboxIPNURL":  {notifications}, "merchantProductionIPNURL": {notifications},
	}
	if shop.PrivacyURL != "" {
		fields.Set("merchantPrivacyNoticeURL", shop.PrivacyURL)
	}
	return Form{Target: provider.Register, Fields: fields}, nil
}

func locale(lang api.Lang) string {
	if lang == api.English {
		return "en_US"
	}
	return "ja_JP"
}

// Domain is 「決済ページのドメイン」: the domain alone of the shop's pages (R2-2).
func Domain(shop merchant.Shop) string {
	_, domain, _ := strings.Cut(shop.Origins[0], "://")
	return domain
}

// ReturnURL is where Amazon sends the merchant back to.
func (r *Registrations) ReturnURL(id string) string { return r.PublicURL + ReturnPath(id) }

// ReturnPath is the path of ReturnURL.
func ReturnPath(id string) string { return "/console/registrations/" + id + "/return" }

// NotificationURL is where Amazon notifies us of a shop's payments.
func (r *Registrations) NotificationURL(shop string) string {
	return r.PublicURL + "/notifications/" + shop
}

// secretPurpose binds what is sealed to its registration; tokenPurpose too.
func secretPurpose(id string) string { return "registration " + id }

func tokenPurpose(id string) string { return "registration token " + id }
