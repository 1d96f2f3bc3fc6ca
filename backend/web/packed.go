package web

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"net/http"
	"sync"

	"github.com/klauspost/compress/flate" // twice as quick as Go's own
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"noren/static"
	"noren/widget"
)

// packed compresses pages. Only those without cookies: where a browser adds a secret by itself, the length could tell it to
// strangers (BREACH).
var packed = middleware.GzipWithConfig(middleware.GzipConfig{Level: gzip.BestSpeed, MinLength: worthPacking})

// worthPacking is what fits into the first packet anyway, in bytes.
const worthPacking = 1 << 10

// answer sends JSON, compressed if it is long. Nothing in a request is added by a browser, so nothing secret shows in the length.
func answer(c echo.Context, response any) error {
	body, err := json.Marshal(response)
	if err != nil {
		return err
	}
	header := c.Response().Header()
	header.Add("Vary", "Accept-Encoding")
	if len(body) < worthPacking || !static.Accepts(c.Request().Header.Get("Accept-Encoding"), "gzip") {
		return c.JSONBlob(http.StatusOK, body)
	}
	header.Set("Content-Encoding", "gzip")
	return c.JSONBlob(http.StatusOK, pack(body))
}

// stylesKey begins the styles in an answer: it is found sooner than they are.
const stylesKey = `"styles":`

// styles are most of every drawing and the same in each, so they are compressed once: half of what a drawing would cost.
var styles = sync.OnceValue(func() (piece struct{ plain, packed []byte }) {
	text, _ := json.Marshal(widget.Styles()) // a string always can
	piece.plain = append([]byte(stylesKey), text...)
	var out bytes.Buffer
	best, _ := flate.NewWriter(&out, flate.BestCompression) // a level that there is
	_, _ = best.Write(piece.plain)                          // memory takes everything
	_ = best.Flush()
	piece.packed = out.Bytes()
	return piece
})

// pack makes a gzip file (RFC 1952) of pieces that were compressed apart: a deflate stream that was flushed may be followed by any
// other, since none looks back beyond its own beginning.
func pack(body []byte) []byte {
	out := bytes.NewBuffer([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255}) // no time, no name, no system
	rest, piece := body, styles()
	if at := bytes.Index(body, []byte(stylesKey)); at >= 0 && bytes.HasPrefix(body[at:], piece.plain) {
		deflate(out, body[:at])
		out.Write(piece.packed)
		rest = body[at+len(piece.plain):]
	}
	deflate(out, rest)
	out.Write([]byte{3, 0}) // the last block, an empty one
	end := binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE(body))
	out.Write(binary.LittleEndian.AppendUint32(end, uint32(len(body)))) //nolint:gosec // its remainder, says the RFC
	return out.Bytes()
}

// deflate leaves the stream at the border of a byte. Memory takes everything.
func deflate(out *bytes.Buffer, text []byte) { _ = flate.StatelessDeflate(out, text, false, nil) }
