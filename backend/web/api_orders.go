package web

import (
	"context"
	"net/http"
	"time"

	"noren/backend/ledger"
	"noren/backend/spreadsheet"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/web/shopapi"
)

// ListOrders is a page of what a filter finds.
func (a shopServer) ListOrders(ctx context.Context, r shopapi.ListOrdersRequestObject) (shopapi.ListOrdersResponseObject, error) {
	who := callerOf(ctx)
	filter, err := ledger.ParseFilter(who.query)
	if err != nil {
		return nil, err
	}
	limit := pageOfOrders
	if r.Params.Limit != nil {
		limit = *r.Params.Limit
	}
	page, err := a.site.Book.Search(ctx, who.shop, filter, ledger.Cursor(value(r.Params.After)), limit)
	if err != nil {
		return nil, err
	}
	answer := shopapi.ListOrders200JSONResponse{Orders: make([]shopapi.OrderSummary, 0, len(page.Orders)), Next: given(string(page.Next))}
	for _, order := range page.Orders {
		answer.Orders = append(answer.Orders, summaryForShop(order))
	}
	return answer, nil
}

const pageOfOrders = 50

func summaryForShop(o query.Order) shopapi.OrderSummary {
	return shopapi.OrderSummary{
		Number: o.Number, Version: o.Version, State: shopapi.OrderState(o.State), MayShip: ledger.State(o.State).MayShip(), Total: o.Total,
		Captured: o.Captured, Refunded: o.Refunded, Differs: o.Differs == 1, AmazonReferenceId: given(o.PermissionID), Alert: given(o.Alert),
		Erased:    ledger.AreForgotten(o),
		CreatedAt: store.Micros(o.CreatedAt).Time(), PlacedAt: moment(o.PlacedAt), ExpiresAt: moment(o.ExpiresAt), ShippedAt: moment(o.ShippedAt),
	}
}

// ExportOrders is the download of R5-8.
func (a shopServer) ExportOrders(ctx context.Context, r shopapi.ExportOrdersRequestObject) (shopapi.ExportOrdersResponseObject, error) {
	who := callerOf(ctx)
	filter, err := ledger.ParseFilter(who.query)
	if err != nil {
		return nil, err
	}
	set, err := a.site.Book.ExportOf(ctx, who.shop, value(r.Params.Set))
	if err != nil {
		return nil, err
	}
	if r.Params.Column != nil {
		set.Columns = nil
		for _, column := range *r.Params.Column {
			set.Columns = append(set.Columns, ledger.Column(column))
		}
	}
	if r.Params.Rows != nil {
		set.PerLine = *r.Params.Rows == shopapi.ExportOrdersParamsRowsLine
	}
	if r.Params.Encoding != nil {
		set.Encoding = spreadsheet.Encoding(*r.Params.Encoding)
	}
	file, err := a.site.Book.BeginDownload(ctx, who.shop, who.actor, filter, set, who.lang)
	if err != nil {
		return nil, err
	}
	return exportFile{ctx, file, set.Encoding}, nil
}

// exportFile is an answer that is written as the orders are read.
type exportFile struct {
	ctx      context.Context //nolint:containedctx // of the request that it answers
	file     *ledger.Download
	encoding spreadsheet.Encoding
}

// exportTime is how long a download may take: a million orders do in less.
const exportTime = 30 * time.Minute

// VisitExportOrdersResponse writes the file. When reading fails half-way the connection is cut, so that nobody takes the part for
// the whole.
func (f exportFile) VisitExportOrdersResponse(w http.ResponseWriter) error {
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(exportTime)) // a server without deadlines needs none
	w.Header().Set("Content-Type", f.encoding.ContentType())
	w.Header().Set("Content-Disposition", `attachment; filename="orders.csv"`)
	if err := f.file.Write(f.ctx, w); err != nil {
		panic(http.ErrAbortHandler)
	}
	return nil
}
