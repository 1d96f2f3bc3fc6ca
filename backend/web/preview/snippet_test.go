package preview

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"noren/backend/merchant"
	"noren/shared/button"
	"noren/shared/validate"
)

// the settings can be saved as they are, and say what is chosen.
func TestX14_SettingsAreThoseOfAShop(t *testing.T) {
	for _, s := range subjects {
		c := defaults()
		c.Show, c.Colour, c.Size, c.Guide, c.Image = s.name, button.DarkGray, button.Large, "一行目\n<b>\"二\"</b>", true
		text := c.settings()
		if !s.hasGuide() {
			if text != "" {
				t.Errorf("%s: %s", s.name, text)
			}
			continue
		}
		settings := merchant.DefaultSettings()
		if err := validate.Decode([]byte(text), &settings); err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		if err := settings.Check(); err != nil {
			t.Errorf("%s: %v", s.name, err)
		}
		style := button.Style{Colour: button.DarkGray, Size: button.Large}
		both := merchant.Button{PC: style, SP: style}
		said := []string{settings.Guides.Checkout, settings.LoginGuides.Checkout, settings.LoginGuides.Signup}
		if strings.Join(said, "") != c.Guide {
			t.Errorf("%s: guides %q", s.name, said)
		}
		if s.isButton() && (settings.PayButton == both) == (settings.LoginButton == both) {
			t.Errorf("%s: %+v %+v", s.name, settings.PayButton, settings.LoginButton)
		}
	}
}

// the HTML has this server's script and the element, with what is chosen.
func TestX14_SnippetOfHTML(t *testing.T) {
	c := defaults()
	c.Show, c.Size, c.Guide, c.Words = LoginSubject, button.Small, "案内", "en"
	root := parsed(t, c.snippetHTML("https://pay.example"))
	scripts := find(root, func(n *html.Node) bool { return n.Data == "script" })
	if len(scripts) != 1 || attributeOf(scripts[0], "src") != "https://pay.example/embed/v1/noren.js" || attributeOf(scripts[0], "data-shop") == "" {
		t.Error(outer(t, scripts...))
	}
	hosts := find(root, func(n *html.Node) bool { return strings.HasPrefix(n.Data, "noren-") })
	want := `<noren-guide kind="login"></noren-guide><noren-login colour="gold" size="small" lang="en"></noren-login>`
	if got := outer(t, hosts...); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// the CSS keeps the very room that the button takes.
func TestX14_SnippetOfCSS(t *testing.T) {
	c := defaults()
	if got, want := c.snippetCSS(), "noren-pay:not(:defined) {\n  display: block;\n  width: 200px;\n  max-width: 100%;\n  height: 45px;\n}\n"; got != want {
		t.Errorf("%q", got)
	}
	c.Size, c.Height, c.Radius = button.Fluid, 60, 12
	want := "noren-pay:not(:defined) {\n  display: block;\n  max-width: 600px;\n  height: 60px;\n}\nnoren-pay {\n  --noren-radius: 12px;\n  --noren-button-height: 60px;\n}\n"
	if got := c.snippetCSS(); got != want {
		t.Errorf("%q", got)
	}
	c.Show = "address"
	if got := c.snippetCSS(); got != "" {
		t.Errorf("an address has no room of its own: %q", got)
	}
}
