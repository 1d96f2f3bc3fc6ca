package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/evanw/esbuild/pkg/api"
)

// buys goes to Amazon and back with a cart of ¥2,592, and pays. The page has nothing to complain about.
func (th *theme) buys(s *shopper) {
	th.t.Helper()
	s.press("button[data-do=begin]", "Amazon")
	s.arrive("amazon.localhost")
	s.signIn()
	s.press("label", "1111")
	s.press("button", "続行")
	s.arrive(th.ShopURL)
	s.wait("button[data-what=address]", "")
	s.says("¥2,592")
	s.picture("theme-back")
	s.press("button[data-do=confirm]", "この内容で注文する")
	s.arrive(th.ShopURL + "/complete?noren_checkout=chk_")
	th.wantPaid(1)
	s.quiet()
}

// remember marks the element that stands there, so that another one in its place is noticed.
const remember = `(window.first = document.querySelector("noren-pay")).isConnected`

// isFreed waits until nobody holds the element that was remembered and is gone, after some pages more: React keeps the last one for
// comparison.
func (s *shopper) isFreed() {
	s.t.Helper()
	s.until(`window.gone = new WeakRef(first), delete window.first`)
	for range 2 {
		s.press("a", "カート")
		s.wait("button[data-do=begin]", "Amazon")
		s.press("a", "お店について")
		s.until(`!document.querySelector("noren-pay")`)
	}
	call(s, heapprofiler.CollectGarbage, cdp.Empty{})
	s.until(`!gone.deref()`)
}

// The example without a build: the cart changes in place, the box goes away with the button, and it sells, under the strict policy of
// the document.
func TestTheme_PlainExampleSells(t *testing.T) {
	for name, phone := range map[string]bool{"PC": false, "SP": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			th := newTheme(t, examples+"plain")
			s := th.shopper(phone)
			s.open(th.ShopURL)
			s.wait("button[data-do=begin]", "Amazon")
			s.until(remember)
			th.change(899)
			s.press("#more", "")
			s.says("このご注文では Amazon Pay をご利用いただけません")
			s.until(`getComputedStyle(document.getElementById("pay")).display === "none"`)
			th.change(-900)
			s.press("#more", "")
			s.wait("button[data-do=begin]", "Amazon")
			s.says("¥2,592")
			s.until(`document.querySelector("noren-pay") === first && document.getElementById("instead").hidden`)
			s.picture("theme-plain")
			th.buys(s)
		})
	}
}

// The example for React: no complaints of the compiler, one button although StrictMode mounts twice, changes in place, freed on
// another page, and it sells.
func TestTheme_ReactExampleSells(t *testing.T) {
	t.Parallel()
	th := newTheme(t, builtReact(t))
	s := th.shopper(false)
	s.open(th.ShopURL)
	s.wait("button[data-do=begin]", "Amazon")
	if n := evaluate[int](s, `document.querySelectorAll("noren-pay").length`); n != 1 {
		t.Errorf("%d buttons", n)
	}
	s.until(remember)
	th.change(899)
	s.press("button", "一つ増やす")
	s.says("このご注文では Amazon Pay をご利用いただけません")
	th.change(-900)
	s.press("a", "お店について")
	s.says("お店について")
	s.until(`!document.querySelector("noren-pay")`)
	s.isFreed()
	s.press("a", "カート")
	s.wait("button[data-do=begin]", "Amazon")
	s.until(remember)
	s.press("button", "一つ増やす")
	s.says("¥2,592")
	s.until(`document.querySelector("noren-pay") === first`)
	s.wait("button[data-do=begin]", "Amazon")
	s.picture("theme-react")
	th.buys(s)
}

// builtReact installs React and the compiler, checks the example's types and bundles it, as a shop developer would. It gives the
// folder to serve. StrictMode mounts twice only in React's build for development.
func builtReact(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	for _, from := range []string{examples + "react", "../../static/embed"} {
		files, err := filepath.Glob(from + "/*")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasPrefix(from, examples) || strings.HasSuffix(file, ".d.ts") {
				text, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(folder, filepath.Base(file)), text, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	for _, command := range [][]string{
		{"npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"},
		{"node", "node_modules/typescript/bin/tsc", "-p", "."},
	} {
		run := exec.CommandContext(t.Context(), command[0], command[1:]...)
		run.Dir = folder
		if out, err := run.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", command, err, out)
		}
	}
	built := api.Build(api.BuildOptions{
		AbsWorkingDir: folder, EntryPoints: []string{"main.tsx"}, Outfile: "app.js", Bundle: true, Write: true, Format: api.FormatESModule,
		Target: api.ES2022, JSX: api.JSXAutomatic, Define: map[string]string{"process.env.NODE_ENV": `"development"`},
	})
	if len(built.Errors) > 0 {
		t.Fatal(built.Errors)
	}
	return folder
}
