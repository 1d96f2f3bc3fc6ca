package console

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"noren/backend/contract"
	"noren/backend/merchant"
	"noren/backend/spreadsheet"
	"noren/backend/staff"
	"noren/backend/store/query"
	"noren/shared/i18n"
)

const contractsPath = "/console/contracts"

// contractOperatorRoutes are the operators' view: all contracts, what is billed for a month, and what the service costs (R1-4).
func (c *Console) contractOperatorRoutes() []route {
	return []route{
		{method: http.MethodGet, path: contractsPath, right: staff.Operate, handle: c.showContracts},
		{method: http.MethodGet, path: contractsPath + "/bill", right: staff.Operate, handle: c.showBill},
		{method: http.MethodGet, path: contractsPath + "/bill.csv", right: staff.Operate, handle: c.billFile},
		{method: http.MethodGet, path: contractsPath + "/tariff", right: staff.Operate, handle: c.showTariff},
		{method: http.MethodGet, path: contractsPath + "/tariff/confirm", right: staff.Operate, handle: c.confirmTariff, fresh: true},
		{method: http.MethodPost, path: contractsPath + "/tariff", right: staff.Operate, handle: c.setTariff, fresh: true},
	}
}

// contractRow is a shop and its present contract, or its last one.
type contractRow struct {
	merchant.Shop

	last contract.Contract
}

// showContracts lists the shops, the newest first, so many at once as the list of shops has.
func (c *Console) showContracts(ctx echo.Context, v *view) error {
	before := orNothing(ctx.QueryParam("before"), lastID)
	ids, err := c.DB.Read().FindShops(ctx.Request().Context(), query.FindShopsParams{Before: before, Pattern: "%", Size: shopsAtOnce + 1})
	if err != nil {
		return err
	}
	next := ""
	if len(ids) > shopsAtOnce {
		ids = ids[:shopsAtOnce]
		next = ids[len(ids)-1]
	}
	rows := make([]contractRow, len(ids))
	for i, id := range ids {
		if rows[i].Shop, err = c.Shops.Get(ctx.Request().Context(), id); err != nil {
			return err
		}
		if rows[i].last, err = contract.Last(ctx.Request().Context(), c.DB.Read(), id); err != nil {
			return err
		}
	}
	return c.page(ctx, v, http.StatusOK, contractsPage(v, i18n.ContractOperatorFor(v.lang), i18n.ContractFor(v.lang), rows, next))
}

// monthOf is the month that an address asks for; without one, or with none that is a month, the present one.
func monthOf(ctx echo.Context, v *view) contract.Month {
	month, err := contract.ParseMonth(ctx.QueryParam("month"))
	if err != nil {
		return contract.MonthOf(v.now)
	}
	return month
}

func (c *Console) showBill(ctx echo.Context, v *view) error {
	month := monthOf(ctx, v)
	charges, err := c.Shops.Contracts().Bill(ctx.Request().Context(), month)
	if err != nil {
		return err
	}
	return c.page(ctx, v, http.StatusOK, billPage(v, i18n.ContractOperatorFor(v.lang), i18n.ContractFor(v.lang), month, charges))
}

func (c *Console) billFile(ctx echo.Context, v *view) error {
	month := monthOf(ctx, v)
	charges, err := c.Shops.Contracts().Bill(ctx.Request().Context(), month)
	if err != nil {
		return err
	}
	h := ctx.Response().Header()
	h.Set(echo.HeaderContentType, spreadsheet.UTF8.ContentType())
	h.Set(echo.HeaderContentDisposition, `attachment; filename="noren-bill-`+month.String()+`.csv"`)
	h.Set("Cache-Control", "no-store")
	return contract.WriteBill(ctx.Response(), i18n.ContractFor(v.lang).BillColumns(), charges)
}
