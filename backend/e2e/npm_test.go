package e2e

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// npm installs a package.json of testdata, from the user's cache when all is there, and gives the text of files of it.
func npm(folder string, files ...string) (texts map[string]string, err error) {
	there, err := os.MkdirTemp("", "noren-npm-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(there)) }()
	if err := os.CopyFS(there, os.DirFS(filepath.Join("testdata", folder))); err != nil {
		return nil, err
	}
	install := exec.Command("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline")
	install.Dir = there
	if out, err := install.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("npm cannot install %s: %w\n%s", folder, err, out)
	}
	texts = map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(filepath.Join(there, "node_modules", filepath.FromSlash(file)))
		if err != nil {
			return nil, err
		}
		texts[file] = string(text)
	}
	return texts, nil
}
