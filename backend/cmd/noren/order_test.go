package main

import (
	"strconv"
	"strings"
	"syscall"
	"testing"
)

type printedOrder struct {
	Number             string
	State              string
	Version            int64
	Captured, Refunded int64
	Permits            []struct {
		Action  string
		Allowed bool
	}
}

// what console and API do with an order, the command line does on the same books.
func TestX18_OrderCommands(t *testing.T) {
	t.Parallel()
	p := setUp(t)
	p.buy()
	p.signal(syscall.SIGTERM) // a SQLite file serves one process
	p.wantEnd(0)
	shop, o := p.shop.Shop.ID, p.o
	o.set("NOREN_AMAZON_API", p.amazon.URL)
	listed := decode[struct{ Orders []printedOrder }](t, o.must("order", "list", shop, "--where=state=authorised"))
	if len(listed.Orders) != 1 {
		t.Fatalf("%+v", listed)
	}
	number := listed.Orders[0].Number
	do := func(arguments ...string) printedOrder {
		t.Helper()
		return decode[printedOrder](t, o.must(append([]string{"order", arguments[0], shop, number}, arguments[1:]...)...))
	}
	refused := func(why string, arguments ...string) {
		t.Helper()
		if s := o.run(append([]string{"order", arguments[0], shop, number}, arguments[1:]...)...); s.status == 0 || !strings.Contains(s.err, why) {
			t.Errorf("%q: %d, want %q:\n%s%s", arguments, s.status, why, s.out, s.err)
		}
	}
	seen := do("show")
	if seen.State != "authorised" || len(seen.Permits) == 0 {
		t.Errorf("%+v", seen)
	}
	refused("いまは、この操作を行えません", "cancel-order")
	refused("Nothing was done, and nothing is repeated", "capture", "--amazon-api=http://127.0.0.1:1")
	do("ship")
	refused("The order has changed", "capture", "--version="+strconv.FormatInt(seen.Version, 10))
	if order := do("capture"); order.State != "captured" || order.Captured == 0 {
		t.Errorf("%+v", order)
	}
	refused("--amount", "refund", "--amount=10000000")
	if order := do("refund", "--amount=100", "--reason=破損"); order.State != "refunding" {
		t.Errorf("%+v", order)
	}
	if order := do("settle"); order.State != "refunding" && order.State != "partly_refunded" {
		t.Errorf("%+v", order)
	}
	file := o.must("order", "export", shop, "--column=number", "--column=permission_id")
	if !strings.Contains(file, "AmazonリファレンスID") || !strings.Contains(file, "\r\n"+number+",") {
		t.Errorf("%q", file)
	}
	number = "none"
	refused("この注文は見つかりませんでした", "show")
}
