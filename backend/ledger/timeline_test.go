package ledger_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"noren/backend/checkout"
	"noren/backend/ledger"
	"noren/backend/mail"
	"noren/backend/sandbox"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/webhook"
	"noren/shared/api"
	"noren/shared/i18n"
	"noren/shared/timeline"
	"noren/shared/yen"
)

func (k *kit) timeline(id string) []timeline.Entry {
	k.t.Helper()
	entries, err := k.book.Timeline(k.t.Context(), shopID, id)
	must(k.t, err)
	return entries
}

// told are the sentences of what is not technical, in their order.
func told(entries []timeline.Entry) []string {
	words := i18n.TimelineFor(api.Japanese)
	var sentences []string
	for _, e := range entries {
		if !e.Technical() {
			sentences = append(sentences, words.Sentence(e))
		}
	}
	return sentences
}

// wantInOrder fails unless sentences stand there in this order, whatever stands between them.
func wantInOrder(t testing.TB, sentences []string, want ...string) {
	t.Helper()
	rest := sentences
	for _, sentence := range want {
		i := slices.Index(rest, sentence)
		if i < 0 {
			t.Fatalf("%q is missing or too early in:\n%s", sentence, strings.Join(sentences, "\n"))
		}
		rest = rest[i+1:]
	}
}

func TestX12_TimelineTellsAnOrdersLife(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		id := k.placed(3000).ID
		k.amazon.Advance(minute)
		_, err := k.book.Capture(t.Context(), shopID, id, staff)
		must(t, err)
		k.amazon.Advance(minute)
		_, err = k.book.Ship(t.Context(), shopID, id, ledger.Act{By: "api:key_1"})
		must(t, err)
		k.amazon.Advance(minute)
		_, err = k.book.Refund(t.Context(), shopID, id, staff, ledger.RefundWish{Amount: 1000, Reason: "破損"})
		must(t, err)
		k.quiet()

		entries := k.timeline(id)
		wantInOrder(t, told(entries),
			"お客さまがAmazonアカウントのボタンを押しました", "お客さまがAmazonでお届け先とお支払い方法を選びました",
			"お客さまが「この内容で注文する」を押しました（¥3,000）", "お客さまがAmazonで支払いを確定しました（¥3,000）", "オーソリが取れました。代金は確保されています",
			"担当者が決済依頼を行いました（¥3,000）", "代金の決済を確認しました", "ショップのサーバーが出荷済みにしました", "担当者が返金を依頼しました（¥1,000）",
			"一部の返金が完了しました",
		)
		var money yen.Yen
		moved := 0
		for i, e := range entries {
			money += e.Money
			if e.Money != 0 {
				moved++
			}
			if i > 0 && e.At.Before(entries[i-1].At) {
				t.Errorf("%s stands after %s", e.Code, entries[i-1].Code)
			}
			if e.Kind == timeline.Call && (e.State != "done" || e.Details["request"] == "") {
				t.Errorf("call without Amazon's request id: %+v", e)
			}
		}
		if money != 2000 || moved != 2 {
			t.Errorf("%d moves give %d yen", moved, money)
		}
		for _, e := range entries {
			for name := range e.Details {
				if i18n.TimelineFor(api.Japanese).Details[name] == "" {
					t.Errorf("%s.%s: the detail %q has no name", e.Kind, e.Code, name)
				}
			}
		}
		_, err = k.book.Timeline(t.Context(), "shop_other", id)
		wantError(t, err, ledger.ErrUnknown)
	})
}

// What went wrong is not folded away, and says why.
func TestX12_TimelineTellsRefusalsAndNotifications(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		order := k.placed(3000)
		must(t, k.db.Tx(t.Context(), func(q *query.Queries) error {
			_, err := q.InsertNotification(t.Context(), query.InsertNotificationParams{
				ShopID: shopID, ID: "n-1", ObjectType: "CHARGE", ObjectID: order.ChargeID, PermissionID: order.PermissionID, Body: []byte("{}"),
				Now: int64(store.At(k.amazon.Now())),
			})
			return err
		}))
		k.amazon.Fault(sandbox.Fault{Operation: "CaptureCharge", Kind: sandbox.Refuse, Status: 422, ReasonCode: "PaymentMethodExpired", Count: 1})
		_, err := k.book.Capture(t.Context(), shopID, order.ID, staff)
		wantError(t, err, ledger.ErrRefused)
		entries := k.timeline(order.ID)
		wantInOrder(t, told(entries), "担当者が決済依頼を行いました（¥3,000）", "Amazonが決済依頼を受け付けませんでした：カードの有効期限が切れています")
		if !slices.ContainsFunc(entries, func(e timeline.Entry) bool { return e.Kind == timeline.Notification && e.Technical() }) {
			t.Error("the notification is missing")
		}
	})
}

// Every code that can be written has a sentence in both languages, and no sentence has a place left open.
func TestX12_EverythingThatHappensHasASentence(t *testing.T) {
	var all []timeline.Entry
	add := func(kind timeline.Kind, code, state string, details map[string]string) {
		all = append(all, timeline.Entry{At: time.Unix(0, 0), Kind: kind, Code: code, State: state, Actor: "staff:1", Details: details})
	}
	for _, moves := range checkout.Table {
		for event, to := range moves {
			add(timeline.Checkout, string(event), string(to), nil)
		}
	}
	add(timeline.Checkout, "begin", "begun", nil)
	for _, event := range eventsOf(t) {
		add(timeline.Order, event, "authorised", map[string]string{"kind": "capture", "at": "1795740300000000", "on": "1795740300000000"})
	}
	for _, alert := range []string{ledger.AlertUnknownCharge, ledger.AlertChargeback, ledger.AlertCapture, ledger.AlertReauthorise, ledger.AlertRefund} {
		add(timeline.Order, string(ledger.Alerted), "authorised", map[string]string{"alert": alert})
	}
	for _, kind := range []string{"update", "complete", "capture", "charge", "close", "refund"} {
		for _, state := range []string{"planned", "done", "refused", "unknown", "dropped"} {
			add(timeline.Call, kind, state, nil)
		}
	}
	for _, object := range []string{"CHARGE", "CHARGE_PERMISSION", "REFUND", "CHARGEBACK"} {
		for _, state := range []string{"received", "worked", "parked"} {
			add(timeline.Notification, object, state, nil)
		}
	}
	for _, kind := range mailKinds() {
		for _, state := range []string{"waiting", "sent", "failed", "unwanted"} {
			add(timeline.Mail, kind, state, nil)
		}
	}
	for _, kind := range webhookKinds() {
		for _, state := range []string{"waiting", "delivered", "failed", "unwanted"} {
			add(timeline.Webhook, kind, state, nil)
		}
	}
	for _, lang := range []api.Lang{api.Japanese, api.English} {
		words := i18n.TimelineFor(lang)
		for _, e := range all {
			sentence := words.Sentence(e)
			if sentence == "" || strings.ContainsAny(sentence, "{}") || sentence == e.Code {
				t.Errorf("%s: %s.%s (%s): %q", lang, e.Kind, e.Code, e.State, sentence)
			}
		}
		for _, step := range ledger.Steps() {
			if advice := words.Next[string(step)]; advice.Title == "" || advice.Text == "" {
				t.Errorf("%s: the step %s has no words", lang, step)
			}
		}
		for _, kind := range timeline.Kinds() {
			if words.Kinds[kind] == "" {
				t.Errorf("%s: %s has no name", lang, kind)
			}
		}
	}
}

func TestX12_MomentsAreJapans(t *testing.T) {
	at := time.Date(2026, 11, 27, 1, 15, 0, 0, time.UTC)
	if got := i18n.TimelineFor(api.Japanese).When(at); got != "2026年11月27日 10:15" {
		t.Error(got)
	}
}

func TestX12_NextBestActionInEveryState(t *testing.T) {
	now := time.Unix(1_795_740_300, 0)
	want := map[ledger.State]ledger.Step{
		ledger.Awaiting: ledger.StepAwaitShopper, ledger.Unpaid: ledger.StepAwaitRetry, ledger.Pending: ledger.StepAwaitAmazon,
		ledger.Authorised: ledger.StepCapture, ledger.Capturing: ledger.StepAwaitAmazon, ledger.Captured: ledger.StepShip,
		ledger.Declined: ledger.StepReauthorise, ledger.Lapsed: ledger.StepReauthorise, ledger.Cancelled: ledger.StepCancelOrder,
		ledger.Refunding: ledger.StepAwaitAmazon, ledger.PartlyRefunded: ledger.StepShip, ledger.Refunded: ledger.StepCancelOrder,
		ledger.OrderCancelled: ledger.StepDone, ledger.Attention: ledger.StepDecide,
	}
	next := func(o query.Order, busy string) ledger.Step {
		return ledger.Next(o, ledger.Permits(o, busy, now), busy)
	}
	for _, state := range ledger.States() {
		if got := next(withState(state), ""); got != want[state] {
			t.Errorf("%s: %s, want %s", state, got, want[state])
		}
		if got := next(withState(state), "capture"); got != ledger.StepAwaitAnswer {
			t.Errorf("%s while a capture is under way: %s", state, got)
		}
	}
	for name, c := range map[string]struct {
		order query.Order
		want  ledger.Step
	}{
		"changed in Seller Central": {query.Order{State: "authorised", Differs: 1}, ledger.StepCorrectAmount},
		"charged in Seller Central": {query.Order{State: "captured", Alert: ledger.AlertUnknownCharge}, ledger.StepLookAtCharge},
		"a chargeback":              {query.Order{State: "captured", Alert: ledger.AlertChargeback}, ledger.StepLookAtAlert},
		"planned":                   {query.Order{State: "authorised", CaptureAt: 1}, ledger.StepCapturePlanned},
		"180 days are over":         {query.Order{State: "lapsed", PermissionExpiresAt: 1}, ledger.StepOver},
		"shipped":                   {query.Order{State: "captured", ShippedAt: 1}, ledger.StepDone},
	} {
		if got := next(c.order, ""); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func mailKinds() (kinds []string) {
	for _, kind := range mail.Kinds() {
		kinds = append(kinds, string(kind))
	}
	return kinds
}

func webhookKinds() (kinds []string) {
	for _, kind := range webhook.Kinds() {
		kinds = append(kinds, string(kind))
	}
	return kinds
}

// eventsOf are the events that the source names.
func eventsOf(t testing.TB) (events []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "state.go", nil, 0)
	must(t, err)
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		kind, _ := spec.Type.(*ast.Ident)
		value, isText := spec.Values[0].(*ast.BasicLit)
		if kind != nil && kind.Name == "Event" && isText {
			event, err := strconv.Unquote(value.Value)
			must(t, err)
			events = append(events, event)
		}
		return true
	})
	if len(events) < 25 {
		t.Fatalf("the source names only %v", events)
	}
	return events
}
