package faults

import (
	"time"

	"noren/backend/e2e/fleet"
	"noren/backend/sandbox"
)

// faults are all that break.
var faults = []fault{
	{
		name: "a replica is killed", brief: true, stores: shared, lasts: 2 * time.Second,
		strike: func(f *fleet.Fleet, _ *stores) { f.Replicas[0].Kill() },
		mend:   func(f *fleet.Fleet, _ *stores) { f.Replicas[0].Start() },
	},
	{
		name: "all replicas are killed, one after the other", stores: shared, lasts: 3 * time.Second,
		strike: func(f *fleet.Fleet, _ *stores) {
			for range 3 {
				for _, r := range f.Replicas {
					r.Kill()
					r.Start()
				}
			}
		},
		mend: func(*fleet.Fleet, *stores) {},
	},
	{
		name: "replicas are replaced, one after the other", stores: shared, lasts: time.Second,
		strike: func(f *fleet.Fleet, _ *stores) {
			for _, r := range f.Replicas {
				r.Stop()
				r.Start()
				time.Sleep(time.Second) // until the load balancer has seen it
			}
		},
		mend: func(*fleet.Fleet, *stores) {},
	},
	{
		name: "a replica is frozen, and goes on", stores: shared, lasts: 20 * time.Second,
		strike: func(f *fleet.Fleet, _ *stores) { f.Replicas[0].Freeze() },
		mend:   func(f *fleet.Fleet, _ *stores) { f.Replicas[0].Thaw() },
	},
	{
		name: "replicas may open no more files or connections", stores: shared, lasts: 10 * time.Second,
		strike: func(f *fleet.Fleet, _ *stores) { each(f.Replicas, func(r *fleet.Replica) { r.Files(10) }) },
		mend:   func(f *fleet.Fleet, _ *stores) { each(f.Replicas, func(r *fleet.Replica) { r.Files(fleet.ManyFiles) }) },
	},
	{
		name: "one replica alone loses PostgreSQL", stores: shared, lasts: 10 * time.Second,
		strike: func(f *fleet.Fleet, _ *stores) { f.ToDatabase[0].Trouble(fleet.HalfOpen) },
		mend:   func(f *fleet.Fleet, _ *stores) { f.ToDatabase[0].Heal() },
	},
	{
		name: "everything loses power: replicas, PostgreSQL and Redis", stores: shared, lasts: 3 * time.Second,
		strike: func(f *fleet.Fleet, s *stores) {
			each(f.Replicas, (*fleet.Replica).Kill)
			s.database.Crash(s.t)
			s.redis.Kill(s.t)
		},
		mend: func(f *fleet.Fleet, s *stores) {
			s.redis.Restart(s.t)
			s.database.Start(s.t)
			each(f.Replicas, (*fleet.Replica).Start)
		},
	},
	{
		name: "PostgreSQL is restarted", stores: shared, lasts: 3 * time.Second,
		strike: func(_ *fleet.Fleet, s *stores) { s.database.Stop(s.t) },
		mend:   func(_ *fleet.Fleet, s *stores) { s.database.Start(s.t) },
	},
	{
		name: "PostgreSQL crashes, and recovers", stores: shared, lasts: 3 * time.Second,
		strike: func(_ *fleet.Fleet, s *stores) { s.database.Crash(s.t) },
		mend:   func(_ *fleet.Fleet, s *stores) { s.database.Start(s.t) },
	},
	{
		name: "PostgreSQL is lost for good, and its standby promoted", stores: followed, lasts: 3 * time.Second,
		strike: func(_ *fleet.Fleet, s *stores) { s.database.Crash(s.t) },
		mend:   func(_ *fleet.Fleet, s *stores) { s.standby.Promote(s.t) },
	},
	{
		name: "PostgreSQL is demoted, and its standby promoted", stores: followed, lasts: 3 * time.Second,
		strike: func(_ *fleet.Fleet, s *stores) { s.database.Demote(s.t) },
		mend:   func(_ *fleet.Fleet, s *stores) { s.standby.Promote(s.t) },
	},
	{
		name: "PostgreSQL ends every connection, again and again", stores: shared, lasts: time.Second,
		strike: func(_ *fleet.Fleet, s *stores) {
			for range 20 {
				s.database.Disconnect(s.t)
				time.Sleep(300 * time.Millisecond)
			}
		},
		mend: func(*fleet.Fleet, *stores) {},
	},
	{
		name: "PostgreSQL admits two connections only", stores: shared, lasts: 10 * time.Second,
		strike: func(_ *fleet.Fleet, s *stores) { s.database.Admit(s.t, 2) },
		mend:   func(_ *fleet.Fleet, s *stores) { s.database.Admit(s.t, -1) },
	},
	{
		name: "somebody locks the table of the checkouts", stores: shared, lasts: 0,
		strike: func(_ *fleet.Fleet, s *stores) { s.database.Lock(s.t, "checkout", 15*time.Second) },
		mend:   func(*fleet.Fleet, *stores) {},
	},
	{
		name: "PostgreSQL's disk is full", stores: cramped, lasts: 10 * time.Second,
		strike: func(_ *fleet.Fleet, s *stores) { s.fill() },
		mend: func(_ *fleet.Fleet, s *stores) {
			s.empty()
			s.database.Revive(s.t)
		},
	},
	{
		name: "the answers of PostgreSQL are lost, those to COMMIT among them", stores: shared, lasts: 5 * time.Second,
		strike: func(f *fleet.Fleet, _ *stores) { f.ToDatabase.Trouble(fleet.Lost) },
		mend:   func(f *fleet.Fleet, _ *stores) { f.ToDatabase.Heal() },
	},
	{
		name: "the wire to PostgreSQL is half open", stores: shared, lasts: 10 * time.Second,
		strike: func(f *fleet.Fleet, _ *stores) { f.ToDatabase.Trouble(fleet.HalfOpen) },
		mend:   func(f *fleet.Fleet, _ *stores) { f.ToDatabase.Heal() },
	},
	{
		name: "the wire to PostgreSQL is cut", stores: shared, lasts: 5 * time.Second,
		strike: func(f *fleet.Fleet, _ *stores) { f.ToDatabase.Cut() },
		mend:   func(f *fleet.Fleet, _ *stores) { f.ToDatabase.Heal() },
	},
	{
		name: "the wire to PostgreSQL is slow", stores: shared, lasts: 10 * time.Second,
		strike: func(f *fleet.Fleet, _ *stores) { f.ToDatabase.Trouble(fleet.Slow) },
		mend:   func(f *fleet.Fleet, _ *stores) { f.ToDatabase.Heal() },
	},
	{
		name: "Redis is killed, and is empty afterwards", brief: true, stores: shared, lasts: 2 * time.Second,
		strike: func(_ *fleet.Fleet, s *stores) { s.redis.Kill(s.t) },
		mend:   func(_ *fleet.Fleet, s *stores) { s.redis.Restart(s.t) },
	},
	{
		name: "Redis is frozen", stores: shared, lasts: 10 * time.Second,
		strike: func(_ *fleet.Fleet, s *stores) { s.redis.Freeze(s.t) },
		mend:   func(_ *fleet.Fleet, s *stores) { s.redis.Thaw(s.t) },
	},
	{
		name: "Redis' memory is full", stores: shared, lasts: 10 * time.Second,
		strike: func(_ *fleet.Fleet, s *stores) { s.redis.Fill(s.t) },
		mend:   func(_ *fleet.Fleet, s *stores) { s.redis.Empty(s.t) },
	},
	{
		name: "Redis can be read and not written", stores: shared, lasts: 10 * time.Second,
		strike: func(_ *fleet.Fleet, s *stores) { s.redis.Demote(s.t) },
		mend:   func(_ *fleet.Fleet, s *stores) { s.redis.Promote(s.t) },
	},
	{
		name: "the master of Redis is lost, and Sentinel promotes its replica", stores: watched, lasts: 10 * time.Second,
		strike: func(_ *fleet.Fleet, s *stores) { s.redis.Kill(s.t) },
		mend:   func(*fleet.Fleet, *stores) {},
	},
	{
		name: "a master of the Redis Cluster is lost, and its replica takes over", stores: clustered, lasts: 10 * time.Second,
		strike: func(_ *fleet.Fleet, s *stores) { s.redis.Kill(s.t) },
		mend:   func(*fleet.Fleet, *stores) {},
	},
	{
		name: "the wire to Redis is half open", stores: shared, lasts: 10 * time.Second,
		strike: func(f *fleet.Fleet, _ *stores) { f.ToRedis.Trouble(fleet.HalfOpen) },
		mend:   func(f *fleet.Fleet, _ *stores) { f.ToRedis.Heal() },
	},
	{
		name: "the wire to Amazon is cut", stores: shared, lasts: 10 * time.Second,
		strike: func(f *fleet.Fleet, _ *stores) { f.ToAmazon.Cut() },
		mend:   func(f *fleet.Fleet, _ *stores) { f.ToAmazon.Heal() },
	},
	{
		name: "Amazon is away for ten minutes", stores: shared, lasts: 10 * time.Minute, rate: 1, pause: 10 * time.Second,
		strike: func(f *fleet.Fleet, _ *stores) { f.ToAmazon.Cut() },
		mend:   func(f *fleet.Fleet, _ *stores) { f.ToAmazon.Heal() },
	},
	{
		name: "Amazon is slow", stores: shared, lasts: 15 * time.Second,
		strike: func(f *fleet.Fleet, _ *stores) {
			f.Amazon.Fault(sandbox.Fault{Kind: sandbox.Delay, When: sandbox.After, Delay: 8 * time.Second, Count: 1 << 20})
		},
		mend: func(f *fleet.Fleet, _ *stores) { f.Amazon.ClearFaults() },
	},
	{
		name: "Amazon's answers are lost", stores: shared, lasts: 10 * time.Second,
		strike: func(f *fleet.Fleet, _ *stores) { f.ToAmazon.Trouble(fleet.Lost) },
		mend:   func(f *fleet.Fleet, _ *stores) { f.ToAmazon.Heal() },
	},
	{
		name: "Amazon's answers are torn in the middle", stores: shared, lasts: 10 * time.Second,
		strike: func(f *fleet.Fleet, _ *stores) { f.ToAmazon.Trouble(fleet.Torn) },
		mend:   func(f *fleet.Fleet, _ *stores) { f.ToAmazon.Heal() },
	},
	{
		name: "Amazon refuses everything as too much", stores: shared, lasts: 10 * time.Second,
		strike: func(f *fleet.Fleet, _ *stores) {
			f.Amazon.Fault(sandbox.Fault{Kind: sandbox.Throttle, When: sandbox.Before, Count: 1 << 20})
		},
		mend: func(f *fleet.Fleet, _ *stores) { f.Amazon.ClearFaults() },
	},
	{
		name: "Amazon fails after having done what it was asked", stores: shared, lasts: 10 * time.Second,
		strike: func(f *fleet.Fleet, _ *stores) {
			f.Amazon.Fault(sandbox.Fault{Kind: sandbox.Fail, When: sandbox.After, Count: 1 << 20})
		},
		mend: func(f *fleet.Fleet, _ *stores) { f.Amazon.ClearFaults() },
	},
	{
		name: "Amazon tells everything three times, the newest first", stores: shared, lasts: time.Second,
		strike: func(f *fleet.Fleet, s *stores) {
			told := map[string]bool{}
			for range 10 {
				for _, n := range f.Amazon.Notifications() {
					if told[n.ID] {
						continue
					}
					told[n.ID] = true
					for range 2 {
						if err := f.Amazon.Duplicate(n.ID); err != nil {
							s.t.Error(err)
						}
					}
				}
				f.Amazon.Reverse()
				time.Sleep(time.Second)
			}
		},
		mend: func(*fleet.Fleet, *stores) {},
	},
	{
		name: "the shop's server and the mail server are away", stores: shared, lasts: 20 * time.Second,
		strike: func(f *fleet.Fleet, _ *stores) {
			f.ToShop.Cut()
			f.ToMail.Cut()
		},
		mend: func(f *fleet.Fleet, _ *stores) {
			f.ToShop.Heal()
			f.ToMail.Heal()
		},
	},
	{
		name: "the shop's server and the mail server do what they are asked, and never say so", stores: shared, lasts: 20 * time.Second,
		strike: func(f *fleet.Fleet, _ *stores) {
			f.ToShop.Trouble(fleet.HalfOpen)
			f.ToMail.Trouble(fleet.Lost)
		},
		mend: func(f *fleet.Fleet, _ *stores) {
			f.ToShop.Heal()
			f.ToMail.Heal()
		},
	},
	{
		name: "PostgreSQL crashes while Redis is frozen, Amazon's answers are lost and a replica is killed", stores: shared, lasts: 10 * time.Second,
		strike: func(f *fleet.Fleet, s *stores) {
			f.ToAmazon.Trouble(fleet.Lost)
			s.redis.Freeze(s.t)
			f.Replicas[0].Kill()
			s.database.Crash(s.t)
		},
		mend: func(f *fleet.Fleet, s *stores) {
			s.database.Start(s.t)
			f.Replicas[0].Start()
			s.redis.Thaw(s.t)
			f.ToAmazon.Heal()
		},
	},
	{
		name: "a replica's clock is an hour fast", stores: stepped, lasts: 10 * time.Second,
		strike: func(f *fleet.Fleet, _ *stores) { f.Replicas[0].SetClock(time.Hour) },
		mend:   func(f *fleet.Fleet, _ *stores) { f.Replicas[0].SetClock(0) },
	},
	{
		name: "a replica's clock is an hour slow", stores: stepped, lasts: 10 * time.Second,
		strike: func(f *fleet.Fleet, _ *stores) { f.Replicas[0].SetClock(-time.Hour) },
		mend:   func(f *fleet.Fleet, _ *stores) { f.Replicas[0].SetClock(0) },
	},
	{
		name: "clocks jump forth and back by two minutes", stores: stepped, lasts: time.Second,
		strike: func(f *fleet.Fleet, _ *stores) {
			for i := range 10 {
				f.Replicas[i%2].SetClock(2 * time.Minute)
				f.Replicas[1-i%2].SetClock(-2 * time.Minute)
				time.Sleep(time.Second)
			}
		},
		mend: func(f *fleet.Fleet, _ *stores) {
			for _, r := range f.Replicas {
				r.SetClock(0)
			}
		},
	},
	{
		name: "SQLite's disk is full", stores: small, lasts: 10 * time.Second,
		strike: func(_ *fleet.Fleet, s *stores) { s.fill() },
		mend:   func(_ *fleet.Fleet, s *stores) { s.empty() },
	},
	{
		name: "the only replica is killed, on SQLite", stores: small, lasts: 2 * time.Second,
		strike: func(f *fleet.Fleet, _ *stores) { f.Replicas[0].Kill() },
		mend:   func(f *fleet.Fleet, _ *stores) { f.Replicas[0].Start() },
	},
}

func each(replicas []*fleet.Replica, do func(r *fleet.Replica)) {
	for _, r := range replicas {
		do(r)
	}
}
