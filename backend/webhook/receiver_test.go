package webhook_test

import (
	"bufio"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"noren/backend/store/storetest"
	"noren/backend/webhook"
)

const examples = "../../static/docs/examples/webhooks/"

// forged is the body of messages that no sender of ours sends.
const forged = `{"type":"order.placed"}`

// receiver is one of the documents' receivers, running as its reader would run it.
type receiver struct {
	*kit

	inbox, address string
}

// programs start the receivers on a port. Node and Go choose a free one themselves, PHP is told one.
var programs = map[string]func(t *testing.T) *exec.Cmd{
	"PHP": func(t *testing.T) *exec.Cmd {
		free, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		address := free.Addr().String()
		_ = free.Close()
		return exec.CommandContext(t.Context(), "php", "-S", address, examples+"receiver.php")
	},
	"Node": func(t *testing.T) *exec.Cmd { return exec.CommandContext(t.Context(), "node", examples+"receiver.mjs") },
	"Go": func(t *testing.T) *exec.Cmd {
		program := filepath.Join(t.TempDir(), "receiver")
		build := exec.CommandContext(t.Context(), "go", "build", "-o", program, examples+"receiver.go")
		if said, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		return exec.CommandContext(t.Context(), program)
	},
}

func newReceiver(t *testing.T, command *exec.Cmd) *receiver {
	t.Helper()
	r := &receiver{kit: newKit(t, storetest.SQLite(t)), inbox: t.TempDir()}
	r.clock = time.Now() // the receivers look at the real time
	read, write, err := os.Pipe()
	r.must(err)
	command.Env = append(os.Environ(), "PORT=0", "NOREN_WEBHOOK_SECRET="+r.secret, "NOREN_INBOX="+r.inbox)
	command.Stdout, command.Stderr = write, write
	r.must(command.Start())
	r.must(write.Close())
	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
		_ = read.Close()
	})
	line, err := bufio.NewReader(read).ReadString('\n') // each says where it listens
	r.must(err)
	r.address = regexp.MustCompile(`http://127\.0\.0\.1:\d+`).FindString(line)
	go func() { _, _ = io.Copy(io.Discard, read) }()
	r.must(r.shops.UpdateEndpoint(t.Context(), "cli", r.shop, r.endpoint, r.address+"/webhooks/noren"))
	return r
}

// wantInbox fails unless n messages and nothing else were taken.
func (r *receiver) wantInbox(n int) {
	r.t.Helper()
	entries, err := os.ReadDir(r.inbox)
	r.must(err)
	if len(entries) != n {
		r.t.Errorf("%d files in the inbox, want %d: %v", len(entries), n, entries)
	}
}

// forge posts a message that no sender of ours would send, and gives the answer's status.
func (r *receiver) forge(id, stamp, signature, body string) int {
	r.t.Helper()
	request, err := http.NewRequestWithContext(r.t.Context(), http.MethodPost, r.address, strings.NewReader(body))
	r.must(err)
	for name, value := range map[string]string{"Webhook-Id": id, "Webhook-Timestamp": stamp, "Webhook-Signature": signature} {
		if value != "" {
			request.Header.Set(name, value)
		}
	}
	response, err := http.DefaultClient.Do(request)
	r.must(err)
	_ = response.Body.Close()
	return response.StatusCode
}

// sign signs forged with the right secret.
func (r *receiver) sign(id, stamp string) string {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(r.secret, "whsec_"))
	r.must(err)
	mac := hmac.New(sha256.New, key)
	_, _ = fmt.Fprintf(mac, "%s.%s.%s", id, stamp, forged)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// The documents' receivers take what Noren sends, each message once, also while the secret is being changed, and nothing else.
func TestDocs_ReceiversTakeEachMessageOnce(t *testing.T) {
	for name, program := range programs {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newReceiver(t, program(t))
			r.tell(r.shop, "ord_1", webhook.OrderPlaced)
			r.send()
			d := r.delivery("ord_1")
			kept, err := os.ReadFile(filepath.Join(r.inbox, d.Event+".json"))
			if err != nil || d.State != webhook.Delivered || d.Status != http.StatusNoContent || !strings.Contains(string(kept), "ord_1") {
				t.Fatalf("%+v, %s, %v", d, kept, err)
			}
			again := func() {
				t.Helper()
				r.must(webhook.Replay(t.Context(), r.db, r.now(), "cli", r.shop, d.ID))
				r.send()
				if d := r.delivery("ord_1"); d.State != webhook.Delivered {
					t.Errorf("again: %+v", d)
				}
			}
			again()
			r.wantInbox(1)
			r.must(os.Mkdir(filepath.Join(r.inbox, "done"), 0o700)) // it was worked off
			r.must(os.Rename(filepath.Join(r.inbox, d.Event+".json"), filepath.Join(r.inbox, "done", d.Event+".json")))
			again()
			r.wantInbox(1) // the folder alone

			_, err = r.shops.RotateSecret(t.Context(), "cli", r.shop, r.endpoint)
			r.must(err)
			r.tell(r.shop, "ord_2", webhook.OrderPlaced)
			r.send()
			if d := r.delivery("ord_2"); d.State != webhook.Delivered {
				t.Errorf("two signatures: %+v", d)
			}
			r.wantInbox(2)
		})
	}
}

func TestDocs_ReceiversRefuse(t *testing.T) {
	for name, program := range programs {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newReceiver(t, program(t))
			refused := func(subject string) {
				t.Helper()
				r.tell(r.shop, subject, webhook.OrderPlaced)
				r.send()
				if d := r.delivery(subject); d.State != webhook.Waiting || d.Status != http.StatusUnauthorized {
					t.Errorf("%s: %+v", subject, d)
				}
			}
			for subject, offset := range map[string]time.Duration{"old": -6 * time.Minute, "future": 12 * time.Minute} {
				r.advance(offset)
				refused(subject)
			}
			r.advance(-6 * time.Minute)
			r.sender.Secrets = func(context.Context, string, string) ([][]byte, error) {
				return [][]byte{[]byte("another secret of another shop !")}, nil
			}
			refused("wrong signature")

			stamp := strconv.FormatInt(time.Now().Unix(), 10)
			signature := r.sign("evt_1", stamp)
			for what, status := range map[string]int{
				"body":      r.forge("evt_1", stamp, signature, forged+" "),
				"id":        r.forge("evt_2", stamp, signature, forged),
				"time":      r.forge("evt_1", strconv.FormatInt(time.Now().Unix()+1, 10), signature, forged),
				"unsigned":  r.forge("evt_1", stamp, "", forged),
				"version":   r.forge("evt_1", stamp, strings.Replace(signature, "v1,", "v2,", 1), forged),
				"nameless":  r.forge("", stamp, r.sign("", stamp), forged),
				"timeless":  r.forge("evt_1", "", r.sign("evt_1", ""), forged),
				"elsewhere": r.forge("../evt_1", stamp, r.sign("../evt_1", stamp), forged),
			} {
				if status != http.StatusUnauthorized {
					t.Errorf("%s: %d", what, status)
				}
			}
			r.wantInbox(0)
			if status := r.forge("evt_1", stamp, "v1,AAAA "+signature, forged); status != http.StatusNoContent {
				t.Errorf("the right one after a wrong one: %d", status)
			}
			r.wantInbox(1)
		})
	}
}
