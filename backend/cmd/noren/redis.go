package main

import (
	"errors"
	"net"
	"strings"

	"noren/backend/session"
)

// redisFlags is where sessions and the last examinations are kept. What the addresses are for, each command says by redis_help.
type redisFlags struct {
	Redis     []string `env:"NOREN_REDIS" placeholder:"HOST:PORT" help:"${redis_help}"`
	Cluster   bool     `env:"NOREN_REDIS_CLUSTER" help:"The addresses are of a Redis Cluster."`
	Sentinel  string   `env:"NOREN_REDIS_SENTINEL" help:"Name of the master; the addresses are of Sentinels."`
	RedisUser string   `env:"NOREN_REDIS_USER" help:"User name at Redis."`
	RedisPass string   `env:"NOREN_REDIS_PASSWORD" help:"Password at Redis."`
	RedisTLS  bool     `env:"NOREN_REDIS_TLS" help:"Speak TLS with Redis."`
}

// config refuses what the client would take for something else.
func (r redisFlags) config() (session.Config, error) {
	return session.Config{
		Addrs: r.Redis, Cluster: r.Cluster, Sentinel: r.Sentinel, Username: r.RedisUser, Password: r.RedisPass, TLS: r.RedisTLS,
	}, r.check()
}

func (r redisFlags) check() error {
	switch {
	case r.Cluster && r.Sentinel != "":
		return errors.New("--cluster and --sentinel: Redis is one or the other; leave one out")
	case len(r.Redis) == 0 && r.Cluster:
		return errors.New("--cluster needs --redis with addresses of the cluster, such as --redis=10.0.0.1:6379,10.0.0.2:6379")
	case len(r.Redis) == 0 && r.Sentinel != "":
		return errors.New("--sentinel needs --redis with the addresses of the Sentinels, such as --redis=10.0.0.1:26379,10.0.0.2:26379")
	}
	for _, address := range r.Redis {
		if _, port, err := net.SplitHostPort(address); err != nil || port == "" || strings.Contains(address, "/") {
			return errors.New("--redis wants addresses as HOST:PORT, such as redis.example:6379; user, password and TLS have flags of their own")
		}
	}
	return nil
}
