package main

import (
	"encoding/json"
	"fmt"
	"io"

	"noren/backend/version"
)

// versionCommand is `noren version`.
type versionCommand struct {
	JSON bool `env:"NOREN_JSON" help:"Print JSON instead."`
}

// Run is the command.
func (c *versionCommand) Run(out io.Writer) error {
	if c.JSON {
		return json.NewEncoder(out).Encode(version.Get())
	}
	_, err := fmt.Fprintln(out, version.Get())
	return err
}
