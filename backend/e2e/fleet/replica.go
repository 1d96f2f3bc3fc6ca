package fleet

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// ManyFiles are more than a process needs.
const ManyFiles = 4096

// Replica is one process of `noren serve`, which may die and live again.
type Replica struct {
	t         testing.TB
	program   string
	arguments []string
	keyset    string
	clock     string // file with the seconds by which its clock is wrong

	mu      sync.Mutex
	url     string
	process *exec.Cmd
	ended   chan struct{}
	said    *bytes.Buffer // of this life; may be read when it has ended
}

// URL is where it listens, or listened in its last life: who balances the load must find out.
func (r *Replica) URL() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.url
}

// Start begins a life, and returns when it serves.
func (r *Replica) Start() {
	r.t.Helper()
	if err := r.TryStart(); err != nil {
		r.t.Fatal(err)
	}
}

// TryStart is Start where it may fail: while the database is away.
func (r *Replica) TryStart() error {
	process := exec.CommandContext(r.t.Context(), r.program, r.arguments...)
	process.Env = append(process.Environ(), "NOREN_KEYSET="+r.keyset, clockVariable+"="+r.clock)
	process.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	said, ended := &bytes.Buffer{}, make(chan struct{})
	process.Stderr = said
	out, err := process.StdoutPipe()
	if err != nil {
		return err
	}
	if err := process.Start(); err != nil {
		return err
	}
	line, err := bufio.NewReader(out).ReadString('\n') // ready PUBLIC_URL ADDRESS
	go func() {
		defer close(ended)
		_ = process.Wait() // it is killed, or says what is wrong
	}()
	words := strings.Fields(line)
	if err != nil || len(words) != 3 {
		_ = process.Process.Kill()
		<-ended
		return fmt.Errorf("fleet: the replica does not start: %q %w\n%s", line, err, said)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.url, r.process, r.said, r.ended = "http://"+words[2], process, said, ended
	r.t.Cleanup(func() { r.bury(process, ended, said) })
	return nil
}

// Exit is how this life ended; the process must have ended.
func (r *Replica) Exit() int { return r.process.ProcessState.ExitCode() }

// Exchange gives the replica another program for its next life.
func (r *Replica) Exchange(program string) { r.program = program }

// Kill is SIGKILL: nothing of the process runs after it.
func (r *Replica) Kill() { r.end(syscall.SIGKILL) }

// Stop is SIGTERM: the process finishes or hands over what it holds.
func (r *Replica) Stop() { r.end(syscall.SIGTERM) }

// Freeze stops the process as a paused virtual machine is stopped; its connections stay.
func (r *Replica) Freeze() { r.signal(syscall.SIGSTOP) }

// Thaw lets a frozen process go on, which does not know that time has passed.
func (r *Replica) Thaw() { r.signal(syscall.SIGCONT) }

// Files bounds how many files and connections the process may have open.
func (r *Replica) Files(most uint64) {
	r.t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := unix.Prlimit(r.process.Process.Pid, unix.RLIMIT_NOFILE, &unix.Rlimit{Cur: most, Max: ManyFiles}, nil); err != nil {
		r.t.Error(err)
	}
}

// SetClock sets the replica's clock, so much before the right time, or after it. The fleet must be one with Config.Stepping.
func (r *Replica) SetClock(wrong time.Duration) {
	r.t.Helper()
	next := r.clock + ".next" // the file is never half written
	if err := errors.Join(os.WriteFile(next, []byte(strconv.Itoa(int(wrong.Seconds()))), 0o600), os.Rename(next, r.clock)); err != nil {
		r.t.Error(err)
	}
}

// Said is the log of this life; the process must have ended.
func (r *Replica) Said() string { return r.said.String() }

func (r *Replica) end(signal syscall.Signal) {
	r.t.Helper()
	r.mu.Lock()
	ended := r.ended
	r.mu.Unlock()
	r.signal(signal)
	select {
	case <-ended:
	case <-time.After(time.Minute):
		r.t.Error("fleet: the replica does not end")
	}
}

func (r *Replica) signal(signal syscall.Signal) {
	r.t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.process.Process.Signal(signal); err != nil {
		r.t.Error(err)
	}
}

// bury ends a life with the test, and shows what the process had to say if somebody must look.
func (r *Replica) bury(process *exec.Cmd, ended chan struct{}, said *bytes.Buffer) {
	_ = process.Process.Kill()
	<-ended
	for _, wrong := range []string{"DATA RACE", "panic:"} {
		if strings.Contains(said.String(), wrong) {
			r.t.Errorf("a replica said: %s", wrong)
		}
	}
	if r.t.Failed() {
		var lines []string
		for line := range strings.Lines(said.String()) {
			if !strings.Contains(line, "level=INFO") && !strings.Contains(line, "/readyz") {
				lines = append(lines, line)
			}
		}
		r.t.Logf("the last words of a replica:\n%s", strings.Join(lines[max(0, len(lines)-40):], ""))
	}
}
