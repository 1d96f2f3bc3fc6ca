package demoshop

import (
	"net/http"
	"regexp"
	"slices"
	"testing"

	"noren/backend/demoshop/norenapi"
)

// offered are the ways to pay on the register page, in order.
func (b browser) offered() (found []string) {
	b.t.Helper()
	for _, each := range regexp.MustCompile(`<li data-choice="([^"]*)"`).FindAllStringSubmatch(b.get("/register").body, -1) {
		found = append(found, each[1])
	}
	return found
}

// R3-10: the register page has the methods of Noren's console in its order, without what is 「非表示」, and takes no other; while Noren
// cannot be reached, those of the last time.
func TestR3_10_TheRegisterPageHasTheConsolesOrder(t *testing.T) {
	b := newTestShop(t).browser()
	b.add("tea-sencha", 1)
	want := func(when string, names ...string) {
		t.Helper()
		if got := b.offered(); !slices.Equal(got, names) {
			t.Errorf("%s: %q, want %q", when, got, names)
		}
	}
	want("before anything was heard", "amazon_pay", "bank_transfer", "cash_on_delivery")
	bank := norenapi.PaymentMethod{Id: "bank", Name: "お<b>振込", Shown: true}
	b.noren.offer(
		norenapi.PaymentMethod{Id: "cod", Name: "代引き", Shown: true}, bank, norenapi.PaymentMethod{Id: "konbini", Name: "コンビニ", Shown: true},
		norenapi.PaymentMethod{Id: "amazonpay", Name: "Amazon Pay"},
	)
	want("moved, hidden and one that the shop cannot do", "cash_on_delivery", "bank_transfer")
	wantIn(t, b.get("/register"), "代引き", "お&lt;b&gt;振込")
	form := slices.Clone(bankForm)
	form[1] = string(amazonPay)
	if page := b.post("/register", form...); page.status != http.StatusUnprocessableEntity {
		t.Errorf("a hidden method is taken: %d", page.status)
	}
	wantIn(t, b.post("/register", bankForm...), "お&lt;b&gt;振込")
	b.noren.fail(true)
	want("Noren is away", "cash_on_delivery", "bank_transfer")
	b.noren.fail(false)
	b.noren.offer(norenapi.PaymentMethod{Id: "amazonpay", Name: "Amazon Pay"})
	want("all hidden")
	wantIn(t, b.get("/register"), "ただいまご利用いただけるお支払い方法がありません")
}
