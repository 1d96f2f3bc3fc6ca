package bundle

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"github.com/andybalholm/brotli"
)

// worthSaying is the size from which packing takes long enough that a person should know.
const worthSaying = 1 << 20

// pack writes name.br and name.gz.
func (o Options) pack(file File) error {
	packed, err := o.brotli(file)
	if err != nil {
		return err
	}
	if err := write(filepath.Join(o.Out, file.Name+".br"), packed); err != nil {
		return err
	}
	var zipped bytes.Buffer
	writer, err := gzip.NewWriterLevel(&zipped, gzip.BestCompression)
	if err != nil {
		return fmt.Errorf("bundle: %w", err)
	}
	if err := all(writer, file.Content); err != nil {
		return fmt.Errorf("bundle: gzip: %w", err)
	}
	if err := write(filepath.Join(o.Out, file.Name+".gz"), zipped.Bytes()); err != nil {
		return err
	}
	o.Say(fmt.Sprintf("%s: %d kB, packed %.1f kB", file.Name, len(file.Content)/1000, float64(len(packed))/1000))
	return nil
}

// brotli packs, or takes what an earlier build packed from the same bytes.
func (o Options) brotli(file File) ([]byte, error) {
	kept := filepath.Join(o.Cache, "brotli", hash(file.Content)+"-"+strconv.Itoa(o.Quality)+".br")
	packed, err := os.ReadFile(kept) //nolint:gosec // G304: our own cache
	if err == nil {
		return packed, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("bundle: %w", err)
	}
	if o.Quality == brotli.BestCompression && len(file.Content) > worthSaying {
		o.Say(file.Name + ": packing for the smallest size takes about 40 seconds, once")
	}
	packed, err = Brotli(file.Content, o.Quality)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(kept), 0o750); err != nil {
		return nil, fmt.Errorf("bundle: %w", err)
	}
	// Renamed into place, so that a build that was interrupted leaves no half file for the next.
	if err := write(kept+".part", packed); err != nil {
		return nil, err
	}
	if err := os.Rename(kept+".part", kept); err != nil {
		return nil, fmt.Errorf("bundle: %w", err)
	}
	return packed, nil
}

// Brotli packs content at a quality from 0 to 11.
func Brotli(content []byte, quality int) ([]byte, error) {
	var packed bytes.Buffer
	if err := all(brotli.NewWriterLevel(&packed, quality), content); err != nil {
		return nil, fmt.Errorf("bundle: brotli: %w", err)
	}
	return packed.Bytes(), nil
}

func all(writer io.WriteCloser, content []byte) error {
	_, err := writer.Write(content)
	return errors.Join(err, writer.Close())
}
