package fleet

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// ticks are Linux's units of processor time, a hundred a second on every machine that Go knows.
const ticks = 10 * time.Millisecond

// CPU is the processor's time that this life has taken so far.
func (r *Replica) CPU() time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	own, _, _ := spent(r.process.Process.Pid)
	return own
}

// CPUOf is the processor's time of a process, of its children and of those that have ended.
func CPUOf(pid int) time.Duration {
	own, ended, _ := spent(pid)
	sum := own + ended
	all, _ := filepath.Glob("/proc/[0-9]*")
	for _, path := range all {
		child, err := strconv.Atoi(filepath.Base(path))
		if err != nil {
			continue
		}
		if own, ended, parent := spent(child); parent == pid {
			sum += own + ended
		}
	}
	return sum
}

// spent reads /proc/PID/stat: what the process took, what its children took that have ended, and who its parent is.
func spent(pid int) (own, ended time.Duration, parent int) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, 0, 0
	}
	_, rest, _ := strings.Cut(string(text), ") ") // the name before it may hold anything
	fields := strings.Fields(rest)                // from the third on: state, ppid, …
	if len(fields) < 15 {
		return 0, 0, 0
	}
	number := func(field int) int64 {
		n, _ := strconv.ParseInt(fields[field-3], 10, 64)
		return n
	}
	return time.Duration(number(14)+number(15)) * ticks, time.Duration(number(16)+number(17)) * ticks, int(number(4))
}
