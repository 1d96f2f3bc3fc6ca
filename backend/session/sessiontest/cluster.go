package sessiontest

import (
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Cluster starts three masters that share the slots, and returns their addresses.
func Cluster(t testing.TB) []string {
	t.Helper()
	addrs, _ := cluster(t, 0)
	return addrs
}

// ReplicatedCluster is one whose masters have a replica each, which takes over when its master has been away for a second. It gives
// the addresses of all, and the first master, to be killed.
func ReplicatedCluster(t testing.TB) (addrs []string, master *Server) {
	t.Helper()
	return cluster(t, 1)
}

func cluster(t testing.TB, replicas int) (addrs []string, first *Server) {
	t.Helper()
	client := program(t, "redis-cli", "redis-tools")
	for range 3 * (1 + replicas) {
		server := start(t, freePort(t), "--cluster-enabled", "yes", "--cluster-port", strconv.Itoa(freePort(t)), "--cluster-node-timeout", "1000")
		addrs = append(addrs, server.Addr)
		if first == nil {
			first = server
		}
	}
	run := func(args ...string) string {
		out, err := exec.CommandContext(t.Context(), client, args...).CombinedOutput() //nolint:gosec // our own arguments
		if err != nil {
			t.Fatalf("redis-cli: %v\n%s", err, out)
		}
		return string(out)
	}
	run(append(append([]string{"--cluster", "create"}, addrs...), "--cluster-replicas", strconv.Itoa(replicas), "--cluster-yes")...)
	for i, addr := range addrs { // each node hears of the others by gossip
		_, port, _ := strings.Cut(addr, ":")
		until(t, 30*time.Second, "cluster "+addr, func() bool {
			info := run("-p", port, "cluster", "info")
			return strings.Contains(info, "cluster_state:ok") && strings.Contains(info, "cluster_known_nodes:"+strconv.Itoa(len(addrs))) &&
				(i < 3 || strings.Contains(run("-p", port, "info", "replication"), "master_link_status:up"))
		})
	}
	return addrs, first
}
