package merchant

import (
	"bytes"
	"image"
	"testing"
)

// What a merchant's browser sends is refused, or becomes a picture of ours: small, of a type that browsers draw, without anything else
// that it brought along.
func FuzzR3_5_Image(f *testing.F) {
	for _, content := range []string{
		"", "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;",
		"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89", "\xff\xd8\xff\xdb", "RIFF\x1a\x00\x00\x00WEBPVP8L", "<svg/>",
	} {
		f.Add([]byte(content))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		made, err := newImage(content)
		if err != nil {
			return
		}
		config, kind, err := image.DecodeConfig(bytes.NewReader(made.Content))
		if err != nil || "image/"+kind != made.Kind || config.Width != made.Width || config.Height != made.Height {
			t.Errorf("%s of %d × %d became %s, %+v, %v", made.Kind, made.Width, made.Height, kind, config, err)
		}
		if made.Width > MaxImageSide || made.Height > MaxImageSide || len(made.Content) > maxEncoded {
			t.Errorf("%d × %d, %d bytes", made.Width, made.Height, len(made.Content))
		}
	})
}
