package sandbox

import (
	"slices"
	"strings"
	"time"
)

// Types of reports (protocol 3.8).
const (
	reportPrefix = "_GET_FLAT_FILE_OFFAMAZONPAYMENTS_"

	orderReport             = reportPrefix + "ORDER_REFERENCE_DATA_"
	agreementReport         = reportPrefix + "BILLING_AGREEMENT_DATA_"
	authorizationReport     = reportPrefix + "AUTHORIZATION_DATA_"
	captureReport           = reportPrefix + "CAPTURE_DATA_"
	refundReport            = reportPrefix + "REFUND_DATA_"
	settlementReport        = reportPrefix + "SETTLEMENT_DATA_"
	sandboxSettlementReport = reportPrefix + "SANDBOX_SETTLEMENT_DATA_"
)

var reportTypes = []string{
	orderReport, agreementReport, authorizationReport, captureReport, refundReport, settlementReport, sandboxSettlementReport,
}

// States of a report. The sandbox neither fails nor cancels one.
const (
	reportInProgress = "IN_PROGRESS"
	reportCompleted  = "COMPLETED"
)

var processingStatuses = []string{reportInProgress, reportCompleted, "FAILED", "CANCELLED"}

// Times of reports.
const (
	reportRetention = 90 * 24 * time.Hour
	linkLife        = 30 * time.Second // of a document's url
)

// report is a flat file about a time, made a little after it is asked for.
type report struct {
	owner
	id         string
	order      int
	kind       string
	from, to   time.Time
	state      string
	created    time.Time
	ended      time.Time
	documentID string
}

// reportDocument is the file.
type reportDocument struct {
	owner
	text string
}

func (s *Sandbox) newReport(o owner, kind string, from, to time.Time) *report {
	r := &report{
		owner: o, order: s.nextOrder(), kind: kind, from: from, to: to, state: reportInProgress, created: s.now(),
		id: fresh(s.reports, func() string { return "A" + randomText(upperDigits, 20) }),
	}
	s.reports[r.id] = r
	s.at(r.created.Add(reportRetention), func() {
		delete(s.documents, s.reports[r.id].documentID)
		delete(s.reports, r.id)
	})
	return r
}

// startReport makes a report that is ready a little later.
func (s *Sandbox) startReport(o owner, kind string, from, to time.Time) *report {
	r := s.newReport(o, kind, from, to)
	s.at(s.now().Add(pendingTime), func() {
		r := s.reports[r.id]
		s.completeReport(r, s.reportRows(r))
	})
	return r
}

// completeReport writes the document: tabs between the columns, the first line names them.
func (s *Sandbox) completeReport(r *report, rows [][]string) {
	tidy := strings.NewReplacer("\t", " ", "\r", " ", "\n", " ")
	var text strings.Builder
	for _, row := range rows {
		for i, cell := range row {
			row[i] = tidy.Replace(cell)
		}
		text.WriteString(strings.Join(row, "\t") + "\r\n")
	}
	r.state, r.ended, r.documentID = reportCompleted, s.now(), "amzn1.report."+newUUID()
	s.documents[r.documentID] = &reportDocument{owner: r.owner, text: text.String()}
}

// mayReport tells whether a type of report is for the environment, and can be asked for: settlement reports come by
// themselves with each settlement.
func (c *call) mayReport(kind *string) *Error {
	switch {
	case deref(kind) == "":
		return missing("reportType")
	case !slices.Contains(reportTypes, *kind):
		return invalid("reportType")
	case (*kind == sandboxSettlementReport) != (c.environment == sandboxEnvironment):
		return refuse(400, "InvalidParameterValue",
			"The report '"+*kind+"' does not exist in this environment: in sandbox there is only "+sandboxSettlementReport+".")
	case *kind == settlementReport:
		return refuse(400, "InvalidParameterValue", "A settlement report is made with each settlement, not by request.")
	}
	return nil
}
