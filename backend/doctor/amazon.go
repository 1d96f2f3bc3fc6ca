package doctor

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"noren/backend/amazonpay"
)

// call is the one signed call at Amazon, which the checks of the credentials and of the clock share.
type call struct {
	err       error
	answered  time.Time     // Amazon's date; zero without
	asked     time.Time     // this machine's clock in the middle of the call
	roundTrip time.Duration // it may be wrong by half of it
}

// nobody is a charge permission that cannot exist: reading it changes nothing, and «not found» proves the signature.
const nobody = "S03-0000000-0000000"

const amazonTime = 10 * time.Second

func (v *visit) callAmazon(ctx context.Context) call {
	ctx, cancel := context.WithTimeout(ctx, amazonTime)
	defer cancel()
	client, err := v.Client(ctx, v.shop.ID, "")
	if err != nil {
		return call{err: err}
	}
	dated := &dated{}
	asking := *client
	asking.HTTP, asking.Attempts = &http.Client{Transport: dated, Timeout: amazonTime}, 2
	begun := v.Clock()
	_, err = asking.GetChargePermission(ctx, nobody)
	roundTrip := v.Clock().Sub(begun)
	answered := time.Time{}
	if date := dated.date.Load(); date != nil {
		answered = *date
	}
	return call{err, answered, begun.Add(roundTrip / 2), roundTrip}
}

// dated keeps the date of the last answer.
type dated struct{ date atomic.Pointer[time.Time] }

// RoundTrip is the default one.
func (d *dated) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if date, err := http.ParseTime(response.Header.Get("Date")); err == nil {
		d.date.Store(&date)
	}
	return response, nil
}

func examineCredentials(_ context.Context, v *visit) ([]Finding, error) {
	if !v.registered() {
		return one(fail("credentials_none").at("/contract"))
	}
	err := v.amazon().err
	refused, answered := errors.AsType[*amazonpay.Error](err)
	switch {
	case err == nil || answered && refused.Status == http.StatusNotFound:
		if v.credentials.Sandbox {
			return one(ok("credentials_sandbox", "merchant", v.credentials.MerchantID))
		}
		return one(ok("credentials_good", "merchant", v.credentials.MerchantID))
	case !answered:
		return one(unknown("amazon_unreachable"))
	case refused.ReasonCode == amazonpay.ReasonInvalidAccountStatus:
		return one(fail("account_inactive", "merchant", v.credentials.MerchantID))
	case refused.Status/100 == 4 && refused.Status != http.StatusTooManyRequests && refused.Status != http.StatusRequestTimeout:
		return one(fail("credentials_refused", "reason", string(refused.ReasonCode), "request", refused.RequestID).at("/contract"))
	}
	return one(unknown("amazon_unreachable"))
}

// Amazon's tolerance is not documented; fifteen minutes is what others of its interfaces allow (protocol 1.7).
const (
	skewWarn = 30 * time.Second
	skewFail = 5 * time.Minute
)

func examineClock(_ context.Context, v *visit) ([]Finding, error) {
	if !v.registered() {
		return one(unknown("clock_no_account").at("/contract"))
	}
	called := v.amazon()
	if called.answered.IsZero() {
		return one(unknown("amazon_unreachable"))
	}
	// The date has whole seconds, cut off: on average half a second is missing.
	skew := called.asked.Sub(called.answered.Add(time.Second / 2)).Round(time.Second)
	switch off := max(0, skew.Abs()-called.roundTrip/2); {
	case off > skewFail:
		return one(fail("clock_wrong", "seconds", seconds(skew)))
	case off > skewWarn:
		return one(warn("clock_off", "seconds", seconds(skew)))
	}
	return one(ok("clock_right", "seconds", seconds(skew)))
}

// seconds writes a difference with its sign: + is fast.
func seconds(d time.Duration) string { return fmt.Sprintf("%+d", int64(d/time.Second)) }
