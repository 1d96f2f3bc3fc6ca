package e2e

import (
	"fmt"
	"testing"
)

// 「Amazonのアドレス帳から選ぶ」 for the purchaser and for the delivery, each for itself, and 「別のクレジットカードを選ぶ」; what was
// typed stays, and the shopper is back at the same place of the form (R4-7).
func TestR4_7_PurchaserAndDeliveryAreChosenEachForItself(t *testing.T) {
	onMost(t, func(_ *testing.T, w *world, s *shopper) {
		const purchaser, delivery = "button[data-target=purchaser]", "button[data-target=delivery]"
		s.register("1111")
		s.holds(taroAtHome)
		s.types("note", "熨斗をお願いします")
		s.types("email", "typed@example.jp")
		mine := values{"name": "山田 太郎", "email": "typed@example.jp", "city": "千代田区", "line1": "千代田1-2-3", "note": "熨斗をお願いします"}

		s.changes(delivery, "横浜市")
		s.says("みなとみらい")
		s.holds(mine)
		s.isAt("noren-address[target=delivery]")
		s.shows("noren-address[target=delivery]", "みなとみらい")
		s.shows("noren-address[target=purchaser]", "千代田")
		s.picture("register-delivery-changed")

		s.changes(purchaser, "那覇市")
		s.holds(values{"region": "沖縄県", "city": "那覇市", "line1": "港町1-2-3", "email": "typed@example.jp", "note": "熨斗をお願いします"})
		s.isAt("noren-address[target=purchaser]")
		s.shows("noren-address[target=purchaser]", "那覇市")
		s.shows("noren-address[target=delivery]", "みなとみらい")
		s.picture("register-purchaser-changed")

		s.changes("button[data-what=payment]", "4444")
		s.says("Mastercard")
		s.holds(values{"city": "那覇市", "email": "typed@example.jp", "note": "熨斗をお願いします"})
		s.isAt("noren-payment")
		s.shows("noren-address[target=delivery]", "みなとみらい")
		s.isPaidByAmazon()

		s.confirmPage()
		s.says("みなとみらい")
		s.says("那覇市")
		s.says("熨斗をお願いします")
		s.picture("confirm-changed")
		s.order()
		s.isComplete()
		s.says("みなとみらい")
		w.wantPaid(1)
	})
}

// The shopper may type another delivery address; what was chosen at Amazon then counts for the payment only (R4-7), and its protection
// may not reach there (reference/widget-anchors.md section 3).
func TestR4_7_AnotherDeliveryAddressIsTyped(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		s.register("1111")
		s.holds(taroAtHome)
		s.press("label.check", "ご購入者さまと同じ住所") // which is the one that was chosen
		s.until(`!` + found("[part~=protection]", ""))
		s.press("label.check", "別の住所に送る")
		for field, text := range map[string]string{
			"delivery_name": "鈴木 三郎", "delivery_phone": "06-0000-0000", "delivery_postal_code": "530-0001", "delivery_city": "大阪市北区",
			"delivery_line1": "梅田1-2-3",
		} {
			s.types(field, text)
		}
		s.evaluateVoid(`(() => { const e = document.getElementById("delivery_region"); e.value = "大阪府"; e.dispatchEvent(new Event("change", {bubbles: true})); })()`)
		s.wait("[part~=protection]", "Amazonで選んだお届け先と異なります")
		s.picture("register-protection")
		s.changes("button[data-what=payment]", "4444")
		s.wait("[part~=protection]", "")
		s.holds(values{"delivery_name": "鈴木 三郎", "delivery_region": "大阪府", "delivery_line1": "梅田1-2-3", "city": "千代田区"})
		s.until(`document.querySelector("[name=deliver]:checked").value === "elsewhere"`)
		s.confirmPage()
		s.says("梅田1-2-3")
		s.order()
		s.isComplete()
		s.says("梅田1-2-3")
		w.wantPaid(1)
	})
}

// isAt waits until the window shows an element, as it did when the shopper left by it.
func (s *shopper) isAt(selector string) {
	s.t.Helper()
	s.until(fmt.Sprintf(`(r => r.top < innerHeight && r.bottom > 0)(document.querySelector(%q).getBoundingClientRect())`, selector))
}

// shows waits until one of our elements says something.
func (s *shopper) shows(element, words string) {
	s.t.Helper()
	s.until(fmt.Sprintf(`document.querySelector(%q).shadowRoot.textContent.includes(%q)`, element, words))
}
