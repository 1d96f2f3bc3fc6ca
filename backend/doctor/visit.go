package doctor

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"noren/backend/merchant"
	"noren/backend/store"
	"noren/backend/webhook"
)

// visit is one examination of one shop: what is set, and what several checks want to know, which is found out once.
type visit struct {
	*Doctor

	shop        merchant.Shop
	settings    merchant.Settings
	credentials merchant.Credentials // zero without
	targets     []string             // pages to look at
	named       bool                 // somebody has named them

	client *http.Client
	amazon func() call
	pages  func() []page
}

// prepare makes ready what is found out once, within the time of the whole examination: the end of one check must not end it for others.
func (v *visit) prepare(ctx context.Context) {
	v.client = &http.Client{
		Transport: webhook.Transport(v.AllowLoopback), Timeout: pageTime,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, // fetch decides about each
	}
	v.amazon = sync.OnceValue(func() call { return v.callAmazon(ctx) })
	v.pages = sync.OnceValue(func() []page { return v.fetchAll(ctx) })
}

func (v *visit) end() { v.client.CloseIdleConnections() }

func (v *visit) report(now time.Time) Report {
	return Report{ID: store.NewID("exam", now), Shop: v.shop.ID, At: now, Pages: v.targets}
}

// registered reports that there is an account at Amazon.
func (v *visit) registered() bool { return v.credentials.MerchantID != "" }

// isOurs reports whether an address is on one of the shop's origins.
func (v *visit) isOurs(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.User == nil && slices.Contains(v.shop.Origins, u.Scheme+"://"+u.Host)
}
