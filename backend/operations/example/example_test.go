package example

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"noren/backend/e2e/fleet"
	"noren/backend/e2e/market"
	"noren/backend/session/sessiontest"
	"noren/backend/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

const patience = 30 * time.Second

// balancer is HAProxy with the file that lies here.
type balancer struct {
	t    *testing.T
	url  string
	says chan string // lines of its log
}

func start(t *testing.T, replicas []*fleet.Replica) *balancer {
	t.Helper()
	program, err := exec.LookPath("haproxy")
	if err != nil {
		t.Fatal("HAProxy is not installed (Debian package haproxy)") // what was not tested must not look tested
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	b := &balancer{t: t, url: "http://" + listener.Addr().String(), says: make(chan string, 1000)}
	must(t, listener.Close())
	command := exec.CommandContext(t.Context(), program, "-db", "-f", "haproxy.cfg")
	command.Env = append(command.Environ(), "BALANCER_LISTEN="+strings.TrimPrefix(b.url, "http://"),
		"REPLICA_ONE="+strings.TrimPrefix(replicas[0].URL(), "http://"), "REPLICA_TWO="+strings.TrimPrefix(replicas[1].URL(), "http://"))
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := command.StderrPipe()
	must(t, err)
	must(t, command.Start())
	read := make(chan struct{})
	go func() {
		defer close(read)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			b.says <- lines.Text()
		}
	}()
	t.Cleanup(func() {
		_ = command.Process.Kill()
		<-read
		_ = command.Wait() // killed
	})
	return b
}

// wait waits for a line of its log.
func (b *balancer) wait(part string) {
	b.t.Helper()
	for deadline := time.After(patience); ; {
		select {
		case line := <-b.says:
			if strings.Contains(line, part) {
				return
			}
		case <-deadline:
			b.t.Fatalf("HAProxy never said %q", part)
		}
	}
}

// answers waits until it listens, and gives what a path answers.
func (b *balancer) answers(path string) (status int, body string) {
	b.t.Helper()
	for deadline := time.Now().Add(patience); ; {
		answer, err := http.Get(b.url + path)
		if err != nil {
			if time.Now().After(deadline) {
				b.t.Fatal(err)
			}
			continue
		}
		text, err := io.ReadAll(answer.Body)
		must(b.t, err)
		must(b.t, answer.Body.Close())
		return answer.StatusCode, string(text)
	}
}

func buy(t *testing.T, f *fleet.Fleet) *market.Shopper {
	t.Helper()
	shopper := f.Shopper()
	for deadline := time.Now().Add(patience); shopper.At != market.Home; {
		if time.Now().After(deadline) {
			t.Fatalf("a shopper is stuck at %d", shopper.At)
		}
		must(t, shopper.Click())
	}
	return shopper
}

// The example as it is sells through both replicas, takes out the one that dies, and sells on without a broken click; the books of
// both sides are equal afterwards (issue 8, packaging).
func TestIssue8_TwoReplicasBehindALoadBalancer(t *testing.T) {
	f := fleet.Start(t, fleet.Config{Replicas: 2, Database: storetest.NewOwn(t), Redis: []string{sessiontest.Redis(t).Addr}})
	b := start(t, f.Replicas)
	f.Reach = func() string { return b.url }
	f.Amazon.SetNotificationURL(f.Amazon.Merchant().MerchantID, b.url+"/notifications/"+f.ID)
	if status, body := b.answers("/livez"); status != http.StatusOK || body != "ok" {
		t.Fatalf("/livez answers %d %s", status, body)
	}
	if status, _ := b.answers("/readyz"); status != http.StatusNotFound {
		t.Errorf("strangers are told of readiness: %d", status)
	}
	shoppers := []*market.Shopper{buy(t, f), buy(t, f)}
	f.Replicas[0].Kill()
	b.wait("replicas/one is DOWN")
	shoppers = append(shoppers, buy(t, f))
	must(t, f.Amazon.DeliverNotifications(t.Context()))
	f.Replicas[1].Stop()
	f.Reckon(t, shoppers)
}
