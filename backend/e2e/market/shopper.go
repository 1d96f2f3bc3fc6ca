package market

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"noren/backend/sandbox"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/cart"
	"noren/shared/display"
	"noren/shared/yen"
)

// Place is where a shopper stands. Each click leads to the next place, or leaves them where they are.
type Place int

// The places, in the order in which a purchase leads to them.
const (
	InCart     Place = iota // sees the Amazon button
	OnWayBack               // has chosen at Amazon and comes back to be reviewed
	AtConfirm               // sees 「この内容で注文する」
	AtAmazon                // has confirmed, and is to pay at Amazon
	HavingPaid              // has paid, and comes back for the result
	Home                    // is told that the order is placed
)

// Shopper is a person with a browser, who wants what is in one cart.
type Shopper struct {
	Cart     cart.Cart
	At       Place
	Approved bool     // has paid at Amazon
	FirstTab *Shopper // the same person in another tab, if there is one

	market  *Market
	address string // of the browser, in the Internet

	back     string // path of Noren's to which Amazon sends the browser
	cookies  map[string]string
	checkout string
	session  string // Amazon's
	token    string // of the session in the shop's page
}

const verifier = "a-verifier-that-only-this-browser-knows-1234"

// Shopper is another person, with a cart that no other has: it costs a yen more than the one before.
func (m *Market) Shopper() *Shopper {
	n := int(m.shoppers.Add(1))
	total := yen.Yen(1000 + n)
	return &Shopper{
		market: m, address: "203.0.113." + strconv.Itoa(n%250), cookies: map[string]string{},
		Cart: cart.Cart{
			ID: "cart-" + strconv.Itoa(n), Version: 1, Kind: cart.Ordinary, GoodsTotal: total, Total: total,
			Items: []cart.Item{{SKU: "tea-1", Name: "煎茶", Quantity: 1, Price: total, Group: "tea", Goods: cart.Physical}},
		},
	}
}

// Click does the next thing. An error is ErrBroken, a Refusal, or one that no shopper should see.
func (s *Shopper) Click() error {
	switch s.At {
	case InCart:
		return s.begin()
	case OnWayBack, HavingPaid:
		return s.comeBack()
	case AtConfirm:
		return s.confirm()
	case AtAmazon:
		return s.pay()
	case Home:
	}
	return nil
}

func (s *Shopper) begin() error {
	departure, err := post(s, api.Begin, api.BeginRequest{
		Shop: s.market.ID, Kind: button.Pay, Placement: display.Cart, Cart: s.sign(), Site: button.PC, Device: button.PC,
		Leaving: leaving("/checkout"),
	})
	if problem(err) == api.AlreadyPaid {
		s.At = Home
		return nil
	}
	if err != nil {
		return err
	}
	page, err := s.Get(strings.TrimPrefix(departure.Go, PublicURL))
	if err != nil {
		return err
	}
	if page.Status == http.StatusServiceUnavailable { // the page offers to try again
		return nil
	}
	s.checkout = departure.Checkout
	return s.choose(page.Body)
}

var launchData = regexp.MustCompile(`(?s)<script id="launch" type="application/json">(.*?)</script>`)

// choose is what checkout.js and Amazon's first pages do.
func (s *Shopper) choose(page []byte) error {
	var launch struct {
		MerchantID, LedgerCurrency, CheckoutLanguage, ProductType string
		Config                                                    struct{ PayloadJSON, Signature, PublicKeyID, Algorithm string }
	}
	found := launchData.FindSubmatch(page)
	if found == nil {
		return errors.New("market: no launch page")
	}
	if err := json.Unmarshal(found[1], &launch); err != nil {
		return err
	}
	session, err := s.market.Amazon.Initiate(url.Values{
		"payloadJSON": {launch.Config.PayloadJSON}, "signature": {launch.Config.Signature}, "publicKeyId": {launch.Config.PublicKeyID},
		"algorithm": {launch.Config.Algorithm}, "merchantId": {launch.MerchantID}, "productType": {launch.ProductType},
		"ledgerCurrency": {launch.LedgerCurrency}, "environment": {"SANDBOX"}, "checkoutLanguage": {launch.CheckoutLanguage},
		"origin_url": {PublicURL},
	})
	if err != nil {
		return err
	}
	back, err := s.market.Amazon.Choose(session, sandbox.Choice{Buyer: "taro", Card: "1111"})
	s.session, s.back, s.At = session, strings.TrimPrefix(back, PublicURL), OnWayBack
	return err
}

// comeBack opens the address that Amazon leads to, of review or result, and goes where that leads.
func (s *Shopper) comeBack() error {
	page, err := s.Get(s.back)
	if err != nil {
		return err
	}
	_, code, returned := strings.Cut(page.Target, "#noren-")
	switch {
	case strings.Contains(page.Target, "noren_checkout="):
		s.At = Home
		return nil
	case returned:
		return s.takeUp(code)
	case page.Status == http.StatusServiceUnavailable: // Amazon does not answer: try again
		return nil
	case page.Status == http.StatusSeeOther: // to the cart
		s.At = InCart
		return nil
	case page.Status == http.StatusOK && bytes.Contains(page.Body, []byte("data-status")): // the page that waits
		return nil
	case page.Status == http.StatusOK: // the browser is not known any more: its page leads to the shop
		s.At = InCart
		return nil
	}
	return fmt.Errorf("market: the return page answers %d", page.Status)
}

// takeUp is the shop's page with a one-time code.
func (s *Shopper) takeUp(code string) error {
	page, err := post(s, api.Render, api.RenderRequest{
		Shop: s.market.ID, Code: code, Verifier: verifier, Elements: []api.Element{{ID: "1", Name: api.OrderElement, Cart: s.sign()}},
	})
	if err != nil {
		return err
	}
	s.token = page.Session
	if page.Elements[0].Hidden == nil {
		s.At = AtConfirm
	} else {
		s.At = InCart
	}
	return nil
}

func (s *Shopper) confirm() error {
	departure, err := post(s, api.Confirm, api.ConfirmRequest{
		Shop: s.market.ID, Session: s.token, Cart: s.sign(), Page: Origin + "/checkout", Device: button.PC, Leaving: leaving("/complete"),
	})
	switch problem(err) { //nolint:exhaustive // no other may come
	case api.AlreadyPaid:
		s.At = Home
		return nil
	case api.SessionExpired, api.Superseded, api.PaymentExpired:
		s.At = InCart
		return nil
	case api.InProgress, api.AmazonUnreachable:
		return nil
	}
	if err != nil {
		return err
	}
	if !strings.HasPrefix(departure.Go, s.market.Amazon.URL) {
		return fmt.Errorf("market: confirmed, and the way is %q", departure.Go)
	}
	s.At = AtAmazon
	return nil
}

func (s *Shopper) pay() error {
	back, err := s.market.Amazon.Pay(s.session)
	s.back, s.At, s.Approved = strings.TrimPrefix(back, PublicURL), HavingPaid, true
	return err
}

// OpenResult opens the result's address by hand, as the browser's history allows before anything is paid.
func (s *Shopper) OpenResult() error {
	_, err := s.Get("/return/" + s.checkout + "/result?amazonCheckoutSessionId=" + s.session)
	return err
}

// OpenTab leaves the shopper as they are in the first tab, and goes on in the cart of a second one.
func (s *Shopper) OpenTab() {
	first := *s
	s.FirstTab, s.At = &first, InCart
}
