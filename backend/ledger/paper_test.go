package ledger_test

import (
	"errors"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"noren/backend/ledger"
	"noren/backend/mail"
	"noren/backend/store/query"
	"noren/shared/validate"
	"noren/shared/yen"
)

func withState(s ledger.State) query.Order { return query.Order{State: string(s)} }

func paper() ledger.Paper {
	return ledger.Paper{
		Lines: []ledger.PaperLine{
			{SKU: "tea", Name: "煎茶", Quantity: 2, Price: 1080, Rate: ledger.Reduced}, {SKU: "cup", Name: "湯呑", Quantity: 1, Price: 2200, Rate: ledger.Standard},
		},
		Postage: 550, Fees: 0, Discounts: 0, Total: 4910,
	}
}

func TestR5_9_PapersAreCorrectedAndGivenBack(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		order := k.placed(3000)
		own, corrected, err := ledger.PaperOf(order, ledger.Issuer{Reduced: []string{"tea"}})
		must(t, err)
		if corrected || own.Total != 3000 || own.Sum() != 3000 || own.Lines[0].Rate != ledger.Reduced {
			t.Fatalf("the order's own figures: %+v", own)
		}
		edited, err := k.book.EditPaper(t.Context(), shopID, order.ID, ledger.Act{By: "staff:1", Version: order.Version}, paper())
		must(t, err)
		if edited.Total != order.Total || edited.AmazonTotal != order.AmazonTotal {
			t.Error("the order's own figures changed")
		}
		now, corrected, err := ledger.PaperOf(k.order(order.ID), ledger.Issuer{})
		must(t, err)
		if diff := cmp.Diff(paper(), now); diff != "" || !corrected {
			t.Errorf("corrected %v: %s", corrected, diff)
		}
		_, err = k.book.EditPaper(t.Context(), shopID, order.ID, ledger.Act{By: "staff:1", Version: order.Version}, paper())
		wantError(t, err, ledger.ErrRaced)
		for kind, want := range map[mail.Kind]yen.Yen{mail.Individual: 4910, mail.PaymentRequested: 3000} { //nolint:exhaustive // the others are like the second
			letter, err := k.book.Letter(t.Context(), query.Mail{ShopID: shopID, Kind: string(kind), Subject: order.ID, Lang: "ja"})
			must(t, err)
			if letter.Total != want {
				t.Errorf("the mail %s says %d, want %d", kind, letter.Total, want)
			}
		}
		_, err = k.book.ResetPaper(t.Context(), shopID, order.ID, staff)
		must(t, err)
		if _, corrected, err = ledger.PaperOf(k.order(order.ID), ledger.Issuer{}); err != nil || corrected {
			t.Errorf("still corrected, %v", err)
		}
		_, err = k.book.ResetPaper(t.Context(), shopID, order.ID, staff)
		wantError(t, err, ledger.ErrPaperAsOrdered)
	})
}

func TestR5_9_TheTotalIsTheSumUnlessADifferenceIsNamed(t *testing.T) {
	for name, c := range map[string]struct {
		change func(p *ledger.Paper)
		field  string
		rule   string
	}{
		"as it adds up":           {func(*ledger.Paper) {}, "", ""},
		"another total":           {func(p *ledger.Paper) { p.Total = 5000 }, "total", "sum"},
		"with a difference":       {func(p *ledger.Paper) { p.Total, p.Adjustment, p.Difference = 5000, 90, "送料の変更" }, "", ""},
		"that has no name":        {func(p *ledger.Paper) { p.Total, p.Adjustment = 5000, 90 }, "difference", "required_unless"},
		"and takes something off": {func(p *ledger.Paper) { p.Total, p.Adjustment, p.Difference = 4000, -910, "お詫び" }, "", ""},
		"no goods":                {func(p *ledger.Paper) { p.Lines = nil }, "lines", "required"},
		"a rate that is none":     {func(p *ledger.Paper) { p.Lines[0].Rate = 5 }, "lines[0].rate", "oneof"},
		"a hidden character":      {func(p *ledger.Paper) { p.Note = "a\x00" }, "note", "cleanlines"},
	} {
		t.Run(name, func(t *testing.T) {
			p := paper()
			c.change(&p)
			err := p.Check()
			var faults validate.Faults
			if errors.As(err, &faults) != (c.rule != "") {
				t.Fatal(err)
			}
			if c.rule != "" && (len(faults) != 1 || faults[0].Field != c.field || faults[0].Rule != c.rule) {
				t.Errorf("faults %v", faults)
			}
		})
	}
}

func TestR5_9_PapersSayWhenTheyDifferFromAmazon(t *testing.T) {
	for _, c := range []struct {
		amazon, paper int64
		want          bool
	}{{0, 4910, false}, {4910, 4910, false}, {4000, 4910, true}} {
		p := paper()
		p.Total = yen.Yen(c.paper)
		if got := ledger.PaperDiffers(query.Order{AmazonTotal: c.amazon}, p); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// A qualified invoice rounds once per rate (消費税法施行令70の10).
func TestR5_9_TaxIsToldPerRate(t *testing.T) {
	p := paper()
	if diff := cmp.Diff([]ledger.Tax{{Rate: 10, Sum: 2750, Tax: 250}, {Rate: 8, Sum: 2160, Tax: 160}}, p.Taxes("")); diff != "" {
		t.Error(diff)
	}
	p.Discounts, p.Total = 500, 4410
	if diff := cmp.Diff([]ledger.Tax{{Rate: 10, Sum: 2469, Tax: 224}, {Rate: 8, Sum: 1941, Tax: 143}}, p.Taxes(ledger.Down)); diff != "" {
		t.Error(diff)
	}
	one := ledger.Paper{Lines: []ledger.PaperLine{{Name: "a", Quantity: 3, Price: 333, Rate: 10}}}
	for rounding, want := range map[ledger.Rounding]yen.Yen{ledger.Down: 90, ledger.Nearest: 91, ledger.Up: 91} { // 999·10/110 = 90.8
		if got := one.Taxes(rounding)[0].Tax; got != want {
			t.Errorf("%s: %d, want %d", rounding, got, want)
		}
	}
}

func TestR5_9_TheRatesTogetherAreTheTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := ledger.Paper{Postage: yen.Yen(rapid.IntRange(0, 2000).Draw(t, "postage")), Fees: yen.Yen(rapid.IntRange(0, 2000).Draw(t, "fees"))}
		for i := range rapid.IntRange(1, 6).Draw(t, "lines") {
			p.Lines = append(p.Lines, ledger.PaperLine{
				Name: strconv.Itoa(i), Quantity: rapid.IntRange(1, 20).Draw(t, "quantity"), Price: yen.Yen(rapid.IntRange(0, 99999).Draw(t, "price")),
				Rate: rapid.SampledFrom(ledger.Rates()).Draw(t, "rate"),
			})
		}
		p.Discounts = yen.Yen(rapid.IntRange(0, int(p.Sum())).Draw(t, "discounts"))
		var sum yen.Yen
		for _, tax := range p.Taxes(rapid.SampledFrom([]ledger.Rounding{ledger.Down, ledger.Nearest, ledger.Up}).Draw(t, "rounding")) {
			sum += tax.Sum
			if tax.Sum < 0 || tax.Tax > tax.Sum {
				t.Errorf("%+v", tax)
			}
		}
		if sum != p.Sum() {
			t.Errorf("the rates give %d, the total is %d", sum, p.Sum())
		}
	})
}
