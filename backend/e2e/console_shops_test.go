package e2e

import (
	"strconv"
	"testing"
	"time"

	"noren/backend/mail"
	"noren/backend/merchant"
	"noren/backend/store/query"
)

// The operator sees how all shops stand, finds one, leafs through many, and goes on to where something is wrong; an owner sees their own
// shop only.
func TestX20_TheOperatorSeesAllShops(t *testing.T) {
	w, _ := alone(t)
	w.must(w.Backend.DB.Tx(t.Context(), func(q *query.Queries) error {
		if err := mail.Ask(t.Context(), q, time.Now(), mail.Wanted{Shop: w.ShopID, Kind: mail.Refunded, Subject: "ord_1", Lang: "ja"}); err != nil {
			return err
		}
		mails, err := q.MailsOf(t.Context(), query.MailsOfParams{ShopID: w.ShopID, Subject: "ord_1"})
		if err != nil {
			return err
		}
		_, err = q.FinishMail(t.Context(), query.FinishMailParams{ShopID: w.ShopID, ID: mails[0].ID, State: mail.Failed})
		return err
	}))
	for i := range 30 {
		_, err := w.Backend.Shops.Create(t.Context(), "cli", merchant.Shop{
			Name: "お茶の店 " + strconv.Itoa(i), Origins: []string{"https://tea" + strconv.Itoa(i) + ".example"},
		})
		w.must(err)
	}
	operator := w.atWorkEverywhere()
	operator.says("お茶の店 29")
	operator.look("shops-many")
	operator.press("a.button", "以前のショップ")
	operator.says("利用中")
	operator.says("診断する")
	operator.looks("shops-older")
	operator.enter("words", "TEA7.example")
	operator.press("form button", "検索")
	operator.says("お茶の店 7")
	if operator.sees("th a", "お茶の店 8") {
		t.Error("found what was not looked for")
	}
	operator.enter("words", "100%")
	operator.press("form button", "検索")
	operator.says("ショップが見つかりません")
	operator.look("shops-none")
	operator.press("a.button", "すべてのショップ")
	operator.press("a.button", "以前のショップ")
	operator.press("td a", "メール送信失敗 1件")
	operator.arrive("/console/shops/" + w.ShopID + "/mails")

	owner := w.atWork(manager, true)
	owner.open(w.PayURL + "/console/shops")
	owner.says("利用中")
	if owner.sees("th a", "お茶の店") {
		t.Error("an owner sees other shops")
	}
	owner.look("shops-owner")
	operator.quiet()
}
