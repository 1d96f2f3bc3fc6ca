package e2e

import (
	"strings"
	"testing"
	"time"

	"noren/backend/ledger"
	"noren/backend/mail/mailbox"
)

// An order that ships in six weeks: the day before, Noren authorises it anew by itself. Amazon refuses, because the card has expired
// meanwhile; the order names the three remedies, the shopper is asked by mail to change the card, the shop is told (R5-7, X-10). With
// the card repaired 決済依頼 goes well. A refund above the shop's amount is asked about twice, and 「個別確認メール」 is sent once.
func TestR5_7_RefusedBeforeShippingNamesTheRemedies(t *testing.T) {
	w, s := alone(t)
	w.asksTwiceAbove(1000)
	s.bought()
	w.send()
	order := w.orders()[0]
	m := w.atWork(worker, false)
	m.planShipping(order.ID)
	w.must(w.Amazon.SetPaymentMethod(order.PermissionID, "PaymentMethodExpired"))
	w.Amazon.Advance(31 * 24 * time.Hour)
	w.hear()
	w.wantOrder(ledger.Lapsed)
	w.Amazon.Advance(9 * 24 * time.Hour) // the day before shipping
	w.hear()
	w.send()

	m.inShop("/limits")
	m.looks("limits-lapsed")
	m.press("main dd a", "1件") // those whose 30 days are over
	m.press("tbody th a", order.Number)
	m.says("確認してください：再オーソリが失敗")
	m.isRefused()
	m.looks("refused")
	m.press("a.button", "再オーソリ")
	m.says("承認されない場合は、理由と対処方法を表示します")
	m.picture("reauthorise")
	m.press("form button.primary", "再オーソリ")
	m.says("Amazonが受け付けませんでした。理由を下に表示しています")
	m.isRefused()
	m.press("a.button", "カードの変更をお願いする")
	m.picture("ask-card")
	m.press("form button", "カードの変更をお願いする")
	m.wait(".message.done", "カードの変更をお願いするメールを送信します")
	w.send()
	w.wantMail("お支払い方法の変更のお願い", 2) // Noren's, and the one by hand
	w.wantMail("自動処理の結果", 1)

	w.must(w.Amazon.RepairPaymentMethod(order.PermissionID))
	m.press("a.button", "決済依頼")
	m.says("オーソリを取り直します")
	m.picture("capture-anew")
	m.press("form button.primary", "決済依頼")
	m.says("決済依頼を行いました")
	w.wantOrder(ledger.Captured)
	m.refundsMuch()
	w.atWork(manager, false).writesIndividually(order.ID)
}

// asksTwiceAbove sets the amount above which a refund wants a second confirmation.
func (w *world) asksTwiceAbove(amount int64) {
	w.t.Helper()
	settings, err := w.Backend.Shops.Settings(w.t.Context(), w.ShopID)
	w.must(err)
	settings.Orders.ConfirmAbove = amount
	_, err = w.Backend.Shops.SaveSettings(w.t.Context(), "cli", w.ShopID, settings)
	w.must(err)
}

// send lets all mails go out.
func (w *world) send() {
	w.t.Helper()
	for n := 1; n > 0; {
		var err error
		n, err = w.Backend.Mails.Send(w.t.Context(), 16)
		w.must(err)
	}
}

// wantMail fails unless the mailbox has exactly so many mails with a text in their subject, and gives the last.
func (w *world) wantMail(subject string, n int) (last mailbox.Mail) {
	w.t.Helper()
	var subjects []string
	for _, mail := range w.Mailbox.Mails() {
		if strings.Contains(mail.Subject, subject) {
			last = mail
			n--
		}
		subjects = append(subjects, mail.Subject)
	}
	if n != 0 {
		w.t.Errorf("%q: %d too few among %q", subject, n, subjects)
	}
	return last
}

// planShipping plans the day of shipping, first one that is over.
func (s *shopper) planShipping(order string) {
	s.t.Helper()
	s.orderPage(order, "")
	s.press("a", "予定を変更する")
	day := func(days int) string { return s.world.Amazon.Now().AddDate(0, 0, days).Format(time.DateOnly) }
	s.wait("[name=ship_on]", "")
	s.evaluateVoid(`document.querySelector("[name=ship_on]").value = "` + day(-2) + `"`)
	s.press("form:has([name=ship_on]) button", "保存する")
	s.says("今日から180日以内の日付を入力してください")
	s.looks("plan-wrong")
	s.evaluateVoid(`document.querySelector("[name=ship_on]").value = "` + day(41) + `"`)
	s.press("form:has([name=ship_on]) button", "保存する")
	s.says("予定を保存しました")
}

// isRefused finds Amazon's reason and the three remedies.
func (s *shopper) isRefused() {
	s.t.Helper()
	for _, words := range []string{
		"Amazonが受け付けませんでした：", "お客さまによるカードの変更が必要です", "別の決済方法に変更する", "Amazonで別のカードを登録して、もう一度ご注文いただく",
		"セラーセントラルで決済依頼を行う（注文日から180日以内）",
	} {
		s.wait(".message.failed", words)
	}
}

// refundsMuch returns more than the shop lets go without a second look: asked about again, the amount stands still, and nothing happens
// until the box is ticked.
func (s *shopper) refundsMuch() {
	s.t.Helper()
	s.press("a.button", "返金")
	s.enter("amount", "１，５００")
	s.enter("reason", "破損のため")
	s.press("form button.danger", "返金")
	s.says("¥1,000を超える金額です。¥1,500で間違いありません")
	s.looks("refund-confirm")
	s.press("form button.danger", "返金")
	s.until(`document.querySelector("[name=confirm]").matches(":invalid") && document.querySelector("[name=amount]").readOnly`)
	s.world.wantOrder(ledger.Captured)
	s.press("label:has([name=confirm])", "")
	s.pressTwice("form button.danger", "返金")
	s.says("返金を依頼しました")
	s.world.wantOrder(ledger.Refunding)
	if refunds := s.world.Amazon.Books().Refunds; len(refunds) != 1 || refunds[0].Amount != 1500 {
		s.t.Errorf("Amazon's refunds: %+v", refunds)
	}
	s.world.Amazon.Advance(time.Minute)
	s.world.hear()
	s.run(reload)
	s.wait(".badge", "一部返金済み")
	s.picture("partly-refunded")
}

// writesIndividually words 「個別確認メール」, first without a subject; it is in the mailbox once.
func (s *shopper) writesIndividually(order string) {
	s.t.Helper()
	s.orderPage(order, "/mail")
	s.enter("subject", " ")
	s.press("button.primary", "送信する")
	s.wait(".fault", "件名")
	s.looks("individual-wrong")
	s.enter("subject", "お届け日のご相談")
	s.pressTwice("button.primary", "送信する")
	s.says("個別確認メールを送信します")
	for range 2 {
		s.world.sweep()
		s.world.send()
	}
	mail := s.world.wantMail("お届け日のご相談", 1)
	s.orderPage(order, "")
	s.says("「個別確認メール」メールを送信しました")
	s.open(s.world.PayURL + "/mailbox?lang=ja")
	s.press(".list li a", "お届け日のご相談")
	s.arrive("/mailbox/" + mail.ID)
	s.says("山田 太郎 様")
	s.looks("mailbox")
}
