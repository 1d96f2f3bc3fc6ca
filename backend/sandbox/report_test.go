package sandbox_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"noren/backend/sandbox"
)

const reportType = "_GET_FLAT_FILE_OFFAMAZONPAYMENTS_"

// download gets a report's document as anybody can who has its link, and splits it.
func (c *client) download(documentID string) (rows [][]string, link string) {
	c.t.Helper()
	link = c.get("/v2/report-documents/"+documentID).is(c.t, 200, "").text("url")
	response, err := http.Get(link)
	if err != nil {
		c.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK || !strings.HasPrefix(response.Header.Get("Content-Type"), "text/tab-separated-values") {
		c.t.Fatalf("document: %d %v", response.StatusCode, err)
	}
	for line := range strings.Lines(string(body)) {
		rows = append(rows, strings.Split(strings.TrimRight(line, "\r\n"), "\t"))
	}
	return rows, link
}

// report makes a report of the last day and reads it.
func (c *client) report(kind string) [][]string {
	c.t.Helper()
	now := c.s.Now()
	id := c.call("POST", "/v2/reports", fmt.Sprintf(`{"reportType":%q,"startTime":%q,"endTime":%q}`, reportType+kind,
		now.Add(-day).Format("20060102T150405Z"), now.Add(time.Minute).Format(time.RFC3339))).is(c.t, 201, "").text("reportId")
	if a := c.get("/v2/reports/"+id).is(c.t, 200, ""); a.text("processingStatus") != "IN_PROGRESS" || a.at("reportDocumentId") != nil {
		c.t.Errorf("at once: %s", a.body)
	}
	c.s.Advance(30 * time.Second)
	a := c.get("/v2/reports/" + id)
	if a.text("processingStatus") != "COMPLETED" || a.text("processingEndTime") == "" {
		c.t.Errorf("30 s later: %s", a.body)
	}
	rows, _ := c.download(a.text("reportDocumentId"))
	return rows
}

// column is one column of a report, without its name.
func column(t *testing.T, rows [][]string, name string) string {
	t.Helper()
	for i, heading := range rows[0] {
		if heading == name {
			var cells []string
			for _, row := range rows[1:] {
				cells = append(cells, row[i])
			}
			return strings.Join(cells, " ")
		}
	}
	t.Fatalf("no column %s in %v", name, rows[0])
	return ""
}

// Protocol 3.8: in sandbox there is the sandbox settlement report, with what really happened.
func TestProtocol3_8_SandboxSettlement(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	permission, charge := c.charged(1000, "AuthorizeWithCapture")
	c.charged(500, "Authorize")
	refund, err := s.Refund(charge, 300)
	if err != nil {
		t.Fatal(err)
	}
	s.Advance(time.Minute)
	rows := c.report("SANDBOX_SETTLEMENT_DATA_")
	for name, want := range map[string]string{
		"AmazonTransactionId": charge + " " + refund, "TransactionType": "Capture Refund", "AmazonOrderReferenceId": permission + " " + permission,
		"TransactionAmount": "1000 -300", "TotalTransactionFee": "-39 0", "NetTransactionAmount": "961 -300", "StoreName": "見本商店 見本商店",
	} {
		if got := column(t, rows, name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for body, reason := range map[string]string{
		`{}`:                               "MissingParameterValue",
		`{"reportType":"_GET_FLAT_FILE_"}`: "InvalidParameterValue",
		`{"reportType":"` + reportType + `CAPTURE_DATA_"}`:                                                                        "InvalidParameterValue",
		`{"reportType":"` + reportType + `SANDBOX_SETTLEMENT_DATA_"}`:                                                             "MissingParameterValue",
		`{"reportType":"` + reportType + `SANDBOX_SETTLEMENT_DATA_","since":1}`:                                                   "UnrecognizedField",
		`{"reportType":"` + reportType + `SANDBOX_SETTLEMENT_DATA_","startTime":"yesterday","endTime":"20270101T000000Z"}`:        "InvalidParameterValue",
		`{"reportType":"` + reportType + `SANDBOX_SETTLEMENT_DATA_","startTime":"20270102T000000Z","endTime":"20270101T000000Z"}`: "InvalidParameterCombination",
	} {
		c.call("POST", "/v2/reports", body).is(t, 400, reason)
	}
}

// Protocol 3.8: in live the others, each with its objects and none of another merchant.
func TestProtocol3_8_LiveReports(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s).live()
	permission, charge := c.chargedLive(1000, "AuthorizeWithCapture")
	_, open := c.chargedLive(500, "Authorize")
	refund, err := s.Refund(charge, 300)
	if err != nil {
		t.Fatal(err)
	}
	newClient(t, s).charged(700, "AuthorizeWithCapture") // in sandbox
	for kind, want := range map[string][2]string{
		"ORDER_REFERENCE_DATA_": {"Amount", "1000 500"}, "BILLING_AGREEMENT_DATA_": {"Amount", ""},
		"AUTHORIZATION_DATA_": {"AmazonAuthorizationId", charge + " " + open}, "CAPTURE_DATA_": {"AmazonCaptureId", charge},
		"REFUND_DATA_": {"AmazonRefundId", refund},
	} {
		if got := column(t, c.report(kind), want[0]); got != want[1] {
			t.Errorf("%s: %q, want %q", kind, got, want[1])
		}
	}
	if got := column(t, c.report("ORDER_REFERENCE_DATA_"), "AmazonOrderReferenceId"); !strings.HasPrefix(got, permission) || !strings.HasPrefix(got, "P03-") {
		t.Errorf("orders: %q", got)
	}
	for _, kind := range []string{"SETTLEMENT_DATA_", "SANDBOX_SETTLEMENT_DATA_"} {
		c.call("POST", "/v2/reports", `{"reportType":"`+reportType+kind+`","startTime":"20260101T000000Z","endTime":"20270101T000000Z"}`).
			is(t, 400, "InvalidParameterValue")
	}
}

// Protocol 3.8: lists have pages; the token remembers the other parameters.
func TestProtocol3_8_Pages(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	var made []string
	for range 12 {
		made = append(made, c.call("POST", "/v2/reports", `{"reportType":"`+reportType+`SANDBOX_SETTLEMENT_DATA_","startTime":"20260101T000000Z","endTime":"20270101T000000Z"}`).text("reportId"))
		s.Advance(time.Second)
	}
	ids := func(a answer) (list []string) {
		for _, r := range a.list(t, "reports") {
			list = append(list, r.text("reportId"))
		}
		return list
	}
	first := c.get("/v2/reports").is(t, 200, "")
	if got := ids(first); len(got) != 10 || got[0] != made[11] || got[9] != made[2] {
		t.Errorf("newest first: %v of %v", got, made)
	}
	c.call("POST", "/v2/reports", `{"reportType":"`+reportType+`SANDBOX_SETTLEMENT_DATA_","startTime":"20260101T000000Z","endTime":"20270101T000000Z"}`)
	second := c.get("/v2/reports?nextToken="+first.text("nextToken")).is(t, 200, "")
	if got := ids(second); len(got) != 2 || got[0] != made[1] || second.at("nextToken") != nil {
		t.Errorf("second page: %v, %v", got, second.at("nextToken"))
	}
	page, seen := c.get("/v2/reports?pageSize=5&processingStatuses=IN_PROGRESS,COMPLETED&reportTypes="+reportType+"SANDBOX_SETTLEMENT_DATA_"), 0
	for {
		seen += len(ids(page))
		token := page.text("nextToken")
		if token == "" {
			break
		}
		page = c.get("/v2/reports?nextToken="+token).is(t, 200, "")
		if len(ids(page)) > 5 {
			t.Fatal("the token forgot the size")
		}
	}
	if seen != 13 {
		t.Errorf("%d reports on the pages, want 13", seen)
	}
	at := func(d time.Duration) string { return s.Now().Add(d).Format("20060102T150405Z") }
	if got := ids(c.get("/v2/reports?pageSize=100&createdSince=" + at(-5*time.Second-time.Minute) + "&createdUntil=" + at(-5*time.Second))); len(got) == 0 || len(got) >= 13 {
		t.Errorf("until 5 seconds ago: %d", len(got))
	}
	if got := ids(c.get("/v2/reports?createdSince=" + at(time.Minute))); len(got) != 0 {
		t.Errorf("of the future: %v", got)
	}
	s.Advance(91 * day)
	if got := ids(c.get("/v2/reports")); len(got) != 0 {
		t.Errorf("after 90 days: %v", got)
	}
	c.get("/v2/reports/"+made[0]).is(t, 404, "ResourceNotFound")
	for query, reason := range map[string]string{
		"pageSize=0": "InvalidParameterValue", "pageSize=101": "InvalidParameterValue", "pageSize=x": "InvalidParameterValue",
		"reportTypes=x": "InvalidParameterValue", "processingStatuses=DONE": "InvalidParameterValue", "createdSince=monday": "InvalidParameterValue",
		"createdUntil=x": "InvalidParameterValue", "nextToken=!": "InvalidParameterValue", "nextToken=eA": "InvalidParameterValue",
		"nextToken=eA&pageSize=5": "InvalidParameterCombination", "order=up": "UnrecognizedField",
	} {
		c.get("/v2/reports?"+query).is(t, 400, reason)
	}
	c.get("/v2/reports/unknown").is(t, 404, "ResourceNotFound")
}

// Protocol 3.8: the link of a document works without a signature for 30 seconds, and nobody can guess it.
func TestProtocol3_8_DocumentLink(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	c.call("POST", "/v2/reports", `{"reportType":"`+reportType+`SANDBOX_SETTLEMENT_DATA_","startTime":"20260101T000000Z","endTime":"20270101T000000Z"}`).is(t, 201, "")
	s.Advance(time.Minute)
	reports := c.get("/v2/reports").list(t, "reports")
	if len(reports) != 1 {
		t.Fatalf("%d reports", len(reports))
	}
	id := reports[0].text("reportDocumentId")
	_, link := c.download(id)
	s.Advance(31 * time.Second)
	response, err := http.Get(link)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusNotFound {
		t.Errorf("after 30 s: %d", response.StatusCode)
	}
	c.stranger("A2OTHER0000001").get("/v2/report-documents/"+id).is(t, 404, "ResourceNotFound")
	if _, again := c.download(id); again == link {
		t.Error("the same link again")
	}
}

// Protocol 3.8: a schedule makes its report by the clock until it is cancelled.
func TestProtocol3_8_Schedules(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	next := s.Now().Add(2 * day).Truncate(time.Second)
	create := func(frequency, at string) answer {
		return c.call("POST", "/v2/report-schedules", `{"reportType":"`+reportType+`SANDBOX_SETTLEMENT_DATA_","scheduleFrequency":"`+frequency+`"`+at+`}`)
	}
	id := create("P7D", `,"nextReportCreationTime":"`+next.Format("20060102T150405Z")+`"`).is(t, 201, "").text("reportScheduleId")
	create("P5D", "").is(t, 400, "InvalidParameterValue")
	create("P1D", `,"nextReportCreationTime":"20200101T000000Z"`).is(t, 400, "InvalidParameterValue")
	c.call("POST", "/v2/report-schedules", `{"reportType":"`+reportType+`SANDBOX_SETTLEMENT_DATA_"}`).is(t, 400, "MissingParameterValue")
	a := c.get("/v2/report-schedules/"+id).is(t, 200, "")
	if a.text("scheduleFrequency") != "P7D" || a.text("nextReportCreationTime") != next.Format("20060102T150405Z") {
		t.Errorf("schedule: %s", a.body)
	}
	reports := func() int { return len(c.get("/v2/reports").list(t, "reports")) }
	s.Advance(2*day + time.Minute)
	if n := reports(); n != 1 {
		t.Errorf("%d reports after the first time", n)
	}
	s.Advance(14 * day)
	if n := reports(); n != 3 {
		t.Errorf("%d reports after two periods more", n)
	}
	if a := c.get("/v2/report-schedules?reportTypes=" + reportType + "SANDBOX_SETTLEMENT_DATA_"); !strings.Contains(a.body, `"reportScheduleId":"`+id+`"`) {
		t.Errorf("list: %s", a.body)
	}
	c.stranger("A2OTHER0000001").call(http.MethodDelete, "/v2/report-schedules/"+id, "").is(t, 404, "ResourceNotFound")
	c.call(http.MethodDelete, "/v2/report-schedules/"+id, "").is(t, 200, "")
	c.get("/v2/report-schedules/"+id).is(t, 404, "ResourceNotFound")
	s.Advance(14 * day)
	if n := reports(); n != 3 {
		t.Errorf("%d reports after it was cancelled", n)
	}
}
