package ledger_test

import (
	"bytes"
	"strings"
	"testing"

	"noren/backend/ledger"
	"noren/backend/mail"
	"noren/backend/store/query"
)

// 「個別確認メール」 goes out once in the words of whoever wrote it, however often it is sent off (R5-9).
func TestR5_9_IndividualMailOnce(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		order := k.placed(3000)
		seen := ledger.Act{By: "staff:1", Version: order.Version}
		_, err := k.book.MailIndividually(t.Context(), shopID, order.ID, seen, []byte("sealed"))
		must(t, err)
		_, err = k.book.MailIndividually(t.Context(), shopID, order.ID, seen, []byte("sealed"))
		wantError(t, err, ledger.ErrRaced)
		mails, err := k.db.Read().MailsOf(t.Context(), query.MailsOfParams{ShopID: shopID, Subject: order.ID})
		must(t, err)
		n := 0
		for _, row := range mails {
			if row.Kind == string(mail.Individual) {
				n++
				if !bytes.Equal(row.Draft, []byte("sealed")) {
					t.Errorf("the draft is %q", row.Draft)
				}
			}
		}
		if n != 1 {
			t.Errorf("%d mails, want 1", n)
		}
	})
}

// The result of a bulk is a file for a spreadsheet, which takes nothing in it for a formula.
func TestR5_2_BulkResultFile(t *testing.T) {
	bulk := ledger.Bulk{Items: []query.BulkItemsRow{
		{Number: "A-1", Total: 1200, State: ledger.ItemDone}, {Number: "=cmd()", Total: 80, State: ledger.ItemRefused, Why: "differs"},
	}}
	var file strings.Builder
	say := func(code string) string {
		return map[string]string{"done": "requested", "refused": "left out", "differs": "another amount"}[code]
	}
	must(t, bulk.WriteFile(&file, [4]string{"Number", "Amount", "Result", "Reason"}, say, say))
	want := "\ufeffNumber,Amount,Result,Reason\r\nA-1,1200,requested,\r\n'=cmd(),80,left out,another amount\r\n"
	if file.String() != want {
		t.Errorf("%q, want %q", file.String(), want)
	}
}
