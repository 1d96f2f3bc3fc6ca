package web

import "github.com/labstack/echo/v4"

// mailboxRoutes show what the demo's mail server was sent, which nobody else could read. Without a mailbox there are none.
func (s *Site) mailboxRoutes(e *echo.Echo) {
	if s.Mailbox == nil {
		return
	}
	_ = e
}
