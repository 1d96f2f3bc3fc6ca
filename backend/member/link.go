package member

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/api"
)

// Account is an Amazon account as one merchant's account at Amazon knows it. The same person at another merchant account is
// somebody else, and never matches (pitfall 24).
type Account struct{ MerchantID, BuyerID string }

// Link is an Amazon account and a member that belong together: at most one of each for the other.
type Link struct {
	MemberID string
	Account  Account
	Way      Way
	Consent  string    // version of the text that was agreed to
	At       time.Time // of the link and of the consent, UTC
}

// Way is where a link was made or undone.
type Way string

// Ways.
const (
	Signup   Way = "signup"   // registration prefilled by Amazon (R4-1)
	Complete Way = "complete" // after an order (R4-9)
	MyPage   Way = "mypage"   // R4-10
	ByShop   Way = "shop"     // the shop's server undid it
)

// Event is what happened to a link.
type Event string

// Events.
const (
	WasLinked   Event = "linked"
	WasUnlinked Event = "unlinked"
)

// OfAccount says whose an Amazon account is: the one lookup that logs a member in (R4-2, R4-11).
func (m *Members) OfAccount(ctx context.Context, shop string, a Account) (memberID string, found bool, err error) {
	row, err := m.DB.Read().LinkOfBuyer(ctx, query.LinkOfBuyerParams{ShopID: shop, MerchantID: a.MerchantID, BuyerHash: hash(shop, a)})
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	if err != nil {
		return "", false, fmt.Errorf("member: of account: %w", err)
	}
	return row.MemberID, true, nil
}

// Linked gives the link of a member at one merchant account.
func (m *Members) Linked(ctx context.Context, shop, merchantID, memberID string) (link Link, found bool, err error) {
	row, err := m.DB.Read().LinkOfMember(ctx, query.LinkOfMemberParams{ShopID: shop, MerchantID: merchantID, MemberID: memberID})
	if errors.Is(err, sql.ErrNoRows) {
		return Link{}, false, nil
	}
	if err != nil {
		return Link{}, false, fmt.Errorf("member: linked: %w", err)
	}
	link, err = m.linkOf(row)
	return link, err == nil, err
}

// Link makes an Amazon account a member's, who has agreed to the present text. The caller has proof of both: a visit of this
// browser to Amazon, and Prove or the word of the shop's server. Linking the same pair again changes nothing and gives the link
// as it is. The database decides between two that come at once. Errors: ErrInvalid (the id), ErrNoAccount, ErrConsent, ErrTooMany, ErrConflict.
func (m *Members) Link(ctx context.Context, shop string, a Account, memberID string, way Way, consent string) (Link, error) {
	switch {
	case !isID(memberID):
		return Link{}, ErrInvalid
	case a.MerchantID == "" || a.BuyerID == "":
		return Link{}, ErrNoAccount
	case consent != api.ConsentVersion:
		return Link{}, ErrConsent
	case !m.Allow(ctx, "link_member", shop+" "+memberID) || !m.Allow(ctx, "link_buyer", hash(shop, a)):
		return Link{}, ErrTooMany
	}
	sealed, err := m.Sealer.Seal(shop, linkPurpose, []byte(a.BuyerID))
	if err != nil {
		return Link{}, fmt.Errorf("member: link: %w", err)
	}
	row := query.Link{
		ShopID: shop, MerchantID: a.MerchantID, BuyerHash: hash(shop, a), MemberID: memberID, Buyer: sealed, Way: string(way),
		Consent: consent, CreatedAt: m.now(),
	}
	err = m.DB.Tx(ctx, func(q *query.Queries) (err error) {
		row, err = m.link(ctx, q, row)
		return err
	})
	if err != nil {
		return Link{}, fmt.Errorf("member: link: %w", err)
	}
	return m.linkOf(row)
}

// link writes a link and its event, or gives the same pair's link of before.
func (m *Members) link(ctx context.Context, q *query.Queries, row query.Link) (query.Link, error) {
	n, err := q.InsertLink(ctx, query.InsertLinkParams{
		ShopID: row.ShopID, MerchantID: row.MerchantID, BuyerHash: row.BuyerHash, MemberID: row.MemberID, Buyer: row.Buyer,
		Way: row.Way, Consent: row.Consent, Now: row.CreatedAt,
	})
	if err != nil {
		return row, err
	}
	if n == 1 {
		return row, m.happened(ctx, q, row, WasLinked)
	}
	before, err := q.LinkOfBuyer(ctx, query.LinkOfBuyerParams{ShopID: row.ShopID, MerchantID: row.MerchantID, BuyerHash: row.BuyerHash})
	if errors.Is(err, sql.ErrNoRows) || err == nil && before.MemberID != row.MemberID {
		return row, ErrConflict
	}
	return before, err
}

// Unlink undoes a member's link at one merchant account. The caller has proof of the member. By is who does it for them, and stands in
// the audit log, which does not name the member; "" is the member. Error: ErrNoLink.
func (m *Members) Unlink(ctx context.Context, shop string, by audit.Actor, merchantID, memberID string, way Way) error {
	err := m.DB.Tx(ctx, func(q *query.Queries) error {
		n, err := q.DeleteLink(ctx, query.DeleteLinkParams{ShopID: shop, MerchantID: merchantID, MemberID: memberID})
		if err != nil {
			return err
		}
		if n == 0 {
			return ErrNoLink
		}
		err = m.happened(ctx, q, query.Link{
			ShopID: shop, MerchantID: merchantID, MemberID: memberID, Way: string(way), CreatedAt: m.now(),
		}, WasUnlinked)
		if err != nil || by == "" {
			return err
		}
		return audit.Write(ctx, q, m.Now(), audit.Entry{Actor: by, Shop: shop, Action: audit.MemberUnlinked})
	})
	if err != nil {
		return fmt.Errorf("member: unlink: %w", err)
	}
	return nil
}

// happened notes an event of a link, in the transaction of the change.
func (m *Members) happened(ctx context.Context, q *query.Queries, row query.Link, event Event) error {
	return q.InsertLinkEvent(ctx, query.InsertLinkEventParams{
		ShopID: row.ShopID, ID: store.NewID("lev", m.Now()), MemberID: row.MemberID, MerchantID: row.MerchantID, Event: string(event),
		Way: row.Way, Consent: row.Consent, Now: row.CreatedAt,
	})
}

const linkPurpose = "link"

func (m *Members) linkOf(row query.Link) (Link, error) {
	buyer, err := m.Sealer.Open(row.ShopID, linkPurpose, row.Buyer)
	if err != nil {
		return Link{}, fmt.Errorf("member: link: %w", err)
	}
	return Link{
		MemberID: row.MemberID, Account: Account{row.MerchantID, string(buyer)}, Way: Way(row.Way), Consent: row.Consent,
		At: store.Micros(row.CreatedAt).Time(),
	}, nil
}

func hash(shop string, a Account) string { return store.BuyerHash(shop, a.MerchantID, a.BuyerID) }

func (m *Members) now() int64 { return int64(store.At(m.Now())) }
