package sandbox_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/sandbox"
)

// R4-12: Amazon writes to the buyer when the order is placed, when payment is requested, when it is cancelled, and
// when money goes back; with the merchant's name, reference and note (protocol 12.8).
func TestR4_12_MailsToTheBuyer(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	seen := 0
	mails := func() (kinds []string) {
		for _, m := range s.Mails()[seen:] {
			kinds = append(kinds, string(m.Kind)+" to "+m.To)
		}
		seen = len(s.Mails())
		return kinds
	}
	expect := func(want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, mails()); diff != "" {
			t.Error(diff)
		}
	}
	const taro = " to taro@example.jp"

	_, charge := c.charged(3980, "Authorize")
	expect("orderPlaced" + taro)
	c.call("POST", "/v2/charges/"+charge+"/capture", `{"captureAmount":`+amount(3980)+`}`).is(t, 200, "")
	expect("paymentRequested" + taro)
	c.call("POST", "/v2/refunds", `{"chargeId":"`+charge+`","refundAmount":`+amount(500)+`}`).is(t, 201, "")
	expect()
	s.Advance(time.Minute)
	expect("refunded" + taro)
	if text := s.Mails()[seen-1].Text; !strings.Contains(text, "¥500") || !strings.Contains(text, "山田 太郎 様") {
		t.Errorf("mail of the refund:\n%s", text)
	}

	_, charge = c.charged(3980, "Authorize")
	expect("orderPlaced" + taro)
	c.call("DELETE", "/v2/charges/"+charge+"/cancel", `{"cancellationReason":"在庫切れ"}`).is(t, 200, "")
	expect("paymentCanceled" + taro)

	permission, _ := c.charged(3980, "Confirm")
	expect("orderPlaced" + taro)
	c.call("DELETE", "/v2/chargePermissions/"+permission+"/close", `{"closureReason":"在庫切れ"}`).is(t, 200, "")
	expect("paymentCanceled" + taro)
}

// The texts of a charge that has its own name, reference and note.
func TestProtocol12_8_MailNamesReferenceAndNote(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	permission, _ := c.charged(3980, "Confirm")
	c.call("POST", "/v2/charges", `{"chargePermissionId":"`+permission+`","captureNow":true,"chargeAmount":`+amount(1980)+`,
		"merchantMetadata":{"merchantReferenceId":"ORDER-77","merchantStoreName":"別館","noteToBuyer":"ありがとうございます"}}`).is(t, 201, "")
	all := s.Mails()
	m := all[len(all)-1]
	want := "山田 太郎 様\n\n別館がご注文のお支払いを請求しました。\n\n金額: ¥1,980\nショップの注文番号: ORDER-77\nAmazon Pay 注文番号: " + permission +
		"\nショップからのメッセージ: ありがとうございます\n\nこのメールは Amazon Pay サンドボックスが作成しました。実際のお金は動いていません。\n"
	if diff := cmp.Diff(want, m.Text); diff != "" || m.Subject != "別館へのお支払い" || m.Kind != sandbox.MailPaymentRequested || m.SessionID == "" {
		t.Errorf("%+v\n%s", m, diff)
	}
}
