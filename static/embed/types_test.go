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
document.addEventListener("noren:cancel", ({ detail: { checkout } }) => console.log(checkout?.problem));
const pay = document.createElement("noren-pay");
void window.Noren.begin(pay).then(({ problem }) => problem && window.Noren.refresh(pay, document.body));
void Promise.all([window.Noren.begin(), window.Noren.order(), window.Noren.link(), window.Noren.destroy()]);
`

// reactPage is a React shop's page. Each line marked wrong must be refused.
const reactPage = `import { createElement, useRef } from "react";
import "./noren-react";
export const Page = ({ token, busy }: { token: string; busy: boolean }) => {
  const order = useRef<HTMLElement>(null);
  return (
    <div>
      <noren-pay cart={token} size="large" disabled={busy} id="pay" />
      <noren-order ref={order} cart={token} return-to="/complete" class="wide" />
      {/* @ts-expect-error wrong: no such size */}
      <noren-pay size="huge" />
      {/* @ts-expect-error wrong: no such element */}
      <noren-buy />
    </div>
  );
};
console.log(createElement("noren-link", { placement: "mypage" }));
`

func TestTypeScriptIsSound(t *testing.T) {
	for _, react := range []string{"@types/react@18", "@types/react@19"} {
		folder := installed(t, compiler, react)
		if folder == "" {
			return
		}
		if err := os.CopyFS(filepath.Join(folder, "embed"), os.DirFS(".")); err != nil {
			t.Fatal(err)
		}
		for name, text := range map[string]string{"shop.ts": shopScript, "page.tsx": reactPage} {
			if err := os.WriteFile(filepath.Join(folder, "embed", name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		tsc := exec.CommandContext(t.Context(), filepath.Join(folder, "node_modules", ".bin", "tsc"), "-p", filepath.Join(folder, "embed"))
		if output, err := tsc.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", react, err, output)
		}
	}
}

// installed has npm install packages into a new folder; "" without npm.
func installed(t *testing.T, packages ...string) string {
	t.Helper()
	npm, err := exec.LookPath("npm")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("npm is missing")
		}
		t.Log("npm is missing: the types of the loader were not checked")
		return ""
	}
	folder := t.TempDir()
	install := exec.CommandContext(t.Context(), npm, append([]string{"install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder}, packages...)...)
	if output, err := install.CombinedOutput(); err != nil {
		t.Fatalf("npm: %v\n%s", err, output)
	}
	return folder
}
