package embed_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// compiler is the TypeScript that checks the loader. Only this test needs it, and Node: the build has esbuild, which does not check.
const compiler = "typescript@5.9.3"

// shopScript is a shop's own TypeScript, written against noren.d.ts.
const shopScript = `/// <reference path="./noren.d.ts" />
import type { Checkout } from "./api";
document.addEventListener("noren:returned", (event) => console.log(event.detail.delivery?.postalCode));
document.querySelector("noren-pay")!.addEventListener("noren:click", (event) => event.detail.do == "begin" || event.preventDefault());
document.addEventListener("noren:filled", (event) => console.log(event.detail.fields.includes("phone")));
const known: Noren.Checkout = {} as Checkout, sent: Checkout = {} as Noren.Checkout; // the same fields
console.log(known, sent);
void window.Noren.ready.then(({ checkout, problem }) => [checkout?.id, problem?.code]);
`

func TestTypeScriptIsSound(t *testing.T) {
	npm, err := exec.LookPath("npm")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("npm is missing")
		}
		t.Log("npm is missing: the types of the loader were not checked")
		return
	}
	folder := t.TempDir()
	install := exec.CommandContext(t.Context(), npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder, compiler)
	if output, err := install.CombinedOutput(); err != nil {
		t.Fatalf("npm: %v\n%s", err, output)
	}
	if err := os.CopyFS(filepath.Join(folder, "embed"), os.DirFS(".")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "embed", "shop.ts"), []byte(shopScript), 0o600); err != nil {
		t.Fatal(err)
	}
	tsc := exec.CommandContext(t.Context(), filepath.Join(folder, "node_modules", ".bin", "tsc"), "-p", filepath.Join(folder, "embed"))
	if output, err := tsc.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, output)
	}
}
