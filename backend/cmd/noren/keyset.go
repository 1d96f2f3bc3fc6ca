package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"noren/backend/store"
)

// keys is the master keyset.
type keys struct {
	Keyset     string `env:"NOREN_KEYSET" xor:"keyset" help:"Master keyset, as «noren keyset» prints it. Better: --keyset-file."`
	KeysetFile string `env:"NOREN_KEYSET_FILE" xor:"keyset" type:"existingfile" placeholder:"FILE" help:"File that holds the master keyset."`
}

// value is the keyset itself. No message shows it: what is wrong with it may be a letter.
func (k keys) value() (string, error) {
	const remedy = "make one with «noren keyset > noren.keyset» and give --keyset-file=noren.keyset"
	flag, text := "--keyset", k.Keyset
	if k.KeysetFile != "" {
		file, err := os.ReadFile(k.KeysetFile)
		if err != nil {
			return "", fmt.Errorf("--keyset-file: %w", err)
		}
		flag, text = "--keyset-file "+k.KeysetFile, string(file)
	} else if text == "" {
		return "", errors.New("a master keyset is needed: " + remedy)
	}
	if err := store.CheckKeyset(text); err != nil {
		return "", fmt.Errorf("%s: %w; %s", flag, err, remedy)
	}
	return text, nil
}

// keysetCommand is `noren keyset`.
type keysetCommand struct{}

// Run is the command.
func (*keysetCommand) Run(out io.Writer) error {
	keyset, err := store.GenerateKeyset()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, keyset)
	return err
}
