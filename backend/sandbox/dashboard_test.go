package sandbox_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"noren/backend/sandbox"
)

// post sends a form of the dashboard as a browser without JavaScript does.
func post(t *testing.T, s *sandbox.Sandbox, action string, form url.Values, change func(*http.Request)) (status int, text string) {
	t.Helper()
	return answerOf(t, "POST", s.URL+"/dashboard/do/"+action, form.Encode(), func(r *http.Request) {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if change != nil {
			change(r)
		}
	})
}

// Every form works without JavaScript and comes back to its page; what was wrong is told there.
func TestDashboard_Forms(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	c.charged(3980, "Authorize")
	n := s.Notifications()[0].ID
	snapshot := s.Snapshot()
	for _, x := range []struct {
		action, form string
		status       int
	}{
		{"advance", "by=1h", 303},
		{"advance", "by=soon", 422},
		{"setClock", "now=2030-01-15T12:00:30", 303},
		{"setClock", "now=2030-01-15T12:01", 303},
		{"setClock", "now=noon", 422},
		{"nextOutcome", "outcome=Declined&count=1", 303},
		{"nextOutcome", "outcome=Lost", 422},
		{"clearOutcomes", "", 303},
		{"fault", "kind=delay&delay=2s&operation=GetCharge&when=after&skip=2&count=1", 303},
		{"fault", "kind=explode", 422},
		{"clearFaults", "", 303},
		{"release", "id=x", 422},
		{"setNotificationURL", "merchantId=A1SANDBOX00001&url=http://127.0.0.1:1/ipn", 303},
		{"setNotificationURL", "merchantId=A1SANDBOX00001&url=javascript:alert(1)", 422},
		{"reverse", "", 303},
		{"drop", "id=" + n, 303},
		{"deliver", "id=" + n, 303},
		{"duplicate", "id=" + n, 303},
		{"deliverNotifications", "", 422}, // nobody listens there
		{"setSettings", "throttle=true&skew=5m&canceledSession=400", 303},
		{"setSettings", "canceledSession=500", 422},
		{"snapshot", "", 303},
		{"restore", "id=" + snapshot, 303},
		{"forget", "id=" + snapshot, 303},
		{"forget", "id=" + snapshot, 422},
		{"reset", "", 303},
		{"explode", "", 404},
	} {
		form, err := url.ParseQuery(x.form + "&back=/dashboard/controls")
		if err != nil {
			t.Fatal(err)
		}
		status, body := post(t, s, x.action, form, nil)
		if status != x.status || status == 422 && (!strings.Contains(body, `role="alert"`) || !strings.Contains(body, "/dashboard/do/setSettings")) {
			t.Errorf("%s %s: %d %s", x.action, x.form, status, body)
		}
		switch {
		case x.action == "setClock" && status == 303:
			if got := s.Now().Format("2006-01-02 15:04"); got[:13] != "2030-01-15 03" {
				t.Errorf("set to %s", got)
			}
		case x.action == "setSettings" && status == 303:
			if got := s.Settings(); !got.Throttle || got.Skew != sandbox.Duration(5*time.Minute) || got.CanceledSession != 400 {
				t.Errorf("settings: %+v", got)
			}
		case x.action == "fault" && status == 303:
			if got := s.Faults(); len(got) != 1 || got[0].Delay != 2*time.Second || got[0].Skip != 2 || got[0].When != sandbox.After {
				t.Errorf("faults: %+v", got)
			}
		}
	}
}

// Forms of other sites do nothing, pages under a foreign name show nothing, and nobody is sent elsewhere.
func TestDashboard_NoForeignPages(t *testing.T) {
	s := sandbox.RunT(t)
	at := s.Now()
	advance := url.Values{"by": {"24h"}}
	for name, change := range map[string]func(*http.Request){
		"other site":   func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
		"other origin": func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") },
		"other port":   func(r *http.Request) { r.Header.Set("Origin", "http://127.0.0.1:1") },
		"other name":   func(r *http.Request) { r.Host = "evil.example" },
	} {
		if status, _ := post(t, s, "advance", advance, change); status != 403 {
			t.Errorf("%s: %d", name, status)
		}
	}
	if d := s.Now().Sub(at); d > time.Hour {
		t.Errorf("the clock moved by %s", d)
	}
	for _, back := range []string{"https://evil.example/", "//evil.example/", `/\evil.example`, "/dashboard/\\evil", ""} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/dashboard/do/reverse", strings.NewReader(url.Values{"back": {back}}.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		response, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if got := response.Header.Get("Location"); got != "/" {
			t.Errorf("back to %q: sent to %q", back, got)
		}
	}
	for path, status := range map[string]int{"/": 200, "/dashboard/mails": 403, "/dashboard/stream": 403} {
		got, body := answerOf(t, "GET", s.URL+path, "", func(r *http.Request) { r.Host = "evil.example" })
		if got != status || strings.Contains(body, "watch.js") {
			t.Errorf("%s under a foreign name: %d", path, got)
		}
	}
}

// Opened to other machines on purpose, it shows itself under any name.
func TestDashboard_Remote(t *testing.T) {
	s, err := sandbox.New(sandbox.Config{RemoteDashboard: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start(t.Context(), "127.0.0.1:0", ":0", sandbox.TLS{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	status, body := answerOf(t, "GET", s.URL+"/dashboard/mails", "", func(r *http.Request) { r.Host = "amazon.test" })
	if status != 200 || !strings.Contains(body, "watch.js") {
		t.Errorf("%d %s", status, body)
	}
	if status, body := answerOf(t, "POST", s.ControlURL+"/advance", `{"by":"1s"}`, func(r *http.Request) { r.Host = "amazon.test" }); status != 200 {
		t.Errorf("control API: %d %s", status, body)
	}
}

// The policy of the pages is strict, nothing is stored, and what was typed is shown as text.
func TestDashboard_Headers(t *testing.T) {
	s := sandbox.RunT(t)
	response, err := http.Get(s.URL + "/dashboard/requests?text=%3Cscript%3Ealert(1)%3C/script%3E")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	policy := response.Header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("no %s in %s", want, policy)
		}
	}
	if got := response.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("Cache-Control %s", got)
	}
	if _, body := answerOf(t, "GET", s.URL+"/dashboard/requests?text=%3Cscript%3Ealert(1)%3C/script%3E", "", nil); strings.Contains(body, "<script>alert") {
		t.Error("a script was let through")
	}
	if n := len(s.Requests()); n != 0 {
		t.Errorf("%d requests in the history are the dashboard's own", n)
	}
}
