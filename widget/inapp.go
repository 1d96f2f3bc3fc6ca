package widget

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"noren/shared/i18n"
)

// inApp helps out of the browser inside an app. The loader shows it where it recognises one.
func (l Look) inApp(texts i18n.Texts) app.UI {
	return later("browser",
		line("browser-hint", texts.BrowserHint),
		choices(
			l.choice("open-browser", texts.BrowserOpen),
			l.choice("copy-link", texts.BrowserCopy),
		),
		app.Div().Attr("role", "status").Body(
			app.P().Attr("part", "copied").Attr("hidden", "true").Body(text(texts.BrowserCopied)),
			app.P().Attr("part", "by-hand").Attr("hidden", "true").Body(
				app.Span().Body(text(texts.BrowserByHand)),
				app.Span().Attr("part", "link").Attr("data-place", "link"),
			),
		),
	)
}
