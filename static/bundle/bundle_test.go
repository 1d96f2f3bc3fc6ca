package bundle

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/static"
)

func loader(t *testing.T) []File {
	t.Helper()
	files, err := Loader("../embed")
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// Design, section 11: what a page loads before it can sell is at most 6 kB.
func TestSizeOfWhatIsNeededToSell(t *testing.T) {
	packed, err := Brotli(loader(t)[0].Content, 11)
	if err != nil {
		t.Fatal(err)
	}
	if len(packed) > static.MaxLoader {
		t.Errorf("noren.js is %d bytes packed, more than %d", len(packed), static.MaxLoader)
	}
	t.Logf("noren.js: %d bytes packed", len(packed))
}

// What fills in forms is loaded when there is something to fill in, and never by whoever only looks at goods.
func TestX3_SizeOfTheChunkForForms(t *testing.T) {
	const most = 8_000
	files := loader(t)
	at := slices.IndexFunc(files, func(f File) bool { return strings.HasPrefix(f.Name, "noren-form-") })
	packed, err := Brotli(files[at].Content, 11)
	if err != nil {
		t.Fatal(err)
	}
	if len(packed) > most {
		t.Errorf("%s is %d bytes packed, more than %d", files[at].Name, len(packed), most)
	}
	t.Logf("%s: %d bytes packed", files[at].Name, len(packed))
	if bytes.Contains(files[0].Content, []byte("noren-hint")) {
		t.Error("the loader has what belongs into the chunk")
	}
}

func TestSameSourcesGiveTheSameFiles(t *testing.T) {
	if diff := cmp.Diff(loader(t), loader(t)); diff != "" {
		t.Error(diff)
	}
}

func TestLoaderKnowsItsChunksByName(t *testing.T) {
	files := loader(t)
	contents := make([][]byte, len(files)-1)
	for i, file := range files[1:] {
		contents[i] = file.Content
	}
	hash := hash(contents...)
	if !bytes.Contains(files[0].Content, []byte(hash)) {
		t.Error("noren.js does not have the hash of its chunks")
	}
	for i, chunk := range []string{"program", "form", "shopper", "developer"} {
		if name := files[i+1].Name; name != "noren-"+chunk+"-"+hash+".js" {
			t.Errorf("chunk %s", name)
		}
	}
}

func TestBrokenTypeScriptIsAnError(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"noren.ts", "program.ts"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("const = 1"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Loader(folder); err == nil || !strings.Contains(err.Error(), "program.ts") {
		t.Errorf("error: %v", err)
	}
}

// No eval and no second global: strict policies and other Go programs in the page (design.md section 3).
func TestExecIsAModuleAroundTheToolchainsOwnText(t *testing.T) {
	code, err := Exec(t.Context(), "../..")
	if err != nil {
		t.Fatal(err)
	}
	text := string(code)
	if !strings.HasPrefix(text, "export default (globalThis) => {\n// Copyright") || !strings.HasSuffix(text, "return globalThis.Go;\n};\n") {
		t.Errorf("%.80s", text)
	}
}

func TestPackingIsDoneOnce(t *testing.T) {
	o := Options{Out: t.TempDir(), Cache: t.TempDir(), Quality: 5, Say: func(string) {}}
	file := File{"a.js", []byte(strings.Repeat("text ", 1000))}
	if err := o.pack(file); err != nil {
		t.Fatal(err)
	}
	kept, err := filepath.Glob(filepath.Join(o.Cache, "brotli", "*"))
	if err != nil || len(kept) != 1 {
		t.Fatalf("%v, %v", kept, err)
	}
	// What the cache holds is taken as it is: that is how we see that nothing is packed again.
	if err := os.WriteFile(kept[0], []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := o.pack(file); err != nil {
		t.Fatal(err)
	}
	packed, err := os.ReadFile(filepath.Join(o.Out, "a.js.br"))
	if err != nil || string(packed) != "kept" {
		t.Errorf("%q, %v", packed, err)
	}
}

func TestEarlierBuildsAreRemovedAndNothingElse(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"README", "manifest.json", "old-1.js.br", "old-1.js.gz"} {
		if err := os.WriteFile(filepath.Join(folder, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := empty(folder); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != 1 || left[0].Name() != "README" {
		t.Errorf("%v, %v", left, err)
	}
}

func TestInterruptedBuildLeavesNoProgram(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := Program(ctx, "../..", t.TempDir()); err == nil {
		t.Error("built without time")
	}
}
