package merchant_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/merchant"
	"noren/shared/validate"
)

func drawing(width, height int) *image.RGBA {
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	for x := range width {
		picture.SetRGBA(x, x%height, color.RGBA{R: uint8(x), G: 90, B: 30, A: 255})
	}
	return picture
}

func pngOf(t *testing.T, picture image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func jpegOf(t *testing.T, picture image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// webp is a picture of one pixel, lossless, which can be seen through.
const webp = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="

// claiming is a PNG of a few bytes that says it has so many pixels.
func claiming(width, height uint32) []byte {
	header := append([]byte("IHDR"), make([]byte, 13)...)
	binary.BigEndian.PutUint32(header[4:], width)
	binary.BigEndian.PutUint32(header[8:], height)
	header[12], header[13] = 8, 6
	out := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), header...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(header))
}

// R3-5: a picture is what its content is, whatever it is called, and nothing is left in it but what is seen.
func TestR3_5_PicturesAreEncodedAnew(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop, other := o.create(t, "店").ID, o.create(t, "別の店").ID
		secret := []byte("Exif\x00\x00 GPS 35.6895 139.6917 <script>alert(1)</script>")
		segment := binary.BigEndian.AppendUint16([]byte{0xFF, 0xE1}, uint16(len(secret)+2))
		photo := jpegOf(t, drawing(60, 40))
		photo = append(append(append(append([]byte{}, photo[:2]...), segment...), secret...), photo[2:]...)
		hidden := append(pngOf(t, drawing(30, 20)), []byte("<script>alert(1)</script>")...)
		var moving bytes.Buffer
		frame := image.NewPaletted(image.Rect(0, 0, 9, 7), color.Palette{color.White, color.Black})
		if err := gif.EncodeAll(&moving, &gif.GIF{Image: []*image.Paletted{frame, frame}, Delay: []int{1, 1}}); err != nil {
			t.Fatal(err)
		}
		small, err := base64.StdEncoding.DecodeString(webp)
		if err != nil {
			t.Fatal(err)
		}
		for name, test := range map[string]struct {
			content       []byte
			kind          string
			width, height int
		}{
			"jpeg": {photo, "image/jpeg", 60, 40}, "png": {hidden, "image/png", 30, 20}, "gif": {moving.Bytes(), "image/png", 9, 7},
			"webp": {small, "image/png", 1, 1}, "as large as may be": {pngOf(t, image.NewGray(image.Rect(0, 0, 2000, 2000))), "image/png", 2000, 2000},
		} {
			made, err := o.SaveImage(t.Context(), "staff:a", shop, test.content)
			if err != nil || made.Kind != test.kind || made.Width != test.width || made.Height != test.height {
				t.Errorf("%s: %s %d×%d, %v", name, made.Kind, made.Width, made.Height, err)
				continue
			}
			if bytes.Contains(made.Content, []byte("GPS")) || bytes.Contains(made.Content, []byte("script")) {
				t.Errorf("%s: something is hidden in it", name)
			}
			if _, _, err := image.Decode(bytes.NewReader(made.Content)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			read, err := o.Image(t.Context(), shop, made.ID)
			if diff := cmp.Diff(made, read); err != nil || diff != "" {
				t.Error(name, err, diff)
			}
			again, err := o.SaveImage(t.Context(), "staff:a", shop, test.content)
			if err != nil || again.ID != made.ID {
				t.Errorf("%s: the same has another id: %v", name, err)
			}
			if _, err := o.Image(t.Context(), other, made.ID); !errors.Is(err, merchant.ErrUnknownImage) {
				t.Errorf("%s: another shop has it: %v", name, err)
			}
		}
	})
}

// R3-5: what is no picture of these kinds, too large, or only claims to be a picture, is refused before it costs anything.
func TestR3_5_WrongPicturesAreRefused(t *testing.T) {
	o := office{Shops: &merchant.Shops{Now: func() time.Time { return start }}} // refused before anything is read or written
	photo := jpegOf(t, drawing(60, 40))
	scans := bytes.Repeat([]byte("\xFF\xDA\x00\x08\x01\x01\x00\x00\x3F\x00"), 200)
	for name, test := range map[string]struct {
		content []byte
		rule    string
	}{
		"nothing": {nil, "imagekind"}, "SVG": {[]byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), "imagekind"},
		"SVG of XML": {[]byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`), "imagekind"},
		"HTML":       {[]byte("<!DOCTYPE html><script>alert(1)</script>"), "imagekind"}, "PDF": {[]byte("%PDF-1.7"), "imagekind"},
		"BMP": {[]byte("BM\x00\x00\x00\x00"), "imagekind"}, "half a PNG": {pngOf(t, drawing(30, 20))[:60], "imagebroken"},
		"half a JPEG": {photo[:len(photo)/2], "imagebroken"}, "a GIF in name": {[]byte("GIF89a"), "imagebroken"},
		"a WebP in name": {[]byte("RIFF\x00\x00\x00\x00WEBPVP8 "), "imagebroken"},
		"a bomb":         {claiming(60_000, 60_000), "imageside"}, "wider by a pixel": {claiming(2001, 1), "imageside"}, "too high": {claiming(1, 2001), "imageside"},
		"no pixels": {claiming(0, 0), "imagebroken"}, "too many bytes": {append(photo, make([]byte, merchant.MaxImageBytes)...), "imagesize"},
		"a JPEG of hundreds of passes": {append(append(append([]byte{}, photo[:len(photo)-2]...), scans...), 0xFF, 0xD9), "imagebroken"},
	} {
		_, err := o.SaveImage(t.Context(), "staff:a", "shop_1", test.content)
		faults, told := errors.AsType[validate.Faults](err)
		if !told || len(faults) != 1 || faults[0].Field != "paymentImage" || faults[0].Rule != test.rule {
			t.Errorf("%s: %v, want %s", name, err, test.rule)
		}
	}
}

// R3-5: pictures that nothing names go after a day; what is in force, drafted, or in the history stays.
func TestR3_5_UnusedPicturesGo(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop := o.create(t, "店").ID
		ids := map[string]string{}
		for i, name := range strings.Fields("history published draft unused recent") {
			if name == "recent" {
				o.pass(23 * time.Hour)
			}
			made, err := o.SaveImage(t.Context(), "staff:a", shop, pngOf(t, drawing(10+i, 10)))
			if err != nil {
				t.Fatal(err)
			}
			ids[name] = made.ID
			if name == "history" || name == "published" {
				settings, err := o.Settings(t.Context(), shop)
				if err != nil {
					t.Fatal(err)
				}
				settings.PaymentImage = made.ID
				if _, err := o.SaveSettings(t.Context(), "staff:a", shop, settings); err != nil {
					t.Fatal(err)
				}
			}
			if name == "draft" {
				o.draft(t, shop, func(d *merchant.Details) { d.PaymentImage = made.ID })
			}
		}
		o.pass(2 * time.Hour)
		if _, err := o.SaveImage(t.Context(), "staff:a", shop, pngOf(t, drawing(50, 10))); err != nil {
			t.Fatal(err)
		}
		for name, id := range ids {
			if _, err := o.Image(t.Context(), shop, id); errors.Is(err, merchant.ErrUnknownImage) != (name == "unused") {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
