package i18n

import "noren/shared/api"

// Preview are the words of the studio for designers (/preview). They are not part of [Texts], and made by functions instead of
// variables, so that the browser program does not carry them.
type Preview struct {
	Lang api.Lang

	Title, Lead, Controls, Reset, Apply, CopyAddress string

	Fields  map[string]string            // by their names in the address
	Hints   map[string]string            // below some of them
	Values  map[string]map[string]string // of a field's choices
	Groups  map[string]string            // of subjects, by element
	Refused string                       // {field} {value} {instead}

	Large, FramePC, FrameSP     string
	Measures                    string // {width} {height} {left} {top} {ratio}
	Within, Outside, NothingYet string // Amazon's rule about the measures
	Rule                        string
	HiddenNote, LoadingNote     string

	Contrasts, ContrastLead, ContrastOff                                       string
	Pair, Ratio, Wanted, Verdict, Enough, TooLittle                            string
	FigureTop, FigureBottom, FigureTopOver, FigureBottomOver, FigurePressed    string
	FigureFill, FigureLine, FigureLabel, FigureText, FigureRing                string
	FillNote, LineNote                                                         string
	Snippets, SnippetHTML, SnippetCSS, SnippetJSON, Copy, Copied, CopyByHand   string
	Pictures, PictureLead, PictureSVG, PicturePNG, PictureMade, PictureFailure string

	Matrix, MatrixLead, MatrixCount, Pages, Open string // {all} {from} {to}

	Shop, ShopMenu, CartHeading, TotalHeading string // of the page in the frame
	Goods                                     [2]string
	GoodsNote                                 string
	SampleGuide, SampleName                   string
	SampleAddress                             []string
}

// Value names a choice of a field.
func (p Preview) Value(field, value string) string { return p.Values[field][value] }

// PreviewFor returns the words in a language; any other than English gives Japanese.
func PreviewFor(lang api.Lang) Preview {
	if lang == api.English {
		return previewEnglish()
	}
	return previewJapanese()
}
