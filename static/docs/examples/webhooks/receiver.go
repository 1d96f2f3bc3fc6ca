//go:build ignore

// Takes Noren's messages into a folder, each once. A program of your own works them off and moves them away into a second folder,
// done/. Wherever one stands, the same id is not taken again.
//
//	NOREN_WEBHOOK_SECRET=whsec_… NOREN_INBOX=/var/lib/shop/inbox PORT=8080 go run receiver.go
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

type receiver struct {
	key   []byte
	inbox string
}

func main() {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(os.Getenv("NOREN_WEBHOOK_SECRET"), "whsec_"))
	if err != nil || len(key) < 24 || os.Getenv("NOREN_INBOX") == "" {
		log.Fatal("NOREN_WEBHOOK_SECRET and NOREN_INBOX must be set")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Getenv("PORT"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("http://%s\n", listener.Addr())
	server := &http.Server{Handler: receiver{key, os.Getenv("NOREN_INBOX")}, ReadTimeout: 10 * time.Second}
	log.Fatal(server.Serve(listener))
}

func (r receiver) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, request.Body, 64<<10))
	if err != nil {
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	}
	id := request.Header.Get("webhook-id")
	if !r.fromNoren(id, request.Header.Get("webhook-timestamp"), request.Header.Get("webhook-signature"), body) {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if err := r.keep(id, body); err != nil {
		log.Print(err)
		w.WriteHeader(http.StatusServiceUnavailable) // it comes again
		return
	}
	w.WriteHeader(http.StatusNoContent) // at once: the work is done later
}

var ids = regexp.MustCompile(`^[\w-]{1,100}$`)

func (r receiver) fromNoren(id, timestamp, signatures string, body []byte) bool {
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || !ids.MatchString(id) || time.Since(time.Unix(seconds, 0)).Abs() > 5*time.Minute {
		return false // no id of ours, or too old to be true
	}
	mac := hmac.New(sha256.New, r.key)
	fmt.Fprintf(mac, "%s.%s.%s", id, timestamp, body)
	wanted := []byte("v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	for _, signature := range strings.Split(signatures, " ") { // two, while the secret is being changed
		if hmac.Equal([]byte(signature), wanted) { // takes the same time for every wrong one
			return true
		}
	}
	return false
}

// keep keeps a message, unless it is there already. A link is made whole or not at all, and only once.
func (r receiver) keep(id string, body []byte) error {
	if _, err := os.Stat(filepath.Join(r.inbox, "done", id+".json")); err == nil {
		return nil
	}
	draft, err := os.CreateTemp(r.inbox, "draft")
	if err != nil {
		return err
	}
	defer os.Remove(draft.Name())
	_, err = draft.Write(body)
	if err := errors.Join(err, draft.Close()); err != nil {
		return err
	}
	if err := os.Link(draft.Name(), filepath.Join(r.inbox, id+".json")); !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}
