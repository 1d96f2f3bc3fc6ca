package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

//go:generate go test -run TestIssue8_TheReferenceIsGenerated -count=1 . -reference.write

// inJapanese is every text of the command line for the Japanese reference.
var inJapanese = func() (texts map[string]string) {
	if err := json.Unmarshal(japanese, &texts); err != nil {
		panic(err)
	}
	return texts
}()

//go:embed testdata/reference.ja.json
var japanese []byte

var writeReference = flag.Bool("reference.write", false, "write static/docs/configuration.*.md instead of comparing them")

// The reference of the configuration is what the program's own commands say: «make generate» writes it anew. A new text needs its
// Japanese in testdata/reference.ja.json.
func TestIssue8_TheReferenceIsGenerated(t *testing.T) {
	for _, words := range []referenceWords{referenceEnglish, referenceJapanese} {
		file := "../../../static/docs/configuration." + words.lang + ".md"
		text := words.reference(t)
		if *writeReference {
			if err := os.WriteFile(file, text, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if kept, err := os.ReadFile(file); err != nil || !bytes.Equal(kept, text) {
			t.Errorf("%s is not what the program says: «make generate» (%v)", file, err)
		}
	}
	used := map[string]bool{}
	walk(t, func(text string) { used[text] = true })
	for text := range inJapanese {
		if !used[text] {
			t.Errorf("the program does not say %q any more", text)
		}
	}
}

// walk visits every text for people of all commands.
func walk(t *testing.T, visit func(text string)) {
	t.Helper()
	root := model(t)
	var each func(node *kong.Node)
	each = func(node *kong.Node) {
		if node.Leaf() {
			visit(node.Help)
		}
		for _, flag := range flagsOf(node) {
			visit(flag.Help)
		}
		for _, argument := range node.Positional {
			visit(argument.Help)
		}
		for _, child := range node.Children {
			each(child)
		}
	}
	each(root)
}

func model(t *testing.T) *kong.Node {
	t.Helper()
	parser, err := kong.New(&commands{}, kong.Name("noren"))
	if err != nil {
		t.Fatal(err)
	}
	return parser.Model.Node
}

// flagsOf are a command's own flags; not help, and not those that only other programs' variables set.
func flagsOf(node *kong.Node) []*kong.Flag {
	return slices.DeleteFunc(slices.Clone(node.Flags), func(f *kong.Flag) bool { return f.Hidden || f.Name == "help" })
}

// referenceWords is the frame of the reference in one language.
type referenceWords struct {
	lang                                                string
	title, lead, common, commonLead, commands           string
	flag, variable, byDefault, meaning, argument, needs string
	same                                                string // {command}
	say                                                 func(t *testing.T, text string) string
}

func (w referenceWords) reference(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	root := model(t)
	fmt.Fprintf(&out, "# %s\n\n%s\n\n## %s\n\n%s\n", w.title, w.lead, w.common, w.commonLead)
	w.flags(t, &out, flagsOf(root))
	fmt.Fprintf(&out, "\n## %s\n", w.commands)
	all := leaves(t)
	paths := make([]string, 0, len(all))
	for path := range all {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	for _, path := range paths {
		w.command(t, &out, all, path)
	}
	return out.Bytes()
}

// command is a section. «noren doctor» takes what «noren serve» takes, which is not written twice.
func (w referenceWords) command(t *testing.T, out *bytes.Buffer, all map[string]*kong.Node, path string) {
	t.Helper()
	leaf := all[path]
	words := []string{"noren", path}
	for _, argument := range leaf.Positional {
		words = append(words, argument.Summary())
	}
	fmt.Fprintf(out, "\n### noren %s\n\n`%s` — %s\n", path, strings.Join(words, " "), w.say(t, leaf.Help))
	if len(leaf.Positional) > 0 {
		fmt.Fprintf(out, "\n| %s | %s |\n|---|---|\n", w.argument, w.meaning)
		for _, argument := range leaf.Positional {
			fmt.Fprintf(out, "| `%s` | %s |\n", argument.Name, cell(w.say(t, argument.Help)))
		}
	}
	flags := flagsOf(leaf)
	if path == "doctor" {
		fmt.Fprintf(out, "\n%s\n", strings.ReplaceAll(w.same, "{command}", "[noren serve](#noren-serve)"))
		of := map[string]bool{}
		for _, flag := range flagsOf(all["serve"]) {
			of[flag.Name] = true
		}
		flags = slices.DeleteFunc(flags, func(f *kong.Flag) bool { return of[f.Name] })
	}
	w.flags(t, out, flags)
}

func (w referenceWords) flags(t *testing.T, out *bytes.Buffer, flags []*kong.Flag) {
	t.Helper()
	if len(flags) == 0 {
		return
	}
	fmt.Fprintf(out, "\n| %s | %s | %s | %s |\n|---|---|---|---|\n", w.flag, w.variable, w.byDefault, w.meaning)
	for _, flag := range flags {
		standard := "—"
		switch {
		case flag.Required:
			standard = w.needs
		case flag.HasDefault && flag.Default != "":
			standard = "`" + flag.Default + "`"
		}
		fmt.Fprintf(out, "| `--%s` | `%s` | %s | %s |\n", flag.Name, strings.Join(flag.Envs, "` `"), standard, cell(w.say(t, flag.Help)))
	}
}

func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

var referenceEnglish = referenceWords{
	lang: "en", title: "Reference of the configuration",
	lead: "Every command of `noren` with its flags and variables, as the program itself knows them. This page is generated. How to start Noren is told in [operating](operating.en.md).\n\n" +
		"Every flag can also be given by its variable; a flag goes before it. Values of several parts are separated by commas. Lengths of time are written like `3s`, `15m` or `1h`. Give secrets by file or variable: a command line can be seen by every user of the machine.",
	common: "For every command", commonLead: "These stand with any command.", commands: "Commands",
	flag: "flag", variable: "variable", byDefault: "by default", meaning: "meaning", argument: "argument", needs: "must be given",
	same: "It takes the flags of {command}, and these:",
	say:  func(_ *testing.T, text string) string { return text },
}

var referenceJapanese = referenceWords{
	lang: "ja", title: "設定リファレンス",
	lead: "`noren` のすべてのコマンドと、そのフラグと環境変数の一覧です。プログラム自身から生成しています。起動のしかたは[運用](operating.ja.md)をご覧ください。\n\n" +
		"どのフラグも、環境変数で指定できます。両方あるときは、フラグが優先されます。複数の値は、コンマで区切ります。時間は `3s`、`15m`、`1h` のように書きます。秘密の値は、ファイルか環境変数で渡してください。コマンドラインは、同じマシンのほかの利用者からも見えます。",
	common: "すべてのコマンドに共通", commonLead: "どのコマンドにも付けられます。", commands: "コマンド",
	flag: "フラグ", variable: "環境変数", byDefault: "既定値", meaning: "意味", argument: "引数", needs: "必須",
	same: "{command}のフラグに加えて、次のフラグがあります。",
	say: func(t *testing.T, text string) string {
		t.Helper()
		said := inJapanese[text]
		if said == "" {
			t.Errorf("testdata/reference.ja.json has no Japanese for %q", text)
		}
		return said
	},
}
