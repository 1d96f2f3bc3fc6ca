package sdk_test

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// step is one line that a script printed: what a call was answered. Status is 0 for steps outside the API.
type step struct {
	Step   string
	Status int
	Body   map[string]any
}

// stepsOf runs a program that prints one step a line.
func stepsOf(t *testing.T, program *exec.Cmd) (steps []step) {
	t.Helper()
	var complaints bytes.Buffer
	program.Stderr = &complaints
	program.Env = append(program.Environ(), "NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1")
	out, err := program.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s\nafter %s", program, err, complaints.Bytes(), out)
	}
	for line := range bytes.Lines(out) {
		var one step
		if err := json.Unmarshal(line, &one); err != nil {
			t.Fatalf("%s printed %q: %v", program, line, err)
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
