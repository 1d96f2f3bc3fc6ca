package main

import (
	"encoding/json"
	"strings"
	"syscall"
	"testing"

	"noren/backend/store/storetest"
	"noren/backend/version"
)

// Both ways to ask say the same line, and programs can read it.
func TestIssue8_Version(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	line := o.must("version")
	if line != o.must("--version") || line != version.Get().String()+"\n" {
		t.Errorf("%q", line)
	}
	var b version.Build
	if err := json.Unmarshal([]byte(o.must("version", "--json")), &b); err != nil || b != version.Get() {
		t.Errorf("%+v, %v", b, err)
	}
}

// What a container asks: well while it runs, not before and not after.
func TestIssue8_HealthIsReadiness(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	o.set("NOREN_DATABASE", storetest.SQLiteDSN(t))
	s := o.serve("--keyset-file=" + o.keyset())
	if out := o.must("health", "--listen="+s.address); !strings.Contains(out, `"database"`) {
		t.Error(out)
	}
	s.signal(syscall.SIGTERM)
	s.wantEnd(0)
	if said := o.refused("health", "--listen="+s.address); !strings.Contains(said, "noren serve") {
		t.Error(said)
	}
}
