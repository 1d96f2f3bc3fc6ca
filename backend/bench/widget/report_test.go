package widget

import (
	"strings"
	"testing"
)

// What was measured stands in the table as the median of its runs, beside it how many times Noren's it is; what was not, as a dash.
func TestDesign10_BenchTellsMediansAndRatios(t *testing.T) {
	found := table{device: computer, samples: make([][]sample, len(products))}
	for _, ms := range []float64{300, 100, 200} {
		s := make(sample)
		s[visible] = ms
		found.samples[1] = append(found.samples[1], s)
	}
	other := make(sample)
	other[visible], other[weight] = 500, 1
	found.samples[3] = []sample{other}
	r := report{runs: 3, tables: []table{found}}
	for _, f := range []format{terminal, markdown} {
		var text strings.Builder
		r.print(&text, f)
		for row, want := range map[string][]string{
			"widget": {"kB", "visible"}, "2 Noren": {"–", "200"}, "4 " + products[3].name: {"1.0", "500 2.5×"}, "9 " + products[8].name: {"–", "–"},
		} {
			if !holds(text.String(), row, want) {
				t.Errorf("no line %q with %q in\n%s", row, want, text.String())
			}
		}
	}
}

// holds finds a line that begins with a name and then has these cells alone, whatever is between them.
func holds(text, name string, cells []string) bool {
	for line := range strings.Lines(text) {
		rest, ok := strings.CutPrefix(strings.Trim(line, "| \n"), name)
		if ok && strings.Join(strings.Fields(strings.ReplaceAll(rest, "|", " ")), " ") == strings.Join(cells, " ") {
			return true
		}
	}
	return false
}
