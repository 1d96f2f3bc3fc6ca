package sandbox

import (
	"net/http"
	"slices"
	"time"

	"noren/backend/sandbox/central"
)

func (d *desk) reportsPage() step {
	view := d.reportsView()
	today := d.now().In(japan)
	view.From, view.To = today.AddDate(0, 0, -30).Format(time.DateOnly), today.Format(time.DateOnly)
	return step{page: central.Reports(view)}
}

// reportsView lists reports and disbursements of both environments, newest first.
func (d *desk) reportsView() central.ReportsView {
	view := central.ReportsView{Frame: d.frame(central.TabReports), Type: sandboxSettlementReport}
	for _, kind := range reportTypes {
		if kind != settlementReport { // comes by itself
			view.Types = append(view.Types, kind)
		}
	}
	for _, r := range inOrder(d.reports, func(r *report) int { return r.order }) {
		if r.merchantID != d.account.MerchantID {
			continue
		}
		row := central.ReportRow{ID: r.id, Type: r.kind, Environment: string(r.environment), Status: r.state, From: r.from, To: r.to, Created: r.created}
		if r.state == reportCompleted {
			row.Download = d.path("reports", r.id)
		}
		view.Reports = append(view.Reports, row)
	}
	slices.Reverse(view.Reports)
	for _, env := range []environment{sandboxEnvironment, liveEnvironment} {
		view.Settlements = append(view.Settlements, d.settlementRowsOf(env)...)
	}
	slices.SortStableFunc(view.Settlements, func(a, b central.SettlementRow) int { return b.Time.Compare(a.Time) })
	return view
}

func (d *desk) settlementRowsOf(env environment) []central.SettlementRow {
	x, ok := d.settlements[owner{merchantID: d.account.MerchantID, environment: env}]
	if !ok {
		return nil
	}
	var rows []central.SettlementRow
	for _, b := range inOrder(x.disbursements, func(b *disbursement) int { return b.order }) {
		rows = append(rows, central.SettlementRow{ID: b.id, Environment: string(env), Amount: money(b.amount), Time: b.time})
	}
	return rows
}

// reportForm asks for a report by the rules of POST /reports (protocol 3.8).
func (d *desk) reportForm() step {
	view := d.reportsView()
	view.Environment, view.Type = string(d.chosenEnvironment()), d.form.Get("type")
	view.From, view.To = d.form.Get("from"), d.form.Get("to")
	from, to, problems := days(view.From, view.To)
	for name, t := range map[string]time.Time{"from": from, "to": to} {
		if t.IsZero() && problems[name] == "" {
			problems[name] = central.Missing
		}
	}
	o := owner{merchantID: d.account.MerchantID, environment: d.chosenEnvironment()}
	if wrong := (&call{Sandbox: d.Sandbox, owner: o}).mayReport(&view.Type); wrong != nil {
		problems["type"] = central.NotReport
	}
	if len(problems) > 0 {
		view.Problems = problems
		return step{status: http.StatusUnprocessableEntity, page: central.Reports(view)}
	}
	d.startReport(o, view.Type, from, to)
	return told(d.path("reports"), central.DoneReport)
}

// serveReport is the file of a report.
func (s *Sandbox) serveReport(w http.ResponseWriter, r *http.Request) {
	var file *reportDocument
	next := s.atDesk(r, nil, func(d *desk) step {
		if x, ok := d.reports[r.PathValue("report")]; ok && x.merchantID == d.account.MerchantID {
			file = d.documents[x.documentID]
		}
		view := d.reportsView()
		view.Wrong = central.WrongLost
		return step{status: http.StatusNotFound, page: central.Reports(view)}
	})
	if file == nil {
		s.showCentral(w, r, next)
		return
	}
	w.Header().Set("Content-Type", "text/tab-separated-values; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="`+r.PathValue("report")+`.tsv"`)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write([]byte(file.text))
}
