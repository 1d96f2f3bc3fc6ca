package ledger

import (
	"cmp"
	"io"

	"noren/backend/spreadsheet"
)

// WriteFile writes what became of each order of a bulk as CSV in UTF-8 with a byte order mark, under a heading of four: order number,
// yen, result, reason. State and why tell a state and a reason in words.
func (b Bulk) WriteFile(w io.Writer, heading [4]string, state, why func(string) string) error {
	out := spreadsheet.New(w, spreadsheet.UTF8)
	row := make([]spreadsheet.Cell, len(heading))
	for i, name := range heading {
		row[i] = text(name)
	}
	if err := out.Write(row); err != nil {
		return err
	}
	for _, item := range b.Items {
		reason := ""
		if item.Why != "" {
			reason = cmp.Or(why(item.Why), item.Why)
		}
		row = []spreadsheet.Cell{text(item.Number), spreadsheet.Number(item.Total), text(state(item.State)), text(reason)}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	return out.End()
}
