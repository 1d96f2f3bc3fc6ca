package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// document reads one of the documents that speak of this program.
func document(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../../static/docs/" + name + ".md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// The table of flags in the document for operators is complete, and names the right variables.
func TestDocs_TableOfFlags(t *testing.T) {
	want := map[string]string{}
	for _, group := range leaves(t)["serve"].AllFlags(true) {
		for _, flag := range group {
			if flag.Name != "help" {
				want[flag.Name] = strings.Join(flag.Envs, " ")
			}
		}
	}
	row := regexp.MustCompile("(?m)^\\| (`--[^|]+`) \\| (`NOREN_[^|]+`) \\|")
	word := regexp.MustCompile("`-*([^`]+)`")
	for _, name := range []string{"operating.ja", "operating.en"} {
		told := map[string]string{}
		for _, found := range row.FindAllStringSubmatch(document(t, name), -1) {
			flags, variables := word.FindAllStringSubmatch(found[1], -1), word.FindAllStringSubmatch(found[2], -1)
			for i, flag := range flags {
				told[flag[1]] = variables[min(i, len(variables)-1)][1]
			}
		}
		for flag, variable := range want {
			if told[flag] != variable {
				t.Errorf("%s: --%s is %s, told is %q", name, flag, variable, told[flag])
			}
		}
		if len(told) != len(want) {
			t.Errorf("%s: told are %v", name, told)
		}
	}
}

// What the documents tell to type can be typed, and no flag is named that is not there.
func TestDocs_CommandsAreUnderstood(t *testing.T) {
	texts := map[string]string{}
	for _, name := range []string{"operating.ja", "operating.en", "orders.ja", "orders.en", "sandbox.ja", "sandbox.en"} {
		texts[name] = document(t, name)
	}
	t.Chdir(t.TempDir())
	for _, file := range []string{"noren.keyset", "private.pem", "public.pem", "settings.json", "smtp.password", "oidc.secret", "tls.pem", "tls.key", "heads.json"} {
		if err := os.WriteFile(file, []byte("{}"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	line := regexp.MustCompile(`(?m)^noren ((?:.*\\\n)*.*)$`)
	inline := regexp.MustCompile("`noren ([a-z][^`]*)`")
	for name, text := range texts {
		commands := append(line.FindAllStringSubmatch(text, -1), inline.FindAllStringSubmatch(text, -1)...)
		if len(commands) < 3 {
			t.Errorf("%s: only %d commands were found", name, len(commands))
		}
		for _, found := range commands {
			understands(t, name, strings.ReplaceAll(found[1], "\\\n", " "))
		}
		for _, found := range regexp.MustCompile("`--([a-z-]+)").FindAllStringSubmatch(text, -1) {
			if !slices.Contains(allFlags(t), found[1]) {
				t.Errorf("%s: there is no flag --%s", name, found[1])
			}
		}
	}
}

// understands parses a command line without running it. A mere name of a command, as in a sentence, is a beginning of one.
func understands(t *testing.T, name, command string) {
	t.Helper()
	command, _, _ = strings.Cut(command, " > ")
	for path := range leaves(t) {
		if path == command || strings.HasPrefix(path, command+" ") {
			return
		}
	}
	parser, err := kong.New(&commands{}, kong.Exit(func(int) {}), kong.Writers(t.Output(), t.Output()))
	if err != nil {
		t.Fatal(err)
	}
	var args []string
	for _, arg := range regexp.MustCompile(`"[^"]*"|\S+`).FindAllString(command, -1) {
		args = append(args, strings.Trim(arg, `"`))
	}
	if strings.HasPrefix(command, "serve") && !strings.Contains(command, "--public-url") { // a sentence names what it is about
		args = append(args, "--public-url", "https://pay.example")
	}
	if _, err := parser.Parse(args); err != nil {
		t.Errorf("%s: noren %s: %v", name, command, err)
	}
}

func allFlags(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, leaf := range leaves(t) {
		for _, group := range leaf.AllFlags(false) {
			for _, flag := range group {
				names = append(names, flag.Name)
			}
		}
	}
	return names
}
