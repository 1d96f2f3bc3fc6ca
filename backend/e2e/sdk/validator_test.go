package sdk_test

import (
	"bufio"
	"encoding/json"
	"encoding/pem"
	"io"
	"net/http"
	"os/exec"
	"strings"
	"testing"

	"noren/backend/sandbox"
)

// validator is a running testdata/validator.js.
type validator struct {
	t     *testing.T
	url   string
	lines *bufio.Scanner
}

// startValidator starts one that trusts SNS's own hosts, and this sandbox with certificates that authority issued (a PEM
// file).
func startValidator(t *testing.T, s *sandbox.Sandbox, authority string) *validator {
	t.Helper()
	return runValidator(t, certificateFile(t, s), s.URL, authority)
}

// runValidator trusts servers that are certified by a PEM file, besides those of the public.
func runValidator(t *testing.T, servers string, arguments ...string) *validator {
	t.Helper()
	node := exec.CommandContext(t.Context(), "node", append([]string{"testdata/validator.js"}, arguments...)...)
	node.Env = append(node.Environ(), "NODE_EXTRA_CA_CERTS="+servers, "NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1")
	in, err := node.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := node.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := node.Start(); err != nil {
		t.Fatalf("node is missing, and notifications are verified with it: %v", err)
	}
	t.Cleanup(func() { // the end of the test's context has ended it already, or the end of its input does
		_ = in.Close()
		_ = node.Wait()
	})
	v := &validator{t: t, lines: bufio.NewScanner(out)}
	v.url = v.next().text("url")
	return v
}

// next waits for the next line that the validator prints.
func (v *validator) next() step {
	v.t.Helper()
	if !v.lines.Scan() {
		v.t.Fatalf("the validator has ended: %v", v.lines.Err())
	}
	var one step
	if err := json.Unmarshal(v.lines.Bytes(), &one); err != nil {
		v.t.Fatal(err)
	}
	return one
}

// authorityFile is the certificate to trust, which the sandbox serves beside that of its notifications.
func authorityFile(t *testing.T, s *sandbox.Sandbox) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/sns/authority.pem", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := browser(t, s).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(text)
	if block == nil {
		t.Fatalf("no certificate: %s", text)
	}
	return writePEM(t, block.Type, block.Bytes)
}

func post(t *testing.T, url, body string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
}
