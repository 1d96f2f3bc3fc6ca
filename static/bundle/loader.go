package bundle

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/evanw/esbuild/pkg/api"
)

// chunks are what noren.js imports when it is needed: the take-over by WebAssembly, the filling in of forms, what few shoppers need,
// and what a page's developers need.
var chunks = []string{"program", "form", "shopper", "developer"}

// Loader bundles the TypeScript of a folder. First comes noren.js, the classic script that shop pages include and that is all
// they need to sell; then its chunks. One hash of all their contents is in all their names: noren.js has no room for four.
func Loader(folder string) ([]File, error) {
	version, err := version(folder)
	if err != nil {
		return nil, err
	}
	codes := make([][]byte, len(chunks))
	for i, chunk := range chunks {
		if codes[i], err = bundle(filepath.Join(folder, chunk+".ts"), api.FormatESModule, nil); err != nil {
			return nil, err
		}
	}
	name := hash(codes...)
	constants := map[string]string{"VERSION": strconv.Quote(version), "CHUNKS": strconv.Quote(name)}
	code, err := bundle(filepath.Join(folder, "noren.ts"), api.FormatIIFE, constants)
	files := []File{{"noren.js", code}}
	for i, chunk := range chunks {
		files = append(files, File{"noren-" + chunk + "-" + name + ".js", codes[i]})
	}
	return files, err
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
		Target:            api.ES2022, // the browsers that «supported» in markup.ts wants know all of it,
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
