package sandbox_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"noren/backend/sandbox"
)

func pemOf(t testing.TB, key any) string {
	t.Helper()
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
}

func newKey(t testing.TB, bits int) *rsa.PrivateKey {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// keyID is the last part of the address of a key's page.
func (p page) keyID() string {
	path, _, _ := strings.Cut(p.path, "?")
	return path[strings.LastIndex(path, "/")+1:]
}

// A pasted public key gets an id of its environment and works at once; revoked, it is unknown (protocol 1.1, 1.7).
func TestProtocol1_7_KeysOnThePages(t *testing.T) {
	s := sandbox.RunT(t)
	c, k := newClient(t, s), newClerk(t, s)
	own := newKey(t, 2048)
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	private := string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(own)}))
	for problem, typed := range map[string]string{
		"入力してください":      " ",
		"公開鍵を読み取れません":   "ssh-rsa AAAAB3NzaC1yc2E=",
		"これは秘密鍵です":      private,
		"RSAの公開鍵を使用":    pemOf(t, &curve.PublicKey),
		"2048ビット以上のRSA": pemOf(t, &newKey(t, 1024).PublicKey),
	} {
		k.post("keys", "pem", typed, "environment", "sandbox").is(t, 422, problem).lacks(t, "MII")
	}

	body := strings.Join(strings.Split(strings.TrimSpace(pemOf(t, &own.PublicKey)), "\n")[1:], "")
	body, _, _ = strings.Cut(body, "-----END")
	live := k.post("keys", "pem", body, "environment", "live").is(t, 200, "公開鍵を登録しました", "本番環境")
	if !strings.HasPrefix(live.keyID(), "LIVE-") || len(live.keyID()) != len("LIVE-")+24 {
		t.Errorf("key id %q", live.keyID())
	}
	added := k.post("keys", "pem", pemOf(t, &own.PublicKey), "environment", "sandbox").is(t, 200, "公開鍵を登録しました", "テスト環境")
	id := added.keyID()
	k.get("integration").is(t, 200, id, live.keyID(), s.Merchant().PublicKeyID)

	_, charge := c.charged(3980, "Authorize")
	c.key, c.keyID = own, id
	c.get("/v2/charges/"+charge).is(t, 200, "")
	c.get("/live/v2/charges/"+charge).is(t, 401, "UnauthorizedAccess")

	s.RegisterKey("A2OTHERMERCHANT", "SANDBOX-BBBBBBBBBBBBBBBBBBBBBBBB", &own.PublicKey)
	stranger := *k
	stranger.root = "/sellercentral/A2OTHERMERCHANT/"
	stranger.get("keys/"+id).is(t, 404, "この公開鍵はすでに登録されていません")
	stranger.post("keys/" + id + "/revoke")
	c.get("/v2/charges/"+charge).is(t, 200, "")

	k.get("keys/"+id+"/revoke").is(t, 200, "すぐに拒否されます", id).lacks(t, "最後の公開鍵")
	for range 2 {
		k.post("keys/"+id+"/revoke").is(t, 200, "公開鍵を失効させました").lacks(t, id)
	}
	c.get("/v2/charges/"+charge).is(t, 400, "InvalidHeaderValue")
	k.get("keys/"+s.Merchant().PublicKeyID+"/revoke").is(t, 200, "最後の公開鍵")
}

// Seller Central makes key pairs too; the private half can be had once, within 10 minutes.
func TestSellerCentralPages_KeyPair(t *testing.T) {
	s := sandbox.RunT(t)
	c, k := newClient(t, s), newClerk(t, s)
	made := k.post("keys/new", "environment", "sandbox").is(t, 200, "秘密鍵をダウンロード")
	file := k.get("keys/" + made.keyID() + "/private")
	if got := file.header.Get("Content-Disposition"); got != `attachment; filename="`+made.keyID()+`.pem"` {
		t.Errorf("file name: %s", got)
	}
	block, _ := pem.Decode([]byte(file.source))
	if block == nil {
		t.Fatalf("no PEM: %s", file.source)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	_, charge := c.charged(3980, "Authorize")
	key, ok := parsed.(*rsa.PrivateKey)
	if !ok {
		t.Fatalf("a key of type %T", parsed)
	}
	c.key, c.keyID = key, made.keyID()
	c.get("/v2/charges/"+charge).is(t, 200, "")
	k.get("keys/"+made.keyID()+"/private").is(t, 200, "すでにダウンロードされたか").lacks(t, "PRIVATE KEY")

	late := k.post("keys/new", "environment", "live")
	s.Advance(10 * time.Minute)
	k.get("keys/"+late.keyID()+"/private").is(t, 200, "期限が過ぎました").lacks(t, "PRIVATE KEY")
}

// Reset brings revoked keys of the start back, and the keys of later stay known.
func TestSellerCentralPages_KeysAndReset(t *testing.T) {
	s := sandbox.RunT(t)
	c, k := newClient(t, s), newClerk(t, s)
	snapshot := s.Snapshot()
	k.post("keys/"+c.keyID+"/revoke").is(t, 200, "公開鍵は登録されていません")
	c.get("/v2/charges/x").is(t, 400, "InvalidHeaderValue")
	if err := s.Restore(snapshot); err != nil {
		t.Fatal(err)
	}
	c.get("/v2/charges/x").is(t, 404, "ResourceNotFound")
	k.post("keys/"+c.keyID+"/revoke").is(t, 200)
	s.Reset()
	c.get("/v2/charges/x").is(t, 404, "ResourceNotFound")
}

// Each environment has its own address; http is for the sandbox. The test shows what the address answers (protocol 8.1, 8.3).
func TestProtocol8_1_AddressesOnThePages(t *testing.T) {
	s := sandbox.RunT(t)
	k := newClerk(t, s)
	for _, typed := range []string{"shop.example.jp/ipn", "javascript:alert(1)", "ftp://shop.example.jp"} {
		k.post("notifications/sandbox", "url", typed).is(t, 422, "https://で始まるURL")
	}
	k.post("notifications/live", "url", "http://shop.example.jp/ipn").is(t, 422, "https://で始まるURL")
	k.post("notifications/moon", "url", "https://shop.example.jp/ipn").is(t, 404)
	k.post("notifications/live", "url", "https://shop.example.jp/live").is(t, 200, "保存しました", "https://shop.example.jp/live")
	k.post("notifications/sandbox/test", "url", "").is(t, 422, "https://で始まるURL")

	asked := newConfirmations(t)
	k.post("notifications/sandbox/test", "url", asked.URL).is(t, 200, "応答：200", asked.URL)
	e := <-asked.asked
	newShop(t).verify(e)
	k.get("integration").lacks(t, asked.URL) // only tested
	confirm, err := url.Parse(e["SubscribeURL"])
	if err != nil {
		t.Fatal(err)
	}
	k.get(confirm.RequestURI()).is(t, 200)
	k.get("integration").is(t, 200, asked.URL, "https://shop.example.jp/live")

	failing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) }))
	k.post("notifications/sandbox/test", "url", failing.URL).is(t, 200, "応答：418")
	failing.Close()
	k.post("notifications/sandbox/test", "url", failing.URL).is(t, 200, "応答がありませんでした", "connection refused")
	k.post("/sellercentral/A0NOBODY/notifications/sandbox/test", "url", failing.URL).is(t, 404)
	k.post("notifications/live", "url", "").is(t, 200, "保存しました").lacks(t, "https://shop.example.jp/live")
}

// Once there is an origin, buttons elsewhere are refused (protocol 7.1).
func TestProtocol7_1_OriginsOnThePages(t *testing.T) {
	s := sandbox.RunT(t)
	c, k := newClient(t, s), newClerk(t, s)
	press := func(origin string) page {
		r := k.request(http.MethodPost, "/checkout/initiate", c.form(payload(""), "PayAndShip"))
		r.Header.Set("Origin", origin)
		return k.do(r)
	}
	press("https://elsewhere.example").is(t, 200)
	for _, typed := range []string{"www.example.jp", "http://www.example.jp", "https://www.example.jp/cart", "https://a@www.example.jp", "https://www.example.jp?x=1", "javascript:alert(1)"} {
		k.post("origins", "origin", typed).is(t, 422, "https://で始まるオリジン")
	}
	k.post("origins", "origin", "").is(t, 422, "入力してください")
	k.post("origins", "origin", "https://WWW.example.jp:443/").is(t, 200, "追加しました", "<code>https://www.example.jp</code>")
	k.post("origins", "origin", "https://www.example.jp").is(t, 422, "すでに登録されています")
	k.post("origins", "origin", "http://localhost:3000").is(t, 200, "追加しました")
	press("https://www.example.jp").is(t, 200)
	press("https://elsewhere.example").is(t, 403, "InvalidButtonAccessRequest")
	k.post("origins/remove", "origin", "https://www.example.jp").is(t, 200, "削除しました").lacks(t, "<code>https://www.example.jp</code>")
	press("https://www.example.jp").is(t, 403, "InvalidButtonAccessRequest")
}

// A new test account comes with the cards of protocol 9.1 and can buy.
func TestProtocol9_1_BuyersOnThePages(t *testing.T) {
	s := sandbox.RunT(t)
	c, k := newClient(t, s), newClerk(t, s)
	k.get("buyers").is(t, 200, "山田 太郎", "Visa •••• 3434", "お支払いが承認されません", "〒100-0001")
	fields := []string{"name", "見本 次郎", "email", "jiro@example.jp", "postalCode", "100-0002", "region", "東京都", "line1", "千代田区皇居外苑1-1"}
	for problem, change := range map[string][2]string{
		"入力してください":         {"name", " "},
		"Eメールアドレスの形式":      {"email", "jiro"},
		"テストアカウントはすでにあります": {"email", "TARO@example.jp"},
		"7桁の数字":            {"postalCode", "100"},
		"長すぎます":            {"line1", strings.Repeat("あ", 181)},
	} {
		k.post("buyers/new", append(append([]string{}, fields...), change[0], change[1])...).is(t, 422, problem)
	}
	k.post("buyers/new", append(append([]string{}, fields...), "line12", "港区見本1")...).is(t, 422, "入力してください")
	k.post("buyers/new", fields...).is(t, 200, "テストアカウントを作成しました", "見本 次郎", "jiro@example.jp")

	id := ""
	for _, b := range s.Buyers() {
		if b.Email == "jiro@example.jp" {
			id = b.ID
		}
	}
	session := c.chosen(sandbox.Choice{Buyer: id, Card: "4444"})
	if got := c.get("/v2/checkoutSessions/" + session).text("shippingAddress.addressLine1"); got != "千代田区皇居外苑1-1" {
		t.Errorf("address %q", got)
	}
}

// Reports are asked for and downloaded; in the sandbox there is one kind (protocol 3.8).
func TestProtocol3_8_ReportsOnThePages(t *testing.T) {
	s := sandbox.RunT(t)
	c, k := newClient(t, s), newClerk(t, s)
	order, _ := c.charged(3980, "AuthorizeWithCapture")
	s.Advance(16 * 24 * time.Hour)
	k.get("reports").is(t, 200, "レポートはありません", "¥3,825")
	today := s.Now().Add(9 * time.Hour).Format(time.DateOnly)
	const settlement, orders = "_GET_FLAT_FILE_OFFAMAZONPAYMENTS_SANDBOX_SETTLEMENT_DATA_", "_GET_FLAT_FILE_OFFAMAZONPAYMENTS_ORDER_REFERENCE_DATA_"
	k.post("reports", "environment", "sandbox", "type", orders, "from", "2020-01-01", "to", today).is(t, 422, "この環境では、このレポートを作成できません")
	k.post("reports", "environment", "live", "type", orders, "from", "", "to", "x").is(t, 422, "入力してください", "2026-01-15の形式")
	k.post("reports", "environment", "sandbox", "type", settlement, "from", "2020-01-01", "to", today).is(t, 200, "レポートを依頼しました", "作成中")
	s.Advance(30 * time.Second)
	p := k.get("reports").is(t, 200, "完成")
	at := strings.Index(p.source, k.root+"reports/")
	if at < 0 {
		t.Fatal(p.source)
	}
	address, _, _ := strings.Cut(p.source[at:], `"`)
	file := k.get(address).is(t, 200, order)
	if !strings.HasSuffix(file.header.Get("Content-Disposition"), `.tsv"`) {
		t.Errorf("headers %v", file.header)
	}
	k.get("reports/A0NOBODY").is(t, 404, "お探しのページはありません")
	s.RegisterKey("A2OTHERMERCHANT", "SANDBOX-BBBBBBBBBBBBBBBBBBBBBBBB", &s.Merchant().PrivateKey.PublicKey)
	k.get(strings.Replace(address, s.Merchant().MerchantID, "A2OTHERMERCHANT", 1)).is(t, 404).lacks(t, order)
}
