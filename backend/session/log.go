package session

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
)

// remarks are the library's own, such as each dial in vain. They go where all our lines go, with the level of details: what matters of
// them is in the errors, which are logged by whoever they hinder.
type remarks struct{}

// Printf takes a remark.
func (remarks) Printf(ctx context.Context, format string, values ...any) {
	slog.DebugContext(ctx, "redis", "remark", strings.TrimPrefix(fmt.Sprintf(format, values...), "redis: "))
}
