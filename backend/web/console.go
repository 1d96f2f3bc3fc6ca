package web

import "github.com/labstack/echo/v4"

// consoleRoutes are the pages on which shops and operators work. Without a console, as in tests of other pages, there are none.
func (s *Site) consoleRoutes(e *echo.Echo) {
	if s.Console != nil {
		s.Console.Routes(e)
	}
}
