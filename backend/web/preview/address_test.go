package preview

import (
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/i18n"
)

// the address keeps all that is chosen.
func TestX14_AddressesSurviveTheWay(t *testing.T) {
	number := func(least, most int) *rapid.Generator[int] { return rapid.IntRange(least, most) }
	tick, channel := rapid.Bool(), rapid.Uint8()
	rapid.Check(t, func(t *rapid.T) {
		want := Choices{
			Lang: rapid.SampledFrom(langs).Draw(t, "lang"), Show: rapid.SampledFrom(allSubjects()).Draw(t, "show"),
			Colour: rapid.SampledFrom(button.Colours).Draw(t, "colour"), Size: rapid.SampledFrom(button.Sizes).Draw(t, "size"),
			Site: rapid.SampledFrom(sites).Draw(t, "site"), Words: rapid.SampledFrom(langs).Draw(t, "words"),
			State: rapid.SampledFrom(states).Draw(t, "state"), Reason: rapid.SampledFrom(reasons).Draw(t, "reason"),
			Background: rapid.SampledFrom(backgrounds).Draw(t, "background"),
			Paint:      button.RGB{R: channel.Draw(t, "r"), G: channel.Draw(t, "g"), B: channel.Draw(t, "b")},
			Width:      number(minPlace, maxPlace).Draw(t, "width"), Radius: number(0, maxRadius).Draw(t, "radius"),
			Height: rapid.OneOf(rapid.Just(0), number(button.MinHeight, button.MaxHeight)).Draw(t, "height"),
			Guide:  rapid.StringOfN(rapid.SampledFrom([]rune("案内\n<b>&\"'=+%# a")), 0, 60, -1).Draw(t, "guide"),
			Image:  tick.Draw(t, "image"), Sandbox: tick.Draw(t, "sandbox"), Real: tick.Draw(t, "real"),
			Page: number(1, 99).Draw(t, "page"),
		}
		for _, dimension := range dimensions {
			if tick.Draw(t, string(dimension)) {
				want.Spread = append(want.Spread, dimension)
			}
		}
		query, err := url.ParseQuery(want.Query())
		if err != nil {
			t.Fatal(err)
		}
		got, notices := Parse(query, api.Japanese)
		if len(got.Spread) == 0 {
			got.Spread = nil
		}
		if diff := cmp.Diff(want, got); diff != "" || notices != nil {
			t.Errorf("%s: %v %s", want.Query(), notices, diff)
		}
	})
}

// an address is short: what is the default is left out.
func TestX14_AddressesAreShort(t *testing.T) {
	c := defaults()
	if got := c.Query(); got != "lang=ja" {
		t.Errorf("the default is %q", got)
	}
	c.Size, c.Lang = button.Large, api.English
	if got := c.Query(); got != "lang=en&size=large" {
		t.Errorf("large is %q", got)
	}
}

// what makes no sense is the default, and that is said, in the language of the page.
func TestX14_UnknownValuesAreSaid(t *testing.T) {
	for _, query := range []string{
		"show=buy", "colour=pink", "colour=Gold", "size=huge", "site=tablet", "words=fr", "state=happy", "reason=none", "background=pink", "paint=red", "paint=%23fff",
		"width=79", "width=721", "width=1e2", "width=-0", "height=41", "height=194", "radius=41", "radius=x", "page=0", "page=100", "spread=moon", "spread=none&spread=%3Cb%3E",
		"width=" + strings.Repeat("9", 70_000), "colour=" + url.QueryEscape("\u202eevil\u2066<script>"),
	} {
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		for _, lang := range langs {
			got, notices := Parse(values, lang)
			want := defaults()
			want.Lang, want.Spread = lang, got.Spread
			if diff := cmp.Diff(want, got); diff != "" || len(notices) != 1 {
				t.Errorf("%.80s: %q %s", query, notices, diff)
				continue
			}
			name, _, _ := strings.Cut(query, "=")
			if said := notices[0]; !strings.Contains(said, i18n.PreviewFor(lang).Fields[name]) || len(said) > 400 || strings.ContainsAny(said, "\u202e\u2066") {
				t.Errorf("%.80s: says %q", query, said)
			}
		}
	}
}

// R3-4, X-14: a guide is cut at the length that can be saved, and what a save would refuse is said.
func TestR3_4_GuidesHaveALimit(t *testing.T) {
	for _, c := range []struct {
		text, want string
		notices    int
	}{
		{"一行目\r\n二行目", "一行目\n二行目", 0},
		{strings.Repeat("案", maxGuide), strings.Repeat("案", maxGuide), 0},
		{strings.Repeat("案", maxGuide+1), strings.Repeat("案", maxGuide), 1},
		{"案内\u202e", "案内\u202e", 1},
		{"案\xff内", "案内", 0},
		{"<script>alert(1)</script>", "<script>alert(1)</script>", 0},
	} {
		got, notices := Parse(url.Values{guideField: {c.text}}, api.Japanese)
		if got.Guide != c.want || len(notices) != c.notices {
			t.Errorf("%.40q becomes %.40q, %q", c.text, got.Guide, notices)
		}
	}
}

// The language is the browser's unless the address names one.
func TestX14_LanguageOfTheAddress(t *testing.T) {
	for query, want := range map[string]api.Lang{"": api.English, "lang=ja": api.Japanese, "lang=xx": api.English} {
		values, _ := url.ParseQuery(query)
		if got, notices := Parse(values, api.English); got.Lang != want || notices != nil {
			t.Errorf("%q: %s %q", query, got.Lang, notices)
		}
	}
}

// every choice has a name in both languages, and no two of a field have the same.
func TestX20_EveryChoiceHasItsName(t *testing.T) {
	for _, lang := range langs {
		words := i18n.PreviewFor(lang)
		for field, values := range map[string][]string{
			showField: texts(allSubjects()), colourField: texts(button.Colours), sizeField: texts(button.Sizes), siteField: texts(sites), wordsField: texts(langs),
			stateField: texts(states), reasonField: texts(reasons), backgroundField: texts(backgrounds), spreadField: texts(dimensions),
		} {
			names := []string{}
			for _, value := range values {
				name := words.Value(field, value)
				if name == "" || slices.Contains(names, name) {
					t.Errorf("%s: %s=%s is called %q", lang, field, value, name)
				}
				names = append(names, name)
			}
			if len(words.Values[field]) != len(values) || words.Fields[field] == "" {
				t.Errorf("%s: %s has names of what there is not, or none itself", lang, field)
			}
		}
		for _, s := range subjects {
			if words.Groups[string(s.element)] != "<noren-"+string(s.element)+">" {
				t.Errorf("%s: group of %s", lang, s.element)
			}
		}
	}
}

// every text of the studio stands in both languages, with the same places in it.
func TestX20_StudioIsInBothLanguages(t *testing.T) {
	places := regexp.MustCompile(`\{\w+\}`)
	placesOf := func(text string) []string { return slices.Sorted(slices.Values(places.FindAllString(text, -1))) }
	ja, en := reflect.ValueOf(i18n.PreviewFor(api.Japanese)), reflect.ValueOf(i18n.PreviewFor(api.English))
	for i := range ja.NumField() {
		if ja.Field(i).Kind() != reflect.String {
			continue
		}
		name, one, other := ja.Type().Field(i).Name, ja.Field(i).String(), en.Field(i).String()
		alike := name == "SnippetHTML" || name == "PictureSVG" || name == "SampleName" // which are the same in both
		if one == "" || other == "" || (one == other) != alike || !slices.Equal(placesOf(one), placesOf(other)) {
			t.Errorf("%s: %q and %q", name, one, other)
		}
	}
}
