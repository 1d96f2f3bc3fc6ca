package fleet

import (
	"strings"
	"testing"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"
)

// Wire is a connection between machines that can be bad.
type Wire struct {
	Addr string // where to connect instead

	t     testing.TB
	proxy *toxiproxy.Proxy
}

// NewWire leads to an address, HOST:PORT.
func NewWire(t testing.TB, to string) *Wire {
	t.Helper()
	proxy := toxiproxy.NewProxy(toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop()), to, "127.0.0.1:0", to)
	if err := proxy.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(proxy.Stop)
	return &Wire{Addr: proxy.Listen, t: t, proxy: proxy}
}

// Troubles of a wire, as toxiproxy names them.
const (
	// Slow delays every piece of an answer by half a second.
	Slow = `{"name":"slow","type":"latency","stream":"downstream","attributes":{"latency":500,"jitter":200}}`
	// HalfOpen swallows the answers: what was asked has happened, nobody hears of it, and the connection stays.
	HalfOpen = `{"name":"half","type":"timeout","stream":"downstream","attributes":{"timeout":0}}`
	// Lost swallows the answers and cuts the connection after 0.3 s.
	Lost = `{"name":"lost","type":"timeout","stream":"downstream","attributes":{"timeout":300}}`
	// Torn ends a connection in the middle of an answer.
	Torn = `{"name":"torn","type":"limit_data","stream":"downstream","attributes":{"bytes":700}}`
)

// Trouble makes the wire bad until Heal.
func (w *Wire) Trouble(toxic string) {
	w.t.Helper()
	if _, err := w.proxy.Toxics.AddToxicJson(strings.NewReader(toxic)); err != nil {
		w.t.Error(err)
	}
}

// Cut ends all connections, and refuses new ones until Heal.
func (w *Wire) Cut() { w.proxy.Stop() }

// Heal makes the wire good again.
func (w *Wire) Heal() {
	w.t.Helper()
	w.proxy.Toxics.ResetToxics(w.t.Context())
	if !w.proxy.Enabled {
		if err := w.proxy.Start(); err != nil {
			w.t.Error(err)
		}
	}
}

// Wires are several that are good and bad together; one of them can be alone.
type Wires []*Wire

// Trouble makes all bad until Heal.
func (w Wires) Trouble(toxic string) { w.each(func(one *Wire) { one.Trouble(toxic) }) }

// Cut cuts all until Heal.
func (w Wires) Cut() { w.each((*Wire).Cut) }

// Heal makes all good again.
func (w Wires) Heal() { w.each((*Wire).Heal) }

func (w Wires) each(do func(one *Wire)) {
	for _, one := range w {
		do(one)
	}
}
