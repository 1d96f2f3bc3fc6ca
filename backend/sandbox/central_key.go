package sandbox

import (
	"cmp"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"net/http"
	"slices"
	"strings"

	"noren/backend/sandbox/central"
	"noren/backend/sandbox/signing"
)

// keyRows are the account's public keys, oldest first.
func (d *desk) keyRows() []central.KeyRow {
	var rows []central.KeyRow
	for id, key := range d.keys.all() {
		if key.merchantID == d.account.MerchantID {
			rows = append(rows, d.keyRow(id, key))
		}
	}
	slices.SortFunc(rows, func(a, b central.KeyRow) int {
		return cmp.Or(a.Registered.Compare(b.Registered), cmp.Compare(a.ID, b.ID))
	})
	return rows
}

func (d *desk) keyRow(id string, key publicKey) central.KeyRow {
	return central.KeyRow{
		ID: id, Environment: string(prefixEnvironment(id)), Registered: key.registered, Fingerprint: fingerprint(key.key),
		Revoke: d.path("keys", id, "revoke"),
	}
}

// fingerprint is the beginning of the SHA-256 of a key, to recognise it by.
func fingerprint(key *rsa.PublicKey) string {
	sum := sha256.Sum256(x509.MarshalPKCS1PublicKey(key))
	return hex.EncodeToString(sum[:8])
}

// register enters a key of the account under a new id for an environment (protocol 11).
func (d *desk) register(env environment, key *rsa.PublicKey) (id string) {
	id = strings.ToUpper(string(env)) + "-" + randomText(upperDigits, 24)
	d.keys.add(id, publicKey{merchantID: d.account.MerchantID, key: key, registered: d.now()})
	d.recordKey(id, "key registered")
	return id
}

func (d *desk) recordKey(id, what string) {
	d.record(Event{Subject: SubjectMerchant, ID: d.account.MerchantID, MerchantID: d.account.MerchantID, State: what, Detail: id})
}

// chosenEnvironment is the one of the form; anything else than live is the sandbox.
func (d *desk) chosenEnvironment() environment {
	if environment(d.form.Get("environment")) == liveEnvironment {
		return liveEnvironment
	}
	return sandboxEnvironment
}

func (d *desk) addKeyForm() step {
	key, problem := typedKey(d.form.Get("pem"))
	if problem != "" {
		view := d.integrationView()
		view.PEM, view.PEMEnvironment = d.form.Get("pem"), string(d.chosenEnvironment())
		view.Problems["pem"] = problem
		if problem == central.PrivateKey {
			view.PEM = "" // not to be shown, nor sent again
		}
		return refusedIntegration(view)
	}
	return told(d.path("keys", d.register(d.chosenEnvironment(), key)), central.DoneKey)
}

// typedKey reads a public key as PEM, or its body alone (protocol 10.2).
func typedKey(typed string) (*rsa.PublicKey, central.Problem) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return nil, central.Missing
	}
	key, err := signing.ParsePublicKey(typed)
	switch {
	case errors.Is(err, signing.ErrPrivateKey):
		return nil, central.PrivateKey
	case errors.Is(err, signing.ErrNotRSA):
		return nil, central.NotRSA
	case errors.Is(err, signing.ErrShortKey):
		return nil, central.ShortKey
	case err != nil:
		return nil, central.NotPEM
	}
	return key, ""
}

// key is the one of the path, if it is the account's.
func (d *desk) key() (id string, key publicKey, ok bool) {
	id = d.r.PathValue("key")
	key, ok = d.keys.find(id)
	return id, key, ok && key.merchantID == d.account.MerchantID
}

func (d *desk) lostKey() step {
	view := d.integrationView()
	view.Wrong = central.WrongKey
	return step{status: http.StatusNotFound, page: central.Integration(view)}
}

func (d *desk) keyPage() step {
	id, key, ok := d.key()
	if !ok {
		return d.lostKey()
	}
	view := central.KeyView{Frame: d.frame(central.TabIntegration), Key: d.keyRow(id, key), Made: d.form.Get("made") != ""}
	if _, waits := d.privateKeys[id]; waits {
		view.Download = d.path("keys", id, "private")
	}
	return step{page: central.Key(view)}
}

func (d *desk) revokePage() step {
	id, key, ok := d.key()
	if !ok {
		return d.lostKey()
	}
	row := d.keyRow(id, key)
	return step{page: central.Key(central.KeyView{
		Frame: d.frame(central.TabIntegration), Key: row, Revoke: row.Revoke,
		Last: !slices.ContainsFunc(d.keyRows(), func(other central.KeyRow) bool {
			return other.ID != id && (other.Environment == "" || other.Environment == row.Environment)
		}),
	})}
}

// revokeForm makes a key unknown: what is signed with it gets 400 InvalidHeaderValue (protocol 1.7). To send the form
// again does nothing more.
func (d *desk) revokeForm() step {
	if id, _, ok := d.key(); ok {
		d.keys.remove(id)
		delete(d.privateKeys, id)
		d.recordKey(id, "key revoked")
	}
	return told(d.path("integration"), central.DoneRevoke)
}
