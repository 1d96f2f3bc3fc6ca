package ledger

import (
	"cmp"
	"io"
	"strconv"
)

// WriteFile writes what became of each order of a bulk as CSV in UTF-8 with a byte order mark, under a heading of four: order number,
// yen, result, reason. State and why tell a state and a reason in words.
func (b Bulk) WriteFile(w io.Writer, heading [4]string, state, why func(string) string) error {
	out := newTable(w, UTF8)
	row := make([]cell, len(heading))
	for i, name := range heading {
		row[i] = cell{text: name}
	}
	if err := out.write(row); err != nil {
		return err
	}
	for _, item := range b.Items {
		reason := ""
		if item.Why != "" {
			reason = cmp.Or(why(item.Why), item.Why)
		}
		row = []cell{{text: item.Number}, {text: strconv.FormatInt(item.Total, 10), number: true}, {text: state(item.State)}, {text: reason}}
		if err := out.write(row); err != nil {
			return err
		}
	}
	return out.end()
}
