package main

import (
	"strings"
	"testing"

	"noren/backend/store"
	"noren/backend/store/storetest"
)

// Every keyset is a new one, seals, and stands alone in the output, fit for a file.
func TestKeyset(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	one, other := o.must("keyset"), o.must("keyset")
	if one == other {
		t.Error("the same keyset twice")
	}
	if strings.Count(one, "\n") != 1 {
		t.Errorf("more than one line: %d bytes", len(one))
	}
	if err := store.CheckKeyset(one); err != nil {
		t.Error(err)
	}
}

// A keyset may come as a file or as itself, by a flag or by the environment.
func TestKeysetIsTakenFromEverywhere(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	file := o.keyset()
	text := o.must("keyset")
	for name, give := range map[string]func(o *operator) []string{
		"file": func(*operator) []string { return []string{"--keyset-file=" + file} },
		"flag": func(*operator) []string { return []string{"--keyset=" + text} },
		"file in environment": func(o *operator) []string {
			o.set("NOREN_KEYSET_FILE", file)
			return nil
		},
		"environment": func(o *operator) []string {
			o.set("NOREN_KEYSET", text)
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			on := &operator{t: t, folder: o.folder, env: append([]string{}, o.env...)}
			if got := on.must(append([]string{"shop", "list"}, give(on)...)...); strings.TrimSpace(got) != "[]" {
				t.Errorf("shops: %s", got)
			}
		})
	}
}

// Migrating twice is migrating once, on both databases.
func TestMigrate(t *testing.T) {
	t.Parallel()
	for name, dsn := range map[string]string{"sqlite": storetest.SQLiteDSN(t), "postgres": storetest.PostgresDSN(t)} {
		t.Run(name, func(t *testing.T) {
			o := newOperator(t)
			o.set("NOREN_DATABASE", dsn)
			first, second := o.must("migrate"), o.must("migrate")
			if first != second || !strings.HasPrefix(first, "tables are at version ") || strings.HasSuffix(first, " 0\n") {
				t.Errorf("first %q, then %q", first, second)
			}
		})
	}
}
