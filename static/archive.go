package static

import (
	"crypto/rand"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
)

// Archive is a folder where every build that runs leaves its hashed files, so that pinned addresses, and pages that were open
// during an upgrade, go on working, also between replicas of different builds.
type Archive struct{ root *os.Root }

// ours are the names that carry a hash of their content; only they are kept, and given out.
var ours = regexp.MustCompile(`^noren(-[a-z]+)?-[0-9a-f]{16}\.(js|wasm)\.(br|gz)$`)

// OpenArchive makes the folder if need be, and copies what this build has and the folder does not. Builds may do so at the same time.
func OpenArchive(folder string) (*Archive, error) { return openArchive(folder, Generated()) }

func openArchive(folder string, generated fs.FS) (*Archive, error) {
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return nil, fmt.Errorf("static: archive: %w", err)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, fmt.Errorf("static: archive: %w", err)
	}
	a := &Archive{root}
	if err := a.keep(generated); err != nil {
		return nil, errors.Join(fmt.Errorf("static: archive: %w", err), root.Close())
	}
	return a, nil
}

func (a *Archive) keep(generated fs.FS) error {
	entries, err := fs.ReadDir(generated, ".")
	if err != nil {
		return err
	}
	for _, entry := range entries {
		name := entry.Name()
		if _, err := a.root.Stat(name); err == nil || !ours.MatchString(name) {
			continue
		}
		content, err := fs.ReadFile(generated, name)
		if err != nil {
			return err
		}
		// Renamed into place: another replica may be reading, and this one may be killed.
		part := "part-" + rand.Text()
		if err := errors.Join(a.root.WriteFile(part, content, 0o640), a.root.Rename(part, name)); err != nil {
			return err
		}
	}
	return nil
}

// Close lets go of the folder. What is there stays.
func (a *Archive) Close() error {
	if a == nil {
		return nil
	}
	return a.root.Close()
}

// files is empty without an archive.
func (a *Archive) files() fs.FS {
	if a == nil {
		return embed.FS{}
	}
	return archived{a.root.FS()}
}

// archived holds nothing but what builds left.
type archived struct{ fs.FS }

func (a archived) Open(name string) (fs.File, error) {
	if !ours.MatchString(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return a.FS.Open(name)
}
