package registration

import (
	"context"
	"errors"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/merchant"
	"noren/backend/store"
)

// tryTime is how long somebody waits for Amazon before being told that it cannot be reached.
const tryTime = 20 * time.Second

// Try proves credentials by a real call: a checkout session that nobody opens, which ends by itself within a day, moves no money and is
// seen nowhere. It is the least that proves key, key id, environment, region and store id at once; reading an object would prove
// nothing of the store. The merchant id alone is first compared by Amazon when a button is pressed, but for an account that came by
// registration, where the exchange of the token proved it. What Amazon says against them is a [Refusal]; wrong fields are
// validate.Faults.
func (r *Registrations) Try(ctx context.Context, shop merchant.Shop, c merchant.Credentials) error {
	if err := c.Check(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, tryTime)
	defer cancel()
	body, err := amazonpay.Encode(amazonpay.CheckoutSessionRequest{
		WebCheckoutDetails: &amazonpay.WebCheckoutDetails{CheckoutReviewReturnURL: shop.Origins[0] + "/"}, StoreID: c.StoreID,
	})
	if err != nil {
		return err
	}
	client := r.client(c)
	_, err = client.CreateCheckoutSession(ctx, amazonpay.IdempotencyKey(store.NewID("try", r.Shops.Now())), body)
	if err == nil {
		return nil
	}
	err = r.refusalOf(err, trying)
	if refusal, ok := errors.AsType[*Refusal](err); ok && (refusal.Reason == UnknownKey || refusal.Reason == Environment) {
		refusal.Reason = r.elsewhere(ctx, c, refusal.Reason)
	}
	return err
}

// client asks twice at most: somebody is waiting.
func (r *Registrations) client(c merchant.Credentials) *amazonpay.Client {
	client := c.Client(r.API, r.Shops.Now)
	client.Attempts = 2
	return client
}

// elsewhere looks for a key that Amazon does not know where it was tried: in the other environment, and in the other regions. It gives
// the reason that was found, or the one that was known.
func (r *Registrations) elsewhere(ctx context.Context, c merchant.Credentials, known Reason) Reason {
	other := c
	other.Sandbox = !c.Sandbox
	if r.knows(ctx, other) {
		return Environment
	}
	for _, region := range []amazonpay.Region{amazonpay.Japan, amazonpay.NorthAmerica, amazonpay.Europe} {
		other := c
		other.Region = region
		if region != c.Region && r.knows(ctx, other) {
			return Region
		}
	}
	return known
}

// knows asks for an object that does not exist: only who knows the key and its signature says so.
func (r *Registrations) knows(ctx context.Context, c merchant.Credentials) bool {
	if c.PublicKeyID == "" {
		return false
	}
	client := r.client(c)
	client.Attempts = 1
	_, err := client.GetChargePermission(ctx, "P00-0000000-0000000")
	answer, ok := errors.AsType[*amazonpay.Error](err)
	return ok && answer.ReasonCode == amazonpay.ReasonResourceNotFound
}
