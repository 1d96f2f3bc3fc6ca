package member_test

import (
	"context"
	"errors"
	"maps"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"noren/backend/member"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
	"noren/shared/api"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

const (
	shop      = "shop_1"
	otherShop = "shop_2"
	merchant  = "A1MERCHANT"
)

var (
	key   = []byte("0123456789abcdef0123456789abcdef")
	start = time.Date(2026, 11, 27, 3, 0, 0, 0, time.UTC)

	errUnknownShop = errors.New("unknown shop")
)

// office is the links of two shops, with a clock of its own and a limit that counts as Redis does within one hour.
type office struct {
	*member.Members

	t  *testing.T
	mu sync.Mutex

	clock    time.Time
	attempts map[string]int // nil: there is no limit
}

func newOffice(t *testing.T, db *store.DB) *office {
	t.Helper()
	o := &office{t: t, clock: start}
	o.Members = &member.Members{
		DB: db, Sealer: storetest.Sealer(t), Now: o.now,
		Shop: func(_ context.Context, id string) (member.Shop, error) {
			if id != shop && id != otherShop {
				return member.Shop{}, errUnknownShop
			}
			return member.Shop{ID: id, Keys: map[string][]byte{"k1": key}}, nil
		},
		Allow: o.allow,
	}
	err := db.Tx(t.Context(), func(q *query.Queries) error {
		for _, id := range []string{shop, otherShop} {
			if err := q.InsertShop(t.Context(), query.InsertShopParams{ID: id, Name: "見本商店", Now: 1}); err != nil {
				return err
			}
		}
		return nil
	})
	o.must(err)
	return o
}

func onEvery(t *testing.T, test func(t *testing.T, o *office)) {
	t.Helper()
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) { test(t, newOffice(t, db)) })
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) now() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.clock
}

func (o *office) pass(d time.Duration) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.clock = o.clock.Add(d)
}

func (o *office) allow(_ context.Context, kind, key string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.attempts == nil {
		return true
	}
	o.attempts[kind+" "+key]++
	return o.attempts[kind+" "+key] <= member.Attempts
}

func account(buyer string) member.Account {
	return member.Account{MerchantID: merchant, BuyerID: "amzn1.account." + buyer}
}

// links links with the present consent.
func (o *office) links(a member.Account, id string) error {
	_, err := o.Link(o.t.Context(), shop, a, id, member.MyPage, api.ConsentVersion)
	return err
}

// owner is whose an account is, or "".
func (o *office) owner(of string, a member.Account) string {
	o.t.Helper()
	id, found, err := o.OfAccount(o.t.Context(), of, a)
	o.must(err)
	if found == (id == "") {
		o.t.Fatalf("found %v, member %q", found, id)
	}
	return id
}

// token is what the shop's server signs for a member who has just logged in.
func (o *office) token(change map[string]any) string {
	o.t.Helper()
	now := o.now()
	claims := jwt.MapClaims{
		"iss": shop, "aud": "noren", "sub": "m-1001", "auth_time": now.Unix(), "iat": now.Unix(), "exp": now.Add(15 * time.Minute).Unix(),
	}
	maps.Copy(claims, change)
	maps.DeleteFunc(claims, func(_ string, value any) bool { return value == nil })
	of := jwt.NewWithClaims(jwt.SigningMethodHS256, claims)
	of.Header["typ"], of.Header["kid"] = "noren-member", "k1"
	text, err := of.SignedString(key)
	o.must(err)
	return text
}

// visit writes a checkout row, as the flow leaves it, and gives its id. Times must differ: rows sort by them.
func (o *office) visit(change func(c *query.Checkout)) string {
	o.t.Helper()
	o.pass(time.Second)
	c := query.Checkout{
		ShopID: shop, ID: store.NewID("chk", o.now()), State: "reviewing", Product: "PayAndShip", Placement: "cart", MerchantID: merchant,
		Buyer: []byte("sealed"), CreatedAt: int64(store.At(o.now())),
	}
	change(&c)
	err := o.DB.Tx(o.t.Context(), func(q *query.Queries) error {
		err := q.InsertCheckout(o.t.Context(), query.InsertCheckoutParams{
			ShopID: c.ShopID, ID: c.ID, State: c.State, Kind: "pay", Product: c.Product, Placement: c.Placement, Site: "pc", Lang: "ja",
			CartID: c.ID, Cart: "{}", MerchantID: c.MerchantID, MemberID: c.MemberID, Now: c.CreatedAt,
		})
		if err != nil {
			return err
		}
		n, err := q.SaveCheckout(o.t.Context(), query.SaveCheckoutParams{
			State: c.State, Cart: "{}", Buyer: c.Buyer, OrderID: c.OrderID, LoginState: c.LoginState, BuyerHash: c.BuyerHash,
			UpdatedAt: c.CreatedAt, ShopID: c.ShopID, ID: c.ID, Version: 1,
		})
		if err == nil && n != 1 {
			err = errors.New("not saved")
		}
		return err
	})
	o.must(err)
	return c.ID
}

func (o *office) row(id string) query.Checkout {
	o.t.Helper()
	row, err := o.DB.Read().GetCheckout(o.t.Context(), query.GetCheckoutParams{ShopID: shop, ID: id})
	o.must(err)
	return row
}
