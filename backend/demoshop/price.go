package demoshop

// The shop's price rules.
const (
	postage     yen = 660
	freePostage yen = 5000 // goods total from which postage is free
	giftWrap    yen = 330  // per order
)

// coupon takes a percentage or a fixed amount off the goods total, once that reaches From.
type coupon struct {
	Percent yen
	Off     yen
	From    yen
}

var coupons = map[string]coupon{
	"OCHA500": {Off: 500, From: 3000},
	"AONAGI":  {Percent: 10},
}

func (c coupon) discount(goodsTotal yen) yen {
	if goodsTotal < c.From {
		return 0
	}
	return min(c.Off+goodsTotal*c.Percent/100, goodsTotal)
}

// amounts add up: Goods + Postage + Fees − Coupon − Points = Total.
type amounts struct{ Goods, Postage, Fees, Coupon, Points, Total yen }

func (a amounts) discounts() yen { return a.Coupon + a.Points }

// plus returns the amounts with another fee, such as for cash on delivery.
func (a amounts) plus(fee yen) amounts {
	a.Fees += fee
	a.Total += fee
	return a
}

func (c *cart) amounts() amounts {
	var a amounts
	parcel := false
	for _, l := range c.Lines {
		a.Goods += l.total()
		parcel = parcel || l.Goods != digital
	}
	if parcel && a.Goods < freePostage {
		a.Postage = postage
	}
	if parcel && c.Gift {
		a.Fees = giftWrap
	}
	a.Coupon = coupons[c.Coupon].discount(a.Goods)
	a.Points = min(c.Points, a.Goods+a.Postage+a.Fees-a.Coupon)
	a.Total = a.Goods + a.Postage + a.Fees - a.Coupon - a.Points
	return a
}
