package sandbox_test

import (
	"strings"
	"testing"
	"time"

	"noren/backend/sandbox"
)

// chargedLive is charged in the live environment, where nothing is simulated.
func (c *client) chargedLive(yen int, intent string) (permission, charge string) {
	c.t.Helper()
	form := c.form(payload(""), "PayAndShip")
	form.Set("environment", "LIVE")
	id, err := c.s.Initiate(form)
	if err != nil {
		c.t.Fatal(err)
	}
	if _, err := c.s.Choose(id, sandbox.Choice{Buyer: "taro"}); err != nil {
		c.t.Fatal(err)
	}
	c.call("PATCH", "/v2/checkoutSessions/"+id, update(yen, intent, "")).is(c.t, 200, "")
	if _, err := c.s.Pay(id); err != nil {
		c.t.Fatal(err)
	}
	a := c.complete(id, yen).is(c.t, 200, "")
	return a.text("chargePermissionId"), a.text("chargeId")
}

// disbursed are the amounts of a list, newest first.
func disbursed(t *testing.T, a answer) string {
	t.Helper()
	var amounts []string
	for _, d := range a.is(t, 200, "").list(t, "disbursements") {
		amounts = append(amounts, d.text("amount"))
	}
	return strings.Join(amounts, " ")
}

// Protocol 3.8: two weeks after the first payment, then daily, less fee, refunds and what is held in reserve.
func TestProtocol3_8_Disbursements(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	now := func() string { return disbursed(t, c.get("/v2/disbursements")) }
	_, first := c.charged(10_000, "AuthorizeWithCapture")
	s.Advance(14*day - time.Minute)
	if got := now(); got != "" {
		t.Errorf("before two weeks: %s", got)
	}
	s.Advance(2 * time.Minute)
	if got := now(); got != "9610" { // 3.9 %
		t.Errorf("after two weeks: %s", got)
	}
	c.charged(1000, "AuthorizeWithCapture")
	s.Advance(day)
	c.charged(2000, "AuthorizeWithCapture")
	if _, err := s.Refund(first, 500); err != nil {
		t.Fatal(err)
	}
	s.Advance(13*day + time.Minute)
	if got := now(); got != "461 9610" { // 961 less the refund; 2000 is the reserve
		t.Errorf("second payment: %s", got)
	}
	s.Advance(2 * day)
	if got := now(); got != "1922 461 9610" {
		t.Errorf("days later: %s", got)
	}
	page := c.get("/v2/disbursements?pageSize=2")
	if got := disbursed(t, page); got != "1922 461" {
		t.Errorf("page: %s", got)
	}
	if got := disbursed(t, c.get("/v2/disbursements?nextToken="+page.text("nextToken"))); got != "9610" {
		t.Errorf("next page: %s", got)
	}
	since := s.Now().Add(-day).Format("20060102T150405Z")
	if got := disbursed(t, c.get("/v2/disbursements?startTime="+since)); got != "1922" {
		t.Errorf("of the last day: %s", got)
	}
	if got := disbursed(t, c.get("/v2/disbursements?endTime=20200101T000000Z")); got != "" {
		t.Errorf("until 2020: %s", got)
	}
	c.get("/v2/disbursements?startTime=x").is(t, 400, "InvalidParameterValue")
	if got := disbursed(t, c.stranger("A2OTHER0000001").get("/v2/disbursements")); got != "" {
		t.Errorf("of another merchant: %s", got)
	}

	// More was taken back than came in: nothing is paid until it is made good.
	_, taken := c.charged(3000, "AuthorizeWithCapture")
	if _, err := s.Chargeback(taken); err != nil {
		t.Fatal(err)
	}
	s.Advance(30 * day)
	if got := now(); got != "1922 461 9610" {
		t.Errorf("after a chargeback: %s", got)
	}
}

// Protocol 3.8: in live a report comes with each settlement.
func TestProtocol3_8_SettlementReport(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s).live()
	_, first := c.chargedLive(10_000, "AuthorizeWithCapture")
	s.Advance(3 * day)
	_, second := c.chargedLive(1000, "AuthorizeWithCapture")
	s.Advance(15 * day)
	list := c.get("/v2/reports?reportTypes="+reportType+"SETTLEMENT_DATA_").list(t, "reports")
	if len(list) != 2 {
		t.Fatalf("reports: %v", list)
	}
	for i, want := range []string{second, first} {
		rows, _ := c.download(list[i].text("reportDocumentId"))
		if got := column(t, rows, "AmazonTransactionId"); got != want {
			t.Errorf("settlement %d: %q, want %q", i, got, want)
		}
	}
}
