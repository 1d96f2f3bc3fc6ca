// Package doctor examines how a shop is set up. Each check is done for real, against Amazon, the shop's pages and our own
// address, and says what it found and what to do. Nothing is changed by it. It also explains, for a cart that somebody thinks up,
// why Amazon Pay is shown or not.
//
// To add a check, write its function and a row of [Checks]; each finding needs its words in i18n.Doctor, which a test demands.
package doctor

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/merchant"
	"noren/backend/store"
)

// Doctor examines shops. All fields are required but Sandbox, Tested and AllowLoopback.
type Doctor struct {
	DB        *store.DB
	Shops     *merchant.Shops
	Client    func(ctx context.Context, shop, merchantID string) (*amazonpay.Client, error) // merchantID "" is the present account
	Sandbox   string                                                                        // address of a sandbox that stands in for Amazon; "" is Amazon itself
	PublicURL string                                                                        // our own origin
	Now       func() time.Time                                                              // of the shop's business
	Clock     func() time.Time                                                              // of this machine

	// Tested says when Amazon last sent a signed test to a shop's notification address; zero when never. Nil where nobody knows.
	Tested func(ctx context.Context, shop string) (time.Time, error)

	// AllowLoopback opens pages on this machine, for a demo; outside of it no address of our own network may be reached.
	AllowLoopback bool
}

// Area groups checks.
type Area string

// The areas, in the order of a report.
const (
	Amazon  Area = "amazon"  // the account at Amazon
	Noren   Area = "noren"   // our own address
	Setting Area = "setting" // what the shop has set
	Page    Area = "page"    // the shop's pages
	Server  Area = "server"  // the shop's server
)

// Areas are all of them.
func Areas() []Area { return []Area{Amazon, Noren, Setting, Page, Server} }

// Check is one thing that is looked at. What went wrong in looking is an error: then the result is unknown.
type Check struct {
	Name    string
	Area    Area
	examine func(ctx context.Context, v *visit) ([]Finding, error)
}

// Checks is the one table, in the order of a report.
func Checks() []Check {
	return []Check{
		{"credentials", Amazon, examineCredentials},
		{"origin", Amazon, examineOrigin},
		{"notifications", Amazon, examineNotifications},
		{"clock", Amazon, examineClock},
		{"address", Noren, examineAddress},
		{"rule", Setting, examineRule},
		{"groups", Setting, examineGroups},
		{"guides", Setting, examineGuides},
		{"login", Setting, examineLogin},
		{"privacy", Page, examinePrivacy},
		{"pages", Page, examinePages},
		{"script", Page, examineScript},
		{"elements", Page, examineElements},
		{"policy", Page, examinePolicy},
		{"analytics", Page, examineAnalytics},
		{"keys", Server, examineKeys},
		{"webhooks", Server, examineWebhooks},
	}
}

// Limits of an examination.
const (
	checkTime = 12 * time.Second // of one check
	atOnce    = 6                // checks that run together
	maxPages  = 5
)

// TotalTime is after which an examination has ended, or its process has.
const TotalTime = time.Minute

// Checked is what a check has found.
type Checked struct {
	Check    string    `json:"check"`
	Area     Area      `json:"area"`
	Result   Result    `json:"result"`
	Findings []Finding `json:"findings"`
}

// ErrPages says that an address to look at is not on one of the shop's origins, or that there are too many.
var ErrPages = errors.New("doctor: pages are addresses on the shop's origins, five at most")

// Examine makes every check, some at the same time. Pages are the addresses to look at, or none for the tops of the shop's origins. It
// calls tell with each check as it ends, one after another. Errors: ErrPages, merchant.ErrUnknownShop.
func (d *Doctor) Examine(ctx context.Context, shop string, pages []string, tell func(Checked)) (Report, error) {
	v, err := d.begin(ctx, shop, pages)
	if err != nil {
		return Report{}, err
	}
	return d.examine(ctx, v, tell), nil
}

func (d *Doctor) examine(ctx context.Context, v *visit, tell func(Checked)) Report {
	ctx, cancel := context.WithTimeout(ctx, TotalTime)
	defer cancel()
	v.prepare(ctx)
	defer v.end()
	checks := Checks()
	report := v.report(d.Now())
	report.Checks = make([]Checked, len(checks))
	seats := make(chan struct{}, atOnce)
	var telling sync.Mutex
	var working sync.WaitGroup
	for i, check := range checks {
		working.Go(func() {
			seats <- struct{}{}
			checked := check.run(ctx, v)
			<-seats
			telling.Lock()
			defer telling.Unlock()
			report.Checks[i] = checked
			tell(checked)
		})
	}
	working.Wait()
	return report
}

// run makes one check within its time.
func (c Check) run(ctx context.Context, v *visit) Checked {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	found, err := c.examine(ctx, v)
	if err != nil || len(found) == 0 {
		found = append(found, unknown("failed"))
	}
	return Checked{Check: c.Name, Area: c.Area, Result: worst(found), Findings: found}
}

// begin reads what is set of the shop, once for all checks.
func (d *Doctor) begin(ctx context.Context, id string, pages []string) (*visit, error) {
	shop, err := d.Shops.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	v := &visit{Doctor: d, shop: shop, named: len(pages) > 0, targets: pages}
	if len(pages) > maxPages || slices.ContainsFunc(pages, func(page string) bool { return !v.isOurs(page) }) {
		return nil, ErrPages
	}
	if len(pages) == 0 {
		for _, origin := range shop.Origins[:min(len(shop.Origins), maxPages)] {
			v.targets = append(v.targets, origin+"/")
		}
	}
	if v.settings, err = d.Shops.Settings(ctx, id); err != nil {
		return nil, err
	}
	v.credentials, err = d.Shops.Credentials(ctx, id)
	if err != nil && !errors.Is(err, merchant.ErrNoCredentials) {
		return nil, err
	}
	return v, nil
}
