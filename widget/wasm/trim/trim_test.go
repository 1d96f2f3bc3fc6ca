package trim

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// maxProgram bounds the program as it lies on the disk: it stands for the 1.6 MB that brotli may leave of it (design.md
// section 11; 8.0 MB came out as 1.49 MB), without the minute that brotli takes.
const maxProgram = 8_500_000

func TestProgramIsSmallAndTheSameEverywhere(t *testing.T) {
	root := filepath.Join("..", "..", "..")
	cache := filepath.Join(root, ".cache", "trim-test")
	var programs [2][]byte
	for i := range programs {
		output := filepath.Join(t.TempDir(), "program.wasm")
		if err := Build(t.Context(), root, cache, output); err != nil {
			t.Fatal(err)
		}
		program, err := os.ReadFile(output)
		if err != nil {
			t.Fatal(err)
		}
		programs[i] = program
	}
	if !bytes.Equal(programs[0], programs[1]) {
		t.Error("two builds of the same sources differ")
	}
	program := programs[0]
	if len(program) > maxProgram {
		t.Errorf("%d bytes, more than %d", len(program), maxProgram)
	}
	absolute, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, unwanted := range []string{"net/http.", "crypto/tls.", "golang.org/x/net/html.", "encoding/xml.", "text/template.", absolute} {
		if bytes.Contains(program, []byte(unwanted)) {
			t.Errorf("the program has %s inside", unwanted)
		}
	}
	if !bytes.Contains(program, []byte("noren/widget/mount.")) {
		t.Error("the program has no names of packages inside: the test above sees nothing")
	}
}

// A twin whose original is gone would silently add a file to a module that has changed.
func TestTwinNeedsItsOriginal(t *testing.T) {
	err := putTwins("go-app", t.TempDir(), true)
	if err == nil || !strings.Contains(err.Error(), "no such file") {
		t.Errorf("error is %v", err)
	}
}
