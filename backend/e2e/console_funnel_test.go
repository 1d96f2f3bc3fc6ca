package e2e

import "testing"

// a merchant opens the page before anything has happened, and after a real purchase through the loader, whose numbers are exact:
// the cart's page was seen once, whatever was drawn anew in it, and its button is known by its look.
func TestX19_FunnelInTheConsole(t *testing.T) {
	w, s := alone(t)
	m := w.atWork(manager, false)
	m.inShop("/funnel")
	m.says("この条件の記録はありません")
	m.look("funnel-empty")

	s.bought()
	w.must(w.Backend.Funnel.Flush(t.Context()))
	m.inShop("/funnel?placement=cart&site=pc&look=gold/medium")
	want := map[string]string{"表示": "1", "クリック": "1", "Amazonへ移動": "1", "ショップに戻った": "1", "注文を確定": "1", "注文が成立": "1"}
	got := evaluate[map[string]string](m, `Object.fromEntries([...document.querySelectorAll("[aria-labelledby=steps] tbody tr")].map(
		(row) => [row.querySelector("th span").firstChild.textContent, row.querySelector("td").textContent]))`)
	if len(got) != len(want) {
		t.Errorf("%v", got)
	}
	for step, n := range want {
		if got[step] != n {
			t.Errorf("%s: %s, want %s", step, got[step], n)
		}
	}
	m.looks("funnel")
	m.inShop("/funnel?lang=en")
	m.look("funnel-en")

	m.inShop("/funnel?since=2026-02-30&until=2026-02-01")
	m.says("日付を確かめてください")
	if name := evaluate[string](m, `document.activeElement.name`); name != "since" {
		t.Errorf("the focus is on %q", name)
	}
	m.look("funnel-wrong")
}
