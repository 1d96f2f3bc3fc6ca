package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"noren/backend/merchant"
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

// keysetCommand is `noren keyset …`.
type keysetCommand struct {
	Make    keysetMake    `cmd:"" default:"1" help:"Make a new master keyset and print it. Keep it where nobody but the backend reads it."`
	Prepare keysetPrepare `cmd:"" help:"Print the keyset with a further key that only opens yet. Give it to every replica, then rotate."`
	Rotate  keysetRotate  `cmd:"" help:"Print the keyset with its newest key in charge: the prepared one, or a new one. The older keys go on opening."`
	Reseal  keysetReseal  `cmd:"" help:"Seal everything stored with the key in charge, in small steps, while replicas run. May be stopped and begun again."`
	Retire  keysetRetire  `cmd:"" help:"Print the keyset without the older keys, if nothing stored needs them any more."`
}

type keysetMake struct{}

// Run is the command.
func (*keysetMake) Run(out io.Writer) error { return printKeyset(out)(store.GenerateKeyset()) }

type keysetPrepare struct{ keys }

// Run is the command.
func (c *keysetPrepare) Run(out io.Writer) error { return c.changed(out, store.PrepareKeyset) }

type keysetRotate struct{ keys }

// Run is the command.
func (c *keysetRotate) Run(out io.Writer) error { return c.changed(out, store.RotateKeyset) }

func (k keys) changed(out io.Writer, change func(string) (string, error)) error {
	keyset, err := k.value()
	if err != nil {
		return err
	}
	return printKeyset(out)(change(keyset))
}

func printKeyset(out io.Writer) func(keyset string, err error) error {
	return func(keyset string, err error) error {
		if err == nil {
			_, err = fmt.Fprintln(out, keyset)
		}
		return err
	}
}

type keysetReseal struct{ stored }

// Run is the command.
func (c *keysetReseal) Run(ctx context.Context, out io.Writer) error {
	return c.with(ctx, out, func(shops *merchant.Shops) (any, error) {
		keyset, err := c.value()
		if err != nil {
			return nil, err
		}
		sum, err := shops.DB.Reseal(ctx, keyset)
		if err != nil {
			return sum, fmt.Errorf("%w; %d values were sealed anew before", err, sum.Resealed)
		}
		return sum, nil
	})
}

type keysetRetire struct{ stored }

// Run is the command.
func (c *keysetRetire) Run(ctx context.Context, out io.Writer) error {
	shops, closeStore, err := c.open(ctx)
	if err != nil {
		return err
	}
	keyset, err := c.value()
	if err != nil {
		return errors.Join(err, closeStore())
	}
	older, err := shops.DB.Older(ctx, keyset)
	if err = errors.Join(err, closeStore()); err != nil {
		return err
	}
	if older > 0 {
		return fmt.Errorf("%d values are still sealed with an older key; «noren keyset reseal» seals them anew", older)
	}
	return printKeyset(out)(store.RetireKeyset(keyset))
}
