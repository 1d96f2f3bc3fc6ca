package faults

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"noren/backend/e2e/fleet"
	"noren/backend/session/sessiontest"
	"noren/backend/store/storetest"
)

// stores are the servers that a fleet's replicas share.
type stores struct {
	t        *testing.T
	database *storetest.Own
	standby  *storetest.Own
	redis    *sessiontest.Server
	disk     string // where the database's files are, if it is a small disk
	config   fleet.Config
}

// shared is one PostgreSQL and one Redis for two replicas.
func shared(t *testing.T) *stores {
	t.Helper()
	s := &stores{t: t, database: storetest.NewOwn(t), redis: sessiontest.Redis(t)}
	s.config = fleet.Config{Replicas: 2, Database: s.database, Redis: []string{s.redis.Addr}}
	return s
}

// followed is shared, with a standby that PostgreSQL keeps in step.
func followed(t *testing.T) *stores {
	t.Helper()
	s := shared(t)
	s.standby = s.database.Standby(t)
	s.config.Standby = s.standby
	return s
}

// stepped is shared, with clocks that can be set.
func stepped(t *testing.T) *stores {
	t.Helper()
	s := shared(t)
	s.config.Stepping = true
	return s
}

// watched is PostgreSQL, and a Redis that three Sentinels watch; redis is the master.
func watched(t *testing.T) *stores {
	t.Helper()
	s := &stores{t: t, database: storetest.NewOwn(t)}
	var sentinels []string
	sentinels, s.redis = sessiontest.Sentinel(t)
	s.config = fleet.Config{Replicas: 2, Database: s.database, Redis: sentinels, More: []string{"--sentinel=" + sessiontest.MasterName}}
	return s
}

// clustered is PostgreSQL, and a Redis Cluster whose masters have a replica each; redis is one master.
func clustered(t *testing.T) *stores {
	t.Helper()
	s := &stores{t: t, database: storetest.NewOwn(t)}
	var nodes []string
	nodes, s.redis = sessiontest.ReplicatedCluster(t)
	s.config = fleet.Config{Replicas: 2, Database: s.database, Redis: nodes, More: []string{"--cluster"}}
	return s
}

// small is SQLite on a disk of 64 MB, for one replica.
func small(t *testing.T) *stores {
	t.Helper()
	s := &stores{t: t, redis: sessiontest.Redis(t), disk: smallDisk(t, "64m")}
	s.config = fleet.Config{Replicas: 1, Redis: []string{s.redis.Addr}, Folder: s.disk}
	return s
}

// cramped is shared, with PostgreSQL on a disk of 200 MB.
func cramped(t *testing.T) *stores {
	t.Helper()
	s := &stores{t: t, redis: sessiontest.Redis(t), disk: smallDisk(t, "200m")}
	s.database = storetest.NewOwnBelow(t, s.disk)
	s.config = fleet.Config{Replicas: 2, Database: s.database, Redis: []string{s.redis.Addr}}
	return s
}

// smallDisk is a folder on a disk of its own. Only root may make one.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	disk, err := os.MkdirTemp("", "disk-") //nolint:usetesting // a path that PostgreSQL's account may enter, and a socket's path must be short
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "mode=755,size="+size); err != nil {
		t.Fatalf("a small disk is mounted for this, as root: %v", err)
	}
	t.Cleanup(func() {
		if err := errors.Join(syscall.Unmount(disk, syscall.MNT_DETACH), os.Remove(disk)); err != nil {
			t.Error(err)
		}
	})
	return disk
}

// fill leaves no room on the small disk.
func (s *stores) fill() {
	file, err := os.Create(filepath.Join(s.disk, "full"))
	if err != nil {
		s.t.Error(err)
		return
	}
	for block := make([]byte, 1<<20); err == nil; {
		if _, err = file.Write(block); err != nil && len(block) > 1 {
			block, err = block[:len(block)/2], nil
		}
	}
	_ = file.Close() // it could not write all
}

// empty gives the room back.
func (s *stores) empty() {
	if err := os.Remove(filepath.Join(s.disk, "full")); err != nil {
		s.t.Error(err)
	}
}
