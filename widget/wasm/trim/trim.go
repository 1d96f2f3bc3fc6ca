// Package trim builds the browser program without what only a server needs.
//
// Some files of go-app serve pages or encrypt storage; they carry no build tag and drag net/http and TLS into the browser, a
// fifth of the whole program. Behind validator's rule for pictures stand parsers of HTML, XML and executables. Go refuses an
// overlay on the module cache; so Build makes copies of both modules, in which short twins of ours stand in for those files,
// and builds with a go.mod that replaces the modules by the copies (design.md section 9). The copies are made anew from the
// module cache every time; only the twins are under version control.
package trim

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const (
	goApp    = "github.com/maxence-charriere/go-app/v10"
	mimetype = "github.com/gabriel-vasile/mimetype"
)

// Build compiles noren/widget/wasm for the browser and writes the program to output. What it needs on the way, it keeps in
// cacheDir, which must not be under version control. repoRoot is the folder of go.mod.
func Build(ctx context.Context, repoRoot, cacheDir, output string) error {
	for _, path := range []*string{&repoRoot, &cacheDir, &output} {
		absolute, err := filepath.Abs(*path)
		if err != nil {
			return fmt.Errorf("trim: %w", err)
		}
		*path = absolute
	}
	original, err := find(ctx, repoRoot)
	if err != nil {
		return err
	}
	copies := map[string]string{
		goApp:    filepath.Join(cacheDir, "trim", "go-app"),
		mimetype: filepath.Join(cacheDir, "trim", "mimetype"),
	}
	if err := copyGoApp(original, copies[goApp]); err != nil {
		return fmt.Errorf("trim: copy go-app: %w", err)
	}
	if err := putTwins("mimetype", copies[mimetype], false); err != nil {
		return fmt.Errorf("trim: write mimetype: %w", err)
	}
	modFile, err := writeModFile(repoRoot, filepath.Join(cacheDir, "trim"), copies)
	if err != nil {
		return fmt.Errorf("trim: go.mod: %w", err)
	}
	_, err = run(ctx, repoRoot, "build", "-modfile", modFile, "-trimpath", "-buildvcs=false",
		"-ldflags", "-s -w", "-o", output, "./widget/wasm")
	return err
}

// find asks where go-app lies, after having it fetched when it is not there yet.
func find(ctx context.Context, repoRoot string) (string, error) {
	answer, err := run(ctx, repoRoot, "mod", "download", "-json", goApp)
	if err != nil {
		return "", err
	}
	var at struct{ Dir string }
	if err := json.Unmarshal(answer, &at); err != nil {
		return "", fmt.Errorf("trim: go mod download: %w", err)
	}
	return at.Dir, nil
}

// writeModFile copies go.mod and go.sum beside each other and adds the replacements. Their paths are relative, because the
// linker writes them into the program, which must come out the same on every machine.
func writeModFile(repoRoot, folder string, copies map[string]string) (string, error) {
	mod, err := os.ReadFile(filepath.Join(repoRoot, "go.mod")) //nolint:gosec // G304: our own
	if err != nil {
		return "", err
	}
	for module, path := range copies {
		relative, err := filepath.Rel(repoRoot, path)
		if err != nil {
			return "", err
		}
		if !strings.HasPrefix(relative, "..") {
			relative = "./" + relative
		}
		mod = fmt.Appendf(mod, "\nreplace %s => %s\n", module, filepath.ToSlash(relative))
	}
	path := filepath.Join(folder, "browser.mod")
	if err := write(path, mod); err != nil {
		return "", err
	}
	return path, copyFile(filepath.Join(repoRoot, "go.sum"), filepath.Join(folder, "browser.sum"))
}

// run calls the go command for the browser and returns what it prints.
func run(ctx context.Context, folder string, arguments ...string) ([]byte, error) {
	command := exec.CommandContext(ctx, "go", arguments...) //nolint:gosec // G204: the arguments are ours
	command.Dir = folder
	command.Env = append(command.Environ(), "GOOS=js", "GOARCH=wasm", "GOFLAGS=", "GOWORK=off")
	var complaint bytes.Buffer
	command.Stderr = &complaint
	output, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("trim: go %s: %w: %s", arguments[0], err, complaint.Bytes())
	}
	return output, nil
}
