package trim

import (
	"embed"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

//go:embed twins
var twins embed.FS // as text, so that Go does not take them for part of this module

// copyGoApp writes those parts of go-app that a browser needs: pkg/app and pkg/errors without their tests, and go.mod.
func copyGoApp(from, to string) error {
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	if err := copyFile(filepath.Join(from, "go.mod"), filepath.Join(to, "go.mod")); err != nil {
		return err
	}
	for _, name := range []string{"pkg/app", "pkg/errors"} {
		if err := copyFolder(filepath.Join(from, name), filepath.Join(to, name)); err != nil {
			return err
		}
	}
	return putTwins("go-app", filepath.Join(to, "pkg/app"), true)
}

func copyFolder(from, to string) error {
	files, err := filepath.Glob(filepath.Join(from, "*.go"))
	if err != nil {
		return err
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		if err := copyFile(file, filepath.Join(to, filepath.Base(file))); err != nil {
			return err
		}
	}
	return nil
}

// putTwins writes the twins of a module into a folder. Where they stand in for single files (overwrite), a twin without its
// original is an error: the module has changed, and somebody must look.
func putTwins(module, folder string, overwrite bool) error {
	entries, err := fs.ReadDir(twins, path.Join("twins", module))
	if err != nil {
		return err
	}
	for _, entry := range entries {
		twin, err := twins.ReadFile(path.Join("twins", module, entry.Name()))
		if err != nil {
			return err
		}
		to := filepath.Join(folder, strings.TrimSuffix(entry.Name(), ".txt"))
		if _, err := os.Stat(to); overwrite && err != nil {
			return err
		}
		if err := write(to, twin); err != nil {
			return err
		}
	}
	return nil
}

func copyFile(from, to string) error {
	content, err := os.ReadFile(from) //nolint:gosec // G304: a file of the module cache, or go.sum
	if err != nil {
		return err
	}
	return write(to, content)
}

func write(to string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o750); err != nil {
		return err
	}
	return os.WriteFile(to, content, 0o600) //nolint:gosec // G703: the folder is the caller's, who builds here
}
