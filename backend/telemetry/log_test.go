package telemetry

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"testing"
)

// Lines of one request lead to each other and to its trace; none has a key twice.
func TestIssue8_LogLinesAreTied(t *testing.T) {
	var out bytes.Buffer
	log := slog.New(Log(slog.NewJSONHandler(&out, nil)))
	ctx := Within(t.Context(), "req-1")
	OfShop(ctx, "shop_1")
	log.InfoContext(ctx, "one")
	log.With("shop", "shop_2").InfoContext(ctx, "two", "request_id", "other")
	log.InfoContext(Within(t.Context(), "taro@example.jp\n"), "three")
	want := []map[string]string{{"request_id": "req-1", "shop": "shop_1"}, {"request_id": "other", "shop": "shop_2"}, {}}
	for i, line := range bytes.Split(bytes.TrimSpace(out.Bytes()), []byte("\n")) {
		var got map[string]string
		if err := json.Unmarshal(line, &got); err != nil {
			t.Fatal(err)
		}
		if got["request_id"] != want[i]["request_id"] || got["shop"] != want[i]["shop"] || bytes.Count(line, []byte(`"shop"`)) > 1 {
			t.Errorf("%s", line)
		}
	}
}
