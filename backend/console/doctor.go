package console

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"noren/backend/doctor"
	"noren/backend/staff"
	"noren/shared/i18n"
)

// doctorRoutes are the set-up doctor.
func (c *Console) doctorRoutes() []route {
	at := shopPath(":shop", "/doctor")
	return []route{
		{method: http.MethodGet, path: at, right: staff.Manage, handle: c.showDoctor},
		{method: http.MethodPost, path: at, right: staff.Manage, handle: c.startDoctor},
		{method: http.MethodGet, path: at + ".json", right: staff.Manage, handle: c.downloadReport},
	}
}

// examination is what the page shows: the last report if there is one, and the form for the next.
type examination struct {
	doctor.Report

	made  bool   // there is a report
	pages string // as typed
	fault string // of the pages
}

func (c *Console) showDoctor(ctx echo.Context, v *view) error {
	report, made, err := c.Doctor.Last(ctx.Request().Context(), v.shop.ID)
	if err != nil {
		return err
	}
	x := examination{Report: report, made: made}
	if made {
		x.pages = strings.Join(report.Pages, "\n")
	}
	return c.drawDoctor(ctx, v, http.StatusOK, x)
}

func (c *Console) drawDoctor(ctx echo.Context, v *view, status int, x examination) error {
	return c.page(ctx, v, status, doctorPage(v, i18n.DoctorFor(v.lang), c.places(), x))
}

func (c *Console) startDoctor(ctx echo.Context, v *view) error {
	typed := ctx.FormValue("pages")
	begun, err := c.Doctor.Begin(ctx.Request().Context(), v.shop.ID, strings.Fields(typed))
	words, to := i18n.DoctorFor(v.lang), shopPath(v.shop.ID, "/doctor")
	switch {
	case errors.Is(err, doctor.ErrPages):
		fault := i18n.Fill(words.PagesFault, "origins", strings.Join(v.shop.Origins, " "))
		return c.drawDoctor(ctx, v, http.StatusUnprocessableEntity, examination{pages: typed, fault: fault})
	case err != nil:
		return err
	case !begun:
		return failed(ctx, words.TooMany, to)
	}
	return ctx.Redirect(http.StatusSeeOther, to)
}

// toldReport is a report for machines and for keeping, with its words.
type toldReport struct {
	doctor.Report

	Result doctor.Result `json:"result"`
	Texts  []toldCheck   `json:"texts"`
}

type toldCheck struct {
	Check string         `json:"check"`
	Title string         `json:"title"`
	Texts []i18n.Problem `json:"texts"`
}

// downloadReport gives the last report as JSON, or 404.
func (c *Console) downloadReport(ctx echo.Context, v *view) error {
	report, made, err := c.Doctor.Last(ctx.Request().Context(), v.shop.ID)
	if err != nil {
		return err
	}
	if !made {
		return echo.ErrNotFound
	}
	words := i18n.DoctorFor(v.lang)
	answer := toldReport{Report: report, Result: report.Result()}
	for _, checked := range report.Checks {
		of := toldCheck{Check: checked.Check, Title: words.Checks[checked.Check]}
		for _, f := range checked.Findings {
			of.Texts = append(of.Texts, words.Say(f.Why, f.Facts))
		}
		answer.Texts = append(answer.Texts, of)
	}
	ctx.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="noren-doctor.json"`)
	return ctx.JSONPretty(http.StatusOK, answer, "  ")
}

// places knows which pages of a shop there are.
func (c *Console) places() func(path string) bool {
	routes := c.routes()
	return func(path string) bool {
		if first, _, below := strings.Cut(strings.TrimPrefix(path, "/"), "/"); below {
			path = "/" + first
		}
		return path != "" && exists(routes, path)
	}
}

// resultBadge is how a result looks.
func resultBadge(result doctor.Result) string {
	return map[doctor.Result]string{
		doctor.OK: "ok", doctor.Unknown: "notice", doctor.Warn: "warn", doctor.Fail: "bad", doctor.Running: "wait",
	}[result]
}

// verdictClass is the message that the whole report heads with.
func verdictClass(result doctor.Result) string {
	return map[doctor.Result]string{
		doctor.OK: "done", doctor.Unknown: "note", doctor.Warn: "warn", doctor.Fail: "failed", doctor.Running: "note",
	}[result]
}

func progressOf(w i18n.Doctor, r doctor.Report) string {
	all := len(r.Checks)
	return i18n.Fill(w.Going, "done", strconv.Itoa(all-r.Count(doctor.Running)), "all", strconv.Itoa(all))
}

// inArea are the checks of one area.
func inArea(r doctor.Report, area doctor.Area) []doctor.Checked {
	var checks []doctor.Checked
	for _, c := range r.Checks {
		if c.Area == area {
			checks = append(checks, c)
		}
	}
	return checks
}
