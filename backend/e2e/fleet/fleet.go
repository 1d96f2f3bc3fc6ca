// Package fleet runs the product as an operator with many shoppers does: processes of `noren serve` behind a load balancer, on one
// PostgreSQL and one Redis. Each of these, and Amazon, is reached through a wire that a test can slow down and cut.
package fleet

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"noren/backend/e2e/market"
	"noren/backend/mail"
	"noren/backend/sandbox"
	"noren/backend/store"
	"noren/backend/store/storetest"
)

// Config says what a fleet is made of. Where an address of Redis is missing, or the database's, sessions or data are in the one
// replica that there may be then.
type Config struct {
	Replicas int
	Database *storetest.Own // nil: SQLite
	Standby  *storetest.Own // of the database; nil: it has none
	Redis    []string       // as for --redis
	More     []string       // further arguments of `noren serve`
	Folder   string         // of SQLite's file; "" is a temporary one
	Stepping bool           // clocks of replicas can be set (Replica.SetClock); the program is built for that
}

// Fleet is a market whose Noren is several processes.
type Fleet struct {
	*market.Market

	Replicas []*Replica
	Balancer *Balancer

	// Wires to what the replicas need; nil where they reach it directly. Redis has one only if it is a single server. To PostgreSQL
	// each replica has its own.
	ToRedis, ToAmazon, ToShop, ToMail *Wire
	ToDatabase                        Wires

	mails *mail.Server
	t     testing.TB
}

// Start starts everything; all ends with the test.
func Start(t testing.TB, config Config) *Fleet {
	t.Helper()
	f := &Fleet{t: t, Market: &market.Market{Amazon: sandbox.RunT(t)}}
	var err error
	if f.Keyset, err = store.GenerateKeyset(); err != nil {
		t.Fatal(err)
	}
	f.Amazon.SetPublicURL(f.Amazon.URL) // browsers do not use the replicas' wire
	f.ToAmazon = NewWire(t, strings.TrimPrefix(f.Amazon.URL, "http://"))
	databases := f.connect(config)
	redis := config.Redis
	if len(redis) == 1 {
		f.ToRedis = NewWire(t, redis[0])
		redis = []string{f.ToRedis.Addr}
	}
	f.mails = f.MailServer(t)
	f.ToMail = NewWire(t, f.mails.Address)
	shop := httptest.NewServer(http.HandlerFunc(f.Hear))
	t.Cleanup(shop.Close)
	f.ToShop = NewWire(t, strings.TrimPrefix(shop.URL, "http://"))
	if err := f.Enter(t.Context(), "http://"+f.ToShop.Addr); err != nil {
		t.Fatal(err)
	}
	arguments := append([]string{
		"serve", "--listen=127.0.0.1:0", "--drain=1s", "--public-url=" + market.PublicURL, "--proxies=1",
		"--amazon-api=http://" + f.ToAmazon.Addr, "--amazon-pages=" + f.Amazon.URL,
		"--smtp=" + f.ToMail.Addr, "--smtp-security=" + string(f.mails.Security), "--smtp-from=" + f.mails.From,
	}, config.More...)
	for _, address := range redis {
		arguments = append(arguments, "--redis="+address)
	}
	program := Program
	if config.Stepping {
		program = steppingProgram
	}
	for _, database := range databases {
		arguments := append(slices.Clone(arguments), "--database="+database)
		f.Replicas = append(f.Replicas, &Replica{t: t, program: program(t), arguments: arguments, keyset: f.Keyset, clock: filepath.Join(t.TempDir(), "clock")})
	}
	var starting sync.WaitGroup
	f.Replicas[0].Start() // alone: it brings the tables up to date
	for _, r := range f.Replicas[1:] {
		starting.Go(r.Start)
	}
	starting.Wait()
	f.Balancer = newBalancer(t, f.Replicas)
	f.Reach = func() string { return f.Balancer.URL }
	f.Amazon.SetNotificationURL(f.Amazon.Merchant().MerchantID, f.Balancer.URL+"/notifications/"+f.ID)
	return f
}

// connect says how each replica reaches the database, and how who reckons does.
func (f *Fleet) connect(config Config) (databases []string) {
	f.t.Helper()
	if config.Database == nil {
		f.Database = storetest.SQLiteDSN(f.t)
		if config.Folder != "" {
			f.Database = "sqlite:" + filepath.Join(config.Folder, "noren.db")
		}
		return []string{f.Database}
	}
	var standby []string
	if config.Standby != nil {
		standby = append(standby, config.Standby.Addr)
	}
	f.Database = config.Database.DSN(append([]string{config.Database.Addr}, standby...)...)
	for range config.Replicas {
		wire := NewWire(f.t, config.Database.Addr)
		f.ToDatabase = append(f.ToDatabase, wire)
		databases = append(databases, config.Database.DSN(append([]string{wire.Addr}, standby...)...))
	}
	return databases
}
