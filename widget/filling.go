package widget

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"noren/shared/i18n"
)

// filling is where the loader tells what it has filled into the shop's form, and asks before it replaces something typed
// (R4-6). All of it is hidden until then; the frame is not, so that screen readers notice what appears in it. Its data are what
// the loader says beside the fields.
func (l Look) filling(texts i18n.Texts) app.UI {
	return app.Div().
		Attr("part", "filling").
		Attr("role", "status").
		Attr("aria-live", "polite").
		Attr("data-uncertain", attr(texts.Uncertain)).
		Attr("data-empty", attr(texts.NotFilled)).
		Attr("data-undone", attr(texts.FilledUndone)).
		Body(l.filled(texts), l.offer(texts))
}

func (l Look) filled(texts i18n.Texts) app.UI {
	return later("filled",
		place("filled-count", texts.FilledCount),
		later("check",
			line("check-heading", texts.FilledCheck),
			app.Ul().Attr("part", "rows").Body(
				row(app.Span().Attr("part", "row-label").Attr("data-place", "label")),
			),
		),
		choices(l.choice("undo", texts.FilledUndo)),
	)
}

func (l Look) offer(texts i18n.Texts) app.UI {
	return later("offer",
		line("offer-heading", texts.Offer),
		app.Ul().Attr("part", "rows").Body(
			row(
				app.Span().Attr("part", "row-label").Attr("data-place", "label"),
				value("from", texts.OfferFrom),
				value("to", texts.OfferTo),
			),
		),
		choices(
			l.choice("fill-replace", texts.OfferReplace),
			l.choice("fill-keep", texts.OfferKeep),
		),
	).Attr("role", "group").Attr("aria-label", attr(texts.Offer))
}

// row is what the loader copies for each field.
func row(body ...app.UI) app.UI {
	return app.Li().Attr("part", "row").Attr("hidden", "true").Body(body...)
}

func value(name, heading string) app.UI {
	return app.Span().Attr("part", "row-value").Body(
		app.Span().Attr("part", "row-heading").Body(text(heading)),
		app.Span().Attr("data-place", attr(name)),
	)
}
