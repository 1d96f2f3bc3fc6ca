package doctor

import (
	"context"
	"slices"
	"strconv"

	"noren/backend/contract"
	"noren/shared/button"
	"noren/shared/cart"
	"noren/shared/display"
	"noren/shared/yen"
)

// examineRule asks the display rule itself whether there is any cart for which Amazon Pay is shown on the register page.
func examineRule(ctx context.Context, v *visit) ([]Finding, error) {
	reasons := v.never()
	var found []Finding
	for _, reason := range reasons {
		switch {
		case reason == display.NotRegistered && !v.registered():
			found = append(found, fail("rule_no_account").at("/contract"))
		case reason == display.NotRegistered:
			found = append(found, fail("rule_no_contract").at("/contract"))
		case reason == display.SwitchedOff:
			found = append(found, fail("rule_hidden").at("/methods"))
		default: // of all reasons only the limits are left, because the carts asked about have no other
			found = append(found, fail("rule_limits").at("/settings"))
		}
	}
	if len(found) > 0 {
		return found, nil
	}
	last, err := contract.Last(ctx, v.DB.Read(), v.shop.ID)
	if err != nil {
		return nil, err
	}
	if last.State(v.Now()) == contract.Reserved {
		return one(warn("rule_ends", "at", moment(last.EndsAt)).at("/contract"))
	}
	if v.settings.ShowIn == "checkout" {
		return one(ok("rule_register_only").at("/settings"))
	}
	return one(ok("rule_good"))
}

// never is the least that stands against showing Amazon Pay, whatever is in the cart; nil when something is shown. It is enough to
// ask about the ends of what the limits leave: between them nothing changes.
func (v *visit) never() []display.Reason {
	rule := v.settings.Display(v.shop.Registered)
	amounts := []yen.Yen{yen.Min, yen.Max}
	if limit := rule.Limits.HideBelow; limit != nil {
		amounts = append(amounts, *limit)
	}
	if limit := rule.Limits.HideFrom; limit != nil {
		amounts = append(amounts, *limit-1)
	}
	var least []display.Reason
	for i, amount := range amounts {
		basket := cart.Cart{
			Kind: cart.Ordinary, GoodsTotal: amount, Total: amount, Items: []cart.Item{{Goods: cart.Physical, Price: amount, Quantity: 1}},
		}
		reasons := display.Decide(rule, display.Question{Kind: button.Pay, Placement: display.Checkout, Cart: &basket, Site: button.PC, Device: button.PC})
		if i == 0 || len(reasons) < len(least) {
			least = reasons
		}
	}
	return slices.DeleteFunc(least, func(r display.Reason) bool {
		return r == display.AboveLimit && slices.Contains(least, display.BelowLimit)
	})
}

// examineGroups looks for payment groups that keep Amazon Pay from their goods (R3-11): a new method is in none.
func examineGroups(_ context.Context, v *visit) ([]Finding, error) {
	ticked := 0
	for _, group := range v.settings.Groups {
		if group.AmazonPay {
			ticked++
		}
	}
	switch n := len(v.settings.Groups); {
	case n == 0:
		return one(ok("groups_none"))
	case ticked == 0:
		return one(warn("groups_unticked", "n", strconv.Itoa(n)).at("/methods"))
	case ticked < n:
		return one(ok("groups_some", "n", strconv.Itoa(n), "ticked", strconv.Itoa(ticked)).at("/methods"))
	}
	return one(ok("groups_all", "n", strconv.Itoa(len(v.settings.Groups))))
}

// A guide is long when a shopper must scroll past it on a phone: more lines than these, of so many full-width characters.
const (
	phoneLines = 10
	phoneWidth = 22
)

// examineGuides measures the texts for shoppers as a phone breaks them (R3-4, R3-7).
func examineGuides(_ context.Context, v *visit) ([]Finding, error) {
	var found []Finding
	for _, guide := range []struct{ name, text string }{
		{"guides.checkout", v.settings.Guides.Checkout}, {"loginGuides.checkout", v.settings.LoginGuides.Checkout}, {"loginGuides.signup", v.settings.LoginGuides.Signup},
	} {
		if lines := linesOn(guide.text, phoneWidth); lines > phoneLines {
			found = append(found, warn("guide_long", "guide", guide.name, "lines", strconv.Itoa(lines)).at("/settings"))
		}
	}
	if found == nil {
		return one(ok("guides_good"))
	}
	return found, nil
}
