// Package version says which build this is. A build by «make build» is stamped; by any other, what Go itself noted stands in.
package version

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

// stamp is "NUMBER COMMIT", set by the linker (-X noren/backend/version.stamp=…). Nothing else of a build is in the program, no time
// and no folder, so that the same source gives the same bytes.
var stamp string

// Unknown stands for a commit that nobody noted.
const Unknown = "unknown"

// Build is which build this is.
type Build struct {
	Number string // such as 1.0.0, or 1.0.0+gc192eb5 between two releases
	Commit string // whole, or Unknown
	Go     string // version of the compiler
	System string // such as linux/amd64
}

// Get reads it.
func Get() Build { return read(stamp) }

func read(stamp string) Build {
	b := Build{Number: "0.0.0", Commit: Unknown, Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH}
	if number, commit, stamped := strings.Cut(stamp, " "); stamped {
		b.Number, b.Commit = number, commit
		return b
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" && len(setting.Value) >= short {
			b.Commit, b.Number = setting.Value, b.Number+"+g"+setting.Value[:short]
		}
	}
	return b
}

const short = 7 // letters of a commit, as git abbreviates it

func (b Build) String() string {
	return fmt.Sprintf("noren %s (commit %s, %s, %s)", b.Number, b.Commit, b.Go, b.System)
}
