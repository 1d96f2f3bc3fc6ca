// Package bundle builds what browsers get: the loader from TypeScript, the browser program from Go, both packed and named by
// their content. The same input gives the same bytes. No Node is needed.
package bundle

import (
	"context"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"noren/shared/api"
	"noren/static"
)

// File is one asset under the name that it is served by.
type File struct {
	Name    string
	Content []byte
}

// Options say where to build, and how.
type Options struct {
	Root    string               // the repository
	Out     string               // is emptied, except for its README
	Cache   string               // for what is slow to make
	Quality int                  // of brotli: 11 for a release, 5 to be quick
	Say     func(message string) // tells a waiting person what goes on
}

// Build makes all assets and writes them to Out, the manifest last.
func Build(ctx context.Context, o Options) (static.Manifest, error) {
	o.Say("loader: TypeScript to JavaScript")
	loader, err := Loader(filepath.Join(o.Root, "static", "embed"))
	if err != nil {
		return static.Manifest{}, err
	}
	o.Say("program: Go to WebAssembly")
	program, err := Program(ctx, o.Root, o.Cache)
	if err != nil {
		return static.Manifest{}, err
	}
	if err := empty(o.Out); err != nil {
		return static.Manifest{}, err
	}
	manifest := static.Manifest{
		Loader: hash(loader[0].Content), Integrity: integrity(loader[0].Content), Program: names(program), Quality: o.Quality,
	}
	if manifest.Version, err = version(filepath.Join(o.Root, "static", "embed")); err != nil {
		return static.Manifest{}, err
	}
	pinned := named(loader[0].Name, loader[0].Content)
	for _, file := range slices.Concat(loader, []File{pinned}, program) {
		if err := o.pack(file); err != nil {
			return static.Manifest{}, err
		}
	}
	text, err := json.MarshalIndent(manifest, "", "  ")
	if err != nil {
		return static.Manifest{}, fmt.Errorf("bundle: manifest: %w", err)
	}
	return manifest, write(filepath.Join(o.Out, "manifest.json"), append(text, '\n'))
}

func names(program []File) api.Program {
	return api.Program{Wasm: program[0].Name, Exec: program[1].Name}
}

// empty removes what an earlier build left, because everything that lies there goes into the binary.
func empty(folder string) error {
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return fmt.Errorf("bundle: %w", err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return fmt.Errorf("bundle: %w", err)
	}
	for _, entry := range entries {
		if name := entry.Name(); strings.HasSuffix(name, ".br") || strings.HasSuffix(name, ".gz") || name == "manifest.json" {
			if err := os.Remove(filepath.Join(folder, name)); err != nil {
				return fmt.Errorf("bundle: %w", err)
			}
		}
	}
	return nil
}

// named puts the hash of a file's content into its name: noren-program.js becomes noren-program-1f0c….js.
func named(name string, content []byte) File {
	extension := filepath.Ext(name)
	return File{strings.TrimSuffix(name, extension) + "-" + hash(content) + extension, content}
}

func hash(content ...[]byte) string {
	sum := sha256.New()
	for _, part := range content {
		sum.Write(part)
	}
	return hex.EncodeToString(sum.Sum(nil))[:16]
}

// integrity is what a script tag may say, so that the browser runs nothing else (W3C Subresource Integrity).
func integrity(content []byte) string {
	sum := sha512.Sum384(content)
	return "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
}

func write(name string, content []byte) error {
	if err := os.WriteFile(name, content, 0o600); err != nil {
		return fmt.Errorf("bundle: %w", err)
	}
	return nil
}
