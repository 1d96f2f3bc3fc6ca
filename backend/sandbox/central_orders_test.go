package sandbox_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"noren/backend/sandbox"
)

var tokenField = regexp.MustCompile(`name="token" value="([0-9a-f]{32})"`)

// confirmation is the last question of an action with the fields that its form posts.
func (k *clerk) confirmation(order, action, charge, yen string) url.Values {
	k.t.Helper()
	fields := url.Values{"charge": {charge}, "yen": {yen}}
	fields.Set("confirm", "1")
	p := k.get("orders/"+order+"/"+action+"?"+fields.Encode()).is(k.t, 200)
	found := tokenField.FindStringSubmatch(p.source)
	if found == nil {
		k.t.Fatalf("no token: %s", p.text)
	}
	return url.Values{"token": {found[1]}, "charge": {charge}, "yen": {yen}, "reason": {""}}
}

// act goes the whole way of an action.
func (k *clerk) act(order, action, charge, yen string) page {
	k.t.Helper()
	return k.do(k.request(http.MethodPost, "orders/"+order+"/"+action, k.confirmation(order, action, charge, yen)))
}

// Orders are found by all that a merchant knows of them; sums and pages are over what was found.
func TestSellerCentralPages_FindsOrders(t *testing.T) {
	s := sandbox.RunT(t)
	c, k := newClient(t, s), newClerk(t, s)
	s.SetClock(time.Date(2026, 1, 15, 14, 30, 0, 0, time.UTC)) // 23:30 in Japan
	first, charge := c.charged(1000, "Authorize")
	s.Advance(time.Hour) // the next day there
	var other string
	for range 21 {
		other, _ = c.charged(2000, "AuthorizeWithCapture")
	}
	for query, want := range map[string]string{
		"":                                "件数 22",
		"q=" + first:                      "件数 1",
		"q=" + charge:                     "件数 1",
		"q=order-77":                      "件数 22",
		"q=" + url.QueryEscape("山田太郎"):    "件数 22",
		"q=taro@example.jp":               "件数 22",
		"q=hanako":                        "件数 0",
		"state=Authorized":                "件数 1",
		"state=NonChargeable":             "件数 1",
		"state=Captured":                  "件数 21",
		"state=Closed&environment=live":   "件数 0",
		"environment=sandbox":             "件数 22",
		"to=2026-01-15":                   "件数 1",
		"from=2026-01-16":                 "件数 21",
		"from=2026-01-15&to=2026-01-16":   "件数 22",
		"q=" + first + "&from=2026-01-16": "条件に合う注文はありません",
		"from=yesterday":                  "2026-01-15の形式",
		"from=2026-01-16&to=2026-01-15":   "終了日は、開始日以降",
		"page=7":                          "2 / 2 ページ",
		"page=2":                          first,
		"state=Captured&page=2":           "2 / 2 ページ",
	} {
		k.get("orders?"+query).is(t, 200, want)
	}
	k.get("orders").is(t, 200, "オーソリ済み（未請求） ¥1,000", "売上請求済み ¥42,000", "1 / 2 ページ", other).lacks(t, first)
	k.get("orders?q="+url.QueryEscape(`"><script>alert(1)</script>`)).is(t, 200, "件数 0").lacks(t, "<script>")

	s.RegisterKey("A2OTHERMERCHANT", "SANDBOX-BBBBBBBBBBBBBBBBBBBBBBBB", &s.Merchant().PrivateKey.PublicKey)
	stranger := *k
	stranger.root = "/sellercentral/A2OTHERMERCHANT/"
	stranger.get("orders").is(t, 200, "件数 0")
	stranger.get("orders/"+first).is(t, 404).lacks(t, "山田")
	stranger.get("orders/"+first+"/capture?charge="+charge).is(t, 404)
	stranger.post("orders/"+first+"/capture", "charge", charge, "yen", "1000", "token", "0123").is(t, 404)
	if got := c.get("/v2/charges/" + charge).state(); got != "Authorized" {
		t.Errorf("a stranger's form made it %s", got)
	}
}

// The page of an order has all that belongs to it; the buyer is shown for 30 days (protocol 3.4).
func TestProtocol3_4_OnThePages(t *testing.T) {
	s := sandbox.RunT(t)
	c, k := newClient(t, s), newClerk(t, s)
	order, charge := c.charged(3980, "Authorize")
	p := k.get("orders/"+order).is(t, 200, order, charge, "オーソリ済み", "ChargeInProgress", "¥3,980", "山田 太郎", "taro@example.jp", "千代田区千代田1-2-3",
		"ORDER-77", "オーソリの有効期限", "以後の売上請求は非同期", "購入者情報の表示期限", "CHARGE_PERMISSION", "未送信", "/capture?charge=", "/cancel?charge=", "/amount?charge=", "/close")
	p.lacks(t, "/refund?", "/charge\"")
	_, timeline, _ := strings.Cut(p.source, `href="/dashboard/payments/`)
	timeline, _, _ = strings.Cut(timeline, `"`)
	k.get("/dashboard/payments/"+timeline).is(t, 200, order, `href="/sellercentral/"`)
	s.Advance(30*24*time.Hour + time.Second)
	k.get("orders/"+order).is(t, 200, "ExpiredUnused", "表示期間（30日）が過ぎた", "注文の有効期限").lacks(t, "山田", "taro@", "/capture?", "/cancel?")
	k.get("orders?q="+url.QueryEscape("山田")).is(t, 200, "件数 0")

	// R5-7: the authorization has lapsed, the order can be charged within its 180 days.
	k.act(order, "charge", "", "3980").is(t, 200, "新しい請求を作成しました", "売上請求済み", "クローズ済み", "AmazonClosed")
	k.get("orders/"+order).is(t, 200).lacks(t, "/close", "/charge\"")
}

// Capture, whole or in part; its form can be sent often and is done once.
func TestSellerCentralPages_Capture(t *testing.T) {
	s := sandbox.RunT(t)
	c, k := newClient(t, s), newClerk(t, s)
	order, charge := c.charged(3980, "Authorize")
	form := "orders/" + order + "/capture?charge=" + charge
	k.get(form).is(t, 200, `value="3980"`, "上限 ¥3,980")
	for typed, problem := range map[string]string{
		"": "1以上の整数", "0": "1以上の整数", "-5": "1以上の整数", "1.5": "1以上の整数", "abc": "1以上の整数", "3981": "上限を超えています", "99999999999999999999": "上限を超えています",
	} {
		k.get(form+"&confirm=1&yen="+typed).is(t, 422, problem, `aria-invalid="true"`).lacks(t, `name="token"`)
	}
	k.get(form+"&confirm=1&yen="+url.QueryEscape("１，２００円")).is(t, 200, "¥1,200", `name="yen" value="1200"`)

	fields := k.confirmation(order, "capture", charge, "1200")
	var wait sync.WaitGroup
	for range 5 {
		wait.Go(func() {
			k.do(k.request(http.MethodPost, "orders/"+order+"/capture", fields)).is(t, 200, "売上を請求しました")
		})
	}
	wait.Wait()
	if a := c.get("/v2/charges/" + charge); a.state() != "Captured" || a.text("captureAmount.amount") != "1200" {
		t.Errorf("charge: %s", a.body)
	}
	k.get(form).is(t, 422, "この操作は、現在の状態ではできません", "売上請求済み")
	k.post("orders/"+order+"/capture", "charge", charge, "yen", "1", "token", strings.Repeat("0", 32)).is(t, 422, "この操作は、現在の状態ではできません")
}

// A capture more than 7 days after the authorization is decided later (protocol 4.3), and the pages say so.
func TestProtocol4_3_LateCaptureOnThePages(t *testing.T) {
	s := sandbox.RunT(t)
	c, k := newClient(t, s), newClerk(t, s)
	order, charge := c.charged(3980, "Authorize")
	s.Advance(8 * 24 * time.Hour)
	k.get("orders/"+order+"/capture?charge="+charge).is(t, 200, "7日を過ぎている")
	k.act(order, "capture", charge, "3980").is(t, 200, "結果は後ほど決まります", "売上請求中")
	s.Advance(30 * time.Second)
	k.get("orders/"+order).is(t, 200, "売上請求済み")
}

// R5-4: the amount changes at Amazon, the API shows it and a notification says so.
func TestR5_4_OnThePages(t *testing.T) {
	s := sandbox.RunT(t)
	c, k := newClient(t, s), newClerk(t, s)
	shop := newShop(t)
	k.post("notifications/sandbox", "url", shop.URL).is(t, 200, "通知先のURLを保存しました")
	order, charge := c.charged(3980, "Authorize")
	k.get("orders/"+order+"/amount?charge="+charge+"&confirm=1&yen=3980").is(t, 422, "現在の金額と同じです")
	k.get("orders/"+order+"/amount?charge="+charge+"&confirm=1&yen=3981").is(t, 422, "上限を超えています")
	k.act(order, "amount", charge, "3000").is(t, 200, "金額を変更しました", "¥3,000")
	if a := c.get("/v2/charges/" + charge); a.text("chargeAmount.amount") != "3000" {
		t.Errorf("charge: %s", a.body)
	}
	if err := s.DeliverNotifications(t.Context()); err != nil {
		t.Fatal(err)
	}
	told := func(m map[string]string) bool {
		return m["NotificationType"] == "ATTRIBUTE_CHANGE" && m["ObjectId"] == charge
	}
	if !slices.ContainsFunc(shop.got, told) {
		t.Errorf("notifications: %v", shop.got)
	}
	k.act(order, "amount", charge, "3980").is(t, 200, "¥3,980")
	k.act(order, "capture", charge, "3980").is(t, 200, "売上を請求しました")
}

// A refund's form is done once, however often it is sent; the allowance is shown and kept (protocol 4.5).
func TestProtocol4_5_RefundOnThePages(t *testing.T) {
	s := sandbox.RunT(t)
	c, k := newClient(t, s), newClerk(t, s)
	order, charge := c.charged(10_000, "AuthorizeWithCapture")
	k.get("orders/"+order+"/refund?charge="+charge).is(t, 200, "上限 ¥11,500", `value="10000"`)
	k.get("orders/"+order+"/refund?charge="+charge+"&confirm=1&yen=11501").is(t, 422, "上限を超えています")
	fields := k.confirmation(order, "refund", charge, "4000")
	for range 3 {
		k.do(k.request(http.MethodPost, "orders/"+order+"/refund", fields)).is(t, 200, "返金を受け付けました", "返金処理中")
	}
	if refunds := s.Books().Refunds; len(refunds) != 1 || refunds[0].Amount != 4000 {
		t.Fatalf("refunds: %+v", refunds)
	}
	s.Advance(time.Minute)
	k.get("orders/"+order).is(t, 200, "返金済み")
	fields.Set("confirm", "1")
	k.get("orders/"+order+"/refund?"+fields.Encode()).is(t, 200, "返金を受け付けました") // back to the question: it is answered
	k.get("orders/"+order+"/refund?charge="+charge).is(t, 200, "上限 ¥7,500", "¥6,000")

	// What the API refuses meanwhile is told in its words, and the form may be sent again.
	fields = k.confirmation(order, "refund", charge, "7500")
	if _, err := s.Refund(charge, 7000); err != nil {
		t.Fatal(err)
	}
	k.do(k.request(http.MethodPost, "orders/"+order+"/refund", fields)).is(t, 422, "上限を超えています")
	if got := len(s.Books().Refunds); got != 2 {
		t.Errorf("%d refunds", got)
	}
}

// Cancel and close ask first and say what they do; the reason goes to the API.
func TestSellerCentralPages_CancelAndClose(t *testing.T) {
	s := sandbox.RunT(t)
	c, k := newClient(t, s), newClerk(t, s)
	order, charge := c.charged(3980, "Authorize")
	k.get("orders/"+order+"/close?confirm=1").is(t, 200, "処理中の請求は、注文をクローズしても残ります", "元に戻すことはできません")
	k.get("orders/"+order+"/cancel?charge="+charge+"&confirm=1&reason="+strings.Repeat("x", 256)).is(t, 422, "長すぎます")
	fields := k.confirmation(order, "cancel", charge, "")
	fields.Set("reason", "在庫切れ")
	k.do(k.request(http.MethodPost, "orders/"+order+"/cancel", fields)).is(t, 200, "お支払いをキャンセルしました", "MerchantCanceled", "在庫切れ", "請求可能")
	k.act(order, "close", "", "").is(t, 200, "注文をクローズしました", "クローズ済み", "MerchantClosed")
	k.get("orders/"+order+"/close").is(t, 422, "現在の状態ではできません")
	k.get("orders/"+order+"/refund?charge="+charge).is(t, 422, "現在の状態ではできません")
	k.get("orders/"+order+"/teleport").is(t, 404)
	k.get("orders/"+order+"/cancel?charge=S03-0000000-0000000-C000000").is(t, 404)
	_, elsewhere := c.charged(500, "Authorize")
	k.get("orders/"+order+"/cancel?charge="+elsewhere).is(t, 404) // of another order
	k.post("orders/"+order+"/cancel", "charge", elsewhere, "token", strings.Repeat("0", 32)).is(t, 404)
}
