package widget

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"noren/static/bundle"
)

// packages are the others' widgets, by their names at npm.
var packages = map[string]string{
	"@google-pay/button-element": "4.1.0",
	"@adyen/adyen-web":           "6.45.2",
	"@shopify/buy-button-js":     "3.0.6",
	"braintree-web-drop-in":      "1.48.0",
	"@paypal/paypal-js":          "11.3.0",
}

// peers serves the others' widgets, bundled and packed as well as ours, from an origin of its own as ours is.
type peers struct {
	origin string
	files  map[string][]byte // packed with brotli
}

// bundlePeers installs the packages into a folder that ends with the benchmark.
func bundlePeers(t testing.TB) *peers {
	t.Helper()
	folder := t.TempDir()
	install(t, folder)
	p := &peers{files: map[string][]byte{}}
	for _, product := range products {
		if product.entry == "" {
			continue
		}
		result := api.Build(api.BuildOptions{
			Stdin: &api.StdinOptions{Contents: product.entry, ResolveDir: folder}, Outfile: filepath.Join(folder, product.id+".js"),
			Bundle: true, Format: api.FormatESModule, Target: api.ES2022, Platform: api.PlatformBrowser, LegalComments: api.LegalCommentsNone,
			MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true, Define: map[string]string{"process.env.NODE_ENV": `"production"`},
		})
		for _, problem := range result.Errors {
			t.Fatalf("%s: %s", product.name, problem.Text)
		}
		for _, file := range result.OutputFiles {
			packed, err := bundle.Brotli(file.Contents, 11)
			if err != nil {
				t.Fatal(err)
			}
			p.files["/"+filepath.Base(file.Path)] = packed
		}
	}
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	p.origin = strings.Replace(server.URL, "127.0.0.1", "peers.localhost", 1)
	return p
}

// install fetches each package as it was published. What it depends on is inside, or is not needed in a browser.
func install(t testing.TB, folder string) {
	t.Helper()
	arguments := []string{"pack", "--silent", "--ignore-scripts", "--prefer-offline"}
	for _, name := range slices.Sorted(maps.Keys(packages)) {
		arguments = append(arguments, name+"@"+packages[name])
	}
	npm := exec.CommandContext(t.Context(), "npm", arguments...)
	npm.Dir = folder
	if out, err := npm.CombinedOutput(); err != nil {
		t.Fatalf("npm cannot fetch the packages of the others: %v\n%s", err, out)
	}
	for name, version := range packages {
		archive := strings.NewReplacer("@", "", "/", "-").Replace(name) + "-" + version + ".tgz"
		if err := unpack(filepath.Join(folder, archive), filepath.Join(folder, "node_modules", name)); err != nil {
			t.Fatalf("%s: %v", archive, err)
		}
	}
}

// unpack writes the files of an archive from npm, which stand in it under package/.
func unpack(archive, folder string) (err error) {
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return err
	}
	root, err := os.OpenRoot(folder) // nothing can be written outside
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	packed, err := os.Open(archive)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, packed.Close()) }()
	unzipped, err := gzip.NewReader(packed)
	if err != nil {
		return err
	}
	for files := tar.NewReader(unzipped); ; {
		header, err := files.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		name, inside := strings.CutPrefix(header.Name, "package/")
		if !inside || header.Typeflag != tar.TypeReg {
			continue
		}
		if err := root.MkdirAll(filepath.Dir(name), 0o750); err != nil {
			return err
		}
		content, err := io.ReadAll(files)
		if err != nil {
			return err
		}
		if err := root.WriteFile(name, content, 0o600); err != nil {
			return err
		}
	}
}

func (p *peers) tags(product product) string {
	tags := fmt.Sprintf(`<script type="module" src="%s/%s.js"></script>`, p.origin, product.id)
	if _, styled := p.files["/"+product.id+".css"]; styled {
		tags += fmt.Sprintf(`<link rel="stylesheet" href="%s/%s.css">`, p.origin, product.id)
	}
	return tags
}

func (p *peers) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	content, ok := p.files[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	w.Header().Set("Content-Encoding", "br")
	w.Header().Set("Content-Type", map[string]string{".js": "text/javascript", ".css": "text/css"}[filepath.Ext(r.URL.Path)])
	_, _ = w.Write(content)
}
