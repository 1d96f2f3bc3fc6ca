// Package static holds every file that a browser or a reader gets and that no program makes at run time: the loader and the
// browser program (built by static/build), the documents for shop developers, and the operator's Amazon artwork.
package static

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"sync"

	"noren/shared/api"
)

//go:embed all:generated docs brand embed/noren.d.ts embed/noren-react.d.ts
var files embed.FS

// What a browser gets may be so large, packed with brotli at its best (design.md section 11).
const (
	MaxLoader  = 6_000 // all that is needed to sell
	MaxProgram = 1_600_000
)

// Manifest tells which build of the browser assets is inside this binary.
type Manifest struct {
	Loader    string      `json:"loader"`    // hash of noren.js, which is there under its own name and as noren-HASH.js
	Version   string      `json:"version"`   // of the loader
	Integrity string      `json:"integrity"` // of the loader
	Program   api.Program `json:"program"`
	Quality   int         `json:"quality"` // of brotli: 11 in a release
}

// BuiltManifest is the manifest; false when the assets were not built (a fresh clone before «make build»).
func BuiltManifest() (Manifest, bool) {
	manifest, err := builtManifest()
	return manifest, err == nil
}

// builtManifest reads once: what is inside this binary does not change.
var builtManifest = sync.OnceValues(func() (Manifest, error) { return readManifest(Generated()) })

func readManifest(generated fs.FS) (Manifest, error) {
	var manifest Manifest
	text, err := fs.ReadFile(generated, "manifest.json")
	if err != nil {
		return manifest, fmt.Errorf("static: manifest: %w", err)
	}
	if err := json.Unmarshal(text, &manifest); err != nil {
		return manifest, fmt.Errorf("static: manifest: %w", err)
	}
	return manifest, nil
}

// Generated holds what static/build made: each asset as name.br and name.gz, and manifest.json.
func Generated() fs.FS { return sub("generated") }

// Docs holds the documents for shop developers, as Markdown; the server shows them at /docs.
func Docs() fs.FS { return sub("docs") }

// Brand holds Amazon's official artwork when the operator has put it there; otherwise only a README.
func Brand() fs.FS { return sub("brand") }

func sub(folder string) fs.FS {
	folderFS, err := fs.Sub(files, folder)
	if err != nil {
		panic(err) // only for an invalid name, and the names above are constants
	}
	return folderFS
}
