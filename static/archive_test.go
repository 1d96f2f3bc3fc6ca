package static

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

const older = "noren-00000000000000aa.js"

// fromArchive asks a build for an address, when another build has run on the same folder before.
func fromArchive(t *testing.T, folder, path string) *httptest.ResponseRecorder {
	t.Helper()
	archive, err := openArchive(folder, build(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = archive.Close() })
	request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, http.NoBody)
	recorder := httptest.NewRecorder()
	handler(build(t), archive).ServeHTTP(recorder, request)
	return recorder
}

// earlier is what a build before this one has.
func earlier(t *testing.T) fstest.MapFS {
	t.Helper()
	before, name := build(t), "noren-0123456789abcdef.js"
	for _, extension := range []string{".br", ".gz"} {
		before[older+extension] = before[name+extension]
		delete(before, name+extension)
	}
	return before
}

func TestX4_PinnedAddressesOutliveTheirBuild(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "assets")
	before, err := openArchive(folder, earlier(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := before.Close(); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/embed/v1/" + older, AssetsPath + older} {
		response := fromArchive(t, folder, path)
		if body := text(t, response); response.Code != http.StatusOK || body != "loader" || !strings.Contains(response.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d %q", path, response.Code, body)
		}
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 4 { // two builds, twice packed, and neither noren.js nor the manifest
		t.Errorf("%v, %v", entries, err)
	}
}

func TestArchiveGivesOutNothingElse(t *testing.T) {
	parent := t.TempDir()
	folder := filepath.Join(parent, "assets")
	for _, name := range []string{"secret.js.gz", "noren-00000000000000bb.js.gz"} {
		if err := os.WriteFile(filepath.Join(parent, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "mine.js.gz"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	// A link that leads out of the folder, under a name like ours.
	if err := os.Symlink(filepath.Join(parent, "secret.js.gz"), filepath.Join(folder, older+".gz")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"mine.js", older, "..%2fsecret.js", "..%2fnoren-00000000000000bb.js", "..%5csecret.js"} {
		if response := fromArchive(t, folder, AssetsPath+name); response.Code != http.StatusNotFound {
			t.Errorf("%s: %d", name, response.Code)
		}
	}
}

func TestFolderThatCannotBeMadeIsAnError(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := openArchive(filepath.Join(file, "assets"), build(t)); err == nil {
		t.Error("opened")
	}
}
