package operations_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const root = "../../"

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(root + file)
	must(t, err)
	return string(text)
}

// known are the variables of the program, from the reference that is generated from it.
func known(t *testing.T) []string {
	t.Helper()
	found := regexp.MustCompile("`(NOREN_[A-Z_]+)`").FindAllStringSubmatch(read(t, "static/docs/configuration.en.md"), -1)
	if len(found) < 100 {
		t.Fatalf("only %d variables in the reference", len(found))
	}
	var names []string
	for _, name := range found {
		names = append(names, name[1])
	}
	return names
}

// Everything that is installed sets variables and calls commands that the program has.
func TestIssue8_WhatIsInstalledFitsTheProgram(t *testing.T) {
	variables, commands := known(t), read(t, "static/docs/configuration.en.md")
	for _, file := range []string{
		"backend/operations/systemd/noren.service", "backend/operations/debian/noren.env", "backend/operations/container/Dockerfile", "backend/operations/example/example.env",
	} {
		text := read(t, file)
		set := regexp.MustCompile(`(NOREN_[A-Z_]+)=`).FindAllStringSubmatch(text, -1)
		if len(set) == 0 {
			t.Errorf("%s sets nothing", file)
		}
		for _, name := range set {
			if !slices.Contains(variables, name[1]) {
				t.Errorf("%s: there is no %s", file, name[1])
			}
		}
		for _, called := range regexp.MustCompile(`(?m)^(?:ExecStart=/usr/bin/noren|#   umask 077; noren) ([a-z]+)|"/noren", "([a-z]+)"|^CMD \["([a-z]+)"`).FindAllStringSubmatch(text, -1) {
			if command := called[1] + called[2] + called[3]; !strings.Contains(commands, "`noren "+command) {
				t.Errorf("%s: there is no command %q", file, command)
			}
		}
	}
}

// The unit gives the program what it needs, keeps the keyset to itself, and waits longer than a stop takes.
func TestIssue8_TheUnitIsHardened(t *testing.T) {
	unit := read(t, "backend/operations/systemd/noren.service")
	for _, want := range []string{
		"User=noren", "LoadCredential=keyset:", "Environment=NOREN_KEYSET_FILE=%d/keyset", "Restart=always", "KillSignal=SIGTERM", "TimeoutStopSec=45", "NoNewPrivileges=yes",
		"CapabilityBoundingSet=\n", "ProtectSystem=strict", "StateDirectory=noren", "SystemCallFilter=@system-service", "MemoryDenyWriteExecute=yes", "ExecStart=/usr/bin/noren serve",
	} {
		if !strings.Contains(unit, want) {
			t.Errorf("no %s", want)
		}
	}
	examined(t, unit)
}

// exposure is what systemd may find of the unit at most, of 100. A port, the host's network and the file system are open, since the
// program needs them.
const exposure = "15"

// examined lets systemd read the unit, where there is systemd (.ci/setup installs it): every line is one that it knows, and what it
// leaves open is little.
func examined(t *testing.T, unit string) {
	t.Helper()
	examiner, err := exec.LookPath("systemd-analyze") //nolint:misspell // so it is called
	if err != nil {
		t.Log("the unit was not examined: ", err)
		return
	}
	file := filepath.Join(t.TempDir(), "noren.service")
	must(t, os.WriteFile(file, []byte(strings.Replace(unit, "/usr/bin/noren", "/bin/true", 1)), 0o600)) // the program is not installed here
	for _, arguments := range [][]string{
		{"verify", "--no-pager", file}, {"security", "--no-pager", "--offline=yes", "--threshold=" + exposure, file},
	} {
		if said, err := exec.CommandContext(t.Context(), examiner, arguments...).CombinedOutput(); err != nil || strings.Contains(string(said), "ignoring") {
			t.Errorf("%s %s: %v\n%s", examiner, arguments[0], err, said)
		}
	}
}

// The image holds the program and certificates and nothing else, runs as a number, and asks its own health.
func TestIssue8_TheImage(t *testing.T) {
	text := read(t, "backend/operations/container/Dockerfile")
	image := text[strings.Index(text, "FROM scratch"):]
	for _, line := range strings.Split(image, "\n") {
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case "USER":
			if !regexp.MustCompile(`^[1-9]\d*:[1-9]\d*$`).MatchString(rest) {
				t.Errorf("USER %s is no number", rest)
			}
		case "COPY":
			source := strings.Fields(rest)[0]
			if source != "bin/noren" && !strings.HasPrefix(source, "--from=base") {
				t.Errorf("%s: not what «make build» makes", line)
			}
		case "RUN", "ADD":
			t.Errorf("%s: nothing runs in an empty image", line)
		}
	}
	for _, want := range []string{"\nUSER ", `CMD ["/noren", "health"]`, `ENTRYPOINT ["/noren"]`, "STOPSIGNAL SIGTERM", "ca-certificates.crt"} {
		if !strings.Contains(image, want) {
			t.Errorf("no %s", want)
		}
	}
}

// Each source of the package is there, or made by «make package»; scripts are for any shell.
func TestIssue8_ThePackage(t *testing.T) {
	config := read(t, "backend/operations/debian/nfpm.yaml")
	sources := regexp.MustCompile(`(?m)(?:src|postinstall|preremove|postremove): (\S+)$`).FindAllStringSubmatch(config, -1)
	if len(sources) < 7 {
		t.Fatal(sources)
	}
	for _, source := range sources {
		if strings.HasPrefix(source[1], "bin/") {
			continue
		}
		text := read(t, source[1])
		if strings.HasPrefix(text, "#!") && (!strings.HasPrefix(text, "#!/bin/sh\n") || !strings.Contains(text, "set -e")) {
			t.Errorf("%s is no plain script", source[1])
		}
	}
}
