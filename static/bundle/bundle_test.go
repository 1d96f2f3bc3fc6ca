package bundle_test

import (
	"testing"

	"noren/static/bundle"
)

// Design, section 11: what a page loads before it can sell is at most 6 kB.
const mostToSell = 6_000

func TestSizeOfWhatIsNeededToSell(t *testing.T) {
	files, err := bundle.Loader("../embed")
	if err != nil {
		t.Fatal(err)
	}
	for i, file := range files {
		packed, err := bundle.Brotli(file.Content, 11)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d bytes, %d packed", file.Name, len(file.Content), len(packed))
		if i == 0 && len(packed) > mostToSell {
			t.Errorf("%s is %d bytes packed, more than %d", file.Name, len(packed), mostToSell)
		}
	}
}
