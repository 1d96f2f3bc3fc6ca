package sandbox

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"noren/backend/sandbox/signing"
	"noren/backend/sandbox/watch"
)

func (s *Sandbox) requestsPage(r *http.Request) (watch.Frame, templ.Component, error) {
	f := s.frame(r, "リクエスト", "Requests")
	filter := watch.RequestFilter{
		Text: r.FormValue("text"), Operation: r.FormValue("operation"), Refused: r.FormValue("refused") != "",
		Operations: s.operationNames(),
	}
	requests := slices.DeleteFunc(s.Requests(), func(x Request) bool { return !shows(filter, x) })
	slices.Reverse(requests)
	list := make([]watch.Request, 0, min(len(requests), dashboardLength))
	for _, x := range latest(requests) {
		list = append(list, watchRequest(x))
	}
	return f, watch.Requests(f, filter, list), nil
}

// operationNames are the calls of the API by Amazon's names.
func (s *Sandbox) operationNames() []string {
	names := make([]string, len(s.operations))
	for i, op := range s.operations {
		names[i] = op.name
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func shows(filter watch.RequestFilter, x Request) bool {
	return (filter.Operation == "" || filter.Operation == x.Operation) && (!filter.Refused || x.Status >= 400) &&
		(filter.Text == "" || strings.Contains(x.ID+"\n"+x.Path+"\n"+x.Body+"\n"+x.Answer, filter.Text))
}

func watchRequest(x Request) watch.Request {
	status := strconv.Itoa(x.Status)
	if x.Status == 0 {
		status = "—"
	}
	return watch.Request{
		ID: x.ID, Method: x.Method, Path: x.Path, Operation: x.Operation, Status: status, Reason: x.ReasonCode,
		Verdict: x.Signature.Verdict, SessionID: x.SessionID, Time: watch.Moment(x.Time),
	}
}

// requestPage is one request; posted to, with the comparison of the canonical request in the form.
func (s *Sandbox) requestPage(r *http.Request) (watch.Frame, templ.Component, error) {
	id := r.PathValue("id")
	f := s.frame(r, "リクエスト "+watch.Short(id), "Request "+watch.Short(id))
	requests := s.Requests()
	at := slices.IndexFunc(requests, func(x Request) bool { return x.ID == id })
	if at < 0 {
		return f, nil, notFound(id)
	}
	x := requests[at]
	detail := watch.RequestDetail{
		Request: watchRequest(x), Query: x.Query, IdempotencyKey: x.IdempotencyKey, Body: indent(x.Body), Answer: indent(x.Answer),
		Algorithm: x.Signature.Algorithm, PublicKeyID: x.Signature.PublicKeyID, SignedHeaders: x.Signature.SignedHeaders,
		CanonicalRequest: x.Signature.CanonicalRequest, StringToSign: x.Signature.StringToSign,
	}
	if theirs := pasted(r.PostFormValue("canonicalRequest")); theirs != "" {
		detail.Comparison = watchComparison(theirs, signing.Compare(x.Signature.CanonicalRequest, theirs))
	}
	return f, watch.RequestPage(f, detail), nil
}

// pasted is a text with line feeds alone, as it was before a browser sent it in a form.
func pasted(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

func watchComparison(theirs string, c signing.Comparison) *watch.Comparison {
	w := &watch.Comparison{Theirs: theirs, Same: c.Same, Line: c.Line, Column: c.Column}
	for _, line := range c.Lines {
		w.Lines = append(w.Lines, watch.ComparedLine{Number: line.Number, Column: line.Column, Ours: line.Ours, Theirs: line.Theirs})
	}
	return w
}
