package merchant_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/merchant"
	"noren/backend/store"
	"noren/backend/store/storetest"
	"noren/shared/button"
	"noren/shared/validate"
)

func (o office) editing(t *testing.T, shop string) merchant.Editing {
	t.Helper()
	e, err := o.Editing(t.Context(), shop)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func (o office) draft(t *testing.T, shop string, change func(*merchant.Details)) {
	t.Helper()
	e := o.editing(t, shop)
	d := e.Details()
	change(&d)
	if err := o.SaveDraft(t.Context(), "staff:a", shop, e.Base, d); err != nil {
		t.Fatal(err)
	}
}

// a draft changes nothing until it is published, and then its own page's settings alone: what others have set meanwhile stays.
func TestX17_ADraftIsPublished(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop := o.create(t, "店").ID
		if _, err := o.Publish(t.Context(), "staff:a", shop, o.editing(t, shop).Base); !errors.Is(err, merchant.ErrStale) {
			t.Errorf("without a draft: %v", err)
		}
		o.draft(t, shop, func(d *merchant.Details) { d.Guides.Checkout = "ご案内" })
		if live, err := o.Settings(t.Context(), shop); err != nil || live.Guides.Checkout != "" || live.Version != 0 {
			t.Errorf("a draft is in force: %+v %v", live, err)
		}
		other, err := o.Settings(t.Context(), shop)
		if err != nil {
			t.Fatal(err)
		}
		seen := o.editing(t, shop).Base
		other.Linking = true
		if _, err := o.SaveSettings(t.Context(), "staff:b", shop, other); err != nil {
			t.Fatal(err)
		}
		if _, err := o.Publish(t.Context(), "staff:a", shop, seen); !errors.Is(err, merchant.ErrStale) {
			t.Errorf("something else than was seen: %v", err)
		}
		now := o.editing(t, shop)
		published, err := o.Publish(t.Context(), "staff:a", shop, now.Base)
		if err != nil || published.Version != 2 || !published.Linking || published.Guides.Checkout != "ご案内" {
			t.Errorf("%+v, %v", published, err)
		}
		after := o.editing(t, shop)
		if diff := cmp.Diff(published, after.Published); after.Draft != nil || diff != "" {
			t.Error(after.Draft, diff)
		}
		if _, err := o.Publish(t.Context(), "staff:a", shop, now.Base); !errors.Is(err, merchant.ErrStale) {
			t.Errorf("a second press: %v", err)
		}
	})
}

// what is published is in force in every replica within a second.
func TestX17_EveryReplicaHasItWithinASecond(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		clock := start
		replica := func() office {
			return office{&merchant.Shops{DB: db, Sealer: storetest.Sealer(t), Now: func() time.Time { return clock }}, &clock}
		}
		here, there := replica(), replica()
		shop := here.create(t, "店").ID
		guide := func() string {
			recent, err := there.Recent(t.Context(), shop)
			if err != nil {
				t.Fatal(err)
			}
			return recent.Settings.Guides.Checkout
		}
		guide() // it remembers
		here.draft(t, shop, func(d *merchant.Details) { d.Guides.Checkout = "新しい" })
		if _, err := here.Publish(t.Context(), "staff:a", shop, here.editing(t, shop).Base); err != nil {
			t.Fatal(err)
		}
		clock = clock.Add(time.Second)
		if got := guide(); got != "新しい" {
			t.Errorf("a second later: %q", got)
		}
	})
}

// the second of two who edit is told, what only one of them has touched is kept, and nothing of his own is lost.
func TestX17_TwoEditAtOnce(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop := o.create(t, "店").ID
		o.draft(t, shop, func(d *merchant.Details) { d.Guides.Mail = "はじめ" })
		began := o.editing(t, shop)
		first, second := began.Details(), began.Details()
		first.Guides.Checkout, first.PayButton.PC.Colour, first.Kana = "一人目", button.DarkGray, true
		second.Guides.Checkout, second.PayButton.PC.Size, second.Guides.Mail = "二人目", button.Large, ""
		if err := o.SaveDraft(t.Context(), "staff:a", shop, began.Base, first); err != nil {
			t.Fatal(err)
		}
		err := o.SaveDraft(t.Context(), "staff:b", shop, began.Base, second)
		conflict, told := errors.AsType[*merchant.Conflict](err)
		if !told {
			t.Fatalf("%v, want a conflict", err)
		}
		want := second
		want.PayButton.PC.Colour, want.Kana = button.DarkGray, true
		if diff := cmp.Diff(want, conflict.Merged); diff != "" {
			t.Errorf("merged:\n%s", diff)
		}
		if diff := cmp.Diff(first, conflict.Now.Details()); diff != "" || conflict.Now.Draft.Author != "staff:a" {
			t.Errorf("the other's:\n%s", diff)
		}
		if err := o.SaveDraft(t.Context(), "staff:b", shop, conflict.Now.Base, conflict.Merged); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, o.editing(t, shop).Details()); diff != "" {
			t.Error(diff)
		}
		if err := o.SaveDraft(t.Context(), "staff:a", shop, conflict.Now.Base, conflict.Now.Details()); err != nil {
			t.Errorf("who has changed nothing is told of a conflict: %v", err)
		}
	})
}

// a form from before a draft was published and another begun is not taken for one of the new draft.
func TestX17_VersionsNeverComeBack(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop := o.create(t, "店").ID
		o.draft(t, shop, func(d *merchant.Details) { d.Guides.Mail = "一" })
		old := o.editing(t, shop)
		if err := o.DiscardDraft(t.Context(), "staff:a", shop, old.Base); err != nil {
			t.Fatal(err)
		}
		o.draft(t, shop, func(d *merchant.Details) { d.Guides.Mail = "二" })
		mine := old.Details()
		mine.Guides.Mail = "三"
		if _, told := errors.AsType[*merchant.Conflict](o.SaveDraft(t.Context(), "staff:a", shop, old.Base, mine)); !told {
			t.Error("an old form is saved over a new draft")
		}
		if err := o.DiscardDraft(t.Context(), "staff:a", shop, old.Base); !errors.Is(err, merchant.ErrStale) {
			t.Errorf("discard: %v", err)
		}
		if _, err := o.Publish(t.Context(), "staff:a", shop, old.Base); !errors.Is(err, merchant.ErrStale) {
			t.Errorf("publish: %v", err)
		}
		for _, forged := range []merchant.Base{{Draft: 99}, {Draft: -1, Published: 7}, {Published: 99}} {
			if _, told := errors.AsType[*merchant.Conflict](o.SaveDraft(t.Context(), "staff:a", shop, forged, mine)); !told {
				t.Errorf("%+v: not told", forged)
			}
		}
		same := o.editing(t, shop)
		if err := o.SaveDraft(t.Context(), "staff:a", shop, same.Base, same.Published.Details); err != nil || o.editing(t, shop).Draft != nil {
			t.Errorf("a draft like what is published: %v", err)
		}
	})
}

// of many who save and publish at the same moment, each one is obeyed or told; the versions have no gap.
func TestX17_ManyAtOnce(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop := o.create(t, "店").ID
		o.draft(t, shop, func(d *merchant.Details) { d.Guides.Mail = "元" })
		began := o.editing(t, shop)
		saved, published := make([]error, 6), make([]error, 6)
		var group sync.WaitGroup
		for i := range saved {
			mine := began.Details()
			mine.Guides.Mail = strings.Repeat("あ", i+1)
			group.Go(func() { saved[i] = o.SaveDraft(t.Context(), "staff:a", shop, began.Base, mine) })
			group.Go(func() { _, published[i] = o.Publish(t.Context(), "staff:b", shop, began.Base) })
		}
		group.Wait()
		count := func(errs []error) (good int) {
			for _, err := range errs {
				_, told := errors.AsType[*merchant.Conflict](err)
				switch {
				case err == nil:
					good++
				case !told && !errors.Is(err, merchant.ErrStale):
					t.Error(err)
				}
			}
			return good
		}
		saves, publications := count(saved), count(published)
		if saves > 1 || publications > 1 || saves+publications == 0 {
			t.Errorf("%d saved and %d published", saves, publications)
		}
		if now := o.editing(t, shop); now.Published.Version != int64(publications) || saves == 1 && now.Draft == nil {
			t.Errorf("%+v after %d saves", now, saves)
		}
	})
}

// an older version is published again, all of it, and is a version of its own.
func TestX17_GoingBack(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop := o.create(t, "店").ID
		first, err := o.SaveSettings(t.Context(), "staff:a", shop, everything())
		if err != nil {
			t.Fatal(err)
		}
		second, err := o.SaveSettings(t.Context(), "staff:b", shop, merchant.Settings{Version: 1, Details: merchant.DefaultSettings().Details, Methods: first.Methods})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.Restore(t.Context(), "staff:a", shop, 1, 1); !errors.Is(err, merchant.ErrStale) {
			t.Errorf("a newer one than was seen: %v", err)
		}
		if _, err := o.Restore(t.Context(), "staff:a", shop, 7, second.Version); !errors.Is(err, merchant.ErrUnknownVersion) {
			t.Errorf("a version that is not there: %v", err)
		}
		restored, err := o.Restore(t.Context(), "staff:a", shop, 1, second.Version)
		first.Version = 3
		if diff := cmp.Diff(first, restored); err != nil || diff != "" {
			t.Error(err, diff)
		}
		older, err := o.Revisions(t.Context(), shop, 3, 1)
		if diff := cmp.Diff([]merchant.Revision{{Settings: second, Author: "staff:b", At: start}}, older); err != nil || diff != "" {
			t.Error(err, diff)
		}
	})
}

// R3-9: a draft keeps the same rules as what is published.
func TestR3_9_DraftsAreChecked(t *testing.T) {
	onEvery(t, func(t *testing.T, o office) {
		shop := o.create(t, "店").ID
		e := o.editing(t, shop)
		wrong := e.Details()
		wrong.Guides.Checkout, wrong.ShowIn = strings.Repeat("あ", 2001), ""
		if faults, told := errors.AsType[validate.Faults](o.SaveDraft(t.Context(), "staff:a", shop, e.Base, wrong)); !told || len(faults) != 2 {
			t.Errorf("%v", faults)
		}
		foreign := e.Details()
		foreign.PaymentImage = "0123456789abcdef0123456789abcdef"
		if faults, told := errors.AsType[validate.Faults](o.SaveDraft(t.Context(), "staff:a", shop, e.Base, foreign)); !told || faults[0].Rule != "image" {
			t.Errorf("a picture that is not there: %v", faults)
		}
		if o.editing(t, shop).Draft != nil {
			t.Error("something was saved")
		}
		if err := o.SaveDraft(t.Context(), "staff:a", "shop_other", e.Base, e.Details()); !errors.Is(err, merchant.ErrUnknownShop) {
			t.Errorf("of no shop: %v", err)
		}
	})
}
