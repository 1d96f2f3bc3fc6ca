// Package preview is the studio for designers at /preview: every element of Noren in every variant, drawn by the very
// components that shops get, on a choice of backgrounds, with figures, a snippet and a picture to take away. It knows no shop and
// keeps nothing: what is chosen stands in the address.
package preview

import (
	"math"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/display"
)

// Choices are all that the address says: what is looked at, and how.
type Choices struct {
	Lang api.Lang // of the studio itself

	Show   Subject
	Colour button.Colour
	Size   button.Size
	Site   button.Site // "" gives each frame its own
	Words  api.Lang    // of the element
	State  State
	Reason display.Reason // why it is hidden, with the state hidden

	Background Background
	Paint      button.RGB // of the background «own»

	Width  int // CSS pixels of the place that the element stands in
	Height int // CSS pixels of the button; 0 is that of its size
	Radius int // CSS pixels of the button's corners

	Guide   string
	Image   bool // the payment image
	Sandbox bool // the mark of the test mode

	Real   bool        // the PC's frame is as large as it is, and not as the studio has room for
	Spread []Dimension // of the matrix: every value of these, and the one that is chosen of the others
	Page   int         // of the matrix, from 1
}

// State is how an element stands, as its attribute «state» says it.
type State string

// States. Hidden and loading elements draw nothing.
const (
	Loading     State = "loading"
	Ready       State = "ready"
	Busy        State = "busy"
	Disabled    State = "disabled"
	Hidden      State = "hidden"
	Failed      State = "error"
	Unreachable State = "unreachable"
)

// Background is what the element stands on.
type Background string

// Backgrounds.
const (
	Light   Background = "light"
	Dark    Background = "dark"
	Picture Background = "busy"
	Hostile Background = "hostile" // a page whose style sheet says !important about everything
	Own     Background = "own"
)

// Dimension is a direction of the matrix.
type Dimension string

// Dimensions.
const (
	Kinds   Dimension = "kind"
	Colours Dimension = "colour"
	Sizes   Dimension = "size"
	Sites   Dimension = "site"
	Langs   Dimension = "words"
	States  Dimension = "state"
)

// What can be chosen, in the order in which it is shown. The first of each is the default, but for Size and State.
var (
	langs       = []api.Lang{api.Japanese, api.English}
	sites       = []button.Site{"", button.PC, button.SP}
	states      = []State{Loading, Ready, Busy, Disabled, Hidden, Failed, Unreachable}
	backgrounds = []Background{Light, Dark, Picture, Hostile, Own}
	dimensions  = []Dimension{Kinds, Colours, Sizes, Sites, Langs, States}
	reasons     = []display.Reason{
		display.NotRegistered, display.SwitchedOff, display.CartHidden, display.LinkingOff, display.BelowLimit, display.AboveLimit,
		display.GoodsRange, display.NothingToPay, display.TotalRange, display.KindNotAllowed, display.GroupNotAllowed, display.SPSiteOnPC,
		display.NoCart, display.NoCheckout, display.NoMember, display.Signed, display.NoGuide, display.Linked,
	}
)

// Limits of the numbers, and of the guide's characters (R3-4).
const (
	minPlace, maxPlace = 80, 720
	maxRadius          = 40
	maxGuide           = 2000
)

func defaults() Choices {
	return Choices{
		Lang: api.Japanese, Show: PaySubject, Colour: button.Default.Colour, Size: button.Default.Size, Words: api.Japanese, State: Ready,
		Reason: display.BelowLimit, Background: Light, Paint: button.RGB{R: 0xFF, G: 0xE8, B: 0xE0},
		Width: 450, Radius: 3, Spread: []Dimension{Colours, Sizes, States}, Page: 1,
	}
}

// site is the theme that an element stands in, in a frame or a cell that has one of its own.
func (c Choices) site(own button.Site) button.Site {
	if c.Site != "" {
		return c.Site
	}
	return own
}

// box is the button's size in a place of so many CSS pixels, as the widget keeps Amazon's rule: for the width first of all.
func (c Choices) box(place int) button.Box {
	box := c.Size.Box()
	if c.Height != 0 {
		box.Height = c.Height
	}
	if box.Width == 0 {
		box.Width = place
	}
	least, most := int(math.Ceil(button.MinRatio*float64(box.Height))), button.MaxRatio*box.Height
	box.Width = min(max(box.Width, button.MinWidth, least), button.MaxWidth, most, place)
	box.Height = max(min(box.Height, int(float64(box.Width)/button.MinRatio)), button.MinHeight)
	return box
}
