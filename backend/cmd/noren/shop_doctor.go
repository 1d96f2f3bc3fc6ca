package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"noren/backend"
	"noren/backend/doctor"
	"noren/backend/merchant"
	"noren/backend/store"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/cart"
	"noren/shared/display"
	"noren/shared/i18n"
	"noren/shared/yen"
)

// spoken are commands that say something in words.
type spoken struct {
	Lang string `enum:"ja,en" default:"ja" env:"NOREN_LANG" help:"Language of the words: ja or en."`
	JSON bool   `env:"NOREN_JSON" help:"Print JSON instead."`
}

// shopDoctor is `noren shop doctor`.
type shopDoctor struct {
	stored
	provider
	spoken

	PublicURL string   `required:"" env:"NOREN_PUBLIC_URL" placeholder:"https://pay.example" help:"Our own origin, as browsers see it."`
	AmazonAPI string   `env:"NOREN_AMAZON_API" help:"Address of an Amazon Pay sandbox of your own."`
	Page      []string `env:"NOREN_SHOP_PAGE" placeholder:"https://shop.example/cart" help:"Page of the shop to look at, such as its cart; may be repeated, five at most. Without one the shop's top pages are looked at."`

	Shop string `arg:"" help:"The shop's id."`
}

var errExamined = errors.New("the doctor has found errors / 診断でエラーが見つかりました")

// Run is the command. It prints each check as it ends, and fails when one has failed.
func (c *shopDoctor) Run(ctx context.Context, out io.Writer) error {
	shops, closeStore, err := c.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.examine(ctx, out, shops), closeStore())
}

func (c *shopDoctor) examine(ctx context.Context, out io.Writer, shops *merchant.Shops) (err error) {
	if shops.Provider, err = c.account(""); err != nil {
		return err
	}
	words := i18n.DoctorFor(api.Lang(c.Lang))
	report, err := backend.Doctor(shops, backend.Amazon{API: c.AmazonAPI}, c.PublicURL).Examine(ctx, c.Shop, c.Page, func(checked doctor.Checked) {
		if !c.JSON {
			say(out, words, checked)
		}
	})
	if err != nil {
		return err
	}
	if c.JSON {
		err = printJSON(out, report)
	}
	if report.Result() == doctor.Fail {
		err = errors.Join(err, errExamined)
	}
	return err
}

// say prints a check, a line for each finding and one for what to do.
func say(out io.Writer, words i18n.Doctor, checked doctor.Checked) {
	for _, f := range checked.Findings {
		said := words.Say(f.Why, f.Facts)
		_, _ = fmt.Fprintf(out, "[%s] %s: %s\n", words.Results[string(f.Result)], words.Checks[checked.Check], said.Title)
		for _, more := range []string{said.Remedy, f.Facts["tag"]} {
			if more != "" {
				_, _ = fmt.Fprintln(out, "    "+more)
			}
		}
	}
}

func printJSON(out io.Writer, result any) error {
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(result)
}

// shopExplain is `noren shop explain`.
type shopExplain struct {
	stored
	spoken

	Kind      string `enum:"pay,login" default:"pay" env:"NOREN_EXPLAIN_KIND" help:"The button: pay or login."`
	Placement string `enum:"cart,checkout,signup,login,mypage,complete" default:"cart" env:"NOREN_EXPLAIN_PLACEMENT" help:"Where it stands: cart, checkout, signup, login, mypage or complete."`
	Site      string `enum:"pc,sp" default:"pc" env:"NOREN_EXPLAIN_SITE" help:"The shop's site: pc or sp."`
	Device    string `enum:"pc,sp" default:"pc" env:"NOREN_EXPLAIN_DEVICE" help:"What the shopper holds: pc (a tablet too) or sp."`
	Cart      string `enum:"ordinary,proxy,landing,overseas" default:"ordinary" env:"NOREN_EXPLAIN_CART" help:"Kind of cart: ordinary, proxy, landing or overseas."`

	Goods     int64     `env:"NOREN_EXPLAIN_GOODS" placeholder:"YEN" help:"Goods total; without it there is no cart."`
	Group     []string  `env:"NOREN_EXPLAIN_GROUP" help:"Payment group of goods in the cart; may be repeated."`
	Type      string    `enum:"physical,digital,subscription,club" default:"physical" env:"NOREN_EXPLAIN_TYPE" help:"What the goods are: physical, digital, subscription or club."`
	Postage   int64     `env:"NOREN_EXPLAIN_POSTAGE" placeholder:"YEN" help:"Postage and fees."`
	Discounts int64     `env:"NOREN_EXPLAIN_DISCOUNTS" placeholder:"YEN" help:"Points and coupons."`
	At        time.Time `format:"2006-01-02T15:04" env:"NOREN_EXPLAIN_AT" placeholder:"2026-12-01T00:00" help:"When, in Japan; now without it."`

	Shop string `arg:"" help:"The shop's id."`
}

// Run is the command.
func (c *shopExplain) Run(ctx context.Context, out io.Writer) error {
	shops, closeStore, err := c.open(ctx)
	if err != nil {
		return err
	}
	answer, err := doctor.Explain(ctx, shops, c.Shop, c.asked())
	switch {
	case err != nil:
	case c.JSON:
		err = printJSON(out, answer)
	default:
		c.answer(out, answer)
	}
	return errors.Join(explain(err), closeStore())
}

// asked is the case: all goods are in the first group, and each other group is there with goods that cost nothing.
func (c *shopExplain) asked() doctor.Case {
	asked := doctor.Case{
		Kind: button.Kind(c.Kind), Placement: display.Placement(c.Placement), Site: button.Site(c.Site), Device: button.Site(c.Device), Cart: cart.Kind(c.Cart),
		Postage: yen.Yen(c.Postage), Discounts: yen.Yen(c.Discounts),
	}
	if !c.At.IsZero() {
		asked.At = time.Date(c.At.Year(), c.At.Month(), c.At.Day(), c.At.Hour(), c.At.Minute(), 0, 0, store.Japan)
	}
	groups := c.Group
	if len(groups) == 0 && c.Goods != 0 {
		groups = []string{""}
	}
	for i, group := range groups {
		line := doctor.Line{Quantity: 1, Group: group, Goods: cart.Goods(c.Type)}
		if i == 0 {
			line.Price = yen.Yen(c.Goods)
		}
		asked.Lines = append(asked.Lines, line)
	}
	return asked
}

func (c *shopExplain) answer(out io.Writer, answer doctor.Answer) {
	words := i18n.TesterFor(api.Lang(c.Lang))
	if answer.Shown {
		_, _ = fmt.Fprintln(out, words.Shown)
		return
	}
	_, _ = fmt.Fprintln(out, words.Hidden)
	for _, reason := range answer.Reasons {
		_, _ = fmt.Fprintln(out, "- "+strings.Join([]string{words.Why[reason].Title, words.Why[reason].Remedy}, " "))
	}
}
