package sandbox_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"

	"github.com/chromedp/chromedp"
)

// axe is axe-core, which npm installs once, from the user's cache when it is there.
var axe = sync.OnceValues(func() (source string, err error) {
	folder, err := os.MkdirTemp("", "sandbox-axe-")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	if err := os.CopyFS(folder, os.DirFS("../e2e/testdata/axe")); err != nil {
		return "", err
	}
	npm := exec.Command("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline")
	npm.Dir = folder
	if out, err := npm.CombinedOutput(); err != nil {
		return "", fmt.Errorf("npm cannot install axe-core: %w\n%s", err, out)
	}
	text, err := os.ReadFile(filepath.Join(folder, "node_modules", "axe-core", "axe.min.js"))
	return string(text), err
})

// accessible keeps a picture and fails for everything that axe finds in the page as it is now. The script comes through
// the browser's protocol: the page's policy would stop it.
func (b *tab) accessible(name string) {
	b.t.Helper()
	b.look(name)
	source, err := axe()
	if err != nil {
		b.t.Fatal(err)
	}
	b.eval("window.axe ? 0 : (() => {" + source + "})()")
	found, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`axe.run(document, {runOnly: {type: 'tag',
		values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}, resultTypes: ['violations'],
	}).then(({violations}) => violations.map((v) => v.id + ' ' + v.help + ': ' + v.nodes.map((n) => n.html).join(' ')).join('\n'))`,
		chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatal(err)
	}
	if found != "" {
		b.t.Errorf("%s: %s", name, found)
	}
}
