package ledger_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/backend/ledger"
	"noren/backend/mail"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/validate"
)

func TestR5_6_PurchaserIsEditedWithHistoryAndAmazonHearsNothing(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		order := k.placed(3000)
		asked := len(k.amazon.Requests())
		ordered, recipient, err := k.book.People(order)
		must(t, err)
		edited := *ordered
		edited.FamilyName, edited.Phone, edited.Prefecture = "佐藤", "０３（１２３４）５６７８", "大阪"
		first, err := k.book.EditPurchaser(t.Context(), shopID, order.ID, ledger.Act{By: "staff:1", Version: order.Version}, edited)
		must(t, err)
		after, sameRecipient, err := k.book.People(k.order(order.ID))
		must(t, err)
		if after.FamilyName != "佐藤" || after.Phone != "0312345678" || after.Prefecture != "大阪府" || !slices.Equal(after.PhoneParts, []string{"03", "1234", "5678"}) {
			t.Errorf("after the edit: %+v", after)
		}
		if diff := cmp.Diff(recipient, sameRecipient); diff != "" {
			t.Errorf("the delivery is another's data: %s", diff)
		}
		letter, err := k.book.Letter(t.Context(), query.Mail{ShopID: shopID, Kind: string(mail.OrderConfirmation), Subject: order.ID, Lang: "ja"})
		must(t, err)
		if letter.Name != "佐藤 "+ordered.GivenName {
			t.Errorf("mails go to %q", letter.Name)
		}
		again := *after
		again.Building = "別館"
		_, err = k.book.EditPurchaser(t.Context(), shopID, order.ID, ledger.Act{By: "api:key_1", Version: first.Version}, again)
		must(t, err)
		history, err := k.book.PurchaserHistory(t.Context(), shopID, order.ID)
		must(t, err)
		if len(history) != 2 || history[0].By != "api:key_1" || history[1].By != "staff:1" {
			t.Fatalf("history: %+v", history)
		}
		if diff := cmp.Diff(*ordered, history[1].Before); diff != "" {
			t.Errorf("the first is not what was ordered: %s", diff)
		}
		if history[0].Before.Building != ordered.Building || history[0].After.Building != "別館" || history[1].After.FamilyName != "佐藤" {
			t.Errorf("history: %+v", history)
		}
		if now := len(k.amazon.Requests()); now != asked {
			t.Errorf("%d requests went to Amazon", now-asked)
		}
		for _, event := range k.events(order.ID) {
			if event.Event == string(ledger.PurchaserChanged) && cmp.Diff(event.Fact, `{"by":"api:key_1","fields":["building"]}`) != "" &&
				cmp.Diff(event.Fact, `{"by":"staff:1","fields":["familyName","phone","prefecture"]}`) != "" {
				t.Errorf("fact: %s", event.Fact)
			}
		}
	})
}

func TestR5_6_PurchaserEditsThatAreRefused(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		order := k.placed(3000)
		var faults validate.Faults
		_, err := k.book.EditPurchaser(t.Context(), shopID, order.ID, staff, api.Person{Phone: "12", Email: "taro"})
		if !errors.As(err, &faults) {
			t.Fatalf("error %v", err)
		}
		broken := map[string]string{}
		for _, fault := range faults {
			broken[fault.Field] = fault.Rule
		}
		if diff := cmp.Diff(map[string]string{"phone": "phone", "email": "email", "familyName": "required"}, broken); diff != "" {
			t.Error(diff)
		}
		person := api.Person{FamilyName: "佐藤", GivenName: "花子"}
		_, err = k.book.EditPurchaser(t.Context(), shopID, order.ID, ledger.Act{By: "staff:1", Version: order.Version + 1}, person)
		wantError(t, err, ledger.ErrRaced)
		_, err = k.book.EditPurchaser(t.Context(), "shop_other", order.ID, staff, person)
		wantError(t, err, ledger.ErrUnknown)
		if now := k.order(order.ID); now.Version != order.Version || len(now.Purchaser) != 0 {
			t.Errorf("something was saved: version %d", now.Version)
		}
		same, _, err := k.book.People(order)
		must(t, err)
		unchanged, err := k.book.EditPurchaser(t.Context(), shopID, order.ID, staff, *same)
		must(t, err)
		if unchanged.Version != order.Version {
			t.Error("an edit that changes nothing is an event")
		}
	})
}

func TestR5_5_GoodsHaveAWayOutInEveryState(t *testing.T) {
	order := ledger.GoodsOrderAnew
	for state, want := range map[ledger.State][][]ledger.GoodsStep{ //nolint:exhaustive // the others follow one of these
		ledger.Authorised: {{order}, {ledger.GoodsCancelPayment, ledger.GoodsChangeMethod, ledger.GoodsChange}},
		ledger.Captured:   {{order}, {ledger.GoodsCancelPayment, ledger.GoodsAwaitRefund, ledger.GoodsChangeMethod, ledger.GoodsChange}},
		ledger.Cancelled:  {{order}, {ledger.GoodsChangeMethod, ledger.GoodsChange}},
		ledger.Awaiting:   {{ledger.GoodsFree}},
	} {
		if diff := cmp.Diff(want, ledger.GoodsWayOut(withState(state))); diff != "" {
			t.Errorf("%s: %s", state, diff)
		}
	}
	for _, state := range ledger.States() {
		if len(ledger.GoodsWayOut(withState(state))) == 0 {
			t.Errorf("%s has no way out", state)
		}
	}
}
