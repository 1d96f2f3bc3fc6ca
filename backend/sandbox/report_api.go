package sandbox

import (
	"net/http"
	"reflect"
	"slices"
	"time"
)

// reportAnswer has the keys of protocol 3.8 in its order.
type reportAnswer struct {
	ReportID            string  `json:"reportId"`
	ReportType          string  `json:"reportType"`
	StartTime           stamp   `json:"startTime"`
	EndTime             stamp   `json:"endTime"`
	CreatedTime         stamp   `json:"createdTime"`
	ProcessingStatus    string  `json:"processingStatus"`
	ProcessingStartTime stamp   `json:"processingStartTime"`
	ProcessingEndTime   stamp   `json:"processingEndTime"`
	ReportDocumentID    *string `json:"reportDocumentId"`
}

func (r *report) answer() reportAnswer {
	return reportAnswer{
		ReportID: r.id, ReportType: r.kind, StartTime: stamp(r.from), EndTime: stamp(r.to), CreatedTime: stamp(r.created),
		ProcessingStatus: r.state, ProcessingStartTime: stamp(r.created), ProcessingEndTime: stamp(r.ended),
		ReportDocumentID: nullable(r.documentID),
	}
}

type reportsAnswer struct {
	Reports   []reportAnswer `json:"reports"`
	NextToken *string        `json:"nextToken"`
}

// getReports is GET /reports: newest first.
func (c *call) getReports() (int, any, *Error) {
	q, wrong := c.listQuery("reportTypes", "processingStatuses", "createdSince", "createdUntil")
	if wrong != nil {
		return 0, nil, wrong
	}
	kinds, wrong := q.words("reportTypes", reportTypes)
	if wrong != nil {
		return 0, nil, wrong
	}
	states, wrong := q.words("processingStatuses", processingStatuses)
	if wrong != nil {
		return 0, nil, wrong
	}
	since, wrong := q.time("createdSince", time.Time{})
	if wrong != nil {
		return 0, nil, wrong
	}
	until, wrong := q.time("createdUntil", c.now())
	if wrong != nil {
		return 0, nil, wrong
	}
	page, next := pageOf(q, c.reports, func(r *report) int { return r.order }, func(r *report) bool {
		return r.owner == c.owner && (kinds == nil || slices.Contains(kinds, r.kind)) &&
			(states == nil || slices.Contains(states, r.state)) && !r.created.Before(since) && !r.created.After(until)
	})
	answer := reportsAnswer{Reports: []reportAnswer{}, NextToken: next}
	for _, r := range page {
		answer.Reports = append(answer.Reports, r.answer())
	}
	return 200, answer, nil
}

// getReport is GET /reports/{id}.
func (c *call) getReport() (int, any, *Error) {
	r, ok := c.reports[c.id]
	if !ok || r.owner != c.owner {
		return 0, nil, c.notFound(c.id)
	}
	return 200, r.answer(), nil
}

type reportRequest struct {
	ReportType *string `json:"reportType"`
	StartTime  *string `json:"startTime"`
	EndTime    *string `json:"endTime"`
}

type reportCreated struct {
	ReportID string `json:"reportId"`
}

// createReport is POST /reports.
func (c *call) createReport() (int, any, *Error) {
	var request reportRequest
	if wrong := decode(c.body, &request, reflect.TypeFor[reportRequest]()); wrong != nil {
		return 0, nil, wrong
	}
	if wrong := c.mayReport(request.ReportType); wrong != nil {
		return 0, nil, wrong
	}
	if request.StartTime == nil {
		return 0, nil, missing("startTime")
	}
	if request.EndTime == nil {
		return 0, nil, missing("endTime")
	}
	from, wrong := parseTime("startTime", *request.StartTime)
	if wrong != nil {
		return 0, nil, wrong
	}
	to, wrong := parseTime("endTime", *request.EndTime)
	if wrong != nil {
		return 0, nil, wrong
	}
	if !from.Before(to) {
		return 0, nil, refuse(400, "InvalidParameterCombination", "startTime must be before endTime.")
	}
	return 201, reportCreated{ReportID: c.startReport(c.owner, *request.ReportType, from, to).id}, nil
}

type documentAnswer struct {
	ReportDocumentID     string `json:"reportDocumentId"`
	URL                  string `json:"url"`
	CompressionAlgorithm string `json:"compressionAlgorithm"`
}

const documentPath = "/documents/"

// getReportDocument is GET /report-documents/{id}: a link that works for a short time, without a signature.
func (c *call) getReportDocument() (int, any, *Error) {
	d, ok := c.documents[c.id]
	if !ok || d.owner != c.owner {
		return 0, nil, c.notFound(c.id)
	}
	link := newToken()
	c.documentLinks[link] = c.id
	c.at(c.now().Add(linkLife), func() { delete(c.documentLinks, link) })
	return 200, documentAnswer{ReportDocumentID: c.id, URL: c.base + documentPath + link, CompressionAlgorithm: "N/A"}, nil
}

// serveDocument is where such a link leads.
func (s *Sandbox) serveDocument(w http.ResponseWriter, r *http.Request) {
	s.lock()
	d, ok := s.documents[s.documentLinks[r.PathValue("link")]]
	s.unlock()
	if !ok {
		http.Error(w, "The link has expired, or never was: ask for the report document again.", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "text/tab-separated-values; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write([]byte(d.text))
}
