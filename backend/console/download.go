package console

import (
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"noren/backend/ledger"
	"noren/backend/spreadsheet"
	"noren/backend/staff"
	"noren/backend/store"
	"noren/shared/i18n"
	"noren/shared/validate"
)

// downloadRoutes are 「受注データのダウンロード」 (R5-8): the page on which columns are chosen, and the file.
func (c *Console) downloadRoutes() []route {
	return []route{
		{method: http.MethodGet, path: shopPath(":shop", "/download"), right: staff.Work, handle: c.download},
		{method: http.MethodGet, path: shopPath(":shop", "/download/orders.csv"), right: staff.Work, handle: c.downloadFile},
		{method: http.MethodPost, path: shopPath(":shop", "/download"), right: staff.Work, handle: c.saveDownload},
		{method: http.MethodPost, path: shopPath(":shop", "/download/:set/delete"), right: staff.Work, handle: c.deleteDownload},
	}
}

// choice is a download as the page's address says it: every press of a button is a new address.
type choice struct {
	words    i18n.Download
	headings map[string]string
	set      ledger.ExportSet
	sets     []ledger.ExportSet
	filter   ledger.Filter // which orders: a search of the order book
	fault    string
}

// offered are the columns that are not chosen.
func (d choice) offered() []ledger.Column {
	return slices.DeleteFunc(ledger.Columns(), func(c ledger.Column) bool { return slices.Contains(d.set.Columns, c) })
}

// chosen reads a choice from an address or a form. Without columns it is a saved set, or the default.
func (c *Console) chosen(ctx echo.Context, v *view, form url.Values) (choice, error) {
	d := choice{words: i18n.DownloadFor(v.lang), headings: i18n.ExportFor(v.lang).Columns}
	var err error
	if d.filter, err = ledger.ParseFilter(form); err != nil {
		faults, wrong := errors.AsType[validate.Faults](err)
		if !wrong {
			return d, err
		}
		d.filter, d.fault = ledger.Filter{}, i18n.For(v.lang).Fault(faults[0], "")
	}
	if d.sets, err = c.Book.Exports(ctx.Request().Context(), v.shop.ID); err != nil {
		return d, err
	}
	if d.set, err = c.Book.ExportOf(ctx.Request().Context(), v.shop.ID, form.Get("set")); errors.Is(err, ledger.ErrUnknownSet) {
		return d, echo.ErrNotFound
	} else if err != nil {
		return d, err
	}
	if form.Has("changed") { // the form says it all, also that nothing is chosen
		d.set.Columns, d.set.PerLine, d.set.Encoding = nil, form.Get("rows") == "line", spreadsheet.Encoding(form.Get("encoding"))
		for _, column := range form["column"] {
			d.set.Columns = append(d.set.Columns, ledger.Column(column))
		}
	}
	if form.Has("set_name") {
		d.set.Name = form.Get("set_name")
	}
	d.set.Columns = pressed(d.set.Columns, form)
	if d.set.Encoding != spreadsheet.ShiftJIS {
		d.set.Encoding = spreadsheet.UTF8
	}
	return d, nil
}

// pressed does what the pressed button says: add, remove, up or down, with a column.
func pressed(columns []ledger.Column, form url.Values) []ledger.Column {
	all := ledger.Columns()
	columns = slices.DeleteFunc(columns, func(c ledger.Column) bool { return !slices.Contains(all, c) || string(c) == form.Get("remove") })
	if add := ledger.Column(form.Get("add")); slices.Contains(all, add) && !slices.Contains(columns, add) {
		columns = append(columns, add)
	}
	if i := slices.Index(columns, ledger.Column(form.Get("up"))); i > 0 {
		columns[i-1], columns[i] = columns[i], columns[i-1]
	}
	if i := slices.Index(columns, ledger.Column(form.Get("down"))); i >= 0 && i < len(columns)-1 {
		columns[i], columns[i+1] = columns[i+1], columns[i]
	}
	return columns
}

// narrowed is the rest of the search that led here, for hidden fields.
func (d choice) narrowed() url.Values {
	rest := d.filter
	rest.From, rest.To = "", ""
	return rest.Values()
}

func (c *Console) download(ctx echo.Context, v *view) error {
	d, err := c.chosen(ctx, v, ctx.QueryParams())
	if err != nil {
		return err
	}
	return c.drawDownload(ctx, v, http.StatusOK, d)
}

func (c *Console) drawDownload(ctx echo.Context, v *view, status int, d choice) error {
	if err := c.furnish(ctx.Request().Context(), v); err != nil {
		return err
	}
	return draw(ctx, status, downloadPage(v, d))
}

// downloadTime is how long a download may take: a million orders do in less.
const downloadTime = 30 * time.Minute

// downloadFile writes the file as the orders are read.
func (c *Console) downloadFile(ctx echo.Context, v *view) error {
	d, err := c.chosen(ctx, v, ctx.QueryParams())
	if err != nil {
		return err
	}
	if len(d.set.Columns) == 0 {
		d.fault = d.words.Empty
	}
	if d.fault != "" {
		return c.drawDownload(ctx, v, http.StatusUnprocessableEntity, d)
	}
	file, err := c.Book.BeginDownload(ctx.Request().Context(), v.shop.ID, v.person.Actor(), d.filter, d.set, v.lang)
	if err != nil {
		return err
	}
	h := ctx.Response().Header()
	h.Set(echo.HeaderContentType, d.set.Encoding.ContentType())
	h.Set(echo.HeaderContentDisposition, `attachment; filename="orders-`+c.Now().In(store.Japan).Format("20060102-1504")+`.csv"`)
	h.Set("Cache-Control", "no-store")
	_ = http.NewResponseController(ctx.Response()).SetWriteDeadline(time.Now().Add(downloadTime)) // a server without deadlines needs none
	if err := file.Write(ctx.Request().Context(), ctx.Response()); err != nil {
		slog.ErrorContext(ctx.Request().Context(), "download cut", "shop", v.shop.ID, "error", err)
		panic(http.ErrAbortHandler) // so that nobody takes the part for the whole
	}
	return nil
}

func (c *Console) saveDownload(ctx echo.Context, v *view) error {
	form, err := ctx.FormParams()
	if err != nil {
		return echo.ErrBadRequest
	}
	d, err := c.chosen(ctx, v, form)
	if err != nil {
		return err
	}
	saved, err := c.Book.SaveExport(ctx.Request().Context(), v.shop.ID, v.person.Actor(), d.set)
	faults, wrong := errors.AsType[validate.Faults](err)
	switch {
	case wrong && faults[0].Field == "columns":
		d.fault = d.words.Empty
	case wrong:
		d.fault = i18n.For(v.lang).Fault(faults[0], d.words.Name)
	case errors.Is(err, ledger.ErrNameTaken):
		d.fault = d.words.NameTaken
	case err != nil:
		return err
	default:
		return done(ctx, d.words.Saved, shopPath(v.shop.ID, "/download?set="+url.QueryEscape(saved.ID)))
	}
	return c.drawDownload(ctx, v, http.StatusUnprocessableEntity, d)
}

func (c *Console) deleteDownload(ctx echo.Context, v *view) error {
	err := c.Book.DeleteExport(ctx.Request().Context(), v.shop.ID, v.person.Actor(), ctx.Param("set"))
	if errors.Is(err, ledger.ErrUnknownSet) {
		return echo.ErrNotFound
	}
	if err != nil {
		return err
	}
	return done(ctx, i18n.DownloadFor(v.lang).Deleted, shopPath(v.shop.ID, "/download"))
}
