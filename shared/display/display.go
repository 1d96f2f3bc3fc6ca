// Package display holds the one rule that decides whether Amazon Pay is shown, and why not
// (requirements R1-7, R3-2, R3-3, R3-11, R3-13, R4-13, R4-14). Render asks it to show, begin and confirm ask it to refuse.
package display

import (
	"noren/shared/button"
	"noren/shared/cart"
	"noren/shared/yen"
)

// Placement is where in the shop an element stands (requirements, section R4).
type Placement string

// Placements.
const (
	Cart      Placement = "cart"
	Checkout  Placement = "checkout" // the register page (レジ画面)
	Signup    Placement = "signup"
	LoginPage Placement = "login"
	MyPage    Placement = "mypage"
	Complete  Placement = "complete"
)

// Reason says why Amazon Pay is not shown. It is also the problem that a refused begin or confirm answers with.
type Reason string

// Reasons.
const (
	NotRegistered   Reason = "not_registered"    // R3-1: no credentials, or the service is not applied for
	SwitchedOff     Reason = "switched_off"      // R3-10: the payment method is 「非表示」
	CartHidden      Reason = "cart_hidden"       // R3-3: 「レジ画面のみ表示する」
	LinkingOff      Reason = "linking_off"       // R3-13: 「利用しない」
	BelowLimit      Reason = "below_limit"       // R3-2: the shop's lower limit of the goods total
	AboveLimit      Reason = "above_limit"       // R3-2: the shop's upper limit of the goods total
	GoodsRange      Reason = "goods_range"       // R3-2: goods total outside ¥1–¥1,000,000
	NothingToPay    Reason = "nothing_to_pay"    // R4-14: points and coupons pay everything
	TotalRange      Reason = "total_range"       // R4-14: payment total outside ¥1–¥1,000,000
	KindNotAllowed  Reason = "kind_not_allowed"  // R1-7: 定期購入, 頒布会, 代理注文, LPカート, 海外カート
	GroupNotAllowed Reason = "group_not_allowed" // R3-11: goods of a payment group without Amazon Pay
	SPSiteOnPC      Reason = "sp_site_on_pc"     // R4-13: smartphone site opened on a PC or tablet
	NoCart          Reason = "no_cart"           // the element needs a cart token and has none
	NoCheckout      Reason = "no_checkout"       // the element shows what was chosen at Amazon, and nothing is
	NoMember        Reason = "no_member"         // the element is for members, and nobody is logged in at the shop
	Signed          Reason = "signed"            // a guide to signing in with Amazon: the shopper has
	NoGuide         Reason = "no_guide"          // the shop has entered no text
	Linked          Reason = "linked"            // R4-10: offered only while not linked
)

// Limits are the shop's two optional bounds of the goods total; they only narrow what always holds (R3-2).
type Limits struct {
	HideBelow *yen.Yen `json:"hideBelow,omitempty" validate:"omitempty,min=1,max=1000000"` // 「商品合計が〇〇円未満」の場合は表示しない
	HideFrom  *yen.Yen `json:"hideFrom,omitempty" validate:"omitempty,min=1,max=1000000"`  // 「商品合計〇〇円以上」の場合は表示しない
}

// Shop is what the rule must know of the shop's settings.
type Shop struct {
	Registered bool            // R3-1
	Shown      bool            // R3-10
	InCart     bool            // R3-3: 「カート画面とレジ画面に表示する」
	Linking    bool            // R3-13
	Limits     Limits          // R3-2
	Groups     map[string]bool // R3-11: payment groups that exist, and whether 「Amazon Pay」 is ticked
}

// Question is one element, asking whether it may be shown.
type Question struct {
	Kind      button.Kind
	Placement Placement
	Cart      *cart.Cart // nil where there is none (pure login and linking)
	Site      button.Site
	Device    button.Site // the device that shows the page: PC (and tablet) or SP
}

// Decide returns every reason against showing; none means «show». Pure login and linking are not bound to a cart's
// amounts (R3-2), a login button beside a cart's payment is.
func Decide(shop Shop, q Question) []Reason {
	var reasons []Reason
	add := func(when bool, reason Reason) {
		if when {
			reasons = append(reasons, reason)
		}
	}
	add(!shop.Registered, NotRegistered)
	if q.Kind == button.Login && q.Placement != Checkout {
		add(!shop.Linking, LinkingOff)
		return reasons
	}
	add(!shop.Shown, SwitchedOff)
	add(q.Placement == Cart && !shop.InCart, CartHidden)
	add(q.Site == button.SP && q.Device == button.PC, SPSiteOnPC)
	if q.Cart == nil {
		return append(reasons, NoCart)
	}
	return append(reasons, shop.against(*q.Cart)...)
}

// against returns the reasons that lie in the cart itself.
func (s Shop) against(c cart.Cart) []Reason {
	var reasons []Reason
	add := func(when bool, reason Reason) {
		if when {
			reasons = append(reasons, reason)
		}
	}
	add(!allowedKinds(c), KindNotAllowed)
	add(!s.allowedGroups(c), GroupNotAllowed)
	add(!c.GoodsTotal.Payable(), GoodsRange)
	add(s.Limits.HideBelow != nil && c.GoodsTotal < *s.Limits.HideBelow, BelowLimit)
	add(s.Limits.HideFrom != nil && c.GoodsTotal >= *s.Limits.HideFrom, AboveLimit)
	add(c.Total == 0, NothingToPay)
	add(c.Total != 0 && !c.Total.Payable(), TotalRange)
	return reasons
}

func allowedKinds(c cart.Cart) bool {
	if c.Kind != cart.Ordinary {
		return false
	}
	for _, item := range c.Items {
		if item.Goods != cart.Physical && item.Goods != cart.Digital {
			return false
		}
	}
	return true
}

// allowedGroups is true when every item's payment group has 「Amazon Pay」 ticked. Goods without a group are not limited;
// a group that the shop has not entered is one without a tick.
func (s Shop) allowedGroups(c cart.Cart) bool {
	for _, item := range c.Items {
		if item.Group != "" && !s.Groups[item.Group] {
			return false
		}
	}
	return true
}
