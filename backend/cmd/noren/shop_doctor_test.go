package main

import (
	"strings"
	"syscall"
	"testing"

	"noren/backend/doctor"
)

// The doctor tries a shop against the sandbox, prints what it found, and fails when something is wrong.
func TestX15_DoctorAtTheCommandLine(t *testing.T) {
	t.Parallel()
	p := setUp(t)
	p.signal(syscall.SIGTERM) // a SQLite file serves one process: nothing answers at our own address now
	p.wantEnd(0)
	id, origin := p.shop.Shop.ID, "http://"+p.address
	said := p.o.run("shop", "doctor", id, "--public-url="+origin, "--amazon-api="+p.amazon.URL, "--lang=en")
	for _, want := range []string{"[OK] Credentials: Amazon takes our signature", "[Warning] Address: Noren's server could not reach " + origin, "[OK] Display conditions: Amazon Pay is shown", "[OK] Webhooks: "} {
		if !strings.Contains(said.out, want) {
			t.Errorf("no %q in %s", want, said.out)
		}
	}
	if said.status != 0 {
		t.Errorf("status %d: %s%s", said.status, said.out, said.err)
	}
	report := decode[doctor.Report](t, p.o.must("shop", "doctor", id, "--public-url="+origin, "--amazon-api="+p.amazon.URL, "--json"))
	if report.Shop != id || len(report.Checks) != len(doctor.Checks()) || report.Count(doctor.Fail) != 0 {
		t.Errorf("%+v", report)
	}
	other := p.o.createShop("https://other.example").Shop.ID
	said = p.o.run("shop", "doctor", other, "--public-url="+origin, "--amazon-api="+p.amazon.URL)
	if said.status != 1 || !strings.Contains(said.out, "[エラー] 認証情報: Amazon Payの認証情報が登録されていません。") || !strings.Contains(said.err, "the doctor has found errors") {
		t.Errorf("status %d: %s%s", said.status, said.out, said.err)
	}
	p.o.refused("shop", "doctor", id, "--public-url="+origin, "--page=https://elsewhere.example/")
	p.o.refused("shop", "doctor", "shop_unknown", "--public-url="+origin)
}

// «A cart of ¥12,000 on a smartphone with goods of group B: shown? why?».
func TestX16_ExplainAtTheCommandLine(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	o.set("NOREN_KEYSET_FILE", o.keyset())
	id := o.createShop("https://shop.example").Shop.ID
	explain := func(args ...string) string { return o.must(append([]string{"shop", "explain", id}, args...)...) }
	said := explain("--goods=12000", "--group=b", "--site=sp", "--device=sp")
	for _, want := range []string{"表示されません\n", "「登録済み」ではありません", "「非表示」です", "決済グループの商品があります"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in %s", want, said)
		}
	}
	if answer := decode[doctor.Answer](t, explain("--goods=12000", "--discounts=2000", "--json", "--at=2026-12-01T00:00")); answer.Total != 10_000 ||
		len(answer.Reasons) != 2 || answer.At.UTC().Hour() != 15 {
		t.Errorf("%+v", answer)
	}
	if said := o.refused("shop", "explain", id, "--goods=100", "--discounts=101"); !strings.Contains(said, "discounts") {
		t.Error(said)
	}
}
