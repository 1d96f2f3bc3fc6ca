package jpaddress

import (
	_ "embed" // the table
	"strconv"

	"noren/shared/validate"
)

// PhoneParts cuts a number, as Phone gives it, into the three parts that it is written in: 03-1234-5678, 04992-2-1234,
// 090-1234-5678, 0120-123-456. Together they are the number. Where no area code is known the cut is the usual one and not
// certain; what is no Japanese number stays whole in the first part.
func PhoneParts(national string) (area, exchange, number string, certain bool) {
	if !validate.IsPhone(national) {
		return national, "", "", false
	}
	first, second := 3, 4
	switch head := national[:4]; {
	case head == "0800", head == "0120", head == "0570", head == "0990", head == "0180":
		first, second, certain = 4, 3, true
	case len(national) == 11 && national[1] == '2':
		second, certain = 3, true // 020-123-45678
	case len(national) == 11:
		certain = true
	case head[:2] == "03", head[:2] == "06": // Tokyo and Osaka have no longer codes
		first, certain = 2, true
	default:
		first, certain = areaCode(national)
		second = 6 - first // area code and exchange have six digits
	}
	return national[:first], national[first : first+second], national[first+second:], certain
}

// areaCode is the length of a landline number's area code. Two area codes can begin alike (0422, 04220): the longest beginning
// that the table has decides.
func areaCode(national string) (length int, known bool) {
	for end := 6; end > 2; end-- {
		if length, known = areaCodes()[national[:end]]; known {
			return length, true
		}
	}
	return 3, false
}

//go:embed areacodes.txt
var areaCodesText string

func areaCodes() map[string]int { return areaCodesTable.read(readAreaCodes) }

var areaCodesTable table[map[string]int]

func readAreaCodes() map[string]int {
	all := map[string]int{}
	for length, prefixes := range rows(areaCodesText) {
		for _, prefix := range prefixes {
			all[prefix], _ = strconv.Atoi(length)
		}
	}
	return all
}
