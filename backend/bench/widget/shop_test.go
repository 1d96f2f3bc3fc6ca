package widget

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"noren/backend/demo"
	"noren/shared/cart"
)

// shop is the demo, with one page more for each widget on the shop's origin. All pages are the same but for the widget.
type shop struct {
	*demo.Demo

	t     testing.TB
	token string
	peers *peers
}

func newShop(t testing.TB) *shop {
	t.Helper()
	s := &shop{t: t, peers: bundlePeers(t)}
	d, err := demo.Start(t.Context(), demo.Config{ManualTime: true, AroundShop: func(http.Handler) http.Handler { return http.HandlerFunc(s.serve) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	s.Demo = d
	s.sign()
	return s
}

// sign makes the cart's token as the shop's server does.
func (s *shop) sign() {
	s.t.Helper()
	key, err := s.Backend.Shops.NewCartKey(context.Background(), "cli", s.ShopID)
	if err != nil {
		s.t.Fatal(err)
	}
	id, secret, _ := strings.Cut(strings.TrimPrefix(key, "ck_key_"), "_")
	raw, err := base64.RawURLEncoding.DecodeString(secret)
	if err != nil {
		s.t.Fatal(err)
	}
	now := s.Amazon.Now()
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{
		"iss": s.ShopID, "aud": "noren", "iat": now.Unix(), "exp": now.Add(24 * time.Hour).Unix(),
		"cart": cart.Cart{
			ID: "cart-1", Version: 1, Kind: cart.Ordinary, GoodsTotal: 3000, Total: 3000,
			Items: []cart.Item{{SKU: "tea-1", Name: "煎茶", Quantity: 1, Price: 3000, Group: "standard", Goods: cart.Physical}},
		},
	})
	token.Header["typ"], token.Header["kid"] = "noren-cart", "key_"+id
	if s.token, err = token.SignedString(raw); err != nil {
		s.t.Fatal(err)
	}
}

// address is the page of a product with so many placements.
func (s *shop) address(p product, placements int) string {
	return fmt.Sprintf("%s/%s?%d", s.ShopURL, p.id, placements)
}

const shopPage = `<!doctype html><html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>カート</title><link rel="icon" href="data:,">
<style>body { margin: 0; font: 16px/1.8 sans-serif } main { max-width: 40em; margin: auto; padding: 1em }
noren-pay:not(:defined) { display: block; width: 200px; height: 45px }</style>%s
<main><h1>ショッピングカート</h1><p>煎茶 1点 3,000円</p>%s<p>5,000円以上のお買い上げで送料無料です。</p><p>ほかのお支払い方法は次の画面で選べます。</p></main>`

func (s *shop) serve(w http.ResponseWriter, r *http.Request) {
	n, err := strconv.Atoi(r.URL.RawQuery)
	for _, p := range products {
		if err == nil && r.URL.Path == "/"+p.id {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = fmt.Fprintf(w, shopPage, s.head(p), strings.Repeat(s.place(p), n))
			return
		}
	}
	http.NotFound(w, r) // and what a peer's shop would answer itself
}

// head has the script tag as the widget's documents say.
func (s *shop) head(p product) string {
	switch {
	case p.noren:
		return fmt.Sprintf(`<script async crossorigin src="%s/embed/v1/noren.js" data-shop="%s"></script>`, s.PayURL, s.ShopID)
	case p.entry != "":
		return s.peers.tags(p)
	}
	return ""
}

func (s *shop) place(p product) string {
	if p.noren {
		return `<noren-pay cart="` + s.token + `"></noren-pay>`
	}
	return `<div class="place"></div>`
}
