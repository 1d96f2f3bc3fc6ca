// Package mail writes to shoppers and merchants (R3-4). A mail is asked for in the transaction that is its reason, each once per
// order and kind; what it says is put together only when it is sent, from the shop's template and the ledger's figures, so that
// nobody's data wait in the outbox.
package mail

import (
	"context"
	"fmt"
	"time"

	"noren/backend/store"
	"noren/backend/store/query"
)

// Kind is what a mail is about.
type Kind string

// The kinds.
const (
	OrderConfirmation Kind = "order_confirmation" // 注文確認
	PaymentRequested  Kind = "payment_requested"  // 決済依頼
	OrderCancelled    Kind = "order_cancelled"    // キャンセル: the shop's own mail of a cancelled order (R5-3)
	Refunded          Kind = "refunded"           // 返金
	ChangeCard        Kind = "change_card"        // カード変更のお願い
	Individual        Kind = "individual"         // 個別確認メール (R5-9): staff may edit it before it goes
	Report            Kind = "report"             // what happened by itself, to the merchant
	Invitation        Kind = "invitation"         // to the console: the words are Noren's, and always a draft, which ends when it is sent
)

// Kinds are those that shops word, in the order in which they are listed.
func Kinds() []Kind {
	return []Kind{OrderConfirmation, PaymentRequested, OrderCancelled, Refunded, ChangeCard, Individual, Report}
}

// States of a mail. A waiting one is due at next_at.
const (
	Waiting  = "waiting"
	Sent     = "sent"     // the mail server has taken it
	Failed   = "failed"   // refused for good, or not taken for a day
	Unwanted = "unwanted" // not to be sent; error says why: a [Why]
)

// Wanted is a mail that is asked for.
type Wanted struct {
	Shop    string
	Kind    Kind
	Subject string // order id, or what a report is about
	Seq     int64  // which one of its kind about the subject, such as the number of the refund; 0 when there is one only
	Lang    string // the reader's: ja or en
	Draft   []byte // sealed, of [Templates.Seal]: the words of a person instead of the template; nil without
}

// Ask asks for a mail in the transaction of its reason. Whoever asks again for the same shop, kind, subject and seq changes nothing.
func Ask(ctx context.Context, q *query.Queries, now time.Time, wanted Wanted) error {
	draft := wanted.Draft
	if draft == nil {
		draft = []byte{} // no column is NULL
	}
	err := q.InsertMail(ctx, query.InsertMailParams{
		ShopID: wanted.Shop, ID: store.NewID("mail", now), Kind: string(wanted.Kind), Subject: wanted.Subject, Seq: wanted.Seq,
		Lang: wanted.Lang, Draft: draft, Now: int64(store.At(now)),
	})
	if err != nil {
		return fmt.Errorf("mail: ask for %s: %w", wanted.Kind, err)
	}
	return nil
}
