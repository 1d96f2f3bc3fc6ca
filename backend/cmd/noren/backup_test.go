package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A copy is made while the backend sells, is for its owner alone, and serves in the place of the original.
func TestIssue8_BackupWhileServing(t *testing.T) {
	t.Parallel()
	p := setUp(t)
	p.buy()
	p.o.must("backup", "copy.db", "--database=sqlite:noren.db")
	if said := p.o.refused("backup", "copy.db", "--database=sqlite:noren.db"); !strings.Contains(said, "another name") {
		t.Errorf("it replaces a copy: %s", said)
	}
	info, err := os.Stat(filepath.Join(p.o.folder, "copy.db"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	p.buy() // it went on
	p.signal(syscall.SIGTERM)
	p.wantEnd(0)
	orders := func(file string) int {
		return len(decode[struct{ Orders []printedOrder }](t, p.o.must("order", "list", p.shop.Shop.ID, "--database=sqlite:"+file)).Orders)
	}
	if in, all := orders("copy.db"), orders("noren.db"); in != 1 || all != 2 {
		t.Errorf("%d orders in the copy, %d in all", in, all)
	}
	if left, _ := filepath.Glob(filepath.Join(p.o.folder, "*.part")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestIssue8_BackupSaysWhatHelps(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	for name, w := range map[string]wrong{
		"PostgreSQL": {arguments: "backup copy.db --database=postgres://me:" + secret + "@db/noren", names: []string{"--database", "pg_dump"}},
		"no file":    {arguments: "backup copy.db --database=sqlite:nothing.db", names: []string{"nothing.db", "no such file"}},
		"no folder":  {arguments: "backup nowhere/copy.db --database=sqlite:" + o.file("text.db", "no database"), names: []string{"nowhere", "no such file"}},
		"no databse": {arguments: "backup copy.db --database=sqlite:text.db", names: []string{"not a database"}},
	} {
		o.refuses(name, w)
	}
}
