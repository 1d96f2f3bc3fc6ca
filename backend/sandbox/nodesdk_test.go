package sandbox_test

import (
	"bufio"
	"bytes"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/backend/sandbox"
)

// The official Node SDK, unchanged and over TLS, makes a whole payment with each algorithm (protocol 1.8). It needs
// node and npm, and comes from the npm registry at test time.
func TestProtocol_OfficialNodeSDK(t *testing.T) {
	s, err := sandbox.New(sandbox.Config{ManualNotification: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start(t.Context(), "127.0.0.1:0", "127.0.0.1:0", sandbox.TLS{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	folder := t.TempDir()
	command(t, folder, "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder,
		"@amazonpay/amazon-pay-api-sdk-nodejs@2.3.4")
	m := s.Merchant()
	der, err := x509.MarshalPKCS8PrivateKey(m.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	keyFile := filepath.Join(folder, "key.pem")
	if err := os.WriteFile(keyFile, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	script, err := filepath.Abs("testdata/journey.mjs")
	if err != nil {
		t.Fatal(err)
	}
	for _, algorithm := range []string{"", "AMZN-PAY-RSASSA-PSS-V2"} {
		out := command(t, folder, "node", script, folder, strings.TrimPrefix(s.URL, "https://"), s.ControlURL, m.PublicKeyID, keyFile, algorithm)
		var got []string
		lines := bufio.NewScanner(bytes.NewReader(out))
		for lines.Scan() {
			var line struct {
				Name   string         `json:"name"`
				Status int            `json:"status"`
				Body   map[string]any `json:"body"`
			}
			if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
				t.Fatalf("%s: %s", err, out)
			}
			a := answer{object: line.Body}
			got = append(got, fmt.Sprintf("%s %d %s", line.Name, line.Status, a.state()+a.text("reasonCode")))
		}
		want := []string{
			"create 201 Open", "get 200 Open", "update 200 Open", "complete 200 Completed", "permission 200 NonChargeable",
			"capture 200 Captured", "refund 201 RefundInitiated", "getRefund 200 RefundInitiated", "close 200 Closed",
			"missing 404 ResourceNotFound",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s\n%s", algorithm, diff, out)
		}
	}
}

// command runs a program and gives its output.
func command(t *testing.T, folder, name string, args ...string) []byte {
	t.Helper()
	c := exec.CommandContext(t.Context(), name, args...)
	c.Dir = folder
	var stderr bytes.Buffer
	c.Stderr = &stderr
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s\n%s", name, err, out, stderr.Bytes())
	}
	return out
}
