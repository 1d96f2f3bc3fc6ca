package e2e

import "testing"

// A merchant lets the set-up be examined, sees the results come in, is led to a setting, and asks the rule about a cart.
func TestX15_DoctorAndRuleTesterInTheConsole(t *testing.T) {
	w, _ := alone(t)
	m := w.atWork(manager, false)
	m.inShop("/doctor")
	m.says("まだ診断していません")
	m.looks("doctor-none")
	m.enter("pages", "https://elsewhere.example/cart")
	m.press("form button.primary", "診断を始める")
	m.says("ショップに登録されたオリジン")
	m.look("doctor-refused")
	m.enter("pages", w.ShopURL+"/cart")
	m.press("form button.primary", "診断を始める")
	m.says("もう一度診断する")
	m.until(`!document.querySelector("[data-again]") && document.querySelector("#report .message strong") !== null`)
	m.says("Amazonに署名が通りました")
	m.says("Amazonが " + w.PayURL + " のボタンを受け付けました")
	m.says("決済グループのうち1つで")
	m.says("正しいスクリプトタグがあります")
	if m.sees("#report .badge.bad", "") {
		t.Error("the demo's shop has an error")
	}
	m.looks("doctor")

	m.inShop("/tester")
	m.looks("tester-empty")
	m.inShop("/tester?place=pay.checkout&site=sp&device=sp&price=%EF%BC%91%EF%BC%92%2C000%E5%86%86&group=prepaid&quantity=1&goods=physical")
	m.says("表示されません")
	m.says("Amazon Payのチェックがない決済グループ")
	m.looks("tester-hidden")
	m.inShop("/tester?place=pay.cart&price=3000&quantity=2&postage=500")
	m.says("¥6,500")
	m.look("tester-shown")
	m.inShop("/tester?place=pay.cart&price=many&discounts=1")
	m.says("数字で入力してください")
	m.look("tester-refused")
}
