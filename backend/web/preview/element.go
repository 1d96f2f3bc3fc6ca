package preview

import (
	"html"
	"regexp"
	"strings"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/i18n"
	"noren/widget"
)

// view is what is drawn on a page of one of the sites, or nothing while the element is loading or hidden.
func (c Choices) view(own button.Site) (view api.View, drawn bool) {
	if c.State == Loading || c.State == Hidden {
		return api.View{}, false
	}
	view = c.subject().view(c)
	view.Lang, view.Site = c.Words, c.site(own)
	switch c.State {
	case Busy:
		view.State = api.Busy
	case Disabled:
		view.State = api.Disabled
	case Failed, Unreachable:
		view.State = api.Failed
	case Ready, Loading, Hidden:
	}
	return view, true
}

// host is the element as the loader leaves it in a shop's page: the attribute «state», and what is drawn in its shadow root.
// The style sheet comes by a link, since the page has no script that must run first.
func (c Choices) host(own button.Site) string {
	s, out := c.subject(), strings.Builder{}
	tag := "noren-" + string(s.element)
	out.WriteString("<" + tag)
	for _, a := range append(c.attributes(s), attribute{"state", string(c.State)}, attribute{"lang", string(c.Words)}) {
		out.WriteString(" " + a.name + `="` + html.EscapeString(a.value) + `"`)
	}
	out.WriteString(">")
	if view, drawn := c.view(own); drawn {
		out.WriteString(shadow(c.html(view)))
	}
	out.WriteString("</" + tag + ">")
	return out.String()
}

func shadow(drawn string) string {
	return `<template shadowrootmode="open"><link rel="stylesheet" href="` + widgetAddress() + `">` + drawn + `</template>`
}

// Element is a view in the shadow root of its element, for a page of ours that shows what settings make of it.
func Element(name api.ElementName, view api.View) string {
	return "<noren-" + string(name) + ">" + shadow(widget.HTML(view)) + "</noren-" + string(name) + ">"
}

// html is what /embed/v1/render sends for the view, with a payment image that lies here, and the words that the loader puts into the
// notice of those components that bring none along.
func (c Choices) html(view api.View) string {
	drawn := strings.Replace(widget.HTML(view), `src="`+sampleImage+`"`, `src="`+ImagePath+`"`, 1)
	code := c.notice()
	if code == "" || view.Pay != nil || view.Order != nil || view.Link != nil {
		return drawn
	}
	problem := i18n.For(c.Words).Problem(code)
	place := notice.FindStringSubmatchIndex(drawn)
	if place == nil {
		return drawn
	}
	return drawn[:place[2]] + html.EscapeString(problem.Title+"\n"+problem.Remedy) + drawn[place[3]:]
}

// notice finds where the loader writes. Attributes stand in any order.
var notice = regexp.MustCompile(`<p [^>]*part="notice"[^>]*>([^<]*)</p>`)

// attributes are those that make a shop's page show the same.
func (c Choices) attributes(s subject) []attribute {
	list := s.attributes
	add := func(name, value string) { list = append(list[:len(list):len(list)], attribute{name, value}) }
	if s.isButton() {
		add("colour", string(c.Colour))
		add("size", string(c.Size))
	}
	if c.Site != "" {
		add("site", string(c.Site))
	}
	if c.State == Disabled {
		add("disabled", "")
	}
	return list
}

// why is what the element's «noren:hidden» says.
func (c Choices) why() i18n.Problem {
	return i18n.For(c.Words).Problem(api.Hidden(c.Reason))
}
