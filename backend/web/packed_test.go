package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"noren/shared/api"
	"noren/shared/button"
)

// What is drawn comes compressed (C-6): a phone waits for a third of the bytes. What is short does not, and answers to pages of
// several origins, with and without compression, are told apart by caches.
func TestC6_DrawingsAreCompressed(t *testing.T) {
	d := newDrawn(t)
	request := func(elements ...api.Element) string {
		return encode(d.outward, api.RenderRequest{Shop: d.shop.ID, Device: button.PC, Elements: elements})
	}
	pay := api.Element{ID: "1", Name: api.PayElement, Cart: d.token("cart-1")}
	_, plain, _ := d.post(api.Render.Path, request(pay), map[string]string{"Accept-Encoding": "identity"})
	status, packed, header := d.post(api.Render.Path, request(pay), map[string]string{"Accept-Encoding": "gzip, deflate, br, zstd"})
	if vary := strings.Join(header.Values("Vary"), " "); status != http.StatusOK || header.Get("Content-Encoding") != "gzip" ||
		!strings.Contains(vary, "Accept-Encoding") || !strings.Contains(vary, "Origin") {
		t.Fatalf("%d %v", status, header)
	}
	reader, err := gzip.NewReader(strings.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(reader)
	if err != nil || string(text) != plain {
		t.Errorf("another answer (%v):\n%s\n%s", err, text, plain)
	}
	t.Logf("%d bytes instead of %d", len(packed), len(plain))
	if len(packed)*2 > len(plain) {
		t.Errorf("%d bytes of %d are left", len(packed), len(plain))
	}
	for _, body := range []string{"{}", "no JSON"} { // refusals are short
		if _, answer, header := d.post(api.Render.Path, body, map[string]string{"Accept-Encoding": "gzip"}); header.Get("Content-Encoding") != "" || !strings.HasPrefix(answer, "{") {
			t.Errorf("%q: %v %s", body, header, answer)
		}
	}
}
