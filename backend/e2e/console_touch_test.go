package e2e

import (
	"strings"
	"testing"
)

// clumsy is what a finger cannot press or what breaks on a phone: lower than 44 px, or out of the window. Links inside sentences are left out.
const clumsy = `(() => {
	const press = "a.button, button, select, summary, label.check, :is(.sites, .panes) label, .stack a, .links a, .back a, input:not([type=hidden], [type=checkbox], [type=radio])";
	const shown = e => e.getClientRects().length && e.checkVisibility({visibilityProperty: true});
	const named = e => e.localName + " " + (e.textContent.trim() || e.name || e.id).slice(0, 40);
	const out = [...document.querySelectorAll("main *")].filter(shown).flatMap(e => {
		const r = e.getBoundingClientRect();
		return [e.matches(press) && r.height < 43.5 && named(e) + " is " + Math.round(r.height) + " px high",
			r.right > innerWidth + 1 && !e.closest(".table, pre") && named(e) + " ends at " + Math.round(r.right) + " px"].filter(Boolean);
	});
	return [...new Set(out)].join("\n");
})()`

// Every page of a shop's console can be worked with a finger at 390 px, with what an order and its notifications leave on it.
func TestX20_EveryPageForAFinger(t *testing.T) {
	w, s := alone(t)
	s.bought()
	w.hear()
	order := "/orders/" + w.orders()[0].ID
	for _, pages := range [][]string{
		{"/orders", order, order + "/do/capture", order + "/purchaser", order + "/mail", order + "/plan", order + "/papers", "/bulk", "/lists", "/limits", "/download"},
		{"/mails", "/mails/templates", "/mails/templates/order_confirmation", "/hooks", "/notifications", "/staff", "/audit", "/funnel", "/analytics", "/doctor", "/tester"},
		{
			"/contract", "/contract/terms", "/contract/cancel", "/register", "/register/pair", "/register/paste", "/settings", "/settings/history", "/methods",
			"/methods/bank", "/methods/bank/remove", "/linking", "/shop", "/keys", "/keys/cart",
		},
	} {
		m := w.atWork(owner, true)
		for _, page := range pages {
			m.inShop(page)
			m.until(`document.readyState === "complete"`)
			m.picture("touch" + strings.ReplaceAll(page, "/", "-"))
			if found := evaluate[string](m, clumsy); found != "" {
				t.Errorf("%s:\n%s", page, found)
			}
		}
		m.quiet()
	}
}
