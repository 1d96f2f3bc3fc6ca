package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"noren/backend/ledger"
	"noren/backend/merchant"
	"noren/backend/store/storetest"
	"noren/backend/web/shopapi"
	"noren/shared/api"
)

// list reads a page of orders.
func (o *outward) list(key string, query url.Values) shopapi.Orders {
	o.t.Helper()
	status, body, _ := o.send(http.MethodGet, "/api/v1/orders?"+query.Encode(), "", bearer(key))
	if status != http.StatusOK {
		o.t.Fatalf("%v: %d %s", query, status, body)
	}
	o.conforms("Orders", []byte(body))
	var page shopapi.Orders
	o.must(json.Unmarshal([]byte(body), &page))
	return page
}

func numbers(page shopapi.Orders) (all []string) {
	for _, order := range page.Orders {
		all = append(all, order.Number)
	}
	return all
}

func TestX18_OrdersAreListed(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	key := o.key(merchant.ReadOrders)
	first, second, third := o.placedAs("cart-1"), o.placedAs("cart-2"), o.placedAs("cart-3")
	var walked []string
	query := url.Values{"limit": {"2"}}
	for range 3 {
		page := o.list(key, query)
		walked = append(walked, numbers(page)...)
		if page.Next == nil {
			break
		}
		query.Set("after", *page.Next)
	}
	if strings.Join(walked, " ") != strings.Join([]string{third, second, first}, " ") {
		t.Errorf("page by page: %v, want %s %s %s", walked, third, second, first)
	}
	order := o.list(key, url.Values{"number": {second}}).Orders[0]
	o.advance(24 * time.Hour) // an authorisation holds for 30 days
	for name, c := range map[string]struct {
		query url.Values
		want  int
	}{
		"reference":      {url.Values{"reference": {*order.AmazonReferenceId}}, 1},
		"states":         {url.Values{"state": {"authorised", "captured"}}, 3},
		"another state":  {url.Values{"state": {"captured"}}, 0},
		"amount":         {url.Values{"amount_from": {"3000"}, "amount_to": {"3000"}}, 3},
		"another amount": {url.Values{"amount_from": {"3001"}}, 0},
		"not shipped":    {url.Values{"shipped": {"no"}}, 3},
		"lapses":         {url.Values{"lapses_in": {"30"}}, 3},
		"attention":      {url.Values{"attention": {"1"}}, 0},
		"later":          {url.Values{"from": {"2099-01-01"}}, 0},
	} {
		if page := o.list(key, c.query); len(page.Orders) != c.want {
			t.Errorf("%s: %v, want %d", name, numbers(page), c.want)
		}
	}
	for _, wrong := range []string{"state=paid", "from=yesterday", "limit=0", "amount_from=-1", "after=nonsense", "shipped=maybe"} {
		status, body, _ := o.send(http.MethodGet, "/api/v1/orders?"+wrong, "", bearer(key))
		if code := problemCode(t, body); status != http.StatusUnprocessableEntity && status != http.StatusBadRequest || code != api.Invalid && code != api.BadJSON {
			t.Errorf("%s: %d %s", wrong, status, body)
		}
	}
}

func TestR5_8_OrdersAreDownloadedThroughTheAPI(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	key := o.key(merchant.ReadOrders)
	first, second := o.placedAs("cart-1"), o.placedAs("cart-2")
	read := func(query string) (lines []string, header http.Header) {
		status, body, header := o.send(http.MethodGet, "/api/v1/exports/orders?"+query, "", bearer(key))
		if status != http.StatusOK {
			t.Fatalf("%s: %d %s", query, status, body)
		}
		return strings.Split(strings.TrimSuffix(body, "\r\n"), "\r\n"), header
	}
	lines, header := read("column=number&column=permission_id&column=total")
	if len(lines) != 3 || !strings.Contains(lines[0], "AmazonリファレンスID") || !strings.HasPrefix(lines[0], "\ufeff") || !strings.HasPrefix(lines[1], second+",") ||
		!strings.HasPrefix(lines[2], first+",") || !strings.Contains(header.Get("Content-Disposition"), "orders.csv") || header.Get("Cache-Control") != "no-store" {
		t.Errorf("%q %v", lines, header)
	}
	if lines, _ := read("state=captured"); len(lines) != 1 {
		t.Errorf("filtered: %q", lines)
	}
	if lines, header := read("encoding=shift_jis&column=state"); header.Get("Content-Type") != "text/csv; charset=Shift_JIS" || lines[0] != "\x8f\xf3\x91\xd4" && strings.Contains(lines[0], "状態") {
		t.Errorf("Shift_JIS: %q %v", lines, header)
	}
	for query, want := range map[string]api.Code{"column=secret": api.Invalid, "set=exp_none": api.ColumnsUnknown, "rows=page": api.Invalid} {
		if _, body, _ := o.send(http.MethodGet, "/api/v1/exports/orders?"+query, "", bearer(key)); problemCode(t, body) != want {
			t.Errorf("%s: %s, want %s", query, body, want)
		}
	}
}

// bulk calls an operation about a bulk.
func (o *outward) bulk(key, method, path, body string) (status int, bulk shopapi.Bulk, code api.Code) {
	o.t.Helper()
	status, answer, _ := o.send(method, "/api/v1/bulks"+path, body, bearer(key))
	if status >= http.StatusBadRequest {
		return status, bulk, problemCode(o.t, answer)
	}
	o.conforms("Bulk", []byte(answer))
	o.must(json.Unmarshal([]byte(answer), &bulk))
	return status, bulk, ""
}

func TestR5_2_BulkThroughTheAPI(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	key := o.key(merchant.ReadOrders, merchant.WriteOrders)
	first, second := o.placedAs("cart-1"), o.placedAs("cart-2")
	if status, _, _ := o.ask(key, http.MethodPost, first+"/capture", "", nil); status != http.StatusOK {
		t.Fatal(status)
	}
	if status, _, code := o.bulk(key, http.MethodPost, "", `{"orders":["`+second+`","none"]}`); status != http.StatusUnprocessableEntity || code != api.Invalid {
		t.Errorf("an unknown order: %d %s", status, code)
	}
	status, bulk, _ := o.bulk(key, http.MethodPost, "", `{"orders":["`+first+`","`+second+`","`+second+`"]}`)
	if status != http.StatusCreated || bulk.State != "draft" || bulk.Waiting != 1 || bulk.Refused != 1 || bulk.Items[0].Why == nil {
		t.Fatalf("dry run: %d %+v", status, bulk)
	}
	if _, order, _ := o.ask(key, http.MethodGet, second, "", nil); order.State != "authorised" {
		t.Errorf("the dry run did something: %s", order.State)
	}
	if status, _, code := o.bulk(key, http.MethodPost, "/"+bulk.Id+"/stop", ""); status != http.StatusConflict || code != api.BulkState {
		t.Errorf("stop a draft: %d %s", status, code)
	}
	if status, started, _ := o.bulk(key, http.MethodPost, "/"+bulk.Id+"/start", ""); status != http.StatusOK || started.State != "running" {
		t.Errorf("start: %d %+v", status, started)
	}
	for range 2 { // the second finds that nothing is left
		_, err := o.site.Book.WorkBulks(t.Context(), 1)
		o.must(err)
	}
	status, bulk, _ = o.bulk(key, http.MethodGet, "/"+bulk.Id, "")
	if status != http.StatusOK || bulk.State != ledger.BulkDone || bulk.Done != 1 || bulk.Refused != 1 || bulk.Waiting != 0 || bulk.DoneAt == nil {
		t.Errorf("done: %d %+v", status, bulk)
	}
	if _, order, _ := o.ask(key, http.MethodGet, second, "", nil); order.State != "captured" {
		t.Errorf("the order is %s", order.State)
	}
	stranger, err := o.shops.NewSecretKey(t.Context(), "cli", o.addShop("別の店").ID, merchant.Scopes()...)
	o.must(err)
	if status, _, code := o.bulk(stranger, http.MethodGet, "/"+bulk.Id, ""); status != http.StatusNotFound || code != api.BulkUnknown {
		t.Errorf("another shop's: %d %s", status, code)
	}
}
