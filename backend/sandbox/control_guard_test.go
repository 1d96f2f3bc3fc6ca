package sandbox_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"noren/backend/sandbox"
)

// answerOf sends a request as it is.
func answerOf(t *testing.T, method, address, body string, change func(*http.Request)) (status int, text string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if change != nil {
		change(r)
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	read, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(read)
}

// A page in the developer's browser, from elsewhere or by somebody's DNS, reaches neither control API nor dashboard.
func TestControl_NoForeignPages(t *testing.T) {
	s := sandbox.RunT(t)
	for name, x := range map[string]struct {
		change func(*http.Request)
		status int
	}{
		"curl":              {nil, 200},
		"localhost":         {func(r *http.Request) { r.Host = "localhost:4401" }, 200},
		"other host":        {func(r *http.Request) { r.Host = "evil.example:4401" }, 403},
		"no host of ours":   {func(r *http.Request) { r.Host = "127.0.0.1.evil.example" }, 403},
		"page on localhost": {func(r *http.Request) { r.Header.Set("Origin", "http://localhost:3000") }, 200},
		"page elsewhere":    {func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") }, 403},
		"sandboxed page":    {func(r *http.Request) { r.Header.Set("Origin", "null") }, 403},
	} {
		if status, body := answerOf(t, "POST", s.ControlURL+"/advance", `{"by":"1s"}`, x.change); status != x.status {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
	for name, change := range map[string]func(*http.Request){
		"form":    func(r *http.Request) { r.Header.Set("Content-Type", "application/x-www-form-urlencoded") },
		"text":    func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") },
		"nothing": func(r *http.Request) { r.Header.Del("Content-Type") },
	} {
		if status, body := answerOf(t, "POST", s.ControlURL+"/advance", `{"by":"1s"}`, change); status != 415 {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
}

// Errors name the field and what is wanted.
func TestControl_ErrorsNameTheField(t *testing.T) {
	s := sandbox.RunT(t)
	for _, x := range []struct{ path, body, want string }{
		{"advance", `{"by":"soon"}`, "'by'"},
		{"advance", `{"by":"soon"}`, "such as 24h"},
		{"advance", `{}`, `"by" is missing`},
		{"advance", `{"by":"1h","to":"x"}`, `"to" is unsupported`},
		{"advance", `{"by":`, "JSON"},
		{"fault", `{"kind":"explode"}`, "One of refuse, fail, throttle, delay, hold and cut"},
		{"fault", `{"kind":"refuse","operation":"Pay"}`, "Pay"},
		{"fault", `{"kind":"refuse","status":200}`, "'status'"},
		{"fault", `{"kind":"refuse","count":-1}`, "'count'"},
		{"nextOutcome", `{"outcome":"Lost"}`, "'outcome'"},
		{"setOrigins", `{"merchantId":"A1","origins":["https://a.example/x"]}`, "'origins.0'"},
		{"setNotificationURL", `{"merchantId":"A1","url":"ftp://x"}`, "'url'"},
		{"setSettings", `{"canceledSession":500}`, "canceledSession"},
		{"setClock", `{"now":"noon"}`, "2030-01-15T12:00:00+09:00"},
	} {
		status, body := answerOf(t, "POST", s.ControlURL+"/"+x.path, x.body, nil)
		var wrong struct{ ReasonCode, Message string }
		if err := json.Unmarshal([]byte(body), &wrong); err != nil {
			t.Errorf("%s: %v", x.path, err)
		}
		if status != 400 || wrong.ReasonCode != "InvalidRequest" || !strings.Contains(wrong.Message, x.want) {
			t.Errorf("%s %s: %d %s, want %s", x.path, x.body, status, body, x.want)
		}
	}
}

// The specification is served, and readable with an example of each call.
func TestControl_PageForReaders(t *testing.T) {
	s := sandbox.RunT(t)
	if status, body := answerOf(t, "GET", s.ControlURL+"/openapi.yaml", "", nil); status != 200 || !strings.HasPrefix(body, "openapi: 3.0.3") {
		t.Errorf("openapi.yaml: %d", status)
	}
	for lang, want := range map[string]string{"ja": "時計を進め", "en": "Moves the clock forward"} {
		status, body := answerOf(t, "GET", s.ControlURL+"/?lang="+lang, "", nil)
		if status != 200 || !strings.Contains(body, want) || !strings.Contains(body, `curl --json &#39;{&#34;by&#34;:&#34;24h&#34;}&#39; `+s.ControlURL+"/advance") {
			t.Errorf("%s: %d %s", lang, status, body)
		}
	}
}
