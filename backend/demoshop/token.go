package demoshop

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// tokenLife is well under the 24 hours that Noren accepts; the confirm page signs a fresh one anyway.
const tokenLife = 12 * time.Hour

// signer makes cart tokens: JWS, HS256, typ noren-cart.
type signer struct {
	shop, keyID string
	secret      []byte
}

type cartClaims struct {
	jwt.RegisteredClaims
	Cart cartClaim `json:"cart"`
}

type cartClaim struct {
	ID          string      `json:"id"`
	Version     int64       `json:"version"`
	Kind        string      `json:"kind"`
	Items       []itemClaim `json:"items"`
	GoodsTotal  yen         `json:"goodsTotal"`
	Postage     yen         `json:"postage"`
	Fees        yen         `json:"fees"`
	Discounts   yen         `json:"discounts"`
	Total       yen         `json:"total"`
	OrderNumber string      `json:"orderNumber,omitempty"`
}

type itemClaim struct {
	SKU      string `json:"sku"`
	Name     string `json:"name"`
	Quantity int    `json:"quantity"`
	Price    yen    `json:"price"`
	Group    string `json:"group,omitempty"`
	Goods    goods  `json:"goods"`
}

// newSigner takes a key of the form ck_{key id}_{base64url of 32 bytes}. The secret's length is fixed, which matters because
// its alphabet has an underscore too.
func newSigner(shopID, key string) (signer, error) {
	const secretLength = 43
	rest, ok := strings.CutPrefix(key, "ck_")
	at := len(rest) - secretLength - 1
	if !ok || at < 1 || rest[at] != '_' {
		return signer{}, errors.New("demoshop: CartKey: want ck_{key id}_{secret}")
	}
	secret, err := base64.RawURLEncoding.DecodeString(rest[at+1:])
	if err != nil {
		return signer{}, fmt.Errorf("demoshop: CartKey: %w", err)
	}
	return signer{shop: shopID, keyID: rest[:at], secret: secret}, nil
}

// sign returns the token of a cart as it is now, or "" for an empty cart, which has none.
func (s signer) sign(d draft, now time.Time) (string, error) {
	if len(d.Lines) == 0 {
		return "", nil
	}
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, cartClaims{
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer:    s.shop,
			Audience:  jwt.ClaimStrings{"noren"},
			IssuedAt:  jwt.NewNumericDate(now),
			ExpiresAt: jwt.NewNumericDate(now.Add(tokenLife)),
			ID:        rand.Text(),
		},
		Cart: claimOf(d),
	})
	token.Header["typ"] = "noren-cart"
	token.Header["kid"] = s.keyID
	signed, err := token.SignedString(s.secret)
	if err != nil {
		return "", fmt.Errorf("demoshop: sign cart: %w", err)
	}
	return signed, nil
}

func claimOf(d draft) cartClaim {
	claim := cartClaim{
		ID: d.ID, Version: d.Version, Kind: "ordinary", OrderNumber: d.OrderNumber,
		GoodsTotal: d.Amounts.Goods, Postage: d.Amounts.Postage, Fees: d.Amounts.Fees,
		Discounts: d.Amounts.discounts(), Total: d.Amounts.Total,
	}
	for _, l := range d.Lines {
		claim.Items = append(claim.Items, itemClaim{l.SKU, l.Name, l.Quantity, l.Price, l.Group, l.Goods})
	}
	return claim
}
