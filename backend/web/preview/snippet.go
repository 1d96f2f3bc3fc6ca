package preview

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"strings"

	"noren/backend/merchant"
	"noren/shared/api"
	"noren/shared/button"
)

// snippetHTML is what a theme writes to show the same: the script of this server, and the element.
func (c Choices) snippetHTML(publicURL string) string {
	s := c.subject()
	var out strings.Builder
	fmt.Fprintf(&out, "<script async crossorigin src=\"%s/embed/v1/noren.js\" data-shop=\"shop_…\"></script>\n\n", html.EscapeString(publicURL))
	if s.isButton() && (c.Guide != "" || c.Image) {
		out.WriteString("<noren-guide" + attributeText(c.guide().attributes(c.guide().subject())) + "></noren-guide>\n")
	}
	list := c.attributes(s)
	if c.Words != defaults().Words {
		list = append(list[:len(list):len(list)], attribute{"lang", string(c.Words)})
	}
	if token := tokens[s.element]; token != "" {
		list = append([]attribute{{token, "…"}}, list...)
	}
	out.WriteString("<noren-" + string(s.element) + attributeText(list) + "></noren-" + string(s.element) + ">\n")
	return out.String()
}

// tokens are the signed tokens that an element cannot do without.
var tokens = map[api.ElementName]string{ //nolint:exhaustive // the others do without
	api.PayElement: "cart", api.OrderElement: "cart", api.LinkElement: "member",
}

func attributeText(list []attribute) string {
	var out strings.Builder
	for _, a := range list {
		out.WriteString(" " + a.name)
		if a.value != "" {
			out.WriteString(`="` + html.EscapeString(a.value) + `"`)
		}
	}
	return out.String()
}

// guide is the same with the guide that belongs to the button.
func (c Choices) guide() Choices {
	kind := c.subject().kind()
	c.Show = "guide"
	if kind == button.Login {
		c.Show = "guide-login"
	}
	return c
}

// snippetCSS keeps the button's room until the script is there, so that nothing moves, and sets what is not the default.
func (c Choices) snippetCSS() string {
	s := c.subject()
	if !s.isButton() {
		return ""
	}
	tag, box := "noren-"+string(s.element), c.box(button.MaxWidth)
	width := fmt.Sprintf("width: %dpx;\n  max-width: 100%%;", box.Width)
	if c.Size == button.Fluid {
		width = fmt.Sprintf("max-width: %dpx;", box.Width)
	}
	return fmt.Sprintf("%s:not(:defined) {\n  display: block;\n  %s\n  height: %dpx;\n}\n", tag, width, box.Height) + c.properties(tag)
}

// excerpt is the part of [merchant.Settings] that gives a shop the same.
type excerpt struct {
	PayButton   *merchant.Button `json:"payButton,omitempty"`
	LoginButton *merchant.Button `json:"loginButton,omitempty"`
	Guides      *payGuide        `json:"guides,omitempty"`
	LoginGuides *loginGuide      `json:"loginGuides,omitempty"`
}

type payGuide struct {
	Checkout string `json:"checkout"`
}

type loginGuide struct {
	Checkout string `json:"checkout,omitempty"`
	Signup   string `json:"signup,omitempty"`
}

// settings is the excerpt as JSON, or nothing for what no setting is about. A payment image is not in it: what it is called, the shop
// knows when it has uploaded it.
func (c Choices) settings() string {
	s, part := c.subject(), excerpt{}
	style := button.Style{Colour: c.Colour, Size: c.Size}
	both := &merchant.Button{PC: style, SP: style}
	switch s.element {
	case api.PayElement:
		part.PayButton = both
	case api.LoginElement:
		part.LoginButton = both
	case api.GuideElement:
	case api.AddressElement, api.PaymentElement, api.OrderElement, api.ReflectElement, api.LinkElement:
		return ""
	}
	if s.hasGuide() && c.Guide != "" {
		switch {
		case s.kind() == button.Pay:
			part.Guides = &payGuide{c.Guide}
		case s.name == "login-signup":
			part.LoginGuides = &loginGuide{Signup: c.Guide}
		default:
			part.LoginGuides = &loginGuide{Checkout: c.Guide}
		}
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false) // it is shown as text, and read by people
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(part); err != nil {
		panic(err) // only for what JSON cannot say, and these are texts
	}
	return out.String()
}
