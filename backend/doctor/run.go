package doctor

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"noren/backend/session"
)

// Room is where examinations go on behind a page: begun by one request, looked at by others, at whatever replica.
type Room struct {
	*Doctor

	Sessions *session.Store

	working sync.WaitGroup
}

// limit keeps impatience from the shop's server and from Amazon.
var limit = session.Limit{Rate: 6, Period: time.Minute, Burst: 3}

// Begin begins an examination, unless there were too many, and answers at once. Errors: ErrPages, merchant.ErrUnknownShop,
// session.ErrUnavailable.
func (r *Room) Begin(ctx context.Context, shop string, pages []string) (begun bool, err error) {
	if ok, _ := r.Sessions.Allow(ctx, "examination", shop, limit); !ok {
		return false, nil
	}
	v, err := r.begin(ctx, shop, pages)
	if err != nil {
		return false, err
	}
	report := v.report(r.Now())
	head, err := json.Marshal(report)
	if err != nil {
		return false, fmt.Errorf("doctor: report: %w", err)
	}
	if err := r.Sessions.BeginReport(ctx, shop, report.ID, head); err != nil {
		return false, err
	}
	r.working.Go(func() {
		ctx := context.WithoutCancel(ctx) // the page may be left
		r.examine(ctx, v, func(c Checked) { r.note(ctx, report, c) })
	})
	return true, nil
}

// note keeps what a check has found. What is lost stays «running» until the report is too old for that.
func (r *Room) note(ctx context.Context, report Report, c Checked) {
	text, err := json.Marshal(c)
	if err == nil {
		err = r.Sessions.AddToReport(ctx, report.Shop, report.ID, c.Check, text)
	}
	if err != nil {
		slog.WarnContext(ctx, "a finding is lost", "check", c.Check, "error", err)
	}
}

// Last reads a shop's last report, as far as it has come; false when there is none. Errors: session.ErrUnavailable.
func (r *Room) Last(ctx context.Context, shop string) (Report, bool, error) {
	var report Report
	head, parts, err := r.Sessions.Report(ctx, shop)
	if err != nil || head == nil {
		return report, false, err
	}
	if err := json.Unmarshal(head, &report); err != nil {
		return report, false, fmt.Errorf("doctor: report: %w", err)
	}
	over := r.Now().Sub(report.At) > TotalTime+time.Minute
	for _, check := range Checks() {
		checked := Checked{Check: check.Name, Area: check.Area, Result: Running}
		if text, ok := parts[check.Name]; ok {
			if err := json.Unmarshal(text, &checked); err != nil {
				return report, false, fmt.Errorf("doctor: report: %w", err)
			}
		} else if over {
			checked.Result, checked.Findings = Unknown, []Finding{unknown("failed")}
		}
		report.Checks = append(report.Checks, checked)
	}
	return report, true, nil
}

// Close waits for examinations that go on.
func (r *Room) Close() { r.working.Wait() }
