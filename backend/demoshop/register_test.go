package demoshop

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"noren/backend/demoshop/norenapi"
)

var hiddenInput = regexp.MustCompile(`<input type="hidden" name="([a-z]+)" value="([^"]*)"`)

// hidden collects a page's hidden fields for a post.
func (b browser) hidden(page answer) []string {
	b.t.Helper()
	var pairs []string
	for _, found := range hiddenInput.FindAllStringSubmatch(page.body, -1) {
		pairs = append(pairs, found[1], found[2])
	}
	if len(pairs) == 0 {
		b.t.Fatalf("no hidden fields on %s", page.path)
	}
	return pairs
}

func TestR4_6_AmazonPayNeedsNoTypedAddress(t *testing.T) {
	b := newTestShop(t).browser()
	b.add("tea-sencha", 1)
	for _, theme := range []site{pc, sp} {
		page := b.post(theme.path("/register"), "payment", string(amazonPay), "returned", "yes")
		complete := `return-to="` + b.shop.URL + theme.path("/complete?version=1") + `"`
		wantIn(t, page, "<noren-address", "<noren-payment", "<noren-order", `site="`+string(theme)+`"`, complete)
		wantIn(t, b.get(theme.path("/register")), "data-returned", `return-to="`+b.shop.URL+theme.path("/register")+`"`)
	}
}

func TestR4_7_ParcelGoesWhereTheShopperSaid(t *testing.T) {
	elsewhere := []string{
		"deliver", "elsewhere", "delivery_name", "海野 次郎", "delivery_phone", "0771234567", "delivery_postal_code", "611-0021",
		"delivery_region", "京都府", "delivery_city", "宇治市", "delivery_line1", "宇治1-1",
	}
	home := append([]string{"deliver", "purchaser"}, bankForm[2:]...)
	for _, test := range []struct {
		name       string
		form       []string
		confirm    string // what the confirm page shows
		complete   string
		purchaser  string
		fromAmazon bool
	}{
		{"as chosen at Amazon", []string{"deliver", "amazon"}, "<noren-address", "四条通1", "taro@example.jp", true},
		{"nothing said", nil, "<noren-address", "四条通1", "taro@example.jp", true},
		{"the purchaser's", home, "四条通1-2-3", "四条通1-2-3", "hanako@example.com", false},
		{"elsewhere", elsewhere, "宇治市", "宇治1-1", "taro@example.jp", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newTestShop(t).browser()
			b.add("tea-sencha", 1)
			page := b.post("/register", append([]string{"payment", string(amazonPay)}, test.form...)...)
			wantIn(t, page, "<noren-order", test.confirm)
			if shown := strings.Contains(page.body, "<noren-address"); shown != test.fromAmazon {
				t.Errorf("Amazon's address shown: %t", shown)
			}
			c := b.token(page).Cart
			b.noren.set("chk_1", norenapi.CheckoutStatePlaced, c.ID, c.OrderNumber, c.Total)
			wantIn(t, b.get(back("chk_1", c)), test.complete, test.purchaser)
		})
	}
}

func TestR4_7_AddressThatIsNotCompleteIsAsked(t *testing.T) {
	b := newTestShop(t).browser()
	b.add("tea-sencha", 1)
	for _, deliver := range []string{"purchaser", "elsewhere"} {
		page := b.post("/register", "payment", string(amazonPay), "deliver", deliver, "postal_code", "123", "delivery_postal_code", "123")
		if page.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: status %d", deliver, page.status)
		}
		wantIn(t, page, "郵便番号を7桁", "市区町村をご入力ください")
	}
	if page := b.post("/register", "payment", string(amazonPay), "email", "half@"); page.status != http.StatusUnprocessableEntity {
		t.Errorf("half an e-mail address: status %d", page.status)
	}
}

func TestPaymentsThatAreNotOfferedAreRefused(t *testing.T) {
	for _, test := range []struct {
		sku     string
		payment payment
		want    int
	}{
		{"cup-meoto", amazonPay, 422},
		{"cup-meoto", cashOnDelivery, 422},
		{"cup-meoto", bankTransfer, 200},
		{"book-irekata", cashOnDelivery, 422},
		{"book-irekata", bankTransfer, 200},
		{"tea-sencha", cashOnDelivery, 200},
		{"tea-sencha", nothingToPay, 422},
		{"tea-sencha", "bitcoin", 422},
	} {
		b := newTestShop(t).browser()
		b.add(test.sku, 1)
		form := append([]string(nil), bankForm...)
		form[1] = string(test.payment)
		if page := b.post("/register", form...); page.status != test.want {
			t.Errorf("%s by %s: status %d, want %d", test.sku, test.payment, page.status, test.want)
		}
	}
}

func TestR4_14_NothingToPayNeedsNoPayment(t *testing.T) {
	b := newTestShop(t).browser()
	b.login()
	b.add("tea-hojicha", 1)
	b.post("/cart", "points", "3000")
	form := append([]string(nil), bankForm...)
	form[1] = string(nothingToPay)
	done := b.post("/confirm", b.hidden(b.post("/register", form...))...)
	wantIn(t, done, "ご注文ありがとうございます", "¥0")
	wantIn(t, b.get("/mypage"), "<b>1368</b>")
}

func TestCartThatChangedIsShownAgainBeforeItIsOrdered(t *testing.T) {
	b := newTestShop(t).browser()
	b.add("tea-sencha", 1)
	old := b.hidden(b.post("/register", bankForm...))
	b.post("/cart", "quantity_tea-sencha", "9")
	page := b.post("/confirm", old...)
	wantIn(t, page, "カートの内容が変わりました", "¥11,664")
	wantIn(t, b.post("/confirm", b.hidden(page)...), "ご注文ありがとうございます")
}

func TestHostileInputIsEscaped(t *testing.T) {
	const evil = `"><script>alert(1)</script>`
	b := newTestShop(t).browser()
	b.add("tea-sencha", 1)
	form := append([]string{"note", evil}, bankForm...)
	form[5], form[3] = evil, string(bankTransfer)
	for _, page := range []answer{
		b.post("/cart", "coupon", evil), b.post("/register", form...), b.get("/complete?noren_checkout=" + "%22%3E%3Cscript%3E"),
		b.post("/login", "email", evil, "password", "x", "next", evil), b.post("/signup", "family_name", evil, "visit", evil, "region", evil), b.get("/register"), b.get("/confirm"), b.get("/" + "%22%3E%3Cscript%3E"),
	} {
		wantNotIn(t, page, "<script>alert", `"><script>`)
		if strings.Contains(page.body, "style=") || strings.Contains(page.body, "onclick=") {
			t.Errorf("%s has inline style or script", page.path)
		}
	}
}

func TestHeadersOfAStrictShop(t *testing.T) {
	b := newTestShop(t).browser()
	b.add("tea-sencha", 1)
	page := b.get("/cart")
	policy := page.header.Get("Content-Security-Policy")
	noren := regexp.MustCompile(`src="([^"]+)/embed/v1/noren.js" data-shop="shop_test"`).FindStringSubmatch(page.body)
	if noren == nil {
		t.Fatal("no script tag")
	}
	for _, want := range []string{
		"script-src 'self' " + noren[1] + " 'wasm-unsafe-eval';", "connect-src 'self' " + noren[1] + ";", "img-src 'self' " + noren[1] + " data:;",
		"style-src 'self';", "form-action 'self';", "frame-ancestors 'none';", "base-uri 'none';", "object-src 'none'",
	} {
		if !strings.Contains(policy, want) {
			t.Errorf("policy %q lacks %q", policy, want)
		}
	}
	for _, cookie := range b.sessionCookies() {
		if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode {
			t.Errorf("cookie %v", cookie)
		}
	}
}

// sessionCookies starts a session and returns the cookie as it was sent.
func (b browser) sessionCookies() []*http.Cookie {
	b.t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.PostForm(b.shop.URL+"/cart/items", map[string][]string{"sku": {"tea-sencha"}})
	if err != nil {
		b.t.Fatal(err)
	}
	response.Body.Close()
	if len(response.Cookies()) != 1 {
		b.t.Fatalf("cookies %v", response.Cookies())
	}
	return response.Cookies()
}

func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	s := newTestShop(t)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.shop.URL+"/cart/items", strings.NewReader("sku=tea-sencha"))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Sec-Fetch-Site", "cross-site")
	if got := s.browser().do(request); got.status != http.StatusForbidden {
		t.Errorf("status %d", got.status)
	}
}

func TestBothThemesHaveEveryPage(t *testing.T) {
	b := newTestShop(t).browser()
	b.add("tea-sencha", 1)
	b.toConfirm()
	for _, path := range []string{"/", "/cart", "/register", "/confirm", "/complete?order=1", "/login", "/signup", "/terms"} {
		wantIn(t, b.get(path), `class="site-pc"`, `href="/sp`+path+`"`)
		wantIn(t, b.get("/sp"+path), `class="site-sp"`, `href="`+path+`"`, `/assets/sp.css`)
	}
	for _, p := range catalogue {
		if picture := b.get("/assets/goods/" + p.SKU + ".svg"); picture.status != 200 || !strings.HasPrefix(picture.body, "<svg") {
			t.Errorf("%s has no picture", p.SKU)
		}
	}
}
