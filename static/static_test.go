package static

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
)

func build(t *testing.T) fstest.MapFS {
	t.Helper()
	built := fstest.MapFS{"manifest.json": {Data: []byte(`{"loader":"0123456789abcdef","version":"1-x","integrity":"sha384-y","program":{"wasm":"p-1.wasm","exec":"e-2.js"}}`)}}
	for name, content := range map[string]string{"noren.js": "loader", "noren-0123456789abcdef.js": "loader", "p-1.wasm": "program", "e-2.js": "start"} {
		var zipped, packed bytes.Buffer
		for _, writer := range []io.WriteCloser{gzip.NewWriter(&zipped), brotli.NewWriter(&packed)} {
			if _, err := io.WriteString(writer, content); err != nil {
				t.Fatal(err)
			}
			if err := writer.Close(); err != nil {
				t.Fatal(err)
			}
		}
		built[name+".gz"] = &fstest.MapFile{Data: zipped.Bytes()}
		built[name+".br"] = &fstest.MapFile{Data: packed.Bytes()}
	}
	return built
}

func get(t *testing.T, generated fs.FS, path string, header map[string]string) *httptest.ResponseRecorder {
	t.Helper()
	request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, http.NoBody)
	for name, value := range header {
		request.Header.Set(name, value)
	}
	recorder := httptest.NewRecorder()
	handler(generated, nil).ServeHTTP(recorder, request)
	return recorder
}

func text(t *testing.T, response *httptest.ResponseRecorder) string {
	t.Helper()
	var reader io.Reader = response.Body
	switch response.Header().Get("Content-Encoding") {
	case "br":
		reader = brotli.NewReader(reader)
	case "gzip":
		unpacked, err := gzip.NewReader(reader)
		if err != nil {
			t.Fatal(err)
		}
		reader = unpacked
	}
	content, err := io.ReadAll(reader)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestAssetsAreServedPackedToAnyOrigin(t *testing.T) {
	for _, c := range []struct{ path, accept, encoding, mime, cache, content string }{
		{LoaderPath, "gzip, deflate, br", "br", "text/javascript; charset=utf-8", "public, max-age=300", "loader"},
		{LoaderPath, "gzip, br;q=0", "gzip", "text/javascript; charset=utf-8", "public, max-age=300", "loader"},
		{LoaderPath, "", "", "text/javascript; charset=utf-8", "public, max-age=300", "loader"},
		{PinnedLoaderPath + "0123456789abcdef.js", "br", "br", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", "loader"},
		{AssetsPath + "p-1.wasm", "br;q=1.0", "br", "application/wasm", "public, max-age=31536000, immutable", "program"},
		{AssetsPath + "e-2.js", "gzip", "gzip", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", "start"},
	} {
		response := get(t, build(t), c.path, map[string]string{"Accept-Encoding": c.accept})
		header := response.Header()
		got := []string{
			header.Get("Content-Encoding"), header.Get("Content-Type"), header.Get("Cache-Control"), header.Get("Vary"),
			header.Get("Access-Control-Allow-Origin"), header.Get("Cross-Origin-Resource-Policy"), header.Get("X-Content-Type-Options"),
			text(t, response),
		}
		want := []string{c.encoding, c.mime, c.cache, "Accept-Encoding", "*", "cross-origin", "nosniff", c.content}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s with %q: %s", c.path, c.accept, diff)
		}
		again := get(t, build(t), c.path, map[string]string{"Accept-Encoding": c.accept, "If-None-Match": header.Get("ETag")})
		if body := text(t, again); again.Code != http.StatusNotModified || body != "" {
			t.Errorf("%s again: %d %q", c.path, again.Code, body)
		}
	}
}

func TestETagsDifferByEncoding(t *testing.T) {
	tags := map[string]bool{}
	for _, accept := range []string{"br", "gzip", ""} {
		response := get(t, build(t), LoaderPath, map[string]string{"Accept-Encoding": accept})
		_ = text(t, response)
		tags[response.Header().Get("ETag")] = true
	}
	if len(tags) != 3 {
		t.Errorf("tags: %v", tags)
	}
}

func TestNothingElseIsServed(t *testing.T) {
	for _, path := range []string{AssetsPath + "manifest.json", AssetsPath + "none.js", AssetsPath + "noren.js", AssetsPath + "..%2fstatic.go", AssetsPath, "/embed/v1/"} {
		response := get(t, build(t), path, nil)
		_ = text(t, response)
		if response.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, response.Code)
		}
	}
}

func TestFreshCloneSaysThatAssetsAreNotBuilt(t *testing.T) {
	for _, path := range []string{LoaderPath, PinnedPath, AssetsPath + "p-1.wasm"} {
		response := get(t, fstest.MapFS{"README": {}}, path, nil)
		if body := text(t, response); response.Code != http.StatusNotFound || !strings.Contains(body, "make build") {
			t.Errorf("%s: %d %s", path, response.Code, body)
		}
	}
}

func TestPinnedTellsTheBuildOfTheLoader(t *testing.T) {
	response := get(t, build(t), PinnedPath, nil)
	want := `{"version":"1-x","src":"/embed/v1/noren-0123456789abcdef.js","integrity":"sha384-y"}` + "\n"
	if body := text(t, response); body != want || response.Header().Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("%s %v", body, response.Header())
	}
}

func TestTypesAreServed(t *testing.T) {
	for path, want := range map[string]string{TypesPath: "declare namespace Noren", ReactTypesPath: `declare module "react"`} {
		response := get(t, build(t), path, nil)
		if body := text(t, response); response.Code != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: %d %.60s", path, response.Code, body)
		}
	}
}

func TestDocumentsAndBrandAreEmbedded(t *testing.T) {
	for _, c := range []struct {
		from fs.FS
		name string
	}{{Docs(), "embedding.ja.md"}, {Docs(), "embedding.en.md"}, {Brand(), "README"}, {Generated(), "README"}} {
		if _, err := fs.Stat(c.from, c.name); err != nil {
			t.Error(err)
		}
	}
}

// Design, section 11. The figure is about a release build; a quick one (make build with -brotli 5) is larger.
func TestSizeOfTheProgram(t *testing.T) {
	manifest, built := BuiltManifest()
	if !built {
		t.Log("the assets are not built: nothing to weigh")
		return
	}
	info, err := fs.Stat(Generated(), manifest.Program.Wasm+".br")
	if err != nil {
		t.Fatal(err)
	}
	if manifest.Quality == brotli.BestCompression && info.Size() > MaxProgram {
		t.Errorf("the browser program is %d bytes packed, more than %d", info.Size(), MaxProgram)
	}
}
