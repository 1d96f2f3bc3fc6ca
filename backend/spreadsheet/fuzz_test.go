package spreadsheet_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"

	"noren/backend/spreadsheet"
)

// Whatever a shopper is called: it stays in its field, and no spreadsheet takes it for a formula (reliability.md section 9).
func FuzzReliability9_NoFormula(f *testing.F) {
	for _, text := range []string{"=1+1", "＝cmd|' /C calc'!A0", "\t=1", "山田 太郎", "髙﨑①㈱", "〜−‖¥", "a\r\nb", `"`, ",", "é\u0301", "\x00", "\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, encoding := range []spreadsheet.Encoding{spreadsheet.UTF8, spreadsheet.ShiftJIS} {
			fields := written(t, encoding, text)
			if len(fields) != 2 || fields[1] != "7" {
				t.Fatalf("%s: %q became %q", encoding, text, fields)
			}
			if strings.IndexAny(fields[0], "=+-@\t\r\n＝＋－＠−") == 0 {
				t.Errorf("%s: %q is a formula: %q", encoding, text, fields[0])
			}
		}
	})
}

// written is what a spreadsheet reads of a row with a text and a number.
func written(t *testing.T, encoding spreadsheet.Encoding, text string) []string {
	t.Helper()
	var file bytes.Buffer
	table := spreadsheet.New(&file, encoding)
	if err := table.Write([]spreadsheet.Cell{spreadsheet.Text(text), spreadsheet.Number(7)}); err != nil {
		t.Fatal(err)
	}
	if err := table.End(); err != nil {
		t.Fatal(err)
	}
	content := strings.TrimPrefix(file.String(), "\ufeff")
	if encoding == spreadsheet.ShiftJIS {
		decoded, err := japanese.ShiftJIS.NewDecoder().String(content)
		if err != nil {
			t.Fatal(err)
		}
		content = decoded
	}
	records, err := csv.NewReader(strings.NewReader(content)).ReadAll()
	if err != nil || len(records) != 1 {
		t.Fatalf("%s: %q became %q, %v", encoding, text, content, err)
	}
	return records[0]
}
