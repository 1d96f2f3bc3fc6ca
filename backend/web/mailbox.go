package web

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"noren/backend/mail/mailbox"
	"noren/backend/store"
	"noren/shared/api"
	"noren/shared/i18n"
)

// mailboxRoutes show what the demo's mail server was sent, which nobody else could read. Without a mailbox there are none.
func (s *Site) mailboxRoutes(e *echo.Echo) {
	if s.Mailbox == nil {
		return
	}
	e.GET("/mailbox", func(c echo.Context) error {
		return renderPage(c, http.StatusOK, mailboxPage(i18n.MailboxFor(docLang(c)), s.Mailbox.Mails(), mailbox.Mail{}))
	})
	e.GET("/mailbox/:id", func(c echo.Context) error {
		lang := docLang(c)
		mail, ok := s.Mailbox.Mail(c.Param("id"))
		if !ok {
			return echo.ErrNotFound
		}
		return renderPage(c, http.StatusOK, mailboxPage(i18n.MailboxFor(lang), s.Mailbox.Mails(), mail))
	})
}

// mailPath is where a mail lies; "" is the list.
func mailPath(id string, lang api.Lang) string {
	if id == "" {
		return "/mailbox?lang=" + string(lang)
	}
	return "/mailbox/" + id + "?lang=" + string(lang)
}

// mailTitle is a mail's subject, or says that it has none.
func mailTitle(words i18n.Mailbox, mail mailbox.Mail) string {
	if strings.TrimSpace(mail.Subject) == "" {
		return words.NoSubject
	}
	return mail.Subject
}

func mailTime(words i18n.Mailbox, mail mailbox.Mail) string {
	return mail.At.In(store.Japan).Format(words.TimeLayout)
}
