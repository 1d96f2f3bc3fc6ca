package e2e

import (
	"strings"
	"testing"

	"noren/backend/mail"
	"noren/backend/store/query"
)

// Whoever buys in the demo finds the shop's order confirmation in the mailbox: with the order's number, Amazon's reference id and
// 「ご案内（メール用）」, which this shop's template shows (R3-4). It is read on a phone, by keyboard, in both languages.
func TestR3_4_OrderConfirmationComesToTheMailbox(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.shopper(true)
	s.open(w.PayURL + "/mailbox?lang=ja")
	s.says("メールはまだありません")
	s.accessible("mailbox-empty")
	s.register("1111")
	s.confirmPage()
	s.order()
	s.isComplete()
	for range 2 { // once, however often the work is done
		w.sweep()
		if _, err := w.Backend.Mails.Send(t.Context(), 16); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(w.Mailbox.Mails()); n != 1 {
		t.Fatalf("%d mails", n)
	}
	order := w.orders()[0]
	rows, err := w.Backend.DB.Read().MailsOf(t.Context(), query.MailsOfParams{ShopID: w.ShopID, Subject: order.ID})
	if err != nil || len(rows) != 1 || rows[0].State != mail.Sent {
		t.Errorf("the outbox: %+v, %v", rows, err)
	}
	s.open(w.PayURL + "/mailbox?lang=ja")
	s.accessible("mailbox-list")
	s.press(".list li a", order.Number)
	s.arrive("/mailbox/1")
	s.accessible("mailbox-mail")
	for _, part := range []string{
		"山田 太郎 様", "注文番号：" + order.Number, "AmazonリファレンスID：" + order.PermissionID, "お支払いの明細はAmazonからのメールをご確認ください。", "info@aonagi.example",
	} {
		s.says(part)
	}
	if wide := evaluate[bool](s, `document.documentElement.scrollWidth > innerWidth`); wide {
		t.Error("the page is wider than the phone")
	}
	s.press("header a", "English")
	s.says("All mails")
	if text := s.text(); !strings.Contains(text, "From") || strings.Contains(text, "差出人") {
		t.Error("the page is not in English")
	}
	s.press("p.back a", "All mails")
	s.arrive("/mailbox?lang=en")
}
