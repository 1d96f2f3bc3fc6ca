// Package overview is the operators' view of many shops: how each stands, and where a person should look. Console and command line
// show the same columns.
package overview

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"noren/backend/merchant"
	"noren/backend/store"
	"noren/backend/store/query"
)

// Row is one shop.
type Row struct {
	merchant.Shop

	Shown   bool    `json:"shown"`     // Amazon Pay is 「表示」 (R3-10)
	Trouble Trouble `json:"attention"` // where a person should look
}

// Trouble counts what a person should look at. Mails, deliveries and notifications are of the last week: older ones have been seen, or
// nobody minds.
type Trouble struct {
	Orders        int64 `json:"orders"`        // 要確認
	Mails         int64 `json:"mails"`         // were not sent
	Deliveries    int64 `json:"deliveries"`    // of webhooks, that nobody took
	Endpoints     int64 `json:"endpoints"`     // of webhooks, that were disabled
	Notifications int64 `json:"notifications"` // of Amazon, that could not be worked
}

// None reports that there is nothing to look at.
func (t Trouble) None() bool { return t == Trouble{} }

const week = 7 * 24 * time.Hour

// Asked is what somebody looks for.
type Asked struct {
	Words  string   // a part of the name, the id or an origin; "" is every shop
	Before string   // the last id of the page before; "" begins with the newest
	Limit  int      // at most MaxLimit
	Only   []string // ids of the shops that may be seen; nil is all
}

// Limits of Asked.
const (
	MaxLimit = 200
	maxWords = 255
)

// Page is what was found, the newest first. Next is Before of the next page; "" on the last.
type Page struct {
	Rows []Row
	Next string
}

// Find lists shops.
func Find(ctx context.Context, shops *merchant.Shops, asked Asked) (Page, error) {
	asked.Limit = min(max(asked.Limit, 1), MaxLimit)
	ids, err := find(ctx, shops, asked)
	if err != nil {
		return Page{}, err
	}
	var page Page
	if len(ids) > asked.Limit {
		ids = ids[:asked.Limit]
		page.Next = ids[len(ids)-1]
	}
	for _, id := range ids {
		row, err := look(ctx, shops, id)
		if errors.Is(err, merchant.ErrUnknownShop) {
			continue
		}
		if err != nil {
			return Page{}, err
		}
		page.Rows = append(page.Rows, row)
	}
	return page, nil
}

// find gives one id more than the limit where there are more.
func find(ctx context.Context, shops *merchant.Shops, asked Asked) ([]string, error) {
	if asked.Only != nil {
		return among(ctx, shops, asked)
	}
	before := asked.Before
	if before == "" {
		before = "~" // after every id
	}
	ids, err := shops.DB.Read().FindShops(ctx, query.FindShopsParams{
		Before: before, Pattern: pattern(asked.Words), Size: int32(asked.Limit + 1), //nolint:gosec // at most MaxLimit
	})
	if err != nil {
		return nil, fmt.Errorf("overview: find: %w", err)
	}
	return ids, nil
}

// among finds in the few shops of somebody who is no operator.
func among(ctx context.Context, shops *merchant.Shops, asked Asked) ([]string, error) {
	ids, words := slices.Sorted(slices.Values(asked.Only)), plain(asked.Words)
	slices.Reverse(ids)
	var found []string
	for _, id := range ids {
		if asked.Before != "" && id >= asked.Before {
			continue
		}
		shop, err := shops.Get(ctx, id)
		if errors.Is(err, merchant.ErrUnknownShop) {
			continue
		}
		if err != nil {
			return nil, err
		}
		texts := append([]string{strings.ToLower(shop.Name), shop.ID}, shop.Origins...)
		if slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(text, words) }) {
			found = append(found, id)
		}
		if len(found) > asked.Limit {
			break
		}
	}
	return found, nil
}

// pattern is words for LIKE, with ! before what would mean something there.
func pattern(words string) string {
	if words = plain(words); words == "" {
		return "%"
	}
	return "%" + strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(words) + "%"
}

func plain(words string) string {
	words = strings.ToLower(strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(words, "\x00", ""), "")))
	return string([]rune(words)[:min(len([]rune(words)), maxWords)])
}

func look(ctx context.Context, shops *merchant.Shops, id string) (Row, error) {
	shop, err := shops.Get(ctx, id)
	if err != nil {
		return Row{}, err
	}
	settings, err := shops.Settings(ctx, id)
	if err != nil {
		return Row{}, err
	}
	found, err := shops.DB.Read().ShopTrouble(ctx, query.ShopTroubleParams{ShopID: id, Since: int64(store.At(shops.Now().Add(-week)))})
	if err != nil {
		return Row{}, fmt.Errorf("overview: trouble: %w", err)
	}
	return Row{Shop: shop, Shown: settings.Shown(), Trouble: Trouble{
		Orders: found.Orders, Mails: found.Mails, Deliveries: found.Deliveries, Endpoints: found.Endpoints, Notifications: found.Notifications,
	}}, nil
}
