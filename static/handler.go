package static

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"

	"noren/shared/api"
)

// Addresses of the assets. Names that carry a hash of their content are cached for ever; the loader's own address never
// changes, so it is cached shortly.
const (
	LoaderPath       = "/embed/v1/noren.js"
	TypesPath        = "/embed/v1/noren.d.ts"
	ReactTypesPath   = "/embed/v1/noren-react.d.ts"
	AssetsPath       = "/embed/v1/assets/"
	PinnedPath       = "/embed/v1/pinned.json" // where the loader of this build is, and its integrity
	PinnedLoaderPath = "/embed/v1/noren-"      // and the hash and .js

	shortly = "public, max-age=300"
	forEver = "public, max-age=31536000, immutable"
)

const (
	notBuilt = "Noren's browser assets are not in this binary. Build it with «make build»."
	noAsset  = "There is no asset of this name in this build."
)

// Handler serves the loader and its assets to pages of any origin, and the loader's types to the people who write them. What
// other builds left in the archive is served too; nil is none.
func Handler(archive *Archive) http.Handler { return handler(Generated(), archive) }

func handler(generated fs.FS, archive *Archive) http.Handler {
	manifest, err := readManifest(generated)
	built := err == nil
	mux := http.NewServeMux()
	whenBuilt := func(pattern string, answer http.HandlerFunc) {
		mux.HandleFunc("GET "+pattern, func(w http.ResponseWriter, r *http.Request) {
			if !built {
				http.Error(w, notBuilt, http.StatusNotFound)
				return
			}
			answer(w, r)
		})
	}
	hashed := func(w http.ResponseWriter, r *http.Request) {
		name := r.PathValue("name")
		if !strings.Contains(name, "-") {
			http.Error(w, noAsset, http.StatusNotFound) // noren.js may not be cached for ever
			return
		}
		serve(w, r, asset{[]fs.FS{generated, archive.files()}, name, name, forEver})
	}
	whenBuilt(LoaderPath, func(w http.ResponseWriter, r *http.Request) {
		serve(w, r, asset{[]fs.FS{generated}, "noren.js", manifest.Loader, shortly})
	})
	whenBuilt("/embed/v1/{name}", hashed)
	whenBuilt(AssetsPath+"{name}", hashed)
	whenBuilt(PinnedPath, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", shortly)
		pinned := api.Pinned{Version: manifest.Version, Src: PinnedLoaderPath + manifest.Loader + ".js", Integrity: manifest.Integrity}
		_ = json.NewEncoder(w).Encode(pinned) // a client that goes away is no error
	})
	for _, types := range []string{TypesPath, ReactTypesPath} {
		mux.HandleFunc("GET "+types, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			w.Header().Set("Cache-Control", shortly)
			http.ServeFileFS(w, r, files, "embed/"+path.Base(types))
		})
	}
	return mux
}

// asset is one file, stored compressed twice: name.br and name.gz. There is no third, plain copy: a client that takes neither
// is rare, and gets the unpacked gzip.
type asset struct {
	from  []fs.FS // the first that has it
	name  string
	tag   string
	cache string
}

var encodings = []struct{ name, extension string }{{"br", ".br"}, {"gzip", ".gz"}, {"", ".gz"}}

var types = map[string]string{
	".js":   "text/javascript; charset=utf-8",
	".wasm": "application/wasm",
}

func serve(w http.ResponseWriter, r *http.Request, a asset) {
	header := w.Header()
	header.Set("Access-Control-Allow-Origin", "*")
	header.Set("Cross-Origin-Resource-Policy", "cross-origin")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Vary", "Accept-Encoding")
	encoding := encodings[len(encodings)-1]
	for _, offered := range encodings {
		if offered.name == "" || Accepts(r.Header.Get("Accept-Encoding"), offered.name) {
			encoding = offered
			break
		}
	}
	mime := types[path.Ext(a.name)]
	file, err := a.open(encoding.extension)
	if err != nil || mime == "" {
		http.Error(w, noAsset, http.StatusNotFound)
		return
	}
	defer func() { _ = file.Close() }() // read only
	etag := `"` + a.tag + "-" + encoding.name + `"`
	header.Set("ETag", etag)
	header.Set("Cache-Control", a.cache)
	if strings.Contains(r.Header.Get("If-None-Match"), etag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	header.Set("Content-Type", mime)
	send(w, r, file, encoding.name)
}

func (a asset) open(extension string) (file fs.File, err error) {
	for _, from := range a.from {
		if file, err = from.Open(a.name + extension); err == nil {
			return file, nil
		}
	}
	return nil, err //nolint:wrapcheck // only tells that there is none
}

// send writes the file as it is stored, or unpacked when no encoding was agreed on. A client that goes away is no error.
func send(w http.ResponseWriter, r *http.Request, file fs.File, encoding string) {
	var body io.Reader = file
	if encoding == "" {
		unpacked, err := gzip.NewReader(file)
		if err != nil {
			http.Error(w, "The asset is damaged.", http.StatusInternalServerError)
			return
		}
		body = unpacked
	} else {
		w.Header().Set("Content-Encoding", encoding)
		if info, err := file.Stat(); err == nil {
			w.Header().Set("Content-Length", strconv.FormatInt(info.Size(), 10))
		}
	}
	if r.Method != http.MethodHead {
		_, _ = io.Copy(w, body)
	}
}

// Accepts reads an Accept-Encoding header. Weights order nothing here: what is not refused by q=0 is accepted.
func Accepts(header, encoding string) bool {
	for offer := range strings.SplitSeq(header, ",") {
		name, weight, _ := strings.Cut(offer, ";")
		if !strings.EqualFold(strings.TrimSpace(name), encoding) {
			continue
		}
		_, q, weighted := strings.Cut(weight, "=")
		value, err := strconv.ParseFloat(strings.TrimSpace(q), 64)
		return !weighted || err != nil || value > 0
	}
	return false
}
