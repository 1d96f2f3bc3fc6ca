// Package trim builds the browser program on a go-app without its server half.
//
// Two of go-app's files, http.go and resource.go, serve pages; they carry no build tag and drag net/http and TLS into the
// browser, a fifth of the whole program. Go refuses an overlay on the module cache, so Build makes a copy of the package, with
// short twins of the two files, and builds with a go.mod that replaces the module by the copy (design.md section 9). The copy
// is made anew from the module cache every time; only the twins are ours.
package trim

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const module = "github.com/maxence-charriere/go-app/v10"

//go:embed http.go.txt resource.go.txt
var twins embed.FS

// Build compiles noren/widget/wasm for the browser and writes the program to output. What it needs on the way, it keeps in
// cacheDir, which must not be under version control. repoRoot is the folder of go.mod.
func Build(ctx context.Context, repoRoot, cacheDir, output string) error {
	paths := []*string{&repoRoot, &cacheDir, &output}
	for _, path := range paths {
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
	folder := filepath.Join(cacheDir, "go-app-"+original.Version)
	if err := copyPackage(original.Dir, folder); err != nil {
		return fmt.Errorf("trim: copy go-app: %w", err)
	}
	modFile, err := writeModFile(repoRoot, cacheDir, folder)
	if err != nil {
		return fmt.Errorf("trim: go.mod: %w", err)
	}
	_, err = run(ctx, repoRoot, "build", "-modfile", modFile, "-trimpath", "-buildvcs=false",
		"-ldflags", "-s -w", "-o", output, "./widget/wasm")
	return err
}

type source struct{ Dir, Version string }

// find asks where the module lies, after having it fetched when it is not there yet.
func find(ctx context.Context, repoRoot string) (source, error) {
	var at source
	answer, err := run(ctx, repoRoot, "mod", "download", "-json", module)
	if err != nil {
		return at, err
	}
	if err := json.Unmarshal(answer, &at); err != nil {
		return at, fmt.Errorf("trim: go mod download: %w", err)
	}
	return at, nil
}

// copyPackage writes those parts of go-app that a browser needs: pkg/app and pkg/errors without their tests, and go.mod.
func copyPackage(from, to string) error {
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	if err := copyFile(filepath.Join(from, "go.mod"), filepath.Join(to, "go.mod")); err != nil {
		return err
	}
	for _, name := range []string{"pkg/app", "pkg/errors"} {
		files, err := filepath.Glob(filepath.Join(from, name, "*.go"))
		if err != nil {
			return err
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			if err := copyFile(file, filepath.Join(to, name, filepath.Base(file))); err != nil {
				return err
			}
		}
	}
	return putTwins(filepath.Join(to, "pkg/app"))
}

// putTwins overwrites the files that have a twin; one without an original would hide that go-app has changed.
func putTwins(folder string) error {
	entries, err := fs.ReadDir(twins, ".")
	if err != nil {
		return err
	}
	for _, entry := range entries {
		twin, err := twins.ReadFile(entry.Name())
		if err != nil {
			return err
		}
		path := filepath.Join(folder, strings.TrimSuffix(entry.Name(), ".txt"))
		if _, err := os.Stat(path); err != nil {
			return err
		}
		if err := os.WriteFile(path, twin, 0o600); err != nil {
			return err
		}
	}
	return nil
}

func copyFile(from, to string) error {
	content, err := os.ReadFile(from) //nolint:gosec // G304: a file of the module cache
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o750); err != nil {
		return err
	}
	return os.WriteFile(to, content, 0o600)
}

// writeModFile copies go.mod and go.sum beside each other and adds the replacement. Its path is relative, because the linker
// writes it into the program, which must come out the same on every machine.
func writeModFile(repoRoot, cacheDir, folder string) (string, error) {
	relative, err := filepath.Rel(repoRoot, folder)
	if err != nil {
		return "", err
	}
	if !strings.HasPrefix(relative, "..") {
		relative = "." + string(filepath.Separator) + relative
	}
	mod, err := os.ReadFile(filepath.Join(repoRoot, "go.mod")) //nolint:gosec // G304: our own
	if err != nil {
		return "", err
	}
	path := filepath.Join(cacheDir, "browser.mod")
	mod = fmt.Appendf(mod, "\nreplace %s => %s\n", module, filepath.ToSlash(relative))
	if err := os.WriteFile(path, mod, 0o600); err != nil {
		return "", err
	}
	return path, copyFile(filepath.Join(repoRoot, "go.sum"), filepath.Join(cacheDir, "browser.sum"))
}

// run calls the go command for the browser and returns what it prints.
func run(ctx context.Context, folder string, arguments ...string) ([]byte, error) {
	command := exec.CommandContext(ctx, "go", arguments...) //nolint:gosec // G204: the arguments are ours
	command.Dir = folder
	command.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOFLAGS=", "GOWORK=off") //nolint:forbidigo // the go command's own environment
	var complaint bytes.Buffer
	command.Stderr = &complaint
	output, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("trim: go %s: %w: %s", arguments[0], err, complaint.Bytes())
	}
	return output, nil
}
