package jpaddress

import (
	"regexp"
	"strings"
)

// A block number is what ends a street: 1-8-1, 8番1号, 123番地の4, 三丁目五番, 無番地. The numbers of 一丁目, 北1条 and 5線 alone are no
// block number yet, and those of 5F, 203号室 and 3号棟 belong to a building.
const (
	kanji  = "[" + kanjiDigits + "]"
	either = "[0-9" + kanjiDigits + "]"
	houses = "ビル|マンション|ハイツ|コーポ|タワー|アパート|メゾン|レジデンス|パレス|ハウス"
)

var (
	// ended is a block number at the end of a text.
	ended = regexp.MustCompile("(?:[0-9]+(?:[-の][0-9A-Za-z]+)*|" + kanji + "+(?:-" + kanji + "+)+|" +
		either + "(?:番地|番|号)(?:の?" + either + "+)*|無番地|番外地)[イロハニホヘト甲乙丙]?(?:地?[内先])?$")
	// lone is a number at the end of a text that may be only the first part of a block number: 本町1.
	lone = regexp.MustCompile("(?:^|[^-の0-9])[0-9]+$")
	// areas is a number at the end of a text that is no block number, but may be the last that is known.
	areas = regexp.MustCompile("(?:丁目?|条|線|地割|線[東西南北]?" + either + "+号)$")

	// block is a block number at the head of a text, with all its units.
	block = regexp.MustCompile("^(?:" + either + "+(?:[-の][0-9]+)*(?:丁目|番地?|号|地割)[-の ]?)*" +
		"(?:[0-9]+(?:[-の][0-9]+)*|" + kanji + "+(?:-" + kanji + "+)+|" + kanji + "+(?:丁目|番|号))(?:丁目|番地?|号|地割)?")
	// goesOn is the rest of a block number at the head of a text: の2, 8番, 番地 5.
	goesOn = regexp.MustCompile("^(?:[-のノ] ?[0-9]|[0-9]+(?:条|線|地割)|" + either + "+(?:丁目|番地|番(?:[^館街町丁]|$))|" +
		"(?:丁目|番地?|号)(?: |$|[0-9の]))")
	// chain is a bare number at the head of a text, which can be of a block or of a room.
	chain = regexp.MustCompile("^(?:[0-9]+(?:-[0-9]+)*|" + kanji + "+)号?(?: |$)")

	// room is what makes the number before it one of a building.
	room = regexp.MustCompile("^(?:号?[室棟館]|号?部屋|階|F(?:[^a-z]|$)|f |f$|番[館街]|番?町|th|st|nd|rd|LDK|[A-Za-z]?棟)")
	// onlyArea is what makes the number before it no block number.
	onlyArea = regexp.MustCompile("^(?:丁目?|条|線|地割|区|町|号線|番[町丁館街]|号?[室棟館]|階|F)")
	digits   = regexp.MustCompile("[0-9]+")
	// counted is a block number in kanji.
	counted = regexp.MustCompile(kanji + "(?:番(?:地|" + either + ")|号(?: |$)|-" + kanji + ")|無番地|番外地")
	// numbered is any number of an address.
	numbered = regexp.MustCompile("[0-9]|" + kanji + "(?:丁目|番|号|条|-)|番地|番外地")

	// building is a first word that a building, a company or a household has.
	building = regexp.MustCompile(`^[^ ]*(?:` + houses + `|荘|寮|館|方|会社|\((?:株|有)\))`)
	// glued is a building that stands behind the block number without a blank.
	glued = regexp.MustCompile("[0-9号番地][^-0-9 ]+(?:" + houses + "|号室|階|F$)")
)

// complete reports that a street has its block number, wherever it stands.
func complete(street string) bool {
	if strings.HasSuffix(street, "-") {
		return false
	}
	for _, at := range digits.FindAllStringIndex(street, -1) {
		if !onlyArea.MatchString(street[at[1]:]) {
			return true
		}
	}
	return counted.MatchString(street)
}

// beginsWithBlock reports that a line goes on with the block number of the line before, and not with a room or a floor.
func beginsWithBlock(line string) bool {
	at := block.FindStringIndex(line)
	if at == nil {
		return false
	}
	rest := line[at[1]:]
	if onlyDigits(line[:at[1]]) && rest != "" && rest != "-" && rest[0] != ' ' {
		return false // 109ビル
	}
	return !room.MatchString(rest)
}

// splitBuilding cuts a street at the first blank behind its block number. What is written without a blank stays together.
func splitBuilding(street string) (before, after string) {
	for at, r := range street {
		if r == ' ' && isEnd(street[:at], street[at+1:]) {
			return street[:at], street[at+1:]
		}
	}
	return street, ""
}

func isEnd(before, after string) bool {
	switch {
	case goesOn.MatchString(after):
		return false
	case areas.MatchString(before):
		return building.MatchString(after) || !complete(after) && !chain.MatchString(after)
	case lone.MatchString(before), strings.HasSuffix(before, "番"), strings.HasSuffix(before, "番地"):
		return ended.MatchString(before) && !chain.MatchString(after) // 本町1 2-3, 8番 1号
	case ended.MatchString(before):
		return true
	}
	return false
}
