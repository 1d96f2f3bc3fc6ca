package operations_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/licensecheck"
)

// permissive are the licences under which others' code may be in the binary: it may be sold, closed and changed; MPL asks for changes
// of its own files only.
var permissive = []string{"MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC", "MPL-2.0", "Unlicense", "CC0-1.0", "0BSD", "Zlib"}

// Every module in the programs, for the server and for the browser, has a licence that we may ship (design.md 9).
func TestIssue8_LicencesArePermissive(t *testing.T) {
	modules := map[string]string{}
	for _, build := range []struct{ system, machine, program string }{{"linux", "amd64", "noren/backend/cmd/noren"}, {"js", "wasm", "noren/widget/wasm"}} {
		command := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{with .Module}}{{.Path}} {{.Dir}}{{end}}", build.program)
		command.Env = append(os.Environ(), "GOOS="+build.system, "GOARCH="+build.machine, "CGO_ENABLED=0")
		out, err := command.Output()
		must(t, err)
		for line := range strings.Lines(string(out)) {
			if path, folder, ok := strings.Cut(strings.TrimSpace(line), " "); ok && path != "noren" {
				modules[path] = folder
			}
		}
	}
	if len(modules) < 50 {
		t.Fatalf("only %d modules", len(modules))
	}
	for path, folder := range modules {
		found := licencesIn(t, folder)
		if len(found) == 0 {
			t.Errorf("%s: no licence is known in %s", path, folder)
		}
		for _, name := range found {
			if !slices.Contains(permissive, name) {
				t.Errorf("%s is under %s", path, name)
			}
		}
	}
}

// licencesIn are those of the files in a module's first folder that are named as licences are.
func licencesIn(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	must(t, err)
	for _, entry := range entries {
		name := strings.ToUpper(entry.Name())
		if entry.IsDir() || !strings.HasPrefix(name, "LICENSE") && !strings.HasPrefix(name, "LICENCE") && !strings.HasPrefix(name, "COPYING") && !strings.HasPrefix(name, "UNLICENSE") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		must(t, err)
		for _, match := range licensecheck.Scan(text).Match {
			if !match.IsURL && !slices.Contains(names, match.ID) {
				names = append(names, match.ID)
			}
		}
	}
	return names
}
