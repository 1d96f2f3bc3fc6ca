package checkout

import (
	"context"

	"noren/backend/amazonpay"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/display"
)

// Launch is what the launch page hands to Amazon's script (protocol 7.2). PayloadJSON must reach the script byte for byte.
// With Change set it goes back to Amazon to change what was chosen in Session instead (protocol 7.5).
type Launch struct {
	Checkout query.Checkout
	Account  Account
	Button   amazonpay.Button
	Language string // Amazon's name of it, such as "ja_JP"
	Place    string // Amazon's name of the placement; only for its statistics
	Change   string // "", "changeAddress" or "changePayment"
}

// Launch prepares the launch page of a checkout that has not come back yet; change is "", api.ChangeAddress or
// api.ChangePayment. ErrNotConfirmable says that the shopper should be shown the way back instead.
func (f *Flow) Launch(ctx context.Context, id, change string) (Launch, error) {
	c, err := f.Find(ctx, id)
	if err != nil {
		return Launch{}, err
	}
	account, err := f.Account(store.ForShop(ctx, c.ShopID), c.ShopID, c.MerchantID)
	if err != nil {
		return Launch{}, err
	}
	launch := Launch{Checkout: c, Account: account, Language: languageOf(c), Place: placeOf(c)}
	if change != "" {
		if !confirmable(State(c.State)) {
			return launch, ErrNotConfirmable
		}
		launch.Change = map[string]string{api.ChangeAddress: "changeAddress", api.ChangePayment: "changePayment"}[change]
		return launch, nil
	}
	if State(c.State) != Begun {
		return launch, ErrNotConfirmable
	}
	launch.Button, err = f.button(c, account)
	return launch, err
}

func (f *Flow) button(c query.Checkout, account Account) (amazonpay.Button, error) {
	if amazonpay.ProductType(c.Product) == amazonpay.SignIn {
		payload, err := amazonpay.Encode(f.signInPayload(c, account))
		if err != nil {
			return amazonpay.Button{}, err
		}
		return account.Client.SignInButton(payload)
	}
	payload, err := amazonpay.Encode(f.payload(c, account))
	if err != nil {
		return amazonpay.Button{}, err
	}
	return account.Client.Button(payload)
}

// payload is the session that the signed button creates at Amazon (protocol 2, 3.2). The cancel address is always ours:
// without it Amazon would lead back to the launch page (design.md section 4).
func (f *Flow) payload(c query.Checkout, account Account) amazonpay.CheckoutSessionRequest {
	request := amazonpay.CheckoutSessionRequest{
		WebCheckoutDetails: &amazonpay.WebCheckoutDetails{
			CheckoutReviewReturnURL: f.reviewURL(c.ID), CheckoutCancelURL: f.cancelURL(c.ID),
		},
		StoreID: account.StoreID,
		Scopes:  []amazonpay.Scope{amazonpay.ScopeName, amazonpay.ScopeEmail, amazonpay.ScopePhoneNumber, amazonpay.ScopeBillingAddress},
	}
	if amazonpay.ProductType(c.Product) == amazonpay.PayAndShip {
		request.DeliverySpecifications = &amazonpay.DeliverySpecifications{
			AddressRestrictions: &amazonpay.AddressRestrictions{
				Type: amazonpay.Allowed, Restrictions: map[string]amazonpay.Restriction{"JP": {}},
			},
		}
	}
	return request
}

func (f *Flow) reviewURL(id string) string { return f.PublicURL + "/return/" + id + "/review" }

func (f *Flow) cancelURL(id string) string { return f.PublicURL + "/return/" + id + "/cancel" }

func (f *Flow) resultURL(id string) string { return f.PublicURL + "/return/" + id + "/result" }

func languageOf(c query.Checkout) string {
	if api.Lang(c.Lang) == api.English {
		return "en_US"
	}
	return "ja_JP"
}

func placeOf(c query.Checkout) string {
	switch display.Placement(c.Placement) {
	case display.Cart:
		return "Cart"
	case display.Checkout:
		return "Checkout"
	case display.Signup, display.LoginPage, display.MyPage, display.Complete:
	}
	return "Other"
}
