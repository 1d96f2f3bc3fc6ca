package sandbox_test

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"

	"noren/backend/sandbox"
)

// busySandbox has something of everything to show.
func busySandbox(t *testing.T) (s *sandbox.Sandbox, c *client, shop *notified) {
	t.Helper()
	s = sandbox.RunT(t)
	c = newClient(t, s)
	shop = newNotified(t)
	s.SetNotificationURL(s.Merchant().MerchantID, shop.URL)
	_, charge := c.charged(3980, "AuthorizeWithCapture")
	c.call("POST", "/v2/refunds", `{"chargeId":"`+charge+`","refundAmount":`+amount(500)+`}`).is(t, 201, "")
	if err := s.DeliverNotifications(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.charged(120000, "Authorize")
	c.chosen(sandbox.Choice{Buyer: "hanako"})
	if err := s.NextOutcome(sandbox.NextOutcome{Outcome: sandbox.Declined, Count: 1}); err != nil {
		t.Fatal(err)
	}
	c.paid(5500, "Authorize", "", "")
	s.Fault(sandbox.Fault{Operation: "CreateCharge", Kind: sandbox.Throttle, Count: 3, Skip: 1})
	forged := c.request("GET", "/v2/charges/"+charge, "")
	forged.Header.Set("X-Amz-Pay-Date", s.Now().Add(1e9).Format("20060102T150405Z"))
	c.do(forged).is(t, 403, "InvalidRequestSignature")
	s.Snapshot()
	return s, c, shop
}

// notified is a shop that takes notifications and counts them.
type notified struct {
	*httptest.Server

	count atomic.Int64
}

func newNotified(t *testing.T) *notified {
	t.Helper()
	n := &notified{}
	n.Server = httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { n.count.Add(1) }))
	t.Cleanup(n.Close)
	return n
}

// until waits for the page to become so.
func (b *tab) until(condition string) {
	b.t.Helper()
	b.do(chromedp.Poll[chromedp.Void](condition))
}

// Every page of the dashboard renders in both languages, on a PC and a phone, and axe finds nothing.
func TestDashboard_Pages(t *testing.T) {
	s, _, _ := busySandbox(t)
	b := openTab(t)
	requests := s.Requests()
	pages := map[string]string{
		"live": "/", "payments": "/dashboard/payments", "payment": "/dashboard/payments/" + s.Books().Sessions[0].ID,
		"requests": "/dashboard/requests", "request": "/dashboard/requests/" + requests[len(requests)-1].ID,
		"notifications": "/dashboard/notifications", "mails": "/dashboard/mails", "mail": "/dashboard/mails/" + s.Mails()[0].ID,
		"controls": "/dashboard/controls", "setup": "/dashboard/setup", "missing": "/dashboard/mails/none",
	}
	for name, path := range pages {
		for _, look := range []struct {
			lang, size string
			width      int64
		}{{"en", "pc", 1280}, {"ja", "phone", 390}, {"ja", "pc", 1280}} {
			b.do(chromedp.EmulateViewport(look.width, 844), chromedp.Navigate(s.URL+path+"?lang="+look.lang))
			b.until(`document.querySelector("h1")`)
			if got := b.eval("document.documentElement.lang"); got != look.lang {
				t.Errorf("%s is in %s, want %s", name, got, look.lang)
			}
			if got := b.eval("document.documentElement.scrollWidth"); got != strconv.FormatInt(look.width, 10) {
				t.Errorf("%s on a %s is %s wide", name, look.size, got)
			}
			b.look("dashboard-" + name + "-" + look.lang + "-" + look.size)
		}
		b.accessible("dashboard-" + name + "-ja-pc")
	}
}

// What happens shows up by itself, without a reload and without moving what is there.
func TestDashboard_FollowsLive(t *testing.T) {
	s, c, _ := busySandbox(t)
	b := openTab(t)
	b.do(chromedp.Navigate(s.URL+"/"), chromedp.WaitVisible("#events"))
	b.until(`document.querySelector("[role=status]").textContent !== ""`)
	b.eval(`window.same = document.querySelector("#events tr:last-child"), window.stays = 1`)
	b.eval(`scrollTo(0, 300)`)
	rows := b.eval(`document.querySelectorAll("#events tr").length`)
	_, charge := c.charged(7777, "Authorize")
	b.until(`document.querySelector("#events").textContent.includes("` + charge + `")`)
	if now := b.eval(`document.querySelectorAll("#events tr").length`); now == rows {
		t.Errorf("still %s rows", now)
	}
	if b.eval(`window.stays === 1 && document.contains(window.same)`) != "true" {
		t.Error("the page was reloaded, or a row was replaced that had not changed")
	}
	s.Reset()
	b.until(`document.querySelectorAll("#events tr").length === 1`)
}

// A button does what it says where it stands, and the answer shows up.
func TestDashboard_Resend(t *testing.T) {
	s, _, shop := busySandbox(t)
	b := openTab(t)
	before := shop.count.Load()
	b.do(chromedp.Navigate(s.URL+"/dashboard/notifications?lang=ja"), chromedp.WaitVisible("#notifications"))
	b.eval(`window.stays = 1`)
	b.do(click(`#notifications > li:last-child form[action$="/deliver"] button`))
	b.until(`document.querySelector("#notifications > li:last-child").textContent.includes("pending")`)
	b.do(click(`form[action$="/deliverNotifications"] button`))
	b.until(`document.querySelector("#notifications > li:last-child summary").textContent.includes("(2)")`)
	if shop.count.Load() == before || b.eval("window.stays") != "1" {
		t.Errorf("%d notifications after %d", shop.count.Load(), before)
	}
	b.look("dashboard-resent")
}

// A developer pastes his canonical request and sees the character that differs.
func TestDashboard_ComparisonMarksTheCharacter(t *testing.T) {
	s, _, _ := busySandbox(t)
	b := openTab(t)
	requests := s.Requests()
	request := requests[len(requests)-1]
	mine := strings.Replace(request.Signature.CanonicalRequest, "x-amz-pay-region:jp", "x-amz-pay-region:JP", 1)
	b.do(chromedp.EmulateViewport(1280, 844), chromedp.Navigate(s.URL+"/dashboard/requests/"+request.ID), chromedp.WaitVisible("#compare-text"))
	b.do(chromedp.SetValue("#compare-text", mine), click("#compare button"), chromedp.WaitVisible(".compared"))
	if got := b.eval(`[...document.querySelectorAll("mark")].map(m => m.textContent).join("|")`); got != "j|J" {
		t.Errorf("marked: %s", got)
	}
	if got := b.eval(`document.querySelector(".differs").id`); got != "line-8" {
		t.Errorf("differs: %s", got)
	}
	if got := b.eval(`document.querySelector("#compare-text").value`); got != mine {
		t.Errorf("the form holds %q, want %q", got, mine)
	}
	b.accessible("dashboard-compared")
}

// The clock moves from every page, and without JavaScript too.
func TestDashboard_Clock(t *testing.T) {
	s, _, _ := busySandbox(t)
	b := openTab(t)
	before := s.Now()
	b.do(chromedp.Navigate(s.URL+"/dashboard/mails"), click("#clock summary"), click(`button[value="24h"]`))
	b.until(`document.querySelector("[data-clock]").textContent.startsWith("` + before.Add(day+9*3600e9).Format("2006-01-02") + `")`)
	b.look("dashboard-clock")
	if d := s.Now().Sub(before); d < day {
		t.Errorf("moved by %s", d)
	}
}
