package widget

import (
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"noren/shared/api"
	"noren/shared/display"
	"noren/shared/i18n"
)

// Link is 「他サイトＩＤ連携」: the invitation, the page where accounts are linked, and how to undo it (R4-9, R4-10, R4-16, X-13).
type Link struct {
	app.Compo
	Look
	View api.LinkView
}

// Render draws what the member can do about the link.
func (l *Link) Render() app.UI {
	texts := l.texts()
	body := []app.UI{line("heading", texts.LinkHeading)}
	switch {
	case l.View.State == api.LinkMade:
		body = append(body, l.made(texts)...)
	case l.View.Prompt:
		body = append(body, benefits(texts), l.follow(texts))
	default:
		body = append(body, benefits(texts))
		body = append(body, consent(texts.LinkAgree, texts)...)
		body = append(body, l.link(texts), l.inApp(texts))
	}
	body = append(body, l.notice(l.View.Notice, l.busy(texts)))
	if !l.View.Prompt {
		body = append(body, later("again", l.choice("login-again", texts.LoginAgain)))
	}
	return l.root(texts.LinkHeading, l.busy(texts)).Body(body...)
}

// busy says what a press begins: a way to Amazon, or a change here.
func (l *Link) busy(texts i18n.Texts) string {
	if l.View.State == api.LinkNone {
		return texts.Leaving
	}
	return texts.LinkBusy
}

// benefits are named to existing members (R4-16).
func benefits(texts i18n.Texts) app.UI {
	var items []app.UI
	for benefit := range strings.SplitSeq(texts.LinkBenefits, "\n") {
		items = append(items, app.Li().Body(text(benefit)))
	}
	return app.Ul().Attr("part", "benefits").Body(items...)
}

// follow leads to the page where accounts are linked.
func (l *Link) follow(texts i18n.Texts) app.UI {
	words := texts.LinkMyPage
	if l.View.Placement == display.Complete {
		words = texts.LinkComplete
	}
	return l.press(words).Attr("data-do", "follow")
}

// link links at once when the Amazon account is known, and leads to Amazon when not. What it agrees to is the text above it.
func (l *Link) link(texts i18n.Texts) app.UI {
	button := l.press(texts.LinkButton).Attr("class", "main").Attr("aria-describedby", "note").Attr("data-consent", attr(api.ConsentVersion))
	if l.View.State == api.LinkReady {
		return button.Attr("data-do", "link")
	}
	return button.Attr("data-do", "begin").Attr("data-kind", "login").Attr("data-link", flag(true))
}

// made shows the link. Undoing it asks first.
func (l *Link) made(texts i18n.Texts) []app.UI {
	var since app.UI
	if l.View.Since != "" {
		since = line("since", i18n.Fill(texts.LinkedSince, "day", texts.Day(l.View.Since)))
	}
	return []app.UI{
		line("linked", texts.Linked),
		since,
		l.press(texts.Unlink).Attr("data-do", "unlink-ask"),
		later("sure",
			line("sure-text", texts.UnlinkSure),
			choices(
				l.choice("unlink", texts.UnlinkYes),
				l.choice("unlink-keep", texts.UnlinkNo),
			),
		).Attr("role", "group").Attr("aria-label", attr(texts.UnlinkSure)),
	}
}
