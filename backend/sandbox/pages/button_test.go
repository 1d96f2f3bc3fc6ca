package pages_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
)

func TestProtocol_7_3_SizeFollowsTheHost(t *testing.T) {
	_, b, _ := openShop(t, place)
	b.do(chromedp.EmulateViewport(1280, 800))
	tests := []struct{ width, height, want string }{
		{"", "", "600×60"}, // the whole width: cut at 600, and not flatter than 10 : 1
		{"100px", "20px", "200×45"},
		{"200px", "", "200×45"},
		{"300px", "69px", "300×69"},
		{"160px", "100px", "160×61.5"}, // not higher than 2.6 : 1
		{"800px", "400px", "600×230.8"},
		{"500px", "42px", "500×50"},
		{"112px", "41px", "200×45"}, // one pixel too small each
		{"113px", "42px", "113×42"},
		{"113px", "100px", "113×43.5"},
		{"600px", "60px", "600×60"},
		{"601px", "232px", "600×230.8"},
		{"420px", "42px", "420×42"}, // exactly 10 : 1
		{"421px", "42px", "421×42.1"},
		{"260px", "100px", "260×100"}, // exactly 2.6 : 1
		{"259px", "100px", "259×99.6"},
	}
	for _, tt := range tests {
		b.eval(fmt.Sprintf(`(() => {
			const host = document.querySelector('#AmazonPayButton').cloneNode();
			document.querySelector('#AmazonPayButton').replaceWith(host);
			Object.assign(host.style, {width: %q, height: %q});
			%s; })()`, tt.width, tt.height, button("")))
		got := b.eval(`(() => {
			const box = document.querySelector('#AmazonPayButton').getBoundingClientRect();
			return [box.width, box.height].map((n) => Math.round(n * 10) / 10).join('×'); })()`)
		if got != tt.want {
			t.Errorf("host of %q × %q is drawn %s, want %s", tt.width, tt.height, got, tt.want)
		}
		b.eval(`document.querySelector('#AmazonPayButton').removeAttribute('style')`)
	}
}

// Later changes of the host are followed, within the same limits.
func TestProtocol_7_3_SizeFollowsLaterChanges(t *testing.T) {
	_, b, _ := openShop(t, `<div id="around"><div id="AmazonPayButton"></div></div>`)
	b.eval(`Object.assign(document.querySelector('#around').style, {width: '400px'})`)
	b.eval(button(""))
	for _, tt := range []struct{ change, want string }{
		{"around.style.width = '300px'", "300×45"},
		{"around.style.width = '590px'", "590×59"},
		{"host.style.height = '300px'", "590×226.9"},
		{"host.style.height = '10px'", "590×59"},
		{"around.style.width = '90px'", "113×43.5"},
		{"host.style.width = '500px'", "500×50"},
		{"host.style.display = 'none'", "0×0"},
		{"host.style.display = ''", "500×50"},
	} {
		got := b.eval(`new Promise((done) => {
			const around = document.querySelector('#around'), host = document.querySelector('#AmazonPayButton');
			` + tt.change + `;
			requestAnimationFrame(() => requestAnimationFrame(() => {
				const box = host.getBoundingClientRect();
				done([box.width, box.height].map((n) => Math.round(n * 10) / 10).join('×'));
			})); })`)
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.change, got, tt.want)
		}
	}
}

func TestProtocol_7_3_TheDrawnButton(t *testing.T) {
	_, b, _ := openShop(t, place)
	const describe = `(() => {
		const host = document.querySelector('#AmazonPayButton');
		const container = host.shadowRoot.querySelector('.amazonpay-button-container');
		return [host.getAttribute('role'), host.getAttribute('aria-label'), host.className, container.className,
			[...container.children].map((e) => e.className + ' ' + e.tabIndex), host.shadowRoot.mode].join(' | '); })()`
	tests := []struct{ more, want string }{
		{
			"buttonColor: 'Pink'",
			"button | Amazon Pay - Amazonアカウントでお支払い (サンドボックス) | amazonpay-button-parent-container-checkout-A1EXAMPLE00001" +
				" | amazonpay-button-container Gold with-tagline | amazonpay-button-view1 0,amazonpay-button-view3 -1 | open",
		},
		{
			"buttonColor: 'DarkGray', publicKeyId: 'LIVE-KEY', checkoutLanguage: 'en_US'",
			"button | Amazon Pay - Pay with your Amazon account | amazonpay-button-parent-container-checkout-A1EXAMPLE00001" +
				" | amazonpay-button-container DarkGray with-tagline | amazonpay-button-view1 0,amazonpay-button-view3 -1 | open",
		},
		{
			"buttonColor: 'LightGray', design: 'C0001'", // compact is always Gold
			"button | Amazon Pay - Amazonアカウントでお支払い (サンドボックス) | amazonpay-button-parent-container-checkout-A1EXAMPLE00001" +
				" | amazonpay-button-container Gold | amazonpay-button-view1 0 | open",
		},
		{
			"buttonColor: 'LightGray', productType: 'SignIn'",
			"button | Amazon Pay - Amazonアカウントでログイン (サンドボックス) | " +
				" | amazonpay-button-container LightGray | amazonpay-button-view1 0 | open",
		},
	}
	for _, tt := range tests {
		b.eval(`document.querySelector('#AmazonPayButton').className = ''`)
		b.eval(button(tt.more))
		if got := b.eval(describe); got != tt.want {
			t.Errorf("{%s}\ngot  %s\nwant %s", tt.more, got, tt.want)
		}
	}
	// Drawn under a policy without style-src, the sheet still holds.
	fill := `getComputedStyle(document.querySelector('#AmazonPayButton').shadowRoot.querySelector('.amazonpay-button-view1')).backgroundImage`
	b.eval(button("buttonColor: 'Gold'"))
	if got := b.eval(fill); got != "linear-gradient(rgb(247, 223, 165), rgb(240, 193, 75))" {
		t.Errorf("gold is %s", got)
	}
}

func TestProtocol_7_3_EnterStartsTheCheckout(t *testing.T) {
	h, b, shop := openShop(t, place)
	b.eval(button("merchantId: 'AOLD', createCheckoutSessionConfig: " + config))
	b.eval(button("createCheckoutSessionConfig: " + config)) // drawn again, it forgets what it was
	b.eval(`document.querySelector('#AmazonPayButton').shadowRoot.querySelector('.amazonpay-button-view1').focus()`)
	b.do(chromedp.KeyEvent("\r"))
	if diff := cmp.Diff(wantPost(shop, nil), h.posted(t).Form); diff != "" {
		t.Errorf("form (-want +got):\n%s", diff)
	}
}
