package ledger

import (
	"strconv"

	"noren/backend/spreadsheet"
	"noren/backend/store"
	"noren/shared/cart"
	"noren/shared/yen"
)

// PermissionColumn is 「AmazonリファレンスID」, which a shop adds by itself (R5-8).
const PermissionColumn Column = "permission_id"

// erasedColumn is when the people of an order were forgotten (issue 8).
const erasedColumn Column = "erased_at"

// Columns are all that can be downloaded, in the order in which they are offered.
func Columns() []Column {
	all := make([]Column, 0, len(columns))
	for _, c := range columns {
		all = append(all, c.name)
	}
	return all
}

// DefaultColumns are downloaded until a shop chooses its own: AmazonリファレンスID is not among them (R5-8).
func DefaultColumns() []Column {
	return []Column{
		"number", "placed_at", "state", "total", "goods_total", "postage", "fees", "discounts", "captured", "refunded", "purchaser_name",
		"purchaser_email", "purchaser_phone", "delivery_name", "delivery_postcode", "delivery_address", "goods", "shipped_at",
	}
}

// column is how a column's cell is made.
type column struct {
	name Column
	cell func(r exportRow) spreadsheet.Cell
}

var columns = []column{
	{"number", func(r exportRow) spreadsheet.Cell { return text(r.order.Number) }},
	{"placed_at", func(r exportRow) spreadsheet.Cell { return moment(r.order.PlacedAt) }},
	{"created_at", func(r exportRow) spreadsheet.Cell { return moment(r.order.CreatedAt) }},
	{"updated_at", func(r exportRow) spreadsheet.Cell { return moment(r.order.UpdatedAt) }},
	{"state", func(r exportRow) spreadsheet.Cell { return text(r.words.States[r.order.State]) }},
	{"state_code", func(r exportRow) spreadsheet.Cell { return text(r.order.State) }},
	{"total", func(r exportRow) spreadsheet.Cell { return r.amount(r.order.Total) }},
	{"goods_total", func(r exportRow) spreadsheet.Cell { return r.amount(int64(r.cart.GoodsTotal)) }},
	{"postage", func(r exportRow) spreadsheet.Cell { return r.amount(int64(r.cart.Postage)) }},
	{"fees", func(r exportRow) spreadsheet.Cell { return r.amount(int64(r.cart.Fees)) }},
	{"discounts", func(r exportRow) spreadsheet.Cell { return r.amount(int64(r.cart.Discounts)) }},
	{"amazon_total", func(r exportRow) spreadsheet.Cell {
		if r.order.AmazonTotal == 0 { // not read yet
			return spreadsheet.Cell{}
		}
		return r.amount(r.order.AmazonTotal)
	}},
	{"differs", func(r exportRow) spreadsheet.Cell { return text(r.words.YesNo(r.order.Differs == 1)) }},
	{"captured", func(r exportRow) spreadsheet.Cell { return r.amount(r.order.Captured) }},
	{"refunded", func(r exportRow) spreadsheet.Cell { return r.amount(r.order.Refunded) }},
	{PermissionColumn, func(r exportRow) spreadsheet.Cell { return text(r.order.PermissionID) }},
	{"charge_id", func(r exportRow) spreadsheet.Cell { return text(r.order.ChargeID) }},
	{"card", func(r exportRow) spreadsheet.Cell { return text(r.card) }},
	{"reason", func(r exportRow) spreadsheet.Cell { return text(r.order.Reason) }},
	{"alert", func(r exportRow) spreadsheet.Cell { return text(r.words.Alerts[r.order.Alert]) }},
	{"authorised_at", func(r exportRow) spreadsheet.Cell { return moment(r.order.AuthorisedAt) }},
	{"expires_at", func(r exportRow) spreadsheet.Cell { return moment(r.order.ExpiresAt) }},
	{"permission_expires_at", func(r exportRow) spreadsheet.Cell { return moment(r.order.PermissionExpiresAt) }},
	{"capture_at", func(r exportRow) spreadsheet.Cell { return moment(r.order.CaptureAt) }},
	{"ship_on", func(r exportRow) spreadsheet.Cell { return dayCell(r.order.ShipOn) }},
	{"shipped_at", func(r exportRow) spreadsheet.Cell { return moment(r.order.ShippedAt) }},
	{"lang", func(r exportRow) spreadsheet.Cell { return text(r.order.Lang) }},
	{"cart_id", func(r exportRow) spreadsheet.Cell { return text(r.order.CartID) }},
	{erasedColumn, func(r exportRow) spreadsheet.Cell { return moment(int64(store.At(r.erasedAt))) }},

	{"purchaser_name", func(r exportRow) spreadsheet.Cell { return r.name(r.purchaser) }},
	{"purchaser_family_name", func(r exportRow) spreadsheet.Cell { return text(r.purchaser.FamilyName) }},
	{"purchaser_given_name", func(r exportRow) spreadsheet.Cell { return text(r.purchaser.GivenName) }},
	{"purchaser_kana", func(r exportRow) spreadsheet.Cell {
		return text(joined(" ", r.purchaser.FamilyKana, r.purchaser.GivenKana))
	}},
	{"purchaser_email", func(r exportRow) spreadsheet.Cell { return text(r.purchaser.Email) }},
	{"purchaser_phone", func(r exportRow) spreadsheet.Cell { return text(hyphened(r.purchaser)) }},
	{"purchaser_postcode", func(r exportRow) spreadsheet.Cell { return text(postcode(r.purchaser)) }},
	{"purchaser_address", func(r exportRow) spreadsheet.Cell { return text(wholeAddress(r.purchaser)) }},
	{"purchaser_prefecture", func(r exportRow) spreadsheet.Cell { return text(r.purchaser.Prefecture) }},
	{"purchaser_city", func(r exportRow) spreadsheet.Cell { return text(r.purchaser.City) }},
	{"purchaser_street", func(r exportRow) spreadsheet.Cell { return text(r.purchaser.Street) }},
	{"purchaser_building", func(r exportRow) spreadsheet.Cell { return text(r.purchaser.Building) }},
	{"delivery_name", func(r exportRow) spreadsheet.Cell { return r.name(r.recipient) }},
	{"delivery_phone", func(r exportRow) spreadsheet.Cell { return text(hyphened(r.recipient)) }},
	{"delivery_postcode", func(r exportRow) spreadsheet.Cell { return text(postcode(r.recipient)) }},
	{"delivery_address", func(r exportRow) spreadsheet.Cell { return text(wholeAddress(r.recipient)) }},
	{"delivery_prefecture", func(r exportRow) spreadsheet.Cell { return text(r.recipient.Prefecture) }},
	{"delivery_city", func(r exportRow) spreadsheet.Cell { return text(r.recipient.City) }},
	{"delivery_street", func(r exportRow) spreadsheet.Cell { return text(r.recipient.Street) }},
	{"delivery_building", func(r exportRow) spreadsheet.Cell { return text(r.recipient.Building) }},

	{"goods", func(r exportRow) spreadsheet.Cell {
		return text(r.each(func(i cart.Item) string { return i.Name + " ×" + strconv.Itoa(i.Quantity) }))
	}},
	{"quantity", func(r exportRow) spreadsheet.Cell { return r.amount(int64(r.cart.Quantity())) }},
	{"line_sku", func(r exportRow) spreadsheet.Cell { return text(r.each(func(i cart.Item) string { return i.SKU })) }},
	{"line_name", func(r exportRow) spreadsheet.Cell { return text(r.each(func(i cart.Item) string { return i.Name })) }},
	{"line_price", func(r exportRow) spreadsheet.Cell { return r.figure(func(i cart.Item) yen.Yen { return i.Price }) }},
	{"line_quantity", func(r exportRow) spreadsheet.Cell {
		return r.figure(func(i cart.Item) yen.Yen { return yen.Yen(i.Quantity) })
	}},
	{"line_amount", func(r exportRow) spreadsheet.Cell {
		return r.figure(func(i cart.Item) yen.Yen { return i.Price * yen.Yen(i.Quantity) })
	}},
	{"line_group", func(r exportRow) spreadsheet.Cell { return text(r.each(func(i cart.Item) string { return i.Group })) }},
}

var cells = func() map[Column]func(exportRow) spreadsheet.Cell {
	byName := make(map[Column]func(exportRow) spreadsheet.Cell, len(columns))
	for _, c := range columns {
		byName[c.name] = c.cell
	}
	return byName
}()
