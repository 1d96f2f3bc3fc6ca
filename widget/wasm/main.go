//go:build js && wasm

// Command wasm is the browser program. The loader starts it once in a page, on a facade that it takes for the window.
package main

import "noren/widget/mount"

func main() {
	mount.Serve()
	select {} // it answers until the page goes
}
