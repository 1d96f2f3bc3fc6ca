package fleet_test

import (
	"os"
	"testing"

	"noren/backend/e2e/fleet"
	"noren/backend/session/sessiontest"
	"noren/backend/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

// two are replicas on one PostgreSQL and one Redis.
func two(t *testing.T) machines {
	t.Helper()
	return machines{fleet.Start(t, fleet.Config{Replicas: 2, Database: storetest.NewOwn(t), Redis: []string{sessiontest.Redis(t).Addr}}), t}
}
