package main

import (
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"noren/backend/checkup"
	"noren/backend/store/storetest"
	"noren/shared/api"
	"noren/shared/i18n"
)

// findings runs the doctor, and gives what it found by its reason.
func (o *operator) findings(wantStatus int, arguments ...string) map[string]checkup.Finding {
	o.t.Helper()
	said := o.run(append([]string{"doctor", "--json"}, arguments...)...)
	if said.status != wantStatus {
		o.t.Errorf("status %d: %s%s", said.status, said.out, said.err)
	}
	found := map[string]checkup.Finding{}
	for _, f := range decode[[]checkup.Finding](o.t, said.out) {
		found[f.Why] = f
		for _, lang := range []api.Lang{api.Japanese, api.English} {
			if words := i18n.CheckupFor(lang); words.Say(f.Why, f.Facts).Title == "" || strings.Contains(words.Say(f.Why, f.Facts).Title, "{") || words.Parts[string(f.Part)] == "" {
				o.t.Errorf("no words in %s for %+v", lang, f)
			}
		}
	}
	return found
}

func wantFound(t *testing.T, found map[string]checkup.Finding, reasons ...string) {
	t.Helper()
	for _, why := range reasons {
		if _, ok := found[why]; !ok {
			t.Errorf("no %s in %v", why, found)
		}
	}
}

// Before and while it runs, on both databases, the doctor sees what is right, and says so in both languages.
func TestIssue8_DoctorBeforeAndWhileServing(t *testing.T) {
	onEvery(t, func(t *testing.T, o *operator) {
		amazon := httptest.NewServer(http.NotFoundHandler())
		t.Cleanup(amazon.Close)
		flags := []string{"--amazon-api=" + amazon.URL, "--assets=" + t.TempDir()}
		before := o.findings(0, append(flags, "--public-url=http://localhost:1")...)
		wantFound(t, before, "keyset_private", "redis_none", "address_silent", "mail_none", "amazon_answers", "clock_right", "traces_none", "assets_open")
		if _, missing := before["database_missing"]; !missing {
			wantFound(t, before, "database_answers", "tables_older", "sealed_none") // PostgreSQL
		}
		o.createShop(shopOrigin)
		s := o.serve(flags...)
		_, port, _ := net.SplitHostPort(s.address)
		running := o.findings(0, append(flags, "--public-url=http://localhost:"+port)...)
		wantFound(t, running, "database_answers", "tables_current", "sealed_opens", "address_answers")
		for lang, want := range map[string]string{"ja": "[OK] データベース: テーブルは最新", "en": "[OK] Database: The tables are at version"} {
			if said := o.must(append(append([]string{"doctor", "--lang=" + lang}, flags...), "--public-url=http://localhost:"+port)...); !strings.Contains(said, want) {
				t.Errorf("no %q in %s", want, said)
			}
		}
	})
}

// What is wrong is an error or a warning, and an error is the command's status.
func TestIssue8_DoctorFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	o.set("NOREN_KEYSET_FILE", o.keyset())
	o.set("NOREN_DATABASE", storetest.SQLiteDSN(t))
	o.createShop(shopOrigin)
	late := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", time.Now().Add(-time.Hour).UTC().Format(http.TimeFormat))
	}))
	t.Cleanup(late.Close)
	exposed := o.file("exposed.keyset", o.must("keyset"))
	if err := os.Chmod(filepath.Join(o.folder, exposed), 0o644); err != nil {
		t.Fatal(err)
	}
	found := o.findings(1, "--public-url="+late.URL, "--amazon-api="+late.URL, "--keyset-file="+exposed, "--redis=127.0.0.1:1", "--smtp=127.0.0.1:1",
		"--smtp-from=a@pay.example", "--otlp=http://127.0.0.1:1", "--assets=nowhere")
	for result, reasons := range map[checkup.Result][]string{ //nolint:exhaustive // what is right is tested above
		checkup.Error:   {"sealed_closed", "redis_unreachable", "mail_refused", "clock_wrong", "traces_refused", "assets_closed"},
		checkup.Warning: {"keyset_exposed", "address_other"},
	} {
		wantFound(t, found, reasons...)
		for _, f := range found {
			if slices.Contains(reasons, f.Why) != (f.Result == result) && f.Why != "disk_low" && f.Why != "disk_full" {
				t.Errorf("%+v", f)
			}
		}
	}
}

// What «noren serve» refuses before it opens anything, the doctor refuses in the same words.
func TestIssue8_DoctorRefusesWhatServeRefuses(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	o.set("NOREN_KEYSET_FILE", o.keyset())
	const good = "--public-url=https://pay.example"
	for flag, wrong := range map[string][]string{
		"--redis": {good, "--cluster"}, "--proxies": {good, "--proxies=-1"}, "--amazon-provider-key": {good, "--amazon-provider-id=A1"},
		"--metrics": {good, "--listen=127.0.0.1:8080", "--metrics=127.0.0.1:8080"}, "--public-url": {good + "/path"}, "--terms-url": {good, "--terms-url=http://pay.example"},
	} {
		served, examined := o.run(append([]string{"serve"}, wrong...)...), o.run(append([]string{"doctor"}, wrong...)...)
		if examined.status == 0 || examined.err != served.err || !strings.Contains(examined.err, flag) {
			t.Errorf("%s: serve says\n%sand the doctor\n%s%s", wrong, served.err, examined.err, examined.out)
		}
	}
}
