package session

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"noren/backend/session/sessiontest"
)

// A master of the cluster is lost: checkouts at the others never notice, and those at the lost one go on in every process as soon as
// its replica has taken over. The library would learn of it after up to a minute, each process at another moment; a shopper whose
// visits met both would be unknown again and again.
func TestDesign4_ALostMasterOfTheCluster(t *testing.T) {
	addrs, lost := sessiontest.ReplicatedCluster(t)
	writer, reader := open(t, Config{Addrs: addrs, Cluster: true}), open(t, Config{Addrs: addrs, Cluster: true})
	cluster, ok := writer.redis.(*redis.ClusterClient)
	if !ok {
		t.Fatalf("%T is no cluster", writer.redis)
	}
	here, elsewhere := "", ""
	for i := 0; here == "" || elsewhere == ""; i++ {
		checkout := "co_" + strconv.Itoa(i)
		issue(t, reader, checkout)
		node, err := cluster.MasterForKey(t.Context(), codeKey(checkout, ""))
		is(t, err, nil)
		if node.Options().Addr == lost.Addr {
			here = checkout
		} else {
			elsewhere = checkout
		}
	}
	lost.Kill(t)
	for range 2 * breakAfter { // its breaker opens, and no other
		if _, err := writer.Join(t.Context(), here); err == nil {
			t.Fatal("the lost master answers")
		}
		signIn(t, writer, elsewhere)
	}
	if !writer.LeftAlone() {
		t.Error("nobody is told that a node is left alone")
	}
	goesOn := func() error {
		secret, err := writer.Join(t.Context(), here)
		if err != nil {
			return err
		}
		if found, err := reader.Bound(t.Context(), here, secret); err != nil || !found {
			return fmt.Errorf("bound at the other process: %t, %w", found, err)
		}
		code, err := reader.IssueCode(t.Context(), Code{Shop: "shop_1", Checkout: here, Challenge: challengeOf(verifier)})
		if err != nil {
			return err
		}
		_, _, err = writer.Exchange(t.Context(), here, code, verifier)
		return err
	}
	deadline := time.Now().Add(20 * time.Second) // of real servers: their own clocks decide
	for err := goesOn(); err != nil; err = goesOn() {
		if time.Now().After(deadline) {
			t.Fatalf("its replica has not taken over for all: %v", err)
		}
	}
}
