package web_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"unicode"

	"noren/backend/merchant"
	"noren/backend/telemetry"
	"noren/shared/api"
)

// written is what the program logs, as text and as JSON, and how many lines it meant.
type written struct {
	mu    sync.Mutex
	text  bytes.Buffer
	json  bytes.Buffer
	lines int
}

// logged takes the place of the log until the test ends, with everything down to debug.
func logged(t *testing.T) *written {
	t.Helper()
	w := &written{}
	before := slog.Default()
	t.Cleanup(func() { slog.SetDefault(before) })
	options := &slog.HandlerOptions{Level: slog.LevelDebug}
	slog.SetDefault(slog.New(telemetry.Log(slog.NewMultiHandler(slog.NewTextHandler(locked{w, &w.text, true}, options), slog.NewJSONHandler(locked{w, &w.json, false}, options)))))
	return w
}

type locked struct {
	w      *written
	out    *bytes.Buffer
	counts bool
}

func (l locked) Write(p []byte) (int, error) {
	l.w.mu.Lock()
	defer l.w.mu.Unlock()
	if l.counts {
		l.w.lines++
	}
	return l.out.Write(p)
}

// hostile is text that would end a line, hide one, or paint a terminal.
const hostile = "x\r\n2026/11/28 00:00:00 INFO forged=1\x1b[2J\u2028\u2029\u0085\x00\u202e\a\""

// Whatever strangers write, it makes no line of the log, and no terminal obeys it (issue 8: log injection).
func TestIssue8_NobodyWritesLinesIntoTheLog(t *testing.T) {
	w := newWhole(t)
	number := w.placedOrder()
	key := w.key(merchant.Scopes()...)
	log := logged(t)
	escaped := url.PathEscape(hostile)
	for _, path := range []string{
		"/" + escaped, "/launch/" + escaped, "/return/" + escaped + "/review", "/return/x/review?amazonCheckoutSessionId=" + url.QueryEscape(hostile), "/docs/" + escaped,
		"/api/v1/orders/" + escaped, "/api/v1/checkouts/" + escaped, "/api/v1/members/" + escaped, "/api/v1/webhooks/" + escaped, "/images/" + escaped + "/x",
		"/console/shops/" + escaped, "/console/sign-in?next=" + url.QueryEscape(hostile), "/api/v1/orders?name=" + url.QueryEscape(hostile), "/livez?" + escaped,
	} {
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodDelete, "FORGED"} {
			header := bearer(key)
			header["X-Request-ID"] = "forged\tid \"quoted\" " + strings.Repeat("y", 200)
			header["User-Agent"], header["Referer"] = "agent\t\x1b[31m", "https://evil.test/\x1b"
			header["Accept-Language"], header["Cookie"], header["X-Forwarded-For"] = "en\x1b", w.cookie+"; a=\x1b", "203.0.113.9\x1b"
			_, _, got := w.sendAnyhow(method, path, "{}", header)
			if strings.Contains(got.Get("X-Request-ID"), "forged") {
				t.Errorf("%s %s: the id of a stranger: %v", method, path, got)
			}
		}
	}
	quoted, err := json.Marshal(hostile)
	w.must(err)
	for path, body := range map[string]string{
		api.Begin.Path: `{"shop":` + string(quoted) + `}`, api.Check.Path: `{"shop":"` + w.shop.ID + `","typed":[{"field":"email","value":` + string(quoted) + `}]}`,
		api.Render.Path: `{` + string(quoted) + `:1}`, "/api/v1/codes": `{"code":` + string(quoted) + `}`, "/api/v1/orders/" + number + "/refund": `{"amount":1,` + string(quoted) + `:1}`,
		"/notifications/" + w.shop.ID: `{"Type":` + string(quoted) + `,"SignatureVersion":` + string(quoted) + `}`, "/notifications/" + escaped: hostile,
	} {
		w.sendAnyhow(http.MethodPost, path, body, map[string]string{"Origin": shopOrigin, "Authorization": "Bearer " + key, "Content-Type": "application/json"})
	}
	log.proven(t)
}

// sendAnyhow is send, for what Go's client may refuse to send.
func (o *outward) sendAnyhow(method, path, body string, header map[string]string) (status int, answer string, got http.Header) {
	o.t.Helper()
	for name, value := range header {
		header[name] = strings.Map(func(r rune) rune {
			if r < ' ' && r != '\t' { // the client sends none; the server refuses them (TestIssue8_NothingIsSmuggled)
				return -1
			}
			return r
		}, value)
	}
	return o.send(method, path, body, header)
}

func (w *written) proven(t *testing.T) {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	for name, text := range map[string]string{"text": w.text.String(), "json": w.json.String()} {
		if got := strings.Count(text, "\n"); got != w.lines || w.lines < 50 {
			t.Errorf("%s: %d lines of %d", name, got, w.lines)
		}
		for line := range strings.Lines(text) {
			line = strings.TrimSuffix(line, "\n")
			if at := strings.IndexFunc(line, func(r rune) bool { return !unicode.IsPrint(r) }); at >= 0 && name == "text" || strings.ContainsAny(line, "\r\x1b\u2028\u2029\x00") {
				t.Errorf("%s has a sign at %d that is none: %q", name, at, line)
			}
			if name == "json" && !json.Valid([]byte(line)) {
				t.Errorf("no JSON: %s", line)
			}
			if strings.HasPrefix(line, "2026/11/28 00:00:00") || len(line) > 20_000 {
				t.Errorf("%s: %.200s", name, line)
			}
		}
	}
}
