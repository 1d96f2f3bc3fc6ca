package sdk_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/backend/sandbox"
)

// shop is a folder with the official SDK for Node and the scripts of testdata.
type shop struct{ dir string }

// installSDK asks npm for the SDK, which takes it from the user's cache when it is there.
func installSDK(t *testing.T) shop {
	t.Helper()
	for _, program := range []string{"node", "npm"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("%s is missing, and the official SDK is tested with it: %v", program, err)
		}
	}
	s := shop{dir: t.TempDir()}
	if err := os.CopyFS(s.dir, os.DirFS("testdata")); err != nil {
		t.Fatal(err)
	}
	npm := exec.CommandContext(t.Context(), "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline")
	npm.Dir = s.dir
	if out, err := npm.CombinedOutput(); err != nil {
		t.Fatalf("npm cannot install the official SDK: %v\n%s", err, out)
	}
	return s
}

// step is one line that a script printed: what a call was answered. Status is 0 for steps outside the API.
type step struct {
	Step   string
	Status int
	Body   map[string]any
}

// run runs a script against a sandbox and returns its steps.
func (s shop) run(t *testing.T, script string, at *sandbox.Sandbox, algorithm string) []step {
	t.Helper()
	node := exec.CommandContext(t.Context(), "node", script,
		host(at), at.ControlURL, keyFile(t, at), at.Merchant().PublicKeyID, algorithm)
	node.Dir = s.dir
	node.Env = append(node.Environ(), "NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1")
	var complaints bytes.Buffer
	node.Stderr = &complaints
	out, err := node.Output()
	if err != nil {
		t.Fatalf("node %s: %v\n%s\nafter %s", script, err, complaints.Bytes(), out)
	}
	var steps []step
	for line := range bytes.Lines(out) {
		var one step
		if err := json.Unmarshal(line, &one); err != nil {
			t.Fatalf("node %s printed %q: %v", script, line, err)
		}
		steps = append(steps, one)
	}
	return steps
}

// at reads a value by its dotted path; a list is read by the first of its values.
func (s step) at(path string) any {
	var v any = s.Body
	for name := range strings.SplitSeq(path, ".") {
		if list, ok := v.([]any); ok && len(list) > 0 {
			v = list[0]
		}
		object, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = object[name]
	}
	return v
}

func (s step) text(path string) string {
	text, ok := s.at(path).(string)
	if !ok {
		return ""
	}
	return text
}

// compare wants exactly these steps with these statuses; of the bodies only the values at the named paths.
func compare(t *testing.T, got, want []step) {
	t.Helper()
	var seen []step
	for i, g := range got {
		one := step{Step: g.Step, Status: g.Status, Body: map[string]any{}}
		if i < len(want) {
			for path := range want[i].Body {
				one.Body[path] = g.at(path)
			}
		}
		seen = append(seen, one)
	}
	if diff := cmp.Diff(want, seen); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}
}

// named finds a step that a script printed.
func named(t *testing.T, steps []step, name string) step {
	t.Helper()
	for _, s := range steps {
		if s.Step == name {
			return s
		}
	}
	t.Fatalf("no step %q in %v", name, steps)
	return step{}
}
