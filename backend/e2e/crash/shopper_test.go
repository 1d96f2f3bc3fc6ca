package crash

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

// place is where a shopper stands. Each click leads to the next place, or leaves them where they are.
type place int

const (
	inCart     place = iota // sees the Amazon button
	onWayBack               // has chosen at Amazon and comes back to be reviewed
	atConfirm               // sees 「この内容で注文する」
	atAmazon                // has confirmed, and is to pay at Amazon
	havingPaid              // has paid, and comes back for the result
	home                    // is told that the order is placed
)

// shopper is a person with a browser, who wants what is in one cart.
type shopper struct {
	world    *world
	cart     cart.Cart
	address  string // of the browser, in the Internet
	at       place
	approved bool // has paid at Amazon

	back     string // path of ours to which Amazon sends the browser
	cookies  map[string]string
	checkout string
	session  string   // Amazon's
	token    string   // of our session in the shop's page
	firstTab *shopper // the same person in another tab, if there is one
}

const verifier = "a-verifier-that-only-this-browser-knows-1234"

func (w *world) shopper() *shopper {
	n := int(w.shoppers.Add(1))
	total := yen.Yen(1000 + n)
	return &shopper{
		world: w, address: "203.0.113." + strconv.Itoa(n%250), cookies: map[string]string{},
		cart: cart.Cart{
			ID: "cart-" + strconv.Itoa(n), Version: 1, Kind: cart.Ordinary, GoodsTotal: total, Total: total,
			Items: []cart.Item{{SKU: "tea-1", Name: "煎茶", Quantity: 1, Price: total, Group: "tea", Goods: cart.Physical}},
		},
	}
}

// click does the next thing. An error is errBroken, or one that no shopper should see.
func (s *shopper) click() error {
	switch s.at {
	case inCart:
		return s.begin()
	case onWayBack, havingPaid:
		return s.comeBack()
	case atConfirm:
		return s.confirm()
	case atAmazon:
		return s.pay()
	case home:
	}
	return nil
}

func (s *shopper) begin() error {
	departure, err := post(s, api.Begin, api.BeginRequest{
		Shop: s.world.shop, Kind: button.Pay, Placement: display.Cart, Cart: s.sign(), Site: button.PC, Device: button.PC,
		Leaving: leaving("/checkout"),
	})
	if problem(err) == api.AlreadyPaid {
		s.at = home
		return nil
	}
	if err != nil {
		return err
	}
	page, err := s.get(strings.TrimPrefix(departure.Go, publicURL))
	if err != nil {
		return err
	}
	s.checkout = departure.Checkout
	return s.choose(page.body)
}

var launchData = regexp.MustCompile(`(?s)<script id="launch" type="application/json">(.*?)</script>`)

// choose is what checkout.js and Amazon's first pages do.
func (s *shopper) choose(page []byte) error {
	var launch struct {
		MerchantID, LedgerCurrency, CheckoutLanguage, ProductType string
		Config                                                    struct{ PayloadJSON, Signature, PublicKeyID, Algorithm string }
	}
	found := launchData.FindSubmatch(page)
	if found == nil {
		return errors.New("crash: no launch page")
	}
	if err := json.Unmarshal(found[1], &launch); err != nil {
		return err
	}
	session, err := s.world.amazon.Initiate(url.Values{
		"payloadJSON": {launch.Config.PayloadJSON}, "signature": {launch.Config.Signature}, "publicKeyId": {launch.Config.PublicKeyID},
		"algorithm": {launch.Config.Algorithm}, "merchantId": {launch.MerchantID}, "productType": {launch.ProductType},
		"ledgerCurrency": {launch.LedgerCurrency}, "environment": {"SANDBOX"}, "checkoutLanguage": {launch.CheckoutLanguage},
		"origin_url": {publicURL},
	})
	if err != nil {
		return err
	}
	back, err := s.world.amazon.Choose(session, sandbox.Choice{Buyer: "taro", Card: "1111"})
	s.session, s.back, s.at = session, strings.TrimPrefix(back, publicURL), onWayBack
	return err
}

// comeBack opens the address that Amazon leads to, of review or result, and goes where that leads.
func (s *shopper) comeBack() error {
	page, err := s.get(s.back)
	if err != nil {
		return err
	}
	_, code, returned := strings.Cut(page.target, "#noren-")
	switch {
	case strings.Contains(page.target, "noren_checkout="):
		s.at = home
		return nil
	case returned:
		return s.takeUp(code)
	case page.status == http.StatusServiceUnavailable: // Amazon does not answer: try again
		return nil
	case page.status == http.StatusSeeOther: // to the cart
		s.at = inCart
		return nil
	case page.status == http.StatusOK && bytes.Contains(page.body, []byte("data-status")): // the page that waits
		return nil
	case page.status == http.StatusOK: // the browser is not known any more: its page leads to the shop
		s.at = inCart
		return nil
	}
	return fmt.Errorf("crash: the return page answers %d", page.status)
}

// takeUp is the shop's page with a one-time code.
func (s *shopper) takeUp(code string) error {
	page, err := post(s, api.Render, api.RenderRequest{
		Shop: s.world.shop, Code: code, Verifier: verifier, Elements: []api.Element{{ID: "1", Name: api.OrderElement, Cart: s.sign()}},
	})
	if err != nil {
		return err
	}
	s.token = page.Session
	if page.Elements[0].Hidden == nil {
		s.at = atConfirm
	} else {
		s.at = inCart
	}
	return nil
}

func (s *shopper) confirm() error {
	departure, err := post(s, api.Confirm, api.ConfirmRequest{
		Shop: s.world.shop, Session: s.token, Cart: s.sign(), Page: origin + "/checkout", Device: button.PC, Leaving: leaving("/complete"),
	})
	switch problem(err) { //nolint:exhaustive // no other may come
	case api.AlreadyPaid:
		s.at = home
		return nil
	case api.SessionExpired, api.Superseded, api.PaymentExpired:
		s.at = inCart
		return nil
	case api.InProgress, api.AmazonUnreachable:
		return nil
	}
	if err != nil {
		return err
	}
	if !strings.HasPrefix(departure.Go, s.world.amazon.URL) {
		return fmt.Errorf("crash: confirmed, and the way is %q", departure.Go)
	}
	s.at = atAmazon
	return nil
}

func (s *shopper) pay() error {
	back, err := s.world.amazon.Pay(s.session)
	s.back, s.at, s.approved = strings.TrimPrefix(back, publicURL), havingPaid, true
	return err
}
