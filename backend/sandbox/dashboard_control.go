package sandbox

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"noren/backend/sandbox/watch"
)

func (s *Sandbox) controlsPage(r *http.Request) (watch.Frame, templ.Component, error) {
	f := s.frame(r, "操作", "Controls")
	c := watch.Controls{Operations: s.operationNames(), Settings: watchSettings(s.Settings())}
	for _, o := range outcomes {
		c.Outcomes = append(c.Outcomes, string(o))
	}
	for _, o := range s.NextOutcomes() {
		c.Ordered = append(c.Ordered, watch.Order{What: string(o.Outcome), Detail: o.MerchantID, Left: o.Count})
	}
	for _, x := range s.Faults() {
		detail := []string{string(x.When), x.ReasonCode, x.MerchantID, x.ObjectID}
		if x.Skip > 0 {
			detail = append(detail, "skip "+strconv.Itoa(x.Skip))
		}
		c.Faults = append(c.Faults, watch.Order{
			ID: x.ID, What: cmp.Or(x.Operation, "*") + " " + string(x.Kind), Detail: strings.Join(strings.Fields(strings.Join(detail, " ")), " "), Left: x.Left,
		})
	}
	for _, h := range s.Held() {
		c.Held = append(c.Held, watch.Order{ID: h.ID, What: h.Operation + " " + string(h.When)})
	}
	for _, x := range s.Snapshots() {
		c.Snapshots = append(c.Snapshots, watch.Snapshot{ID: x.ID, Time: watch.Moment(x.Time)})
	}
	return f, watch.ControlsPage(f, c), nil
}

func watchSettings(x Settings) []watch.Setting {
	var list []watch.Setting
	for _, n := range x.Named() {
		list = append(list, watch.Setting{
			Name: n.Name, Value: n.Value, Switch: n.Kind == reflect.Bool, On: n.Value == "true", Number: n.Kind == reflect.Int,
		})
	}
	return list
}

// actions are the forms of the dashboard, by the names of the Go methods that they call.
var actions = map[string]func(ctx context.Context, s *Sandbox, form url.Values) error{
	"advance": func(_ context.Context, s *Sandbox, form url.Values) error {
		d, err := time.ParseDuration(form.Get("by"))
		if err != nil || d < 0 {
			return errors.New("by: want a duration such as 24h")
		}
		s.Advance(d)
		return nil
	},
	"setClock": func(_ context.Context, s *Sandbox, form url.Values) error {
		for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04"} { // browsers leave out seconds that are 0
			if t, err := time.ParseInLocation(layout, form.Get("now"), japan); err == nil {
				s.SetClock(t)
				return nil
			}
		}
		return errors.New("now: want a time such as 2030-01-15T12:00:00")
	},
	"nextOutcome": func(_ context.Context, s *Sandbox, form url.Values) error {
		return s.NextOutcome(NextOutcome{Outcome: Outcome(form.Get("outcome")), Count: number(form.Get("count"))})
	},
	"clearOutcomes": func(_ context.Context, s *Sandbox, _ url.Values) error { s.ClearOutcomes(); return nil },
	"fault":         func(_ context.Context, s *Sandbox, form url.Values) error { return s.faultForm(form) },
	"clearFaults":   func(_ context.Context, s *Sandbox, _ url.Values) error { s.ClearFaults(); return nil },
	"release":       func(_ context.Context, s *Sandbox, form url.Values) error { return s.Release(form.Get("id")) },
	"setNotificationURL": func(_ context.Context, s *Sandbox, form url.Values) error {
		target := strings.TrimSpace(form.Get("url"))
		if target != "" && !isWebURL(target) {
			return errors.New("url: want an address such as http://127.0.0.1:3000/ipn, or nothing")
		}
		s.SetNotificationURL(form.Get("merchantId"), target)
		return nil
	},
	"deliverNotifications": func(ctx context.Context, s *Sandbox, _ url.Values) error { return s.DeliverNotifications(ctx) },
	"deliver":              func(_ context.Context, s *Sandbox, form url.Values) error { return s.Deliver(form.Get("id")) },
	"drop":                 func(_ context.Context, s *Sandbox, form url.Values) error { return s.Drop(form.Get("id")) },
	"duplicate":            func(_ context.Context, s *Sandbox, form url.Values) error { return s.Duplicate(form.Get("id")) },
	"reverse":              func(_ context.Context, s *Sandbox, _ url.Values) error { s.Reverse(); return nil },
	"snapshot":             func(_ context.Context, s *Sandbox, _ url.Values) error { s.Snapshot(); return nil },
	"restore":              func(_ context.Context, s *Sandbox, form url.Values) error { return s.Restore(form.Get("id")) },
	"forget":               func(_ context.Context, s *Sandbox, form url.Values) error { return s.Forget(form.Get("id")) },
	"reset":                func(_ context.Context, s *Sandbox, _ url.Values) error { s.Reset(); return nil },
	"setSettings": func(_ context.Context, s *Sandbox, form url.Values) error {
		var x Settings
		for _, n := range x.Named() {
			if err := x.Set(n.Name, form.Get(n.Name)); err != nil {
				return err
			}
		}
		return s.SetSettings(x)
	},
}

func (s *Sandbox) faultForm(form url.Values) error {
	delay := form.Get("delay")
	d, err := durationOf("delay", &delay)
	if err != nil {
		return err
	}
	_, err = s.addFault(Fault{
		Operation: form.Get("operation"), Kind: FaultKind(form.Get("kind")), When: When(form.Get("when")), Status: number(form.Get("status")),
		ReasonCode: form.Get("reasonCode"), Delay: d, Skip: number(form.Get("skip")), Count: number(form.Get("count")),
	})
	return err
}

// number reads a field of a form that may be empty.
func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}

// serveAction does what a form says and goes back to its page.
func (s *Sandbox) serveAction(w http.ResponseWriter, r *http.Request, pages http.Handler) {
	do, ok := actions[r.PathValue("action")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	back := r.PostFormValue("back")
	if err := do(r.Context(), s, r.PostForm); err != nil {
		showAgain(w, r, pages, back, strings.TrimPrefix(err.Error(), "sandbox: "))
		return
	}
	http.Redirect(w, r, ownTarget(back), http.StatusSeeOther) //nolint:gosec // a path of the dashboard, as ownTarget sees to
}
