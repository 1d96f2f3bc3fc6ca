// Package button names the two buttons and their variants (requirements C-3, R3-6, R3-8).
package button

// Kind says what a button starts.
type Kind string

// The two buttons.
const (
	Pay   Kind = "pay"   // 「Amazonアカウントでお支払い」
	Login Kind = "login" // 「Amazonアカウントでログイン」
)

// Colour is one of the three colours that Amazon allows; gold evokes Amazon most (R3-6).
type Colour string

// Colours, as Amazon's script names them: Gold, LightGray, DarkGray.
const (
	Gold      Colour = "gold"
	LightGray Colour = "lightgray"
	DarkGray  Colour = "darkgray"
)

// Size is one of our presets. Amazon Pay V2 has none: the size follows the container within Amazon's rule.
type Size string

// The presets, plus Fluid, which takes the width that the page gives it.
const (
	Small  Size = "small"
	Medium Size = "medium"
	Large  Size = "large"
	Fluid  Size = "fluid"
)

// Amazon's rule for a button's box in CSS pixels; width : height stays between MinRatio and MaxRatio.
const (
	MinWidth  = 113
	MaxWidth  = 600
	MinHeight = 42
	MaxHeight = 193
	MinRatio  = 2.6
	MaxRatio  = 10.0
)

// Box is a size in CSS pixels.
type Box struct {
	Width  int `json:"width"`
	Height int `json:"height"`
}

// Box gives a preset's dimensions. Fluid reserves the medium height; its width 0 means «as wide as the page allows».
func (s Size) Box() Box {
	switch s {
	case Small:
		return Box{160, 42}
	case Large:
		return Box{300, 60}
	case Fluid:
		return Box{0, 45}
	case Medium:
	}
	return Box{200, 45}
}

// Site is the theme that a page belongs to, which is not the device that shows it (R4-13).
type Site string

// The two themes.
const (
	PC Site = "pc"
	SP Site = "sp"
)

// Style is how one button looks on one site.
type Style struct {
	Colour Colour `json:"colour" validate:"required,oneof=gold lightgray darkgray"`
	Size   Size   `json:"size" validate:"required,oneof=small medium large fluid"`
}

// Default is gold in the middle size (R3-6).
var Default = Style{Gold, Medium}
