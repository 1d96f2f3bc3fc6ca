package demoshop

import (
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"noren/backend/demoshop/norenapi"
)

// back is the address that Noren brings the shopper to.
func back(checkoutID string, c cartClaim) string {
	return "/complete?version=" + strconv.FormatInt(c.Version, 10) + "&noren_checkout=" + checkoutID
}

func (b browser) orders(t *testing.T) int {
	t.Helper()
	return strings.Count(b.get("/mypage").body, `class="box history"`)
}

func TestR4_8_CompletePageBooksOnceAndEmptiesTheCart(t *testing.T) {
	b := newTestShop(t).browser()
	b.login()
	b.add("tea-sencha", 2)
	b.post("/cart", "points", "1000")
	c := b.toConfirm()
	b.noren.set("chk_1", norenapi.CheckoutStatePlaced, c.ID, c.OrderNumber, c.Total)
	for range 3 {
		wantIn(t, b.get(back("chk_1", c)), "ご注文ありがとうございます", c.OrderNumber, "深蒸し煎茶", c.Total.String(), "Amazon Pay (Visa **11)", "S03-1-1", "四条通1")
	}
	wantIn(t, b.get("/cart"), "カートはまだ空です")
	if n := b.orders(t); n != 1 {
		t.Errorf("%d orders after three views", n)
	}
	wantIn(t, b.get("/mypage"), "<b>2000</b>") // points were taken once
	b.noren.fail(true)
	wantIn(t, b.get(back("chk_1", c)), "ご注文ありがとうございます")
}

func TestPitfall4_WebhookBooksWhenTheShopperNeverComesBack(t *testing.T) {
	b := newTestShop(t).browser()
	b.login()
	b.add("tea-sencha", 1)
	c := b.toConfirm()
	b.noren.set("chk_1", norenapi.CheckoutStatePlaced, c.ID, c.OrderNumber, c.Total)
	for range 2 { // delivered twice
		if status := b.webhook(webhookSecret, b.now(), "chk_1", c.ID, c.Version); status != 204 {
			t.Fatalf("status %d", status)
		}
	}
	wantIn(t, b.get("/cart"), "カートはまだ空です")
	wantIn(t, b.get("/mypage"), c.OrderNumber)
	if n := b.orders(t); n != 1 {
		t.Errorf("%d orders", n)
	}
}

func TestForgedWebhookChangesNothing(t *testing.T) {
	b := newTestShop(t).browser()
	b.login()
	b.add("tea-sencha", 1)
	c := b.toConfirm()
	b.noren.set("chk_1", norenapi.CheckoutStatePlaced, c.ID, c.OrderNumber, c.Total)
	b.noren.set("chk_open", "at_amazon", c.ID, c.OrderNumber, c.Total)
	for _, test := range []struct {
		name, checkout, cart string
		secret               []byte
		at                   time.Time
		want                 int
	}{
		{"wrong secret", "chk_1", c.ID, []byte("another secret of 24 byt"), b.now(), 401},
		{"old", "chk_1", c.ID, webhookSecret, b.now().Add(-6 * time.Minute), 401},
		{"from the future", "chk_1", c.ID, webhookSecret, b.now().Add(6 * time.Minute), 401},
		{"not paid", "chk_open", c.ID, webhookSecret, b.now(), 503},
		{"another cart", "chk_1", "cart_other", webhookSecret, b.now(), 503},
		{"no such checkout", "chk_2", c.ID, webhookSecret, b.now(), 503},
		{"path in the id", "chk_1/../chk_1", c.ID, webhookSecret, b.now(), 503},
	} {
		if status := b.webhook(test.secret, test.at, test.checkout, test.cart, c.Version); status != test.want {
			t.Errorf("%s: status %d, want %d", test.name, status, test.want)
		}
	}
	if n := b.orders(t); n != 0 {
		t.Errorf("%d orders", n)
	}
	wantNotIn(t, b.get("/cart"), "カートはまだ空です")
	b.noren.fail(true)
	if status := b.webhook(webhookSecret, b.now(), "chk_1", c.ID, c.Version); status != 503 {
		t.Errorf("Noren down: status %d", status)
	}
}

func TestPitfall5_ReturnAndWebhookRaceForOneOrder(t *testing.T) {
	b := newTestShop(t).browser()
	b.login()
	b.add("tea-sencha", 1)
	b.post("/cart", "points", "500")
	c := b.toConfirm()
	b.noren.set("chk_1", norenapi.CheckoutStatePlaced, c.ID, c.OrderNumber, c.Total)
	var racers sync.WaitGroup
	for i := range 16 {
		racers.Go(func() {
			if i%2 == 0 {
				b.webhook(webhookSecret, b.now(), "chk_1", c.ID, c.Version)
			} else {
				b.get(back("chk_1", c))
			}
		})
	}
	racers.Wait()
	if n := b.orders(t); n != 1 {
		t.Errorf("%d orders", n)
	}
	wantIn(t, b.get("/mypage"), "<b>2500</b>")
}

func TestPitfall21_WhatIsPutIntoTheCartMeanwhileStays(t *testing.T) {
	b := newTestShop(t).browser()
	b.add("tea-sencha", 1)
	c := b.toConfirm()
	b.add("cup-yunomi", 1) // another tab, while the shopper is at Amazon
	b.post("/cart", "quantity_tea-sencha", "3")
	b.noren.set("chk_1", norenapi.CheckoutStatePlaced, c.ID, c.OrderNumber, c.Total)
	done := b.get(back("chk_1", c))
	wantIn(t, done, "ご注文ありがとうございます", c.Total.String())
	wantNotIn(t, done, "粉引の湯のみ")
	rest := b.token(b.get("/cart")).Cart
	if rest.ID == c.ID || rest.OrderNumber != "" || len(rest.Items) != 2 || rest.Items[0].Quantity != 2 || rest.Items[1].SKU != "cup-yunomi" {
		t.Errorf("left in the cart: %+v", rest)
	}
	b.webhook(webhookSecret, b.now(), "chk_1", c.ID, c.Version) // late: the new cart is none of its business
	if again := b.token(b.get("/cart")).Cart; again.ID != rest.ID || again.Version != rest.Version {
		t.Errorf("late webhook changed the new cart: %+v", again)
	}
}

func TestPaidVersionIsBookedNotTheNewestOne(t *testing.T) {
	b := newTestShop(t).browser()
	b.add("tenugui-seigaiha", 1)
	paid := b.toConfirm()
	b.post("/cart", "remove", "tenugui-seigaiha")
	b.add("tenugui-asagao", 1) // the same price, on a second confirm page
	b.get("/confirm")
	b.noren.set("chk_1", norenapi.CheckoutStatePlaced, paid.ID, paid.OrderNumber, paid.Total)
	done := b.get(back("chk_1", paid))
	wantIn(t, done, "青海波")
	wantNotIn(t, done, "朝顔", "お店でご注文内容を確認し")
}

func TestPitfall21_WebhookBooksThePaidVersionAndLeavesTheRest(t *testing.T) {
	b := newTestShop(t).browser()
	b.login()
	b.add("tenugui-seigaiha", 1)
	paid := b.toConfirm()
	b.post("/cart", "remove", "tenugui-seigaiha")
	b.add("tenugui-asagao", 1) // the same price, on a second confirm page, while the shopper is at Amazon
	b.get("/confirm")
	b.noren.set("chk_1", norenapi.CheckoutStatePlaced, paid.ID, paid.OrderNumber, paid.Total)
	if status := b.webhook(webhookSecret, b.now(), "chk_1", paid.ID, paid.Version); status != 204 {
		t.Fatalf("status %d", status)
	}
	done := b.get(back("chk_1", paid))
	wantIn(t, done, "青海波")
	wantNotIn(t, done, "朝顔", "お店でご注文内容を確認し")
	if rest := b.token(b.get("/cart")).Cart; len(rest.Items) != 1 || rest.Items[0].SKU != "tenugui-asagao" {
		t.Errorf("left in the cart: %+v", rest)
	}
}

func TestWebhookThatCannotTellTheVersionsApartIsFlagged(t *testing.T) {
	b := newTestShop(t).browser()
	b.add("tenugui-seigaiha", 1)
	paid := b.toConfirm()
	b.post("/cart", "remove", "tenugui-seigaiha")
	b.add("tenugui-asagao", 1)
	b.get("/confirm")
	b.noren.set("chk_1", norenapi.CheckoutStatePlaced, paid.ID, paid.OrderNumber, paid.Total)
	b.webhook(webhookSecret, b.now(), "chk_1", paid.ID, 0)
	wantIn(t, b.get(back("chk_1", paid)), "ご注文ありがとうございます", "お店でご注文内容を確認し")
}

func TestPitfall14_AmountThatWasNeverShownIsFlagged(t *testing.T) {
	b := newTestShop(t).browser()
	b.add("tea-sencha", 1)
	c := b.toConfirm()
	b.noren.set("chk_1", norenapi.CheckoutStatePlaced, c.ID, c.OrderNumber, c.Total-1)
	wantIn(t, b.get(back("chk_1", c)), "ご注文ありがとうございます", "お店でご注文内容を確認し")
}

func TestForeignSessionSeesNoOrder(t *testing.T) {
	s := newTestShop(t)
	owner, stranger := s.browser(), s.browser()
	owner.add("tea-sencha", 1)
	c := owner.toConfirm()
	s.noren.set("chk_1", norenapi.CheckoutStatePlaced, c.ID, c.OrderNumber, c.Total)
	stranger.add("tea-hojicha", 1)
	s.noren.set("chk_2", norenapi.CheckoutStateDeclined, c.ID, c.OrderNumber, c.Total)
	nothing := stranger.get("/complete?noren_checkout=chk_nothing")
	for _, path := range []string{back("chk_1", c), "/complete?order=" + c.OrderNumber, "/complete?noren_checkout=chk_2", "/sp/complete?noren_checkout=chk_1", "/complete"} {
		page := stranger.get(path)
		wantIn(t, page, "ご注文を表示できません")
		wantNotIn(t, page, "山田", "四条", "taro@example.jp", "承認されませんでした")
		if page.status != nothing.status {
			t.Errorf("%s: status %d differs from that of an unknown order", path, page.status)
		}
	}
	wantNotIn(t, stranger.get("/cart"), "カートはまだ空です")
	wantIn(t, owner.get(back("chk_1", c)), "ご注文ありがとうございます", "山田 太郎")
}

func TestHonestTextsWhenNotPaid(t *testing.T) {
	for state, text := range map[string]string{
		"begun": "結果を確認しています", "at_amazon": "結果を確認しています", "completing": "もう一度ご注文いただく必要はありません", "a state of later": "結果を確認しています",
		"declined": "承認されませんでした", "cancelled": "お支払いは行われませんでした", "expired": "お支払いは行われませんでした",
		"superseded": "別の画面", "attention": "お店でお支払いを確認しています",
	} {
		b := newTestShop(t).browser()
		b.add("tea-sencha", 1)
		c := b.toConfirm()
		b.noren.set("chk_1", norenapi.CheckoutState(state), c.ID, c.OrderNumber, c.Total)
		wantIn(t, b.get(back("chk_1", c)), text)
		wantNotIn(t, b.get("/cart"), "カートはまだ空です")
		b.noren.fail(true)
		wantIn(t, b.get(back("chk_1", c)), "もう一度ご注文なさらず")
		b.noren.fail(false)
		b.noren.set("chk_1", norenapi.CheckoutStatePlaced, c.ID, c.OrderNumber, c.Total) // and then it was paid after all
		wantIn(t, b.get(back("chk_1", c)), "ご注文ありがとうございます")
	}
}

func TestPitfall6_SecondPaymentOfOneOrderIsKeptAndFlagged(t *testing.T) {
	b := newTestShop(t).browser()
	b.login()
	b.add("tea-sencha", 1)
	c := b.toConfirm()
	for _, id := range []string{"chk_1", "chk_2", "chk_3"} {
		b.noren.set(id, norenapi.CheckoutStatePlaced, c.ID, c.OrderNumber, c.Total)
		b.get(back(id, c))
	}
	wantIn(t, b.get("/mypage"), c.OrderNumber+"</b>", c.OrderNumber+"-2</b>", c.OrderNumber+"-3</b>")
	wantIn(t, b.get(back("chk_2", c)), "お店でご注文内容を確認し")
}

func TestShopWorksWithoutNoren(t *testing.T) {
	b := newTestShop(t).browser()
	b.noren.fail(true)
	b.add("tea-sencha", 1)
	if page := b.post("/register", "payment", string(bankTransfer)); page.status != 422 {
		t.Errorf("empty form: status %d", page.status)
	}
	page := b.post("/register", bankForm...)
	wantIn(t, page, "ご注文内容の確認", "四条通1-2-3", "この内容で注文する", "銀行振込")
	wantNotIn(t, page, "<noren-order")
	c := b.hidden(page)
	done := b.post("/confirm", c...)
	wantIn(t, done, "ご注文ありがとうございます", "お振込先")
	twice := b.post("/confirm", c...) // the button was pressed twice
	if twice.finalRequest.URL.RawQuery != done.finalRequest.URL.RawQuery {
		t.Errorf("%s, then %s", done.finalRequest.URL, twice.finalRequest.URL)
	}
	wantIn(t, b.get("/cart"), "カートはまだ空です")
}

func TestUnpaidOrderBecomesThePaidOne(t *testing.T) {
	b := newTestShop(t).browser()
	b.login()
	b.add("tea-sencha", 1)
	c := b.toConfirm() // goes to Amazon; in another tab:
	b.post("/confirm", b.hidden(b.post("/register", bankForm...))...)
	b.noren.set("chk_1", norenapi.CheckoutStatePlaced, c.ID, c.OrderNumber, c.Total)
	wantIn(t, b.get(back("chk_1", c)), "ご注文ありがとうございます", "Amazon Pay (Visa **11)")
	if n := b.orders(t); n != 1 {
		t.Errorf("%d orders", n)
	}
}
