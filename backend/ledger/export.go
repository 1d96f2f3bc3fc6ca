package ledger

import (
	"context"
	"io"
	"iter"

	"noren/backend/spreadsheet"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/i18n"
	"noren/shared/validate"
)

// Column is what a column of the download holds (R5-8).
type Column string

// ExportSet says which columns are downloaded, in which order, and how they are written.
type ExportSet struct {
	ID       string               `json:"-"`
	Name     string               `json:"name" validate:"max=100,clean"` // "" only while it is not saved
	Columns  []Column             `json:"columns" validate:"required,min=1,max=80,unique,dive,max=40,token"`
	PerLine  bool                 `json:"perLine"` // a row for each line of goods; otherwise one for each order
	Encoding spreadsheet.Encoding `json:"encoding" validate:"required,oneof=utf8 shift_jis"`
}

// Check returns every fault as validate.Faults; nil means good.
func (s ExportSet) Check() error {
	faults := validate.Struct(s)
	for _, column := range s.Columns {
		if _, ok := cells[column]; !ok {
			faults = append(faults, validate.Fault{Field: "columns", Rule: "oneof", Param: string(column)})
		}
	}
	if faults != nil {
		return validate.Faults(faults)
	}
	return nil
}

// Export writes orders as CSV, with a heading in lang and CRLF, row by row as they come: memory does not grow with them. What is
// sealed is opened for its row alone. Errors: validate.Faults, those of rows and of w.
func (b *Book) Export(ctx context.Context, w io.Writer, rows iter.Seq2[query.Order, error], set ExportSet, lang api.Lang) error {
	if err := set.Check(); err != nil {
		return err
	}
	words := i18n.ExportFor(lang)
	out := spreadsheet.New(w, set.Encoding)
	if err := out.Write(headings(set, words)); err != nil {
		return err
	}
	for o, err := range rows {
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		records, err := b.records(ctx, o, set, words)
		if err != nil {
			return err
		}
		for _, record := range records {
			if err := out.Write(record); err != nil {
				return err
			}
		}
	}
	return out.End()
}
