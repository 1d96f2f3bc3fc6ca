package sdk_test

import (
	"os"
	"os/exec"
	"testing"

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

// run runs a script against a sandbox and returns its steps.
func (s shop) run(t *testing.T, script string, at *sandbox.Sandbox, algorithm string, more ...string) []step {
	t.Helper()
	arguments := []string{script, host(at), at.ControlURL, keyFile(t, at), at.Merchant().PublicKeyID, algorithm}
	node := exec.CommandContext(t.Context(), "node", append(arguments, more...)...)
	node.Dir = s.dir
	return stepsOf(t, node)
}
