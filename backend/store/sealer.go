package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/tink"
)

// ErrSealed says that something sealed cannot be opened: it is damaged, was sealed for another shop or purpose, or with a key
// that is not in the keyset.
var ErrSealed = errors.New("store: cannot be opened")

// Sealer encrypts private keys and personal data before they are stored. What was sealed opens for the same shop and purpose
// only, so that a row copied to another shop is worthless there. It is safe for concurrent use.
type Sealer struct{ aead tink.AEAD }

// NewSealer takes a keyset as [GenerateKeyset] makes it, or the name of a file that holds one. The keyset is the operator's
// master secret: whoever has it and the database reads everything. New values are sealed with its primary key, old ones
// open with any key that is still in it.
func NewSealer(keysetOrFile string) (*Sealer, error) {
	text := strings.TrimSpace(keysetOrFile)
	if !strings.HasPrefix(text, "{") {
		file, err := os.ReadFile(text) //nolint:gosec // the operator names the file
		if err != nil {
			return nil, fmt.Errorf("store: keyset: %w", err)
		}
		text = string(file)
	}
	handle, err := readKeyset(text)
	if err != nil {
		return nil, err
	}
	primitive, err := aead.New(handle)
	if err != nil {
		return nil, fmt.Errorf("store: keyset: %w", err)
	}
	return &Sealer{primitive}, nil
}

// GenerateKeyset makes a keyset with one key, as JSON.
func GenerateKeyset() (string, error) {
	manager := keyset.NewManager()
	id, err := addKey(manager)
	if err != nil {
		return "", err
	}
	if err := manager.SetPrimary(id); err != nil {
		return "", fmt.Errorf("store: keyset: %w", err)
	}
	return writeKeyset(manager)
}

// RotateKeyset lets a new key seal from now on; the old ones go on opening. The new key is the newest that [PrepareKeyset] added, or
// one that is made now. Where several processes have the keyset, all must know the key before one of them seals with it: there
// prepare it first, give that keyset to all, and rotate then.
func RotateKeyset(text string) (string, error) {
	handle, err := readKeyset(text)
	if err != nil {
		return "", err
	}
	manager, info := keyset.NewManagerFromHandle(handle), handle.KeysetInfo()
	newest := info.GetKeyInfo()[len(info.GetKeyInfo())-1].GetKeyId()
	if newest == info.GetPrimaryKeyId() {
		if newest, err = addKey(manager); err != nil {
			return "", err
		}
	}
	if err := manager.SetPrimary(newest); err != nil {
		return "", fmt.Errorf("store: keyset: %w", err)
	}
	return writeKeyset(manager)
}

// PrepareKeyset adds a key that only opens yet, for [RotateKeyset].
func PrepareKeyset(text string) (string, error) {
	handle, err := readKeyset(text)
	if err != nil {
		return "", err
	}
	manager := keyset.NewManagerFromHandle(handle)
	if _, err := addKey(manager); err != nil {
		return "", err
	}
	return writeKeyset(manager)
}

// RetireKeyset leaves only the primary key. What is sealed with another one opens never again: [DB.Older] counts it.
func RetireKeyset(text string) (string, error) {
	handle, err := readKeyset(text)
	if err != nil {
		return "", err
	}
	manager, info := keyset.NewManagerFromHandle(handle), handle.KeysetInfo()
	for _, key := range info.GetKeyInfo() {
		if key.GetKeyId() == info.GetPrimaryKeyId() {
			continue
		}
		if err := manager.Delete(key.GetKeyId()); err != nil {
			return "", fmt.Errorf("store: keyset: %w", err)
		}
	}
	return writeKeyset(manager)
}

// primaryKey is the id of the key that seals.
func primaryKey(text string) (uint32, error) {
	handle, err := readKeyset(text)
	if err != nil {
		return 0, err
	}
	return handle.KeysetInfo().GetPrimaryKeyId(), nil
}

// Seal encrypts plain for a shop and a purpose (such as "buyer"), neither of which is kept in the result.
func (s *Sealer) Seal(shop, purpose string, plain []byte) ([]byte, error) {
	where, err := associate(shop, purpose)
	if err != nil {
		return nil, err
	}
	sealed, err := s.aead.Encrypt(plain, where)
	if err != nil {
		return nil, fmt.Errorf("store: seal: %w", err)
	}
	return sealed, nil
}

// Open decrypts what Seal made for the same shop and purpose, or answers [ErrSealed].
func (s *Sealer) Open(shop, purpose string, sealed []byte) ([]byte, error) {
	where, err := associate(shop, purpose)
	if err != nil {
		return nil, err
	}
	plain, err := s.aead.Decrypt(sealed, where)
	if err != nil {
		return nil, fmt.Errorf("%w: %s", ErrSealed, purpose)
	}
	return plain, nil
}

// associate names the place that a sealed value belongs to; the separator must not be part of a name, or two places
// could have one name.
func associate(shop, purpose string) ([]byte, error) {
	if shop == "" || purpose == "" || strings.Contains(shop+purpose, "|") {
		return nil, errors.New("store: seal: needs a shop and a purpose")
	}
	return []byte(shop + "|" + purpose), nil
}

// CheckKeyset reports whether text is a keyset as [GenerateKeyset] makes it.
func CheckKeyset(text string) error {
	handle, err := readKeyset(text)
	if err != nil {
		return err
	}
	if _, err := aead.New(handle); err != nil {
		return errors.New("store: keyset: not one for AEAD")
	}
	return nil
}

func readKeyset(text string) (*keyset.Handle, error) {
	handle, err := insecurecleartextkeyset.Read(keyset.NewJSONReader(strings.NewReader(text)))
	if err != nil {
		return nil, errors.New("store: keyset: not a keyset in JSON") // tink's error may show parts of it
	}
	return handle, nil
}

// addKey makes a key. Its nonces of 192 random bits never repeat, however much is sealed.
func addKey(manager *keyset.Manager) (uint32, error) {
	id, err := manager.Add(aead.XChaCha20Poly1305KeyTemplate())
	if err != nil {
		return 0, fmt.Errorf("store: keyset: %w", err)
	}
	return id, nil
}

func writeKeyset(manager *keyset.Manager) (string, error) {
	handle, err := manager.Handle()
	if err != nil {
		return "", fmt.Errorf("store: keyset: %w", err)
	}
	var text bytes.Buffer
	if err := insecurecleartextkeyset.Write(handle, keyset.NewJSONWriter(&text)); err != nil {
		return "", fmt.Errorf("store: keyset: %w", err)
	}
	return text.String(), nil
}
