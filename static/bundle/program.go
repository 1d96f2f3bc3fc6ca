package bundle

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"noren/widget/wasm/trim"
)

// Program builds the browser program: first noren-program.wasm, then noren-exec.js, the toolchain's own start code as a module.
func Program(ctx context.Context, root, cache string) ([]File, error) {
	if err := os.MkdirAll(cache, 0o750); err != nil {
		return nil, fmt.Errorf("bundle: %w", err)
	}
	output := filepath.Join(cache, "program.wasm")
	if err := trim.Build(ctx, root, cache, output); err != nil {
		return nil, fmt.Errorf("bundle: %w", err)
	}
	program, err := os.ReadFile(output) //nolint:gosec // G304: just built
	if err != nil {
		return nil, fmt.Errorf("bundle: %w", err)
	}
	start, err := Exec(ctx, root)
	if err != nil {
		return nil, err
	}
	return []File{named("noren-program.wasm", program), named("noren-exec.js", start)}, nil
}

// Exec wraps the toolchain's wasm_exec.js, unchanged, in a function whose parameter is called globalThis: what the program
// takes for the global object is then whatever it is called with, and several Go programs can live in one page.
func Exec(ctx context.Context, root string) ([]byte, error) {
	command := exec.CommandContext(ctx, "go", "env", "GOROOT")
	command.Dir = root
	goroot, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("bundle: go env GOROOT: %w", err)
	}
	text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return nil, fmt.Errorf("bundle: %w", err)
	}
	return []byte("export default (globalThis) => {\n" + string(text) + "\nreturn globalThis.Go;\n};\n"), nil
}
