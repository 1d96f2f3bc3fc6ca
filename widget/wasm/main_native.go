//go:build !js || !wasm

// Command wasm is the browser program.
package main

import "log/slog"

// main outside a browser only says where it belongs, so that every package builds everywhere.
func main() { slog.Error("this program runs in a browser: build it with package trim") }
