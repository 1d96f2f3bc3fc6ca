package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"noren/backend/store/storetest"
)

// asProgram makes the test binary the program itself, so that tests see what an operator sees: output, exit status, signals.
const asProgram = "TEST_NOREN_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		os.Exit(0)
	}
	os.Exit(storetest.Main(m))
}

// operator is somebody at a terminal, in a folder of their own.
type operator struct {
	t      *testing.T
	folder string
	env    []string
}

func newOperator(t *testing.T) *operator {
	t.Helper()
	o := &operator{t: t, folder: t.TempDir()}
	for _, each := range os.Environ() {
		if !strings.HasPrefix(each, "NOREN_") {
			o.env = append(o.env, each)
		}
	}
	o.env = append(o.env, asProgram+"=1")
	return o
}

// set gives the programs that are started from now on an environment variable.
func (o *operator) set(name, value string) { o.env = append(o.env, name+"="+value) }

// file writes a file into the folder, and gives its name.
func (o *operator) file(name, text string) string {
	o.t.Helper()
	if err := os.WriteFile(filepath.Join(o.folder, name), []byte(text), 0o600); err != nil {
		o.t.Fatal(err)
	}
	return name
}

func (o *operator) command(ctx context.Context, arguments []string) *exec.Cmd {
	o.t.Helper()
	binary, err := os.Executable()
	if err != nil {
		o.t.Fatal(err)
	}
	command := exec.CommandContext(ctx, binary, arguments...)
	command.Dir, command.Env = o.folder, slices.Clone(o.env)
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return command
}

// said is what a program that has ended wrote, and its exit status.
type said struct {
	status   int
	out, err string
}

// run runs a command to its end.
func (o *operator) run(arguments ...string) said {
	o.t.Helper()
	ctx, cancel := context.WithTimeout(o.t.Context(), patience)
	defer cancel()
	command := o.command(ctx, arguments)
	var out, complaints bytes.Buffer
	command.Stdout, command.Stderr = &out, &complaints
	err := command.Run()
	if _, ended := errors.AsType[*exec.ExitError](err); err != nil && !ended || ctx.Err() != nil {
		o.t.Fatalf("noren %q: %v\n%s%s", arguments, err, out.String(), complaints.String())
	}
	return said{command.ProcessState.ExitCode(), out.String(), complaints.String()}
}

// must runs a command that has to succeed, and gives its output.
func (o *operator) must(arguments ...string) string {
	o.t.Helper()
	s := o.run(arguments...)
	if s.status != 0 {
		o.t.Fatalf("noren %q ended with %d:\n%s", arguments, s.status, s.err)
	}
	return s.out
}

// keyset makes a keyset file.
func (o *operator) keyset() string {
	o.t.Helper()
	return o.file("noren.keyset", o.must("keyset"))
}

const patience = time.Minute

// process is a program that goes on.
type process struct {
	t       *testing.T
	command *exec.Cmd
	done    chan struct{} // closed when it has ended and everything is read

	mu    sync.Mutex
	lines []string
	more  chan struct{} // closed at the next line
}

// start starts a command; it ends with the test at the latest.
func (o *operator) start(arguments ...string) *process {
	o.t.Helper()
	p := &process{t: o.t, command: o.command(o.t.Context(), arguments), done: make(chan struct{}), more: make(chan struct{})}
	var reading sync.WaitGroup
	for _, open := range []func() (io.ReadCloser, error){p.command.StdoutPipe, p.command.StderrPipe} {
		pipe, err := open()
		if err != nil {
			o.t.Fatal(err)
		}
		reading.Go(func() { p.read(pipe) })
	}
	if err := p.command.Start(); err != nil {
		o.t.Fatal(err)
	}
	go func() {
		reading.Wait()
		_ = p.command.Wait() // the status is in ProcessState
		close(p.done)
	}()
	o.t.Cleanup(func() {
		_ = p.command.Process.Kill()
		<-p.done
	})
	return p
}

func (p *process) read(from io.Reader) {
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		p.mu.Lock()
		p.lines = append(p.lines, lines.Text())
		close(p.more)
		p.more = make(chan struct{})
		p.mu.Unlock()
	}
}

// line waits for a line with a text in it.
func (p *process) line(part string) string {
	p.t.Helper()
	deadline := time.After(patience)
	for {
		p.mu.Lock()
		at := slices.IndexFunc(p.lines, func(line string) bool { return strings.Contains(line, part) })
		all, more := p.lines, p.more
		p.mu.Unlock()
		if at >= 0 {
			return all[at]
		}
		select {
		case <-more:
		case <-p.done:
			p.t.Fatalf("it ended without saying %q:\n%s", part, p.text())
		case <-deadline:
			p.t.Fatalf("it never said %q:\n%s", part, p.text())
		}
	}
}

func (p *process) text() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.Join(p.lines, "\n")
}

func (p *process) signal(which os.Signal) {
	p.t.Helper()
	if err := p.command.Process.Signal(which); err != nil {
		p.t.Fatal(err)
	}
}

// wantEnd waits for the end and its exit status.
func (p *process) wantEnd(status int) {
	p.t.Helper()
	select {
	case <-p.done:
	case <-time.After(patience):
		p.t.Fatalf("it does not end:\n%s", p.text())
	}
	if got := p.command.ProcessState.ExitCode(); got != status {
		p.t.Errorf("ended with %d, want %d:\n%s", got, status, p.text())
	}
}
