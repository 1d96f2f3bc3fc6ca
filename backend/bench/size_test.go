package bench

import (
	"io/fs"
	"testing"

	"noren/static"
)

// size weighs what a browser gets; tests beside the builder refuse what is too large.
func size(b *testing.B) {
	manifest, built := static.BuiltManifest()
	if !built {
		b.Fatal("the browser's assets are not built: «make build»")
	}
	note := ""
	if manifest.Quality < 11 {
		note = "built in a hurry: a release is smaller"
	}
	for _, asset := range []struct {
		what, file string
		most       int64
	}{
		{"loader, brotli", "noren.js.br", static.MaxLoader},
		{"WebAssembly, brotli", manifest.Program.Wasm + ".br", static.MaxProgram},
	} {
		info, err := fs.Stat(static.Generated(), asset.file)
		must(b, err)
		figures.add(b, row{what: asset.what, figure: float64(info.Size()) / 1000, goal: float64(asset.most) / 1000, unit: "kB", note: note})
	}
}
