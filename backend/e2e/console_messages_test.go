package e2e

import (
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// receiver is a shop's server: it answers as it is told and keeps what it was sent.
type receiver struct {
	*httptest.Server

	status     atomic.Int64
	signatures chan string
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{signatures: make(chan string, 64)}
	r.status.Store(http.StatusNoContent)
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		_, _ = io.Copy(io.Discard, q.Body)
		r.signatures <- q.Header.Get("Webhook-Signature")
		w.WriteHeader(int(r.status.Load()))
	}))
	t.Cleanup(r.Close)
	return r
}

// An endpoint is added in the console: its secret is shown once, a test arrives, after a rotation both secrets sign, an endpoint that is
// gone is switched off and on again, and what did not arrive is sent once more. A notification of Amazon's is worked again.
func TestX18_WebhooksAndNotificationsInTheConsole(t *testing.T) {
	w, s := alone(t)
	s.bought()
	w.hear()
	shop := newReceiver(t)
	m := w.atWork(manager, false)
	m.inShop("/hooks")
	m.enter("url", "javascript:alert(1)")
	m.press("button.primary", "通知先を追加する")
	m.wait(".fault", "https://")
	m.looks("hooks-wrong")
	m.enter("url", shop.URL+"/noren")
	m.press("button.primary", "通知先を追加する")
	m.says("この秘密鍵は、いま一度だけ表示します")
	secret := evaluate[string](m, `document.querySelector("main .message .code").textContent`)
	m.looks("hook-secret")
	m.inShop("/hooks")
	m.press("tbody a", shop.URL)
	m.wait("button", "秘密鍵を作り直す")
	m.silent(secret)

	m.press("button", "テスト送信する")
	m.says("テストの通知を送信します")
	w.arrives(shop, 1)
	m.press("button", "秘密鍵を作り直す")
	m.says("秘密鍵を作り直しました")
	if again := evaluate[string](m, `document.querySelector("main .message .code").textContent`); again == secret || !strings.HasPrefix(again, "whsec_") {
		t.Errorf("the new secret is %.8s…", again)
	}
	m.press("button", "テスト送信する")
	m.says("テストの通知を送信します")
	w.arrives(shop, 2)
	m.press("tbody button", "送り直す")
	m.says("もう一度送信します")
	w.arrives(shop, 2)

	shop.status.Store(http.StatusGone)
	m.press("button", "テスト送信する")
	m.says("テストの通知を送信します")
	w.arrives(shop, 2)
	m.run(reload)
	m.wait(".badge", "停止中")
	m.looks("hook-gone")
	shop.status.Store(http.StatusNoContent)
	m.press("button", "再開する")
	m.says("通知を再開しました")
	m.press("button", "届いていない通知をまとめて送り直す")
	m.says("件の通知を送り直します")
	w.arrives(shop, 2)
	m.run(reload)
	m.until(`!` + found("tbody .badge.bad", ""))
	m.looks("hook-log")
	m.replaysNotification()
}

// arrives sends what waits, and fails unless the shop's server was sent a message with so many signatures.
func (w *world) arrives(shop *receiver, signatures int) {
	w.t.Helper()
	w.sweep()
	select {
	case got := <-shop.signatures:
		if n := len(strings.Fields(got)); n != signatures {
			w.t.Errorf("%d signatures, want %d", n, signatures)
		}
	default:
		w.t.Error("nothing has arrived")
	}
}

// replaysNotification has the newest notification worked once more.
func (s *shopper) replaysNotification() {
	s.t.Helper()
	s.inShop("/notifications?state=worked")
	s.looks("notifications")
	s.press("tbody button", "もう一度処理する")
	s.says("通知をもう一度処理します")
	s.inShop("/notifications?state=received")
	s.wait("tbody .badge", "処理待ち")
	s.world.sweep()
	s.run(reload)
	s.says("まだありません")
}

// A search is saved under a name, a template is worded and tried (R3-4), and the order's data come down as CSV, in both encodings, in
// the columns that were pressed (R5-8).
func TestR3_4_FiltersTemplatesAndDownloadInTheConsole(t *testing.T) {
	w, s := alone(t)
	number := s.bought()
	w.send()
	m := w.atWork(manager, false)
	m.savesFilter(number)
	m.wordsTemplate()
	m.downloads(w.orders()[0].PermissionID)
}

func (s *shopper) savesFilter(number string) {
	s.t.Helper()
	const field, name = "form[action$='/filters'] [name=name]", "決済待ち"
	s.inShop("/orders?state=authorised&amount_from=1000")
	s.press("summary", "保存した条件")
	s.press(field, "")
	s.writes(name)
	s.pressTwice("button", "この条件を保存")
	s.says("条件を保存しました")
	s.inShop("/orders")
	s.press(".chips a", name)
	s.arrive("amount_from=1000")
	s.wait("tbody th a", number)
	s.looks("filters")
	s.press(field, "")
	s.writes(name)
	s.key(kb.Enter)
	s.says("その名前は使われています")
	s.press(".chips button", "削除")
	s.says("条件を削除しました")
}

func (s *shopper) wordsTemplate() {
	s.t.Helper()
	s.inShop("/mails/templates/order_confirmation")
	s.enter("ja.subject", "{無い項目}のお知らせ")
	s.press("button.primary", "保存する")
	s.wait(".fault", "")
	s.looks("template-wrong")
	s.enter("ja.subject", "{ショップ名}より、ご注文のお礼")
	s.press("button", "プレビュー")
	s.wait("section[lang=ja] strong", "青凪 お茶と暮らしの道具より、ご注文のお礼")
	s.press("button.primary", "保存する")
	s.says("テンプレートを保存しました")
	s.looks("template-saved")
	s.enter("to", "try@aonagi.example")
	s.pressTwice("button", "テスト送信する（日本語）")
	s.says("try@aonagi.exampleへテスト送信しました")
	if mail := s.world.wantMail("より、ご注文のお礼", 1); !strings.Contains(mail.To, "try@aonagi.example") {
		s.t.Errorf("the test went to %q", mail.To)
	}
}

// file is an answer as the browser got it.
type file struct{ Type, Disposition, Base64 string }

func (s *shopper) downloads(reference string) {
	s.t.Helper()
	s.inShop("/download")
	s.looks("download")
	s.press(".offered button", "AmazonリファレンスID")
	s.wait(".columns li", "AmazonリファレンスID")
	for encoding, want := range map[string]struct{ charset, heading string }{
		"utf8": {"utf-8", "\xef\xbb\xbf"}, "shift_jis": {"Shift_JIS", "\x92\x8d\x95\xb6\x94\xd4\x8d\x86"}, // 注文番号
	} {
		s.evaluateVoid(`document.querySelector("[name=encoding]").value = "` + encoding + `"`)
		got := evaluate[file](s, `(async () => {
			const button = document.querySelector("button[formaction$='orders.csv']"), form = new FormData(button.form);
			form.set("encoding", "`+encoding+`");
			const answer = await fetch(button.formAction + "?" + new URLSearchParams(form)), bytes = new Uint8Array(await answer.arrayBuffer());
			return {Type: answer.headers.get("Content-Type"), Disposition: answer.headers.get("Content-Disposition"), Base64: btoa(String.fromCharCode(...bytes))};
		})()`)
		text, err := base64.StdEncoding.DecodeString(got.Base64)
		s.world.must(err)
		if got.Type != "text/csv; charset="+want.charset || !strings.HasPrefix(got.Disposition, `attachment; filename="orders-`) {
			s.t.Errorf("%s: %s, %s", encoding, got.Type, got.Disposition)
		}
		lines := strings.Split(strings.TrimRight(string(text), "\r\n"), "\r\n")
		if len(lines) != 2 || !strings.Contains(lines[0], want.heading) || !strings.Contains(lines[1], reference) {
			s.t.Errorf("%s: %q", encoding, lines)
		}
	}
}
