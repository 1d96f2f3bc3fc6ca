package merchant

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"net/http"
	"strconv"

	"golang.org/x/image/webp"

	"noren/shared/validate"
)

// Limits of a picture that is handed in.
const (
	MaxImageBytes = 1 << 20
	MaxImageSide  = 2000 // pixels
)

const (
	imageIDBytes = 16                // of the hash
	maxEncoded   = 2 * MaxImageBytes // our encoding may need more than the one that came
	maxScans     = 100               // of a JPEG: each costs a pass over the whole picture, however short it is
	startOfScan  = "\xFF\xDA"
	jpegQuality  = 90
)

// format is how pictures of one type are read.
type format struct {
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}

// formats are the types that we take, as their content says. SVG is none of them: it is a document that can hold programs.
var formats = map[string]format{
	"image/png":  {png.DecodeConfig, png.Decode},
	"image/jpeg": {jpeg.DecodeConfig, jpeg.Decode},
	"image/gif":  {gif.DecodeConfig, gif.Decode}, // the first picture of a moving one
	"image/webp": {webp.DecodeConfig, webp.Decode},
}

// newImage looks at the size before it unpacks anything: a few bytes can claim a picture that fills the memory.
func newImage(content []byte) (Image, error) {
	if len(content) > MaxImageBytes {
		return Image{}, imageFault("imagesize", strconv.Itoa(MaxImageBytes))
	}
	kind := http.DetectContentType(content)
	format, known := formats[kind]
	if !known {
		return Image{}, imageFault("imagekind", "")
	}
	config, err := format.config(bytes.NewReader(content))
	if err != nil || kind == "image/jpeg" && bytes.Count(content, []byte(startOfScan)) > maxScans {
		return Image{}, imageFault("imagebroken", "")
	}
	if config.Width > MaxImageSide || config.Height > MaxImageSide {
		return Image{}, imageFault("imageside", strconv.Itoa(MaxImageSide))
	}
	picture, err := format.decode(bytes.NewReader(content))
	if err != nil || picture.Bounds().Empty() {
		return Image{}, imageFault("imagebroken", "")
	}
	return encode(kind, picture)
}

// encode keeps photographs as such; what can be seen through, and what is drawn, is a PNG.
func encode(kind string, picture image.Image) (Image, error) {
	var out bytes.Buffer
	made := Image{Kind: "image/png", Width: picture.Bounds().Dx(), Height: picture.Bounds().Dy()}
	write := func() error { return png.Encode(&out, picture) }
	if opaque, ok := picture.(interface{ Opaque() bool }); kind == "image/jpeg" || kind == "image/webp" && ok && opaque.Opaque() {
		made.Kind = "image/jpeg"
		write = func() error { return jpeg.Encode(&out, picture, &jpeg.Options{Quality: jpegQuality}) }
	}
	if err := write(); err != nil {
		return Image{}, imageFault("imagebroken", "")
	}
	if out.Len() > maxEncoded {
		return Image{}, imageFault("imagesize", strconv.Itoa(MaxImageBytes))
	}
	sum := sha256.Sum256(out.Bytes())
	made.ID, made.Content = hex.EncodeToString(sum[:imageIDBytes]), out.Bytes()
	return made, nil
}

func imageFault(rule, param string) validate.Faults {
	return validate.Faults{{Field: "paymentImage", Rule: rule, Param: param}}
}
