package diagram

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var words = Words{Steps: "In words", If: "if", OrIf: "or if", Otherwise: "otherwise", Repeat: "repeat", Note: "Note"}

const everything = `sequenceDiagram
    accTitle: Everything & more
    autonumber
    %% a comment is not drawn
    actor S as お客さま
    participant P as Shop
    participant N as Noren<br/>backend
    S->>N: 長い文は<br/>二行になる
    N-->>S: <answer>
    alt linked
      P->>P: thinks
      loop every day
        N->>P: asks for a rather long time what is going on here
      end
    else not linked
      Note over S,P: 二人の上
    else
      Note right of N: beside the last
    end
    opt late
      Note over P: over one
    end`

// mark is an element of a drawing.
type mark struct {
	name, text string
	attributes map[string]string
}

func (m mark) number(t *testing.T, name string) int {
	t.Helper()
	n, err := strconv.Atoi(m.attributes[name])
	if err != nil {
		t.Fatalf("%s of %v: %v", name, m, err)
	}
	return n
}

// marksOf reads a figure as XML, which HTML of this kind is.
func marksOf(t *testing.T, figure string) []mark {
	t.Helper()
	var marks []mark
	var open []int
	for decoder := xml.NewDecoder(strings.NewReader(figure)); ; {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return marks
		}
		if err != nil {
			t.Fatalf("%v in %s", err, figure)
		}
		switch token := token.(type) {
		case xml.StartElement:
			attributes := map[string]string{}
			for _, attribute := range token.Attr {
				attributes[attribute.Name.Local] = attribute.Value
			}
			open = append(open, len(marks))
			marks = append(marks, mark{name: token.Name.Local, attributes: attributes})
		case xml.CharData:
			if len(open) > 0 {
				marks[open[len(open)-1]].text += string(token)
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
}

func drawn(t *testing.T) []mark {
	t.Helper()
	d, err := Parse(everything)
	if err != nil {
		t.Fatal(err)
	}
	return marksOf(t, d.HTML(words, "diagram-1"))
}

func textsOf(marks []mark, class string) []string {
	var texts []string
	for _, m := range marks {
		if m.name == "text" && m.attributes["class"] == class {
			texts = append(texts, m.text)
		}
	}
	return texts
}

func TestDiagram_SaysEverything(t *testing.T) {
	marks := drawn(t)
	for class, want := range map[string][]string{
		"name": {"お客さま", "Shop", "Noren", "backend", "お客さま", "Shop", "Noren", "backend"},
		"words": {
			"長い文は", "二行になる", "<answer>", "thinks", "asks for a rather long time what is going on here",
			"every day", "linked", "not linked", "late",
		},
		"remark":  {"二人の上", "beside the last", "over one"},
		"keyword": {"repeat", "if", "or if", "otherwise", "if"},
		"number":  {"1", "2", "3", "4"},
	} {
		if got := textsOf(marks, class); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", class, got, want)
		}
	}
}

func TestDiagram_HasANameAndIsReachedByKeyboard(t *testing.T) {
	marks := drawn(t)
	seen := map[string]bool{}
	for _, m := range marks {
		switch {
		case m.name == "title" && m.attributes["id"] == "diagram-1" && m.text == "Everything & more":
			seen["title"] = true
		case m.name == "svg" && m.attributes["role"] == "img" && m.attributes["aria-labelledby"] == "diagram-1":
			seen["image"] = true
		case m.attributes["class"] == "drawing" && m.attributes["tabindex"] == "0" && m.attributes["aria-labelledby"] == "diagram-1":
			seen["box"] = true
		}
		if m.name == "style" || m.name == "script" || m.attributes["style"] != "" {
			t.Errorf("the strict policy of our pages stops %v", m)
		}
	}
	if len(seen) != 3 {
		t.Errorf("found only %v", seen)
	}
}

// The steps in words have the numbers of the drawing, and one blank at most where the drawing breaks a line.
func TestDiagram_TellsTheSteps(t *testing.T) {
	var told, names []string
	for _, m := range drawn(t) {
		switch m.name {
		case "li":
			told = append(told, m.attributes["value"]+m.attributes["class"]+m.text)
		case "b":
			names = append(names, m.text)
		}
	}
	if want := []string{
		"1 長い文は二行になる", "2 <answer>", "plain", "3 thinks", "plain", "4 asks for a rather long time what is going on here",
		"plain", "plain 二人の上", "plain", "plain beside the last", "plain", "plain over one",
	}; !slices.Equal(told, want) {
		t.Errorf("%q, want %q", told, want)
	}
	if want := []string{
		"お客さま → Noren backend", "Noren backend → お客さま", "if: linked", "Shop → Shop", "repeat: every day", "Noren backend → Shop",
		"or if: not linked", "Note (お客さま – Shop)", "otherwise", "Note (Noren backend)", "if: late", "Note (Shop)",
	}; !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
}

// Nothing is cut off at the drawing's edges, and no text is wider than the room it has.
func TestDiagram_EverythingHasRoom(t *testing.T) {
	marks := drawn(t)
	var left, width, height int
	var middles []int
	for _, m := range marks {
		switch m.name {
		case "svg":
			width, height = m.number(t, "width"), m.number(t, "height")
			var err error
			if left, err = strconv.Atoi(strings.Fields(m.attributes["viewBox"])[0]); err != nil {
				t.Fatal(err)
			}
		case "rect":
			x, y := m.number(t, "x"), m.number(t, "y")
			if x < left || x+m.number(t, "width") > left+width || y < -8 || y+m.number(t, "height") > height {
				t.Errorf("%v is cut off", m.attributes)
			}
		case "text":
			x, half := m.number(t, "x"), 0
			if m.attributes["text-anchor"] == "middle" {
				half = textWidth(m.text) / 2
			}
			if x-half < left || x-half+textWidth(m.text) > left+width {
				t.Errorf("%q is cut off", m.text)
			}
			if m.attributes["class"] == "name" {
				middles = append(middles, x)
			}
		}
	}
	if slices.Sort(middles); len(slices.Compact(middles)) != 3 {
		t.Errorf("the columns stand at %v", middles)
	}
	d, err := Parse(everything)
	if err != nil {
		t.Fatal(err)
	}
	at := d.middles()
	if long := textWidth("asks for a rather long time what is going on here"); at[2]-at[1] < long+2*badge {
		t.Errorf("%d pixels for a text of %d", at[2]-at[1], long)
	}
}
