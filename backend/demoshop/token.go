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

const (
	cartTokenLife   = 12 * time.Hour   // Noren accepts 24; the confirm page signs a fresh one anyway
	memberTokenLife = 15 * time.Minute // what Noren accepts
)

// signer makes the tokens by which Noren believes us: JWS, HS256.
type signer struct {
	shop, keyID string
	secret      []byte
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

func (s signer) sign(kind string, claims jwt.Claims) (string, error) {
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, claims)
	token.Header["typ"] = kind
	token.Header["kid"] = s.keyID
	signed, err := token.SignedString(s.secret)
	if err != nil {
		return "", fmt.Errorf("demoshop: sign %s: %w", kind, err)
	}
	return signed, nil
}

func (s signer) registered(now time.Time, life time.Duration) jwt.RegisteredClaims {
	return jwt.RegisteredClaims{
		Issuer: s.shop, Audience: jwt.ClaimStrings{"noren"}, ID: rand.Text(),
		IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(life)),
	}
}

// memberClaims say who is logged in: Subject is our own id of the member, never the e-mail address.
type memberClaims struct {
	jwt.RegisteredClaims
	AuthTime *jwt.NumericDate `json:"auth_time"`
}

// member returns the token of who is logged in, or "" for a guest. Its auth_time is when the password was given: that is what
// Noren takes as proof of membership, so a login by Amazon must not look like one.
func (s signer) member(v *visitor, now time.Time) (string, error) {
	if v.member == nil {
		return "", nil
	}
	claims := memberClaims{s.registered(now, memberTokenLife), jwt.NewNumericDate(v.passwordAt)}
	claims.Subject = v.member.ID
	return s.sign("noren-member", claims)
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

// cart returns the token of a cart as it is now, or "" for an empty cart, which has none.
func (s signer) cart(d draft, now time.Time) (string, error) {
	if len(d.Lines) == 0 {
		return "", nil
	}
	return s.sign("noren-cart", cartClaims{s.registered(now, cartTokenLife), claimOf(d)})
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
