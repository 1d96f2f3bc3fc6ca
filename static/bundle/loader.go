package bundle

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// chunks are what noren.js imports when it is needed, by the constant that holds the chunk's name: the take-over by
// WebAssembly, the filling in of forms, and what members do.
var chunks = []struct{ constant, source string }{
	{"PROGRAM_CHUNK", "program.ts"}, {"FORM_CHUNK", "form.ts"}, {"ACTS_CHUNK", "acts.ts"},
}

// Loader bundles the TypeScript of a folder. First comes noren.js, the classic script that shop pages include and that is all
// they need to sell; then its chunks.
func Loader(folder string) ([]File, error) {
	version, err := version(folder)
	if err != nil {
		return nil, err
	}
	constants := map[string]string{"VERSION": strconv.Quote(version)}
	files := make([]File, 1, 1+len(chunks))
	for _, chunk := range chunks {
		code, err := bundle(filepath.Join(folder, chunk.source), api.FormatESModule, nil)
		if err != nil {
			return nil, err
		}
		file := named("noren-"+strings.TrimSuffix(chunk.source, ".ts")+".js", code)
		files = append(files, file)
		constants[chunk.constant] = strconv.Quote(file.Name)
	}
	code, err := bundle(filepath.Join(folder, "noren.ts"), api.FormatIIFE, constants)
	files[0] = File{"noren.js", code}
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
