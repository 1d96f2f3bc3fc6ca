package session

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/go-redis/redis_rate/v10"
	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// Config says where Redis is. No Addrs: one inside this process.
type Config struct {
	Addrs    []string // host:port; several for Sentinel (its own addresses) or Cluster
	Cluster  bool     // must be said: one address of a cluster looks like a single server
	Sentinel string   // the master's name, when Addrs are Sentinels
	Username string
	Password string
	TLS      bool
	Now      func() time.Time // for the buckets in this process; nil: time.Now

	// Watch is given each client before its first command, to see what it does; nil: nobody watches.
	Watch func(client redis.UniversalClient) error
}

// Store is the connection. Its methods may be called from anywhere at once.
type Store struct {
	redis    redis.UniversalClient // asks once more when a connection breaks
	once     redis.UniversalClient // never does: it cannot know whether its first try was carried out
	limiter  *redis_rate.Limiter
	spare    *buckets
	guard    *guard
	embedded *embedded // nil when Redis is a server of its own
}

// Open prepares the connection; it does not wait for Redis to answer (see Ping). Only the embedded Redis can fail to start.
func Open(config Config) (*Store, error) {
	if config.Cluster && config.Sentinel != "" {
		return nil, errors.New("session: open: either a cluster or a sentinel, not both")
	}
	store := &Store{}
	if len(config.Addrs) == 0 {
		if config.Cluster || config.Sentinel != "" {
			return nil, errors.New("session: open: a cluster and a sentinel need addresses")
		}
		inside, err := embed()
		if err != nil {
			return nil, err
		}
		store.embedded = inside
		config = Config{Addrs: []string{inside.redis.Addr()}, Password: inside.password, Now: config.Now, Watch: config.Watch}
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	redis.SetLogger(remarks{})
	store.redis, store.once = connect(config, 1), connect(config, -1)
	store.guard = &guard{now: config.Now, servers: map[string]*breaker{}}
	for _, client := range []redis.UniversalClient{store.redis, store.once} {
		store.guard.before(client)
		if config.Watch == nil {
			continue
		}
		if err := config.Watch(client); err != nil {
			return nil, errors.Join(fmt.Errorf("session: open: %w", err), store.Close())
		}
	}
	store.limiter = redis_rate.NewLimiter(store.redis)
	store.spare = &buckets{now: config.Now, full: map[string]time.Time{}}
	return store, nil
}

// clusterAge is how old may be what is known of a cluster's masters: a failover is known so much later than it happened. The
// library's own value is a minute, in which two replicas of this program may write and read at different masters.
const clusterAge = time.Second

func connect(config Config, retries int) redis.UniversalClient {
	o := options(config, retries)
	if !config.Cluster {
		return redis.NewUniversalClient(o)
	}
	cluster := o.Cluster()
	cluster.ClusterStateReloadInterval = clusterAge
	return redis.NewClusterClient(cluster)
}

// options are tuned so that a frozen Redis costs 0.6 s and a dead one less; the library's own values cost 5 s
// (reliability.md 3.2).
func options(config Config, retries int) *redis.UniversalOptions {
	o := &redis.UniversalOptions{
		Addrs: config.Addrs, IsClusterMode: config.Cluster, MasterName: config.Sentinel,
		Username: config.Username, Password: config.Password,
		ContextTimeoutEnabled: true,
		DialTimeout:           500 * time.Millisecond,
		DialerRetries:         1,
		ReadTimeout:           300 * time.Millisecond,
		WriteTimeout:          300 * time.Millisecond,
		PoolTimeout:           500 * time.Millisecond,
		MaxRetries:            retries,
		MaintNotificationsConfig: &maintnotifications.Config{
			Mode: maintnotifications.ModeDisabled, // an extension of Redis Enterprise: one round trip less at connecting
		},
	}
	if config.TLS {
		o.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	return o
}

// Ping asks Redis for a sign of life. Readiness shows a failure as degraded, not as down.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.redis.Ping(ctx).Err(); err != nil {
		return unavailable("ping", err)
	}
	return nil
}

// LeftAlone reports whether Redis, or a node of its cluster, is not asked for the moment, because it did not answer.
func (s *Store) LeftAlone() bool { return s.guard.open() }

// Close ends the connections and the embedded Redis with all that is in it.
func (s *Store) Close() error {
	err := errors.Join(s.redis.Close(), s.once.Close())
	if s.embedded != nil {
		s.embedded.close()
	}
	if err != nil {
		return fmt.Errorf("session: close: %w", err)
	}
	return nil
}

// embedded is a Redis in this process, for the demo, tests and the smallest installations.
type embedded struct {
	redis    *miniredis.Miniredis
	password string
	stop     chan struct{}
	stopped  chan struct{}
}

// embed starts one on a free port of the loopback interface, with a password, because other users of the machine see the port.
func embed() (*embedded, error) {
	e := &embedded{redis: miniredis.NewMiniRedis(), password: rand.Text(), stop: make(chan struct{}), stopped: make(chan struct{})}
	e.redis.RequireAuth(e.password)
	if err := e.redis.StartAddr("127.0.0.1:0"); err != nil {
		return nil, fmt.Errorf("session: start the embedded redis: %w", err)
	}
	slog.Warn("no Redis address given: sessions are kept in this process only, and a restart forgets them")
	go e.age()
	return e, nil
}

// age lets keys expire: miniredis does not by itself.
func (e *embedded) age() {
	defer close(e.stopped)
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	last := time.Now()
	for {
		select {
		case <-e.stop:
			return
		case now := <-ticker.C:
			e.redis.FastForward(now.Sub(last))
			last = now
		}
	}
}

func (e *embedded) close() {
	close(e.stop)
	<-e.stopped
	e.redis.Close()
}
