package preview

import (
	"testing"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/i18n"
)

// all filters taken away show every variant once, page by page.
func TestX14_MatrixHasEveryVariant(t *testing.T) {
	words := i18n.PreviewFor(api.Japanese)
	c := defaults()
	c.Spread = dimensions
	want := 2 * len(button.Colours) * len(button.Sizes) * 2 * len(langs) * len(states)
	seen := map[string]bool{}
	for c.Page = 1; ; c.Page++ {
		m := c.matrix(words)
		if m.all != want || len(m.cells) > perPage {
			t.Fatalf("page %d: %d cells of %d, want %d", c.Page, len(m.cells), m.all, want)
		}
		rows := 0
		for _, group := range m.groups() {
			rows += len(group)
		}
		if rows != len(m.cells) {
			t.Errorf("page %d: %d of %d cells stand in rows", c.Page, rows, len(m.cells))
		}
		for _, each := range m.cells {
			seen[each.first().Query()] = true
		}
		if c.Page == m.pages {
			break
		}
	}
	if len(seen) != want {
		t.Errorf("%d different cells, want %d", len(seen), want)
	}
}

// by default colours, sizes and states of the chosen kind; a page that is not there is the last one.
func TestX14_MatrixFollowsTheFilters(t *testing.T) {
	words := i18n.PreviewFor(api.English)
	c := defaults()
	c.Show = LoginSubject
	m := c.matrix(words)
	if m.all != 84 || m.pages != 1 || len(m.groups()) != 12 || m.cells[0].title() != "Login button · Gold · Large · Loading" || m.cells[0].Show != LoginSubject {
		t.Errorf("%d cells, %d rows, %s", m.all, len(m.groups()), m.cells[0].title())
	}
	c.Show, c.Page = "address", 99
	if m := c.matrix(words); m.all != len(states) || m.page != 1 {
		t.Errorf("an address has %d cells", m.all)
	}
	c.Spread = nil
	if m := c.matrix(words); m.all != 1 || m.cells[0].title() != "Delivery address" {
		t.Errorf("without dimensions: %+v", m)
	}
}
