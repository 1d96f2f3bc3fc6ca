package demoshop

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

type listView struct {
	page
	Shelves []shelf
}

type shelf struct {
	Name     string
	Products []product
}

func (s *shop) list(c echo.Context) error {
	view := listView{page: s.page(c, "")}
	for _, p := range catalogue {
		last := len(view.Shelves) - 1
		if last < 0 || view.Shelves[last].Name != p.Shelf {
			view.Shelves = append(view.Shelves, shelf{Name: p.Shelf})
			last++
		}
		view.Shelves[last].Products = append(view.Shelves[last].Products, p)
	}
	return s.render(c, http.StatusOK, listPage(view))
}
