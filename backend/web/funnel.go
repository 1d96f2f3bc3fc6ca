package web

import (
	"cmp"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"noren/backend/amazonpay"
	"noren/backend/checkout"
	"noren/backend/funnel"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/display"
)

// What shoppers meet is counted here: after the answer is known, and without asking anybody.

// countRender counts each button of a page once in a view of the page: when it is drawn for the first time, and when it has come or gone
// since. Whoever has come back from Amazon has decided, and crawlers buy nothing.
func (s *Site) countRender(c echo.Context, r api.RenderRequest, response api.RenderResponse, err error) {
	if err != nil || isLive(response.Checkout) || isCrawler(c.Request().UserAgent()) {
		return
	}
	var seen []funnel.Place
	for i, e := range r.Elements {
		drawn := response.Elements[i]
		if e.Shown != nil && *e.Shown == (drawn.HTML != "") {
			continue
		}
		place, ok := placeOf(e, drawn)
		if !ok || slices.Contains(seen, place) {
			continue
		}
		seen = append(seen, place)
		s.Funnel.View(r.Shop, place, firstOf(drawn.Hidden))
	}
}

// isLive reports that the shopper is back from Amazon, and nothing has ended yet.
func isLive(c *api.Checkout) bool { return c != nil && !checkout.State(c.State).Final() }

func firstOf(reasons []display.Reason) display.Reason {
	if len(reasons) == 0 {
		return ""
	}
	return reasons[0]
}

// placeOf is where an element's button leads to Amazon, if it has one: a pay or login button, or the one that links.
func placeOf(e api.Element, drawn api.Rendered) (place funnel.Place, ok bool) {
	kind, placement, site := button.Pay, cmp.Or(e.Placement, display.Cart), cmp.Or(e.Site, button.PC)
	switch e.Name {
	case api.PayElement:
	case api.LoginElement:
		kind, placement = button.Login, cmp.Or(e.Placement, display.LoginPage)
	case api.LinkElement:
		if drawn.View == nil || drawn.View.Link.State != api.LinkNone || drawn.View.Link.Prompt {
			return place, false
		}
		kind, placement = button.Login, drawn.View.Link.Placement
	case api.AddressElement, api.PaymentElement, api.OrderElement, api.ReflectElement, api.GuideElement:
		return place, false
	}
	place = funnel.Place{Trip: tripOf(kind, placement, e.Cart), Placement: placement, Site: site}
	if drawn.View != nil && drawn.View.Pay != nil {
		place.Style = drawn.View.Pay.Style
	}
	return place, true
}

// tripOf says what a press of a button is for: as Begin does.
func tripOf(kind button.Kind, placement display.Placement, cart string) funnel.Trip {
	if kind == button.Login && (cart == "" || checkout.SignsIn(kind, placement)) {
		return funnel.SignIn
	}
	return funnel.Payment
}

// crawlers are words in the names that crawlers give themselves. «bot» is looked for behind any letter but the u of the telephones
// called Cubot.
var crawlers = []string{"crawl", "spider", "slurp", "lighthouse", "inspectiontool", "mediapartners"}

func isCrawler(agent string) bool {
	agent = strings.ToLower(agent)
	at := strings.Index(agent, "bot")
	return at > 0 && agent[at-1] != 'u' || slices.ContainsFunc(crawlers, func(word string) bool { return strings.Contains(agent, word) })
}

// countBegin counts presses that did not lead to Amazon. Those that did have a checkout.
func (s *Site) countBegin(_ echo.Context, r api.BeginRequest, _ api.Departure, err error) {
	if err == nil || r.Resume != "" {
		return
	}
	s.Funnel.Refuse(r.Shop, funnel.Place{
		Trip: tripOf(r.Kind, r.Placement, r.Cart), Placement: r.Placement, Site: r.Site, Style: button.Style{Colour: r.Colour, Size: r.Size},
	}, codeOf(err))
}

// countConfirm counts orders that were not accepted. Those that were are in the book.
func (s *Site) countConfirm(c echo.Context, r api.ConfirmRequest, _ api.Departure, err error) {
	if err == nil {
		return
	}
	ctx := c.Request().Context()
	current, missing := s.Sessions.Get(ctx, r.Shop, r.Session)
	if missing != nil {
		return
	}
	if row, missing := s.Flow.Get(ctx, r.Shop, current.Checkout); missing == nil {
		s.Funnel.Unconfirm(r.Shop, placeOfCheckout(row), store.Micros(row.CreatedAt).Time(), codeOf(err))
	}
}

func placeOfCheckout(row query.Checkout) funnel.Place {
	trip := funnel.Payment
	if amazonpay.ProductType(row.Product) == amazonpay.SignIn {
		trip = funnel.SignIn
	}
	return funnel.Place{
		Trip: trip, Placement: display.Placement(row.Placement), Site: button.Site(row.Site),
		Style: button.Style{Colour: button.Colour(row.Colour), Size: button.Size(row.Size)},
	}
}

// countLaunch counts a visit's first arrival at the page before Amazon: its cookie tells a further one.
func (s *Site) countLaunch(c echo.Context, row query.Checkout) {
	if _, err := c.Cookie(bindCookie(row.ID)); err != nil && row.ResumeID == "" {
		s.Funnel.Launch(row.ShopID, placeOfCheckout(row), store.Micros(row.CreatedAt).Time())
	}
}
