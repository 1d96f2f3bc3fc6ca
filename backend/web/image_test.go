package web_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/backend/merchant"
	"noren/backend/store/storetest"
)

// aPicture is a small file of a merchant.
func aPicture(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	picture := image.NewGray(image.Rect(0, 0, 30, 20))
	picture.SetGray(3, 4, color.Gray{Y: 200})
	if err := png.Encode(&out, picture); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// R3-5: shop pages may embed a shop's picture, keep it for ever, and take it for nothing else; other shops do not have it.
func TestR3_5_PicturesAreServedSafely(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	made, err := o.shops.SaveImage(t.Context(), "cli", o.shop.ID, aPicture(t))
	o.must(err)
	get := func(path string) (status int, header http.Header) {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, o.url+path, nil)
		o.must(err)
		answer, err := http.DefaultClient.Do(request)
		o.must(err)
		o.must(answer.Body.Close())
		return answer.StatusCode, answer.Header
	}
	status, header := get(merchant.ImagePath(o.shop.ID, made.ID))
	got := map[string]string{}
	for _, name := range []string{"Content-Type", "X-Content-Type-Options", "Content-Security-Policy", "Cross-Origin-Resource-Policy", "Cache-Control", "Set-Cookie"} {
		got[name] = header.Get(name)
	}
	want := map[string]string{
		"Content-Type": "image/png", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox",
		"Cross-Origin-Resource-Policy": "cross-origin", "Cache-Control": "public, max-age=31536000, immutable", "Set-Cookie": "",
	}
	if diff := cmp.Diff(want, got); status != http.StatusOK || diff != "" {
		t.Error(status, diff)
	}
	for _, path := range []string{merchant.ImagePath("shop_other", made.ID), merchant.ImagePath(o.shop.ID, "0123"), "/images/", "/images/" + o.shop.ID} {
		if status, _ := get(path); status != http.StatusNotFound {
			t.Errorf("%s: %d", path, status)
		}
	}
}
