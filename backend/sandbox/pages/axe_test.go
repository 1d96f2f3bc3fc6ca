package pages_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// axe is axe-core, which npm installs once, from the user's cache when it is there.
var axe = sync.OnceValues(func() (source string, err error) {
	folder, err := os.MkdirTemp("", "sandbox-axe-")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	if err := os.CopyFS(folder, os.DirFS("../../e2e/testdata/axe")); err != nil {
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

// violations is what axe finds in the page as it is now. The script comes through the browser's protocol: the page's
// policy would stop it.
func (b *tab) violations() string {
	b.t.Helper()
	source, err := axe()
	if err != nil {
		b.t.Fatal(err)
	}
	b.eval("(() => {" + source + "})()")
	return b.eval(`axe.run(document, {runOnly: {type: 'tag',
		values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}, resultTypes: ['violations'],
	}).then(({violations}) => violations.map((v) => v.id + ' ' + v.help + ': ' + v.nodes.map((n) => n.html).join(' ')).join('\n'))`)
}

func TestAxeFindsNothing(t *testing.T) {
	h, b := newHosted(t), newTab(t)
	look := func(lang, name string, width int64) {
		t.Run(lang+" "+name, func(t *testing.T) {
			b.t = t
			b.do(chromedp.EmulateViewport(width, 844))
			h.show(b, samples(lang)[name])
			b.eval("document.addEventListener('submit', (event) => event.preventDefault())") // the processing page would go on
			if found := b.violations(); found != "" {
				t.Error(found)
			}
		})
	}
	for name := range samples("ja") {
		look("ja", name, 390)
	}
	for _, name := range []string{"sign in", "consent", "choose"} {
		look("en", name, 1280)
	}
	b.t = t
	b.eval("document.body.append(document.createElement('button'))") // it would find something
	if b.violations() == "" {
		t.Error("a button without a name is not found")
	}
}
