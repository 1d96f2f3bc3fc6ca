package jpaddress

import (
	"strings"

	"noren/shared/validate"
)

// Phone reads a Japanese telephone number as its ten or eleven digits: "+81 (0)90-1234-5678" is "09012345678". Anything else, a
// number of another country or one with an extension, is given in its normal form with false.
func Phone(text string) (national string, ok bool) {
	text = Normal(text)
	number := text
	for _, word := range []string{"TEL", "Tel", "tel", "電話番号", "電話", "携帯"} {
		number = strings.TrimPrefix(number, word)
	}
	number = without(number, trueDashes+likeDashes+" ()[].:/・")
	switch {
	case strings.HasPrefix(number, "+81"):
		number = "0" + strings.TrimPrefix(number[3:], "0")
	case strings.HasPrefix(number, "01081"), strings.HasPrefix(number, "0081"): // dialled from Japan, dialled from Europe
		_, number, _ = strings.Cut(number, "81")
		number = "0" + strings.TrimPrefix(number, "0")
	case strings.HasPrefix(number, "81") && len(number) > 10: // the + is lost; no number within Japan begins without 0
		number = "0" + strings.TrimPrefix(number[2:], "0")
	}
	if !validate.IsPhone(number) {
		return text, false
	}
	return number, true
}
