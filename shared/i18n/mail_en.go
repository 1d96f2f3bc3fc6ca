package i18n

import "noren/shared/api"

func mailEnglish() Mail {
	places := map[string]string{}
	for place := range mailJapanese().Places {
		places[place] = place
	}
	return Mail{
		Lang: api.English, Defaults: mailDefaultsEnglish(), Places: places,
		DayLayout: "2 January 2006", Yen: "¥{n}", Item: "  {price} × {quantity} = {sum}", Row: "{name}: {amount}", Recipient: "{name}", Phone: "Phone: {phone}",
		GoodsTotal: "Goods", Postage: "Postage", Fees: "Fees", Discounts: "Discount", Total: "Total (tax included)",
		RefundNote: "The {amount} that you paid is returned through Amazon Pay to the payment method you used.\nWhen it arrives depends on the issuer of your card.",
		NoCharge:   "You are not charged for this order.",
		Finding:    "■ {outcome}: {n} ({amount})", FindingOrder: "- Order {order} ({amount})", FindingShop: "■ {outcome}",
		Outcomes: map[string]string{
			"captured": "Payment requested", "reauthorised": "Authorised again", "change_card": "Shopper asked to change the card",
			"capture": "Payment request declined", "reauthorise": "Renewed authorisation declined", "refund": "Refund not completed",
			"lapses": "Authorisation about to lapse", "differs": "Amount changed in Seller Central",
			"unknown_charge": "Charged in Seller Central", "chargeback": "Amazon told of a chargeback; look in Seller Central", "attention": "Payment without an order",
			"webhook_disabled": "Messages to the shop's server stopped",
		},
		Sample: MailSample{
			Name: "Taro Yamada", Goods: [2]string{"Sencha «Asagiri» 100 g", "White porcelain cup"},
			Region: "Tokyo", City: "Meguro-ku", Street: "1-8-1 Shimomeguro",
			Guide: "Tea is at its best soon after it is opened.",
		},
	}
}

const (
	mailOrderEnglish = `■ Your order
Order number: {order_number}
Order date: {order_date}
Payment method: Amazon Pay
Amazon reference ID: {amazon_reference_id}

{items}

{amounts}

■ Delivery address
{delivery}
`
	mailEndEnglish = `
If you have any questions, please contact {shop}.

--------------------------------
{shop}
--------------------------------
`
)

func mailDefaultsEnglish() map[string]MailText {
	return map[string]MailText{
		"order_confirmation": {"[{shop}] Thank you for your order (no. {order_number})", `Dear {name},

Thank you for shopping at {shop}.
We have received the following order.

{guide}

` + mailOrderEnglish + `
This mail was sent automatically when your order was received.
If you did not place this order, please let us know.
` + mailEndEnglish},
		"payment_requested": {"[{shop}] Your payment has been completed (order no. {order_number})", `Dear {name},

Thank you for shopping at {shop}.
The payment of the following order has been completed through Amazon Pay.

{guide}

■ Payment
Order number: {order_number}
Order date: {order_date}
Amount paid: {total}
Amazon reference ID: {amazon_reference_id}
` + mailEndEnglish},
		"order_cancelled": {"[{shop}] Your order has been cancelled (no. {order_number})", `Dear {name},

Thank you for shopping at {shop}.
The following order has been cancelled.

{refund_note}

{guide}

■ The cancelled order
Order number: {order_number}
Order date: {order_date}
Amazon reference ID: {amazon_reference_id}

{items}

{amounts}
` + mailEndEnglish},
		"refunded": {"[{shop}] Your refund (order no. {order_number})", `Dear {name},

Thank you for shopping at {shop}.
We have made a refund for the following order through Amazon Pay.
When it reaches your payment method depends on the issuer of your card.

{guide}

■ Refund
Amount refunded: {refund_amount}
Order number: {order_number}
Order date: {order_date}
Amazon reference ID: {amazon_reference_id}
` + mailEndEnglish},
		"change_card": {"[{shop}] Please change your payment method (order no. {order_number})", `Dear {name},

Thank you for shopping at {shop}.
The payment method that you chose at Amazon Pay for the following order was declined.
Please choose another one on this page of Amazon:

{card_change_url}

Please do so by: {deadline}

{guide}

■ Your order
Order number: {order_number}
Order date: {order_date}
Amount due: {total}
Amazon reference ID: {amazon_reference_id}

{shop} never asks for card numbers or your Amazon password by mail or telephone.
If you have already made the change, please disregard this mail.
` + mailEndEnglish},
		"individual": {"[{shop}] Your order (no. {order_number})", `Dear {name},

Thank you for shopping at {shop}.
These are the details of your order. Please check them.

{guide}

` + mailOrderEnglish + mailEndEnglish},
		"report": {"[Noren] Results of automatic work ({shop})", `To {shop},

These are the results of automatic work.

{report}

You find the details in the console.
{console_url}

--------------------------------
This mail was sent automatically by Noren.
`},
	}
}
