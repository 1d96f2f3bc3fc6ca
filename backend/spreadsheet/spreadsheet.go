// Package spreadsheet writes tables as CSV that spreadsheets read rightly: with the encodings of Japan, and without a text that is
// taken for a formula (reliability.md section 9).
package spreadsheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/unicode/norm"
)

// Encoding of a file.
type Encoding string

// The encodings.
const (
	UTF8     Encoding = "utf8" // with a byte order mark, by which spreadsheets know it
	ShiftJIS Encoding = "shift_jis"
)

// ContentType is the media type of a file.
func (e Encoding) ContentType() string {
	if e == ShiftJIS {
		return "text/csv; charset=Shift_JIS"
	}
	return "text/csv; charset=utf-8"
}

// Cell is a field. A number stays one; a text is never taken for a formula.
type Cell struct {
	text   string
	number bool
}

// Text is a field with a text.
func Text(text string) Cell { return Cell{text: text} }

// Number is a field with a whole number.
func Number(n int64) Cell { return Cell{strconv.FormatInt(n, 10), true} }

// Digits is a field with a text that is read as a number, such as several numbers in one.
func Digits(text string) Cell { return Cell{text, true} }

// Table writes rows as CSV, one by one.
type Table struct {
	csv     *csv.Writer
	encoder *encoding.Encoder // nil for UTF-8
	start   func() error
	fields  []string // of the row being written, kept to be used again
}

// New begins a table; nothing is written before the first row.
func New(w io.Writer, e Encoding) *Table {
	t := &Table{csv: csv.NewWriter(w), start: func() error { return nil }}
	t.csv.UseCRLF = true
	if e == ShiftJIS {
		t.encoder = japanese.ShiftJIS.NewEncoder()
		return t
	}
	t.start = func() error {
		_, err := io.WriteString(w, "\ufeff")
		return err
	}
	return t
}

// Write adds a row.
func (t *Table) Write(row []Cell) error {
	if t.fields == nil {
		if err := t.start(); err != nil {
			return fmt.Errorf("spreadsheet: %w", err)
		}
	}
	t.fields = t.fields[:0]
	for _, c := range row {
		text := c.text
		if !c.number {
			text = harmless(text)
		}
		if t.encoder != nil {
			text = shiftJIS(t.encoder, text)
		}
		t.fields = append(t.fields, text)
	}
	if err := t.csv.Write(t.fields); err != nil {
		return fmt.Errorf("spreadsheet: %w", err)
	}
	return nil
}

// End writes what is left.
func (t *Table) End() error {
	t.csv.Flush()
	if err := t.csv.Error(); err != nil {
		return fmt.Errorf("spreadsheet: %w", err)
	}
	return nil
}

// harmless puts an apostrophe before what a spreadsheet would take for a formula. In Japan it also takes the wide signs for one.
func harmless(text string) string {
	if strings.IndexFunc(text, isFormula) == 0 {
		return "'" + text
	}
	return text
}

func isFormula(r rune) bool { return strings.ContainsRune("=+-@\t\r\n＝＋－＠−", r) }

// shiftJIS encodes a text. What the code has no place for is written by its nearest sign, and failing that as 〓, the sign that stands
// for a missing one; the encoder itself would give up the whole file (reliability.md section 9).
func shiftJIS(encoder *encoding.Encoder, text string) string {
	if encoded, err := encoder.String(text); err == nil {
		return encoded
	}
	var out strings.Builder
	for _, r := range norm.NFC.String(text) {
		if unicode.Is(unicode.Variation_Selector, r) {
			continue
		}
		encoded, err := encoder.String(string(nearest(r)))
		if err != nil {
			encoded, _ = encoder.String("〓")
		}
		out.WriteString(encoded)
	}
	return out.String()
}

// nearest is the sign of Shift_JIS for one that looks the same and that it has no place for.
func nearest(r rune) rune {
	switch r {
	case '\u301c': // wave dash
		return '\uff5e'
	case '\u2212': // minus
		return '\uff0d'
	case '\u2016': // double vertical line
		return '\u2225'
	case '\u00a5': // yen
		return '\uffe5'
	case '\u2014': // em dash
		return '\u2015'
	case '\u00a2': // cent
		return '\uffe0'
	case '\u00a3': // pound
		return '\uffe1'
	case '\u00ac': // not
		return '\uffe2'
	case '\u00a0': // no-break space
		return ' '
	}
	return r
}
