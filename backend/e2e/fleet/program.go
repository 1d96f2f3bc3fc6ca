package fleet

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// program is a binary that is built once per test program.
type program struct {
	sync.Once

	path string
	said []byte
	err  error
}

var ordinary, stepping program

// Program builds the binary from the tree as it is.
func Program(t testing.TB) string {
	t.Helper()
	return ordinary.build(t, "noren-fleet")
}

// steppingProgram is the same source with a standard library whose clock can be set: what a process sees when somebody sets the
// machine's clock, without touching this machine's. Timers go on, as they do there.
func steppingProgram(t testing.TB) string {
	t.Helper()
	return stepping.build(t, "noren-stepping", clockOverlay(t)...)
}

func (p *program) build(t testing.TB, name string, setting ...string) string {
	t.Helper()
	p.Do(func() {
		p.path = filepath.Join(goEnv(t, "GOMOD"), "..", "bin", name)
		command := exec.Command(filepath.Join(goEnv(t, "GOROOT"), "bin", "go"), "build", "-trimpath", "-ldflags=-s -w", "-o", p.path, "noren/backend/cmd/noren")
		command.Env = append(append(command.Environ(), "CGO_ENABLED=0"), setting...)
		p.said, p.err = command.CombinedOutput()
	})
	if p.err != nil {
		t.Fatalf("build: %v\n%s", p.err, p.said)
	}
	return p.path
}

// clockVariable names the file with the seconds by which a process's clock is wrong.
const clockVariable = "NOREN_TEST_CLOCK"

// clockSource is a further file of package time. A goroutine of its own reads the file, a hundred times a second: Now may be called
// where no system call is allowed.
const clockSource = `package time

import (
	"sync/atomic"
	"syscall"
)

var clockWrong atomic.Int64

func init() {
	if path, there := syscall.Getenv("` + clockVariable + `"); there {
		go func() {
			for ; ; Sleep(10 * Millisecond) {
				readClock(path)
			}
		}()
	}
}

func readClock(path string) {
	file, err := syscall.Open(path, syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
	if err != nil {
		return
	}
	defer syscall.Close(file)
	var text [32]byte
	n, err := syscall.Read(file, text[:])
	if seconds, wrong := atoi(text[:max(n, 0)]); err == nil && wrong == nil {
		clockWrong.Store(int64(seconds))
	}
}
`

// clockOverlay is what the compiler is told in its environment. The library is named by a link: a toolchain that was fetched lies among
// the modules, where nothing may be replaced.
func clockOverlay(t testing.TB) (setting []string) {
	t.Helper()
	folder := t.TempDir()
	root := filepath.Join(folder, "go")
	if err := os.Symlink(goEnv(t, "GOROOT"), root); err != nil {
		t.Fatal(err)
	}
	original := filepath.Join(root, "src", "time")
	source, err := os.ReadFile(filepath.Join(original, "time.go"))
	if err != nil {
		t.Fatal(err)
	}
	const now = "sec, nsec, mono := runtimeNow()\n"
	changed := strings.ReplaceAll(string(source), now, now+"\tsec += clockWrong.Load()\n")
	if changed == string(source) {
		t.Fatal("fleet: time.Now is not what it was; look at clockOverlay")
	}
	replaced := map[string]string{}
	for name, text := range map[string]string{"time.go": changed, "wrong.go": clockSource} {
		replaced[filepath.Join(original, name)] = filepath.Join(folder, name)
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replaced})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "overlay.json")
	if err := os.WriteFile(path, overlay, 0o600); err != nil {
		t.Fatal(err)
	}
	return []string{"GOTOOLCHAIN=local", "GOROOT=" + root, "GOFLAGS=-overlay=" + path}
}

func goEnv(t testing.TB, name string) string {
	t.Helper()
	value, err := exec.CommandContext(t.Context(), "go", "env", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(value))
}
