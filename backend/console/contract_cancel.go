package console

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"noren/backend/contract"
	"noren/shared/i18n"
)

// ending is a page on the way to the end of a contract, and back (R6).
type ending struct {
	words i18n.Contract
	day   string // the last day of the contract
	month contract.Month
	fault string
}

func (v *view) ending() ending {
	month := contract.MonthOf(v.now)
	return ending{words: i18n.ContractFor(v.lang), day: v.lastDay(month.End()), month: month}
}

// beyond leaves a page of a step that is not possible now.
func (c *Console) beyond(ctx echo.Context, v *view) error {
	return ctx.Redirect(http.StatusSeeOther, shopPath(v.shop.ID, "/contract"))
}

// askCancel shows the notes (「解約手続きへ進む」).
func (c *Console) askCancel(ctx echo.Context, v *view) error {
	if !v.shop.Contract.May(contract.Reserve) {
		return c.beyond(ctx, v)
	}
	return c.page(ctx, v, http.StatusOK, cancelPage(v, v.ending()))
}

// confirmCancel shows them again (「解約確認へ進む」).
func (c *Console) confirmCancel(ctx echo.Context, v *view) error {
	if !v.shop.Contract.May(contract.Reserve) {
		return c.beyond(ctx, v)
	}
	e := v.ending()
	if ctx.QueryParam("agree") != "yes" {
		e.fault = e.words.NotAgreed
		return c.page(ctx, v, http.StatusUnprocessableEntity, cancelPage(v, e))
	}
	return c.page(ctx, v, http.StatusOK, cancelConfirmPage(v, e))
}

// cancelContract is 「解約する」.
func (c *Console) cancelContract(ctx echo.Context, v *view) error {
	e := v.ending()
	if ctx.FormValue("agree") != "yes" {
		e.fault = e.words.NotAgreed
		return c.page(ctx, v, http.StatusUnprocessableEntity, cancelPage(v, e))
	}
	if !sameMonth(ctx, v) { // the last day that was confirmed has passed
		return failed(ctx, e.words.Raced, shopPath(v.shop.ID, "/contract"))
	}
	err := c.Shops.Contracts().Reserve(ctx.Request().Context(), v.person.Actor(), v.shop.ID)
	reserved := func(s contract.State) bool { return s == contract.Reserved }
	return c.stepped(ctx, v, err, reserved, i18n.Fill(e.words.Reserved, "day", e.day), e.words.ReservedBefore)
}

func (c *Console) askRevoke(ctx echo.Context, v *view) error {
	if !v.shop.Contract.May(contract.Revoke) {
		return c.beyond(ctx, v)
	}
	return c.page(ctx, v, http.StatusOK, revokePage(v, v.ending()))
}

// revokeCancel is 「OK」 after 「解約予約キャンセルする」.
func (c *Console) revokeCancel(ctx echo.Context, v *view) error {
	words := i18n.ContractFor(v.lang)
	err := c.Shops.Contracts().Revoke(ctx.Request().Context(), v.person.Actor(), v.shop.ID)
	goesOn := func(s contract.State) bool { return s == contract.Applied || s == contract.InUse }
	return c.stepped(ctx, v, err, goesOn, words.Revoked, words.RevokedBefore)
}
