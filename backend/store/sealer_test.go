package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"noren/backend/store"
	"noren/backend/store/storetest"
)

func TestSealOpensAtItsPlaceOnly(t *testing.T) {
	sealer := storetest.Sealer(t)
	plain := []byte("東京都港区")
	sealed, err := sealer.Seal("shop_1", "buyer", plain)
	if err != nil || bytes.Contains(sealed, plain) {
		t.Fatalf("%q, %v", sealed, err)
	}
	if got, err := sealer.Open("shop_1", "buyer", sealed); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("%q, %v", got, err)
	}
	for _, place := range [][2]string{{"shop_2", "buyer"}, {"shop_1", "private_key"}} {
		if got, err := sealer.Open(place[0], place[1], sealed); !errors.Is(err, store.ErrSealed) {
			t.Errorf("%v: %q, %v; want ErrSealed", place, got, err)
		}
	}
	sealed[len(sealed)-1] ^= 1
	if _, err := sealer.Open("shop_1", "buyer", sealed); !errors.Is(err, store.ErrSealed) {
		t.Errorf("changed: %v", err)
	}
	if _, err := storetest.Sealer(t).Open("shop_1", "buyer", sealed); !errors.Is(err, store.ErrSealed) {
		t.Errorf("other key: %v", err)
	}
}

func TestSealNeedsAPlace(t *testing.T) {
	sealer := storetest.Sealer(t)
	for _, place := range [][2]string{{"", "buyer"}, {"shop_1", ""}, {"shop|1", "buyer"}, {"shop", "1|buyer"}} {
		if _, err := sealer.Seal(place[0], place[1], nil); err == nil {
			t.Errorf("%v: sealed", place)
		}
	}
}

func TestRotateKeyset(t *testing.T) {
	text, err := store.GenerateKeyset()
	if err != nil {
		t.Fatal(err)
	}
	old, err := store.NewSealer(text)
	if err != nil {
		t.Fatal(err)
	}
	before, err := old.Seal("shop_1", "buyer", []byte("x"))
	if err != nil {
		t.Fatal(err)
	}
	rotated, err := store.RotateKeyset(text)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "keyset.json")
	if err := os.WriteFile(file, []byte(rotated), 0o600); err != nil {
		t.Fatal(err)
	}
	sealer, err := store.NewSealer(file)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := sealer.Open("shop_1", "buyer", before); err != nil || string(got) != "x" {
		t.Errorf("sealed before: %q, %v", got, err)
	}
	after, err := sealer.Seal("shop_1", "buyer", []byte("y"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := old.Open("shop_1", "buyer", after); !errors.Is(err, store.ErrSealed) {
		t.Errorf("the new key must seal: %v", err)
	}
}

func TestNewSealerRefuses(t *testing.T) {
	for _, text := range []string{"", "{}", `{"key":[]}`, "/nowhere/keyset.json"} {
		if _, err := store.NewSealer(text); err == nil {
			t.Errorf("NewSealer(%q): no error", text)
		}
	}
}
