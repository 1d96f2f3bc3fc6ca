package bundle

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/evanw/esbuild/pkg/api"
)

// Loader bundles the TypeScript of a folder. First comes noren.js, the classic script that shop pages include and that is all
// they need to sell; then its chunk, which takes the page over to WebAssembly.
func Loader(folder string) ([]File, error) {
	version, err := version(folder)
	if err != nil {
		return nil, err
	}
	code, err := bundle(filepath.Join(folder, "program.ts"), api.FormatESModule, nil)
	if err != nil {
		return nil, err
	}
	chunk := named("noren-program.js", code)
	code, err = bundle(filepath.Join(folder, "noren.ts"), api.FormatIIFE, map[string]string{
		"PROGRAM_CHUNK": strconv.Quote(chunk.Name),
		"VERSION":       strconv.Quote(version),
	})
	if err != nil {
		return nil, err
	}
	return []File{{"noren.js", code}, chunk}, nil
}

// version is the major version in the loader's address and a hash of its sources.
func version(folder string) (string, error) {
	sources, err := filepath.Glob(filepath.Join(folder, "*.ts"))
	if err != nil {
		return "", fmt.Errorf("bundle: %w", err)
	}
	texts := make([][]byte, len(sources))
	for i, source := range sources {
		if texts[i], err = os.ReadFile(source); err != nil { //nolint:gosec // G304: our own sources
			return "", fmt.Errorf("bundle: %w", err)
		}
	}
	return "1-" + hash(texts...)[:8], nil
}

func bundle(entry string, format api.Format, define map[string]string) ([]byte, error) {
	result := api.Build(api.BuildOptions{
		EntryPoints:       []string{entry},
		Bundle:            true,
		Format:            format,
		Target:            api.ES2020,
		Charset:           api.CharsetUTF8,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		LegalComments:     api.LegalCommentsNone,
		Define:            define,
	})
	if len(result.Errors) > 0 {
		problems := api.FormatMessages(result.Errors, api.FormatMessagesOptions{})
		return nil, fmt.Errorf("bundle: %s: %w", filepath.Base(entry), errors.New(problems[0]))
	}
	return result.OutputFiles[0].Contents, nil
}
