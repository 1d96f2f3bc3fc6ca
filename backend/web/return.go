package web

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"noren/backend/checkout"
	"noren/backend/session"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/i18n"
)

// returnRoutes are where Amazon sends the shopper. All are GET and carry no wish: they make us ask Amazon, and record what was
// decided there (design.md section 4). None of them cancels anything (pitfall 2).
func (s *Site) returnRoutes(e *echo.Echo) {
	e.GET("/return/:id/review", s.review, notStored)
	e.GET("/return/:id/signin", s.signIn, notStored)
	e.GET("/return/:id/result", s.result, notStored)
	e.GET("/return/:id/cancel", s.cancel, notStored)
	e.GET("/return/:id/status", s.status, notStored)
}

// review takes the shopper back from choosing, and hands the page in the shop a one-time code.
func (s *Site) review(c echo.Context) error {
	row, err := s.Flow.Review(c.Request().Context(), c.Param("id"), c.QueryParam("amazonCheckoutSessionId"))
	c.Set(langKey, api.Lang(row.Lang))
	speakFor(c, row.ShopID)
	switch {
	case errors.Is(err, checkout.ErrUnreachable):
		return s.tryAgain(c, row)
	case errors.Is(err, checkout.ErrInProgress):
		return c.Redirect(http.StatusSeeOther, row.ReturnTo)
	case err != nil:
		return err
	case checkout.State(row.State) == checkout.Placed:
		return c.Redirect(http.StatusSeeOther, completeURL(row))
	}
	return s.backToShop(c, row)
}

// signIn takes the shopper back from a visit that only signed in.
func (s *Site) signIn(c echo.Context) error {
	row, err := s.Flow.SignIn(c.Request().Context(), c.Param("id"), c.QueryParam("buyerToken"))
	c.Set(langKey, api.Lang(row.Lang))
	speakFor(c, row.ShopID)
	switch {
	case errors.Is(err, checkout.ErrUnreachable):
		return s.tryAgain(c, row)
	case err != nil:
		return err
	case row.ResumeID != "":
		return s.resume(c, row)
	}
	return s.backToShop(c, row)
}

// resume opens a checkout in another browser than the one that began it, for the same buyer only (design.md section 4).
func (s *Site) resume(c echo.Context, signIn query.Checkout) error {
	ctx := c.Request().Context()
	row, err := s.Flow.Get(ctx, signIn.ShopID, signIn.ResumeID)
	if err != nil {
		return err
	}
	bound, err := s.bound(c, signIn.ID)
	switch {
	case err != nil:
		return s.notNow(c, signIn, err)
	case !bound:
		return s.neutral(c, signIn)
	case row.BuyerHash == "" || row.BuyerHash != signIn.BuyerHash:
		return s.otherBuyer(c, signIn)
	case checkout.State(row.State) == checkout.Placed:
		return c.Redirect(http.StatusSeeOther, completeURL(row))
	}
	code, err := s.browserCode(ctx, row, signIn.Challenge)
	secret, bindErr := s.Sessions.Join(ctx, row.ID)
	if err := errors.Join(err, bindErr); err != nil {
		return s.notNow(c, signIn, err)
	}
	keepBinding(c, row.ID, secret)
	return c.Redirect(http.StatusSeeOther, withCode(row.ReturnTo, code))
}

// result takes the shopper back from paying. It waits at most three seconds for Settle; after that a page waits for the row,
// and never calls Amazon (design.md section 5, rule 5).
func (s *Site) result(c echo.Context) error {
	row, err := s.Flow.Find(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	c.Set(langKey, api.Lang(row.Lang))
	speakFor(c, row.ShopID)
	if row.SessionID == "" || c.QueryParam("amazonCheckoutSessionId") != row.SessionID {
		return checkout.ErrSessionMismatch
	}
	row = s.settled(c.Request().Context(), row)
	return s.onward(c, row)
}

// onward leads to where a checkout's state belongs.
func (s *Site) onward(c echo.Context, row query.Checkout) error {
	switch state := checkout.State(row.State); {
	case state == checkout.Placed:
		return c.Redirect(http.StatusSeeOther, completeURL(row))
	case !state.Paying():
		return s.backToShop(c, row)
	}
	return renderPage(c, http.StatusOK, waitPage(pageOf(c), c.Request().URL.RequestURI(), "/return/"+row.ID+"/status", row.ReturnTo))
}

// patience is how long a shopper waits before a page waits for them, unless the site says otherwise.
const patience = 3 * time.Second

// settled settles for as long as a shopper waits; what it has begun goes on without them.
func (s *Site) settled(ctx context.Context, row query.Checkout) query.Checkout {
	done := make(chan query.Checkout, 1)
	s.inBackground(ctx, func(background context.Context) {
		settled, err := s.Flow.Settle(background, row.ShopID, row.ID)
		if err != nil {
			slog.WarnContext(background, "checkout not settled on return", "checkout", row.ID, "error", err)
		}
		done <- settled
	})
	select {
	case settled := <-done:
		if settled.ID != "" {
			return settled
		}
	case <-time.After(cmp.Or(s.Patience, patience)):
	case <-ctx.Done():
	}
	return row
}

// cancel takes the shopper back from Amazon's «cancel». It changes nothing: what the session says is found out by Settle.
func (s *Site) cancel(c echo.Context) error {
	row, err := s.Flow.Find(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	c.Set(langKey, api.Lang(row.Lang))
	speakFor(c, row.ShopID)
	if checkout.State(row.State) == checkout.Begun {
		return c.Redirect(http.StatusSeeOther, row.ReturnTo)
	}
	return s.onwardFromCancel(c, row)
}

func (s *Site) onwardFromCancel(c echo.Context, row query.Checkout) error {
	if state := checkout.State(row.State); state == checkout.AtAmazon || state == checkout.Completing {
		row = s.settled(c.Request().Context(), row)
	}
	if checkout.State(row.State) == checkout.Placed {
		return c.Redirect(http.StatusSeeOther, completeURL(row))
	}
	return s.backToShop(c, row)
}

// status says whether the waiting page may go on. It reads our row only.
func (s *Site) status(c echo.Context) error {
	row, err := s.Flow.Find(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]bool{"done": !checkout.State(row.State).Paying()})
}

// backToShop sends the shopper to the shop page with a one-time code, if this is the browser that left; otherwise to a neutral
// page that shows nothing about anybody.
func (s *Site) backToShop(c echo.Context, row query.Checkout) error {
	bound, err := s.bound(c, row.ID)
	switch {
	case err != nil:
		return s.notNow(c, row, err)
	case !bound:
		return s.neutral(c, row)
	}
	ctx := c.Request().Context()
	code, err := s.browserCode(ctx, row, row.Challenge)
	if err != nil {
		return s.notNow(c, row, err)
	}
	login, err := s.handOver(ctx, row, code)
	if err != nil { // who cannot be logged in goes on all the same
		slog.WarnContext(ctx, "no login code", "checkout", row.ID, "error", err)
	}
	return c.Redirect(http.StatusSeeOther, cmp.Or(login, withCode(row.ReturnTo, code)))
}

// neutral shows nothing about anybody, and offers the shop's page, which leads to Amazon again: there the same buyer goes on.
func (s *Site) neutral(c echo.Context, row query.Checkout) error {
	return renderPage(c, http.StatusOK, neutralPage(pageOf(c), resumeURL(row), row.ReturnTo))
}

// otherBuyer tells who signed in with another Amazon account than the one that began; the same way leads to Amazon again.
func (s *Site) otherBuyer(c echo.Context, signIn query.Checkout) error {
	problem := i18n.For(langOf(c)).Problem(api.OtherBuyer)
	return renderPage(c, http.StatusConflict, retryPage(pageOf(c), problem.Title, problem.Remedy, resumeURL(signIn), signIn.ReturnTo))
}

// resumeURL is the shop's page as it leads to Amazon, to go on with a checkout that began in another browser.
func resumeURL(row query.Checkout) string {
	return withCode(row.ReturnTo, "resume-"+cmp.Or(row.ResumeID, row.ID))
}

// browserCode is the one-time code by which the page in the shop gets its session.
func (s *Site) browserCode(ctx context.Context, row query.Checkout, challenge string) (string, error) {
	code, err := s.Sessions.IssueCode(ctx, session.Code{Shop: row.ShopID, Checkout: row.ID, Challenge: challenge})
	return row.ID + "-" + code, err
}

// withCode adds the code as fragment, or as query where the page has a fragment of its own.
func withCode(address, code string) string {
	if !strings.Contains(address, "#") {
		return address + "#noren-" + code
	}
	return withParameter(address, "noren_code", code)
}

// completeURL is the shop's order-complete page with the checkout's id, by which its server asks us.
func completeURL(row query.Checkout) string {
	return withParameter(row.CompleteTo, "noren_checkout", row.ID)
}

// withParameter adds a parameter of ours to a shop's address, as text: written anew, the shop's own parameters would change
// their order, and those that are not UTF-8 would break. Taken out again, it leaves the address as it was; only one that an
// earlier return left behind is replaced.
func withParameter(address, name, value string) string {
	page, fragment, hasFragment := strings.Cut(address, "#")
	path, own, hasQuery := strings.Cut(page, "?")
	var parameters []string
	if hasQuery {
		parameters = slices.DeleteFunc(strings.Split(own, "&"), func(p string) bool { return strings.HasPrefix(p, name+"=") })
	}
	address = path + "?" + strings.Join(append(parameters, name+"="+value), "&")
	if hasFragment {
		address += "#" + fragment
	}
	return address
}

// tryAgain says honestly that Amazon does not answer.
func (s *Site) tryAgain(c echo.Context, row query.Checkout) error {
	return s.later(c, row, api.AmazonUnreachable)
}

// notNow says that our own storage does not answer, when that is the reason; the shopper keeps what they have done so far.
func (s *Site) notNow(c echo.Context, row query.Checkout, err error) error {
	if !errors.Is(err, session.ErrUnavailable) {
		return err
	}
	slog.WarnContext(c.Request().Context(), "a shopper is asked to try again", "checkout", row.ID, "error", err)
	return s.later(c, row, api.Unavailable)
}

// later offers the same address once more; nothing is lost by using it. Whoever has confirmed may have paid: they are not told that
// nothing was, nor to pay otherwise.
func (s *Site) later(c echo.Context, row query.Checkout, code api.Code) error {
	if checkout.State(row.State).Paying() {
		code = api.PaymentPending
	}
	problem := i18n.For(langOf(c)).Problem(code)
	c.Response().Header().Set("Retry-After", "5")
	return renderPage(c, http.StatusServiceUnavailable, retryPage(pageOf(c), problem.Title, problem.Remedy, c.Request().URL.RequestURI(), row.ReturnTo))
}
