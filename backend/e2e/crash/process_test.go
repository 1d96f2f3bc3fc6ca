package crash

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"noren/backend/e2e/market"
)

// process is one life of the product.
type process struct {
	url     string
	command *exec.Cmd
	said    bytes.Buffer  // may be read when it has ended
	ended   chan struct{} // closed then
}

// launch executes this binary as child, and returns when it serves. It does not outlive the test, however that ends.
func launch(t *testing.T, config childConfig) (*process, error) {
	text, err := json.Marshal(config)
	if err != nil {
		return nil, err
	}
	binary, err := os.Executable()
	if err != nil {
		return nil, err
	}
	p := &process{command: exec.CommandContext(t.Context(), binary), ended: make(chan struct{})}
	p.command.Env = append(os.Environ(), childVariable+"="+string(text))
	p.command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	p.command.Stderr = &p.said
	out, err := p.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.command.Start(); err != nil {
		return nil, err
	}
	address, err := bufio.NewReader(out).ReadString('\n')
	p.url = strings.TrimSpace(address)
	go func() {
		defer close(p.ended)
		_ = p.command.Wait() // killed
	}()
	if err != nil {
		<-p.ended
		return nil, fmt.Errorf("crash: the child does not start: %w\n%s", err, p.said.String())
	}
	t.Cleanup(func() { p.bury(t) })
	return p, nil
}

// kill is SIGKILL: nothing of the process runs after it.
func (p *process) kill(t *testing.T) {
	t.Helper()
	if err := p.command.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
	p.await(t)
}

// await waits until the process is gone.
func (p *process) await(t *testing.T) {
	t.Helper()
	select {
	case <-p.ended:
	case <-time.After(10 * time.Second):
		t.Fatal("the child does not die")
	}
}

// bury shows what the process had to say, if somebody must look.
func (p *process) bury(t *testing.T) {
	p.kill(t)
	for _, wrong := range []string{"DATA RACE", "panic:"} {
		if strings.Contains(p.said.String(), wrong) {
			t.Errorf("the child said: %s", wrong)
		}
	}
	if t.Failed() {
		t.Logf("child %s:\n%s", p.url, p.said.String())
	}
}

// order tells the child to do something that has no route in the product.
func (p *process) order(path string, form url.Values) error {
	request, err := http.NewRequest(http.MethodPost, p.url+"/crash/"+path+"?"+form.Encode(), http.NoBody)
	if err != nil {
		return err
	}
	done, err := market.Send(market.Client, request)
	if err != nil {
		return err
	}
	if done.Status != http.StatusOK {
		return fmt.Errorf("crash: %s: %s", path, bytes.TrimSpace(done.Body))
	}
	return nil
}
