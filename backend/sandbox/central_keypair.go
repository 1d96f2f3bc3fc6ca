package sandbox

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"net/http"
	"time"

	"noren/backend/sandbox/central"
	"noren/backend/sandbox/signing"
)

// A private key that was made here waits this long for its one download.
const privateKeyLife = 10 * time.Minute

// serveNewKey makes a key pair. Its private half can be downloaded once.
func (s *Sandbox) serveNewKey(w http.ResponseWriter, r *http.Request) {
	pair, err := rsa.GenerateKey(rand.Reader, signing.KeyBits) // takes a moment, so without the lock
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	s.serveDesk(func(d *desk) step {
		id := d.register(d.chosenEnvironment(), &pair.PublicKey)
		s.privateKeys[id] = pair
		s.at(s.now().Add(privateKeyLife), func() { delete(s.privateKeys, id) })
		return redirect(d.path("keys", id) + "?made=1&done=" + string(central.DoneKey))
	})(w, r)
}

// servePrivateKey gives the private half of a pair that was made here, once.
func (s *Sandbox) servePrivateKey(w http.ResponseWriter, r *http.Request) {
	var pair *rsa.PrivateKey
	next := s.atDesk(r, nil, func(d *desk) step {
		id, _, ok := d.key()
		if !ok {
			return d.lostKey()
		}
		if pair = d.privateKeys[id]; pair == nil {
			return redirect(d.path("keys", id) + "?made=1")
		}
		delete(d.privateKeys, id)
		return step{}
	})
	if pair == nil {
		s.showCentral(w, r, next)
		return
	}
	der, err := x509.MarshalPKCS8PrivateKey(pair)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Type", "application/x-pem-file")
	h.Set("Content-Disposition", `attachment; filename="`+r.PathValue("key")+`.pem"`)
	_ = pem.Encode(w, &pem.Block{Type: "PRIVATE KEY", Bytes: der})
}
