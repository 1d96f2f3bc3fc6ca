package preview

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/i18n"
	"noren/shared/validate"
)

// Names of the choices in a query.
const (
	langField, showField, colourField, sizeField, siteField, wordsField = "lang", "show", "colour", "size", "site", "words"
	stateField, reasonField, backgroundField, paintField                = "state", "reason", "background", "paint"
	widthField, heightField, radiusField                                = "width", "height", "radius"
	guideField, imageField, sandboxField, realField                     = "guide", "image", "sandbox", "real"
	spreadField, pageField                                              = "spread", "page"
	applyField                                                          = "apply" // the form was sent without script
)

// none stands for an empty list: a form says nothing of boxes that are not ticked.
const none = "none"

// Query writes the choices as an address keeps them: the language, and what is not the default. [Parse] reads it back.
func (c Choices) Query() string {
	d, q := defaults(), url.Values{langField: {string(c.Lang)}}
	put := func(name, value, usual string) {
		if value != usual {
			q.Set(name, value)
		}
	}
	number := func(name string, value, usual int) { put(name, strconv.Itoa(value), strconv.Itoa(usual)) }
	tick := func(name string, value bool) {
		if value {
			q.Set(name, "1")
		}
	}
	put(showField, string(c.Show), string(d.Show))
	put(colourField, string(c.Colour), string(d.Colour))
	put(sizeField, string(c.Size), string(d.Size))
	put(siteField, string(c.Site), string(d.Site))
	put(wordsField, string(c.Words), string(d.Words))
	put(stateField, string(c.State), string(d.State))
	put(reasonField, string(c.Reason), string(d.Reason))
	put(backgroundField, string(c.Background), string(d.Background))
	put(paintField, hexOf(c.Paint), hexOf(d.Paint))
	number(widthField, c.Width, d.Width)
	number(heightField, c.Height, d.Height)
	number(radiusField, c.Radius, d.Radius)
	put(guideField, c.Guide, "")
	tick(imageField, c.Image)
	tick(sandboxField, c.Sandbox)
	tick(realField, c.Real)
	if !slices.Equal(c.Spread, d.Spread) {
		q[spreadField] = []string{none}
		for _, each := range c.Spread {
			q.Add(spreadField, string(each))
		}
	}
	number(pageField, c.Page, d.Page)
	return q.Encode()
}

func hexOf(c button.RGB) string { return strings.TrimPrefix(c.String(), "#") }

// reader takes a query apart and notes what it cannot take.
type reader struct {
	query   url.Values
	words   i18n.Preview
	notices []string
}

// Parse reads a query; lang is the studio's language when the query names none. What is not there is the default; what makes no
// sense is too, and a notice says so.
func Parse(query url.Values, lang api.Lang) (c Choices, notices []string) {
	c = defaults()
	c.Lang = lang
	if wish := api.Lang(query.Get(langField)); slices.Contains(langs, wish) {
		c.Lang = wish
	}
	r := &reader{query: query, words: i18n.PreviewFor(c.Lang)}
	oneOf(r, showField, &c.Show, allSubjects())
	oneOf(r, colourField, &c.Colour, button.Colours)
	oneOf(r, sizeField, &c.Size, button.Sizes)
	oneOf(r, siteField, &c.Site, sites)
	oneOf(r, wordsField, &c.Words, langs)
	oneOf(r, stateField, &c.State, states)
	oneOf(r, reasonField, &c.Reason, reasons)
	oneOf(r, backgroundField, &c.Background, backgrounds)
	r.colour(&c.Paint)
	r.number(widthField, &c.Width, minPlace, maxPlace)
	if query.Get(heightField) != "0" {
		r.number(heightField, &c.Height, button.MinHeight, button.MaxHeight)
	}
	r.number(radiusField, &c.Radius, 0, maxRadius)
	r.guide(&c.Guide)
	c.Image, c.Sandbox, c.Real = query.Has(imageField), query.Has(sandboxField), query.Has(realField)
	r.spread(&c.Spread)
	r.number(pageField, &c.Page, 1, 99)
	return c, r.notices
}

// oneOf reads a value that is one of those given. An empty one is the default, unless it is one of them.
func oneOf[T ~string](r *reader, name string, into *T, values []T) {
	switch wish := T(r.query.Get(name)); {
	case slices.Contains(values, wish) && r.query.Has(name):
		*into = wish
	case wish != "":
		r.refuse(name, string(wish), r.words.Value(name, string(*into)))
	}
}

func (r *reader) number(name string, into *int, least, most int) {
	wish := r.query.Get(name)
	if wish == "" {
		return
	}
	n, err := strconv.Atoi(wish)
	if err != nil || n < least || n > most {
		r.refuse(name, wish, strconv.Itoa(least)+"–"+strconv.Itoa(most))
		return
	}
	*into = n
}

func (r *reader) colour(into *button.RGB) {
	wish := r.query.Get(paintField)
	if wish == "" {
		return
	}
	colour, err := button.ParseRGB(wish)
	if err != nil {
		r.refuse(paintField, wish, into.String())
		return
	}
	*into = colour
}

// guide takes the text as it will be saved: a longer one is cut, and what a save would refuse is said (R3-4).
func (r *reader) guide(into *string) {
	text := strings.ToValidUTF8(strings.ReplaceAll(r.query.Get(guideField), "\r\n", "\n"), "")
	guide := struct {
		Guide string `json:"guide" validate:"max=2000,cleanlines"`
	}{text}
	for _, fault := range validate.Struct(guide) {
		r.notices = append(r.notices, i18n.For(r.words.Lang).Fault(fault, r.words.Fields[guideField]))
	}
	if runes := []rune(text); len(runes) > maxGuide {
		text = string(runes[:maxGuide])
	}
	*into = text
}

func (r *reader) spread(into *[]Dimension) {
	if !r.query.Has(spreadField) {
		return
	}
	wishes := r.query[spreadField]
	*into = slices.DeleteFunc(slices.Clone(dimensions), func(d Dimension) bool { return !slices.Contains(wishes, string(d)) })
	for _, wish := range wishes {
		if wish != none && !slices.Contains(dimensions, Dimension(wish)) {
			r.refuse(spreadField, wish, r.spreads())
			return
		}
	}
}

// spreads names all that can be spread.
func (r *reader) spreads() string {
	var names []string
	for _, each := range dimensions {
		names = append(names, r.words.Value(spreadField, string(each)))
	}
	return strings.Join(names, " · ")
}

// refuse says that a value is not taken, and what stands in its place, or what would be taken.
func (r *reader) refuse(name, value, instead string) {
	const most = 40
	shown := []rune(validate.Visible(value))
	if len(shown) > most {
		shown = append(shown[:most], '…')
	}
	r.notices = append(r.notices, i18n.Fill(r.words.Refused, "field", r.words.Fields[name], "value", string(shown), "instead", instead))
}
