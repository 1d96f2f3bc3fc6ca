package sessiontest

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// MasterName is the name of the master that Sentinel watches.
const MasterName = "noren"

// Sentinel starts a master with one replica, and three Sentinels that promote the replica when the master has been away for a
// second. It gives the Sentinels' addresses and the master, to be killed.
func Sentinel(t testing.TB) (sentinels []string, master *Server) {
	t.Helper()
	master = Redis(t)
	host, port, _ := strings.Cut(master.Addr, ":")
	replica := start(t, freePort(t), "--replicaof", host+" "+port)
	client := program(t, "redis-cli", "redis-tools")
	_, replicaPort, _ := strings.Cut(replica.Addr, ":")
	ask := func(port string, args ...string) string {
		out, _ := exec.CommandContext(t.Context(), client, append([]string{"-p", port}, args...)...).CombinedOutput() //nolint:gosec // our own arguments
		return string(out)
	}
	until(t, 20*time.Second, "the replica", func() bool { return strings.Contains(ask(replicaPort, "info", "replication"), "master_link_status:up") })
	for range 3 {
		sentinels = append(sentinels, sentinel(t, host, port))
	}
	for _, address := range sentinels { // each must know of the replica and of the others before it can promote
		_, port, _ := strings.Cut(address, ":")
		until(t, 30*time.Second, "sentinel "+address, func() bool {
			said := ask(port, "info", "sentinel")
			return strings.Contains(said, "slaves=1,sentinels=3")
		})
	}
	return sentinels, master
}

// sentinel starts one that watches the master.
func sentinel(t testing.TB, host, masterPort string) (address string) {
	t.Helper()
	port := strconv.Itoa(freePort(t))
	file := filepath.Join(t.TempDir(), "sentinel.conf") // it writes there what it learns
	config := fmt.Sprintf("port %s\nbind 127.0.0.1\nsentinel monitor %s %s %s 2\nsentinel down-after-milliseconds %s 1000\nsentinel failover-timeout %s 5000\n",
		port, MasterName, host, masterPort, MasterName, MasterName)
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), program(t, "redis-server", "redis-server"), file, "--sentinel") //nolint:gosec // our own arguments
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = command.Wait() }) // killed by the end of the test's context
	return net.JoinHostPort("127.0.0.1", port)
}
