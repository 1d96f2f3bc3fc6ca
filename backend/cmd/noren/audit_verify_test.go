package main

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite"

	"noren/backend/audit"
)

// The service chains the audit log while it sells; the command proves it meanwhile, and finds what somebody changed in the file.
func TestIssue8_AuditLogIsProvedAndDoubted(t *testing.T) {
	t.Parallel()
	p := setUp(t)
	var printed string
	for heads := []audit.Head(nil); len(heads) == 0; { // the service chains every second
		printed = p.o.must("audit", "verify", "--database=sqlite:noren.db")
		heads = decode[[]audit.Head](t, printed)
	}
	p.o.file("heads.json", printed)
	p.o.must("audit", "verify", "--database=sqlite:noren.db", "--known=heads.json")
	if said := p.o.refused("audit", "verify", "--database=sqlite:noren.db", "--known="+p.o.file("text.json", "?")); !strings.Contains(said, "--known") {
		t.Errorf("%s", said)
	}
	p.o.file("other.json", strings.Replace(printed, `"hash": "`, `"hash": "0`, 1))
	if said := p.o.refused("audit", "verify", "--database=sqlite:noren.db", "--known=other.json"); !strings.Contains(said, "is another than it was") {
		t.Errorf("%s", said)
	}
	file, err := sql.Open("sqlite", filepath.Join(p.o.folder, "noren.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, statement := range []string{"DROP TRIGGER audit_stays", "UPDATE audit SET actor = 'noren' WHERE place = 1"} {
		if _, err := file.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	if said := p.o.refused("audit", "verify", "--database=sqlite:noren.db"); !strings.Contains(said, "place 1 was changed") {
		t.Errorf("%s", said)
	}
}
