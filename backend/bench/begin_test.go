package bench

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"testing"
	"time"

	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/api"
)

// begin compares begin with what it cannot do without: one signature with Amazon's key, which the launch page makes,
// and one commit.
func begin(b *testing.B) {
	config, _ := redis(b)
	named := databases(b)
	for _, name := range slices.Backward(slices.Sorted(maps.Keys(named))) {
		k := open(b, named[name], config)
		next := k.beginner()
		found := medians(200, k.sign, k.commit, func() { next() }, func() { k.serve(http.MethodGet, "/launch/"+next(), nil) })
		floor := found[0] + found[1]
		note := fmt.Sprintf("× (signature %.2g ms + commit %.2g ms)", millis(found[0]), millis(found[1]))
		figures.add(b, row{what: "begin, " + name, figure: ratio(found[2], floor), goal: 1.5, unit: "×", note: note})
		figures.add(b, row{what: "begin and its launch page, " + name, figure: ratio(found[3], floor), goal: 1.5, unit: "×", note: note})
	}
}

// beginner begins another checkout each time, by requests made beforehand, and says which.
func (k *kit) beginner() func() (id string) {
	bodies := make([][]byte, 0, 2*rounds*200)
	for i := range cap(bodies) {
		request, err := k.beginRequest("cart-" + strconv.Itoa(i))
		must(k.t, err)
		body, err := json.Marshal(request)
		must(k.t, err)
		bodies = append(bodies, body)
	}
	return func() string {
		recorder := k.serve(http.MethodPost, api.Begin.Path, bodies[0])
		bodies = bodies[1:]
		var departure api.Departure
		must(k.t, json.Unmarshal(recorder.Body.Bytes(), &departure))
		return departure.Checkout
	}
}

// sign is one signature as Amazon wants it.
func (k *kit) sign() {
	sum := sha256.Sum256([]byte("payload"))
	_, err := rsa.SignPSS(rand.Reader, k.amazon.Merchant().PrivateKey, crypto.SHA256, sum[:], &rsa.PSSOptions{SaltLength: 32})
	must(k.t, err)
}

// commit is the smallest there is: one row changed.
func (k *kit) commit() {
	must(k.t, k.noren.DB.Tx(k.t.Context(), func(q *query.Queries) error {
		_, err := q.TouchShop(k.t.Context(), query.TouchShopParams{ID: k.shop, Now: int64(store.At(time.Now()))})
		return err
	}))
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }

func millis(d time.Duration) float64 { return micros(d) / 1000 }
