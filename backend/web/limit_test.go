package web_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"noren/backend/merchant"
	"noren/backend/store/storetest"
	"noren/backend/web"
	"noren/shared/api"
)

// A body has an end on every route that reads one, whether or not it says how long it is, and nothing is unpacked
// (issue 8: decompression bombs).
func TestIssue8_BodiesHaveAnEnd(t *testing.T) {
	w := newWhole(t)
	key := w.key(merchant.Scopes()...)
	var bomb bytes.Buffer
	packer := gzip.NewWriter(&bomb)
	_, err := packer.Write(bytes.Repeat([]byte(" "), 32<<20))
	w.must(err)
	_, err = packer.Write([]byte("{}"))
	w.must(err)
	w.must(packer.Close())
	console := map[string]string{"Cookie": w.cookie, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
	for path, test := range map[string]struct {
		header map[string]string
		long   int
		packed int
	}{
		api.Begin.Path:                    {map[string]string{"Origin": shopOrigin}, http.StatusRequestEntityTooLarge, http.StatusBadRequest},
		api.Check.Path:                    {map[string]string{"Origin": shopOrigin}, http.StatusRequestEntityTooLarge, http.StatusBadRequest},
		"/api/v1/codes":                   {bearer(key), http.StatusRequestEntityTooLarge, http.StatusBadRequest},
		"/api/v1/orders/none/refund":      {bearer(key), http.StatusRequestEntityTooLarge, http.StatusBadRequest},
		"/notifications/" + w.shop.ID:     {nil, http.StatusRequestEntityTooLarge, http.StatusRequestEntityTooLarge}, // the bomb, packed, too
		"/console/language":               {console, http.StatusRequestEntityTooLarge, http.StatusForbidden},
		"/console/sign-in":                {console, 0, 0},
		"/console/registrations/x/return": {console, 0, 0},
	} {
		w.same(path, func() {
			status := w.stream(path, strings.NewReader(`{"shop":"`+strings.Repeat("A", 3<<20)+`"}`), test.header, "")
			if test.long != 0 && status != test.long || status < 400 || status >= 500 {
				t.Errorf("%s, 3 MB without a length: %d", path, status)
			}
			status = w.stream(path, bytes.NewReader(bomb.Bytes()), test.header, "gzip")
			if test.packed != 0 && status != test.packed || status >= 500 {
				t.Errorf("%s, 32 MB in %d bytes: %d", path, bomb.Len(), status)
			}
		})
	}
}

// stream posts a body without saying how long it is, and gives the status.
func (w whole) stream(path string, body io.Reader, header map[string]string, encoding string) int {
	w.t.Helper()
	request, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.url+path, io.MultiReader(body))
	w.must(err)
	for name, value := range header {
		request.Header.Set(name, value)
	}
	if encoding != "" {
		request.Header.Set("Content-Encoding", encoding)
	}
	response, err := direct.Do(request)
	if err != nil { // the server has answered and closed while we were writing
		return http.StatusRequestEntityTooLarge
	}
	defer response.Body.Close()
	_, _ = io.Copy(io.Discard, response.Body)
	return response.StatusCode
}

// slow is a server as `noren serve` runs it, whose patience is a hundredth.
func slow(t *testing.T) (address string) {
	t.Helper()
	o := newOutward(t, storetest.SQLite(t))
	server := o.site.Server(o.site.Handler())
	for name, limit := range map[string]*time.Duration{
		"header": &server.ReadHeaderTimeout, "read": &server.ReadTimeout, "write": &server.WriteTimeout, "idle": &server.IdleTimeout,
	} {
		if *limit <= 0 || *limit > time.Minute {
			t.Errorf("%s: %s", name, *limit)
		}
		*limit /= 100
	}
	if server.MaxHeaderBytes != 16<<10 {
		t.Errorf("headers of %d bytes", server.MaxHeaderBytes)
	}
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	o.must(err)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	return listener.Addr().String()
}

// Whoever sends slowly, or nothing, is cut off: a connection is not held for ever (slowloris).
func TestIssue8_SlowClientsAreCutOff(t *testing.T) {
	address := slow(t)
	for name, sent := range map[string]string{
		"nothing":        "",
		"half a line":    "GET /livez HT",
		"half a header":  "GET /livez HTTP/1.1\r\nHost: x\r\nX-A: b",
		"half a body":    "POST " + api.Check.Path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{",
		"half a chunk":   "POST " + api.Check.Path + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{",
		"no more chunks": "POST " + api.Check.Path + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
		"one, then idle": "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			talk(t, address, sent)
		})
	}
}

// talk sends bytes and gives everything that comes back until the server closes the connection.
func talk(t *testing.T, address, sent string) string {
	t.Helper()
	connection, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	if err := connection.SetDeadline(time.Now().Add(20 * time.Second)); err != nil { // far more than it should take
		t.Fatal(err)
	}
	if _, err := io.WriteString(connection, sent); err != nil {
		return ""
	}
	answer, err := io.ReadAll(connection)
	if timeout, ok := err.(net.Error); ok && timeout.Timeout() { //nolint:errorlint // as it comes from the connection
		t.Errorf("%.60q holds its connection", sent)
	}
	return string(answer)
}

// Requests that two servers may take for different ones are refused, or read in the one way that leaves nothing over (RFC 9112, 6.3;
// issue 8: header smuggling).
func TestIssue8_NothingIsSmuggled(t *testing.T) {
	address := slow(t)
	const hidden = "GET /hidden HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
	post := func(headers, body string) string {
		return "POST " + api.Check.Path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n" + body
	}
	for name, test := range map[string]struct {
		sent   string
		status []string // of each answer
	}{
		"two lengths":                   {post("Content-Length: 2\r\nContent-Length: 50\r\n", "{}"+hidden), []string{"400"}},
		"two lengths in one":            {post("Content-Length: 2, 50\r\n", "{}"+hidden), []string{"400"}},
		"a signed length":               {post("Content-Length: +2\r\n", "{}"+hidden), []string{"400"}},
		"a hexadecimal length":          {post("Content-Length: 0x2\r\n", "{}"+hidden), []string{"400"}},
		"a negative length":             {post("Content-Length: -2\r\n", "{}"+hidden), []string{"400"}},
		"a blank before the colon":      {post("Content-Length : 2\r\n", "{}"+hidden), []string{"400"}},
		"a folded header":               {post("X-A: b\r\n Content-Length: 2\r\n", "{}"), []string{"400"}},
		"an unknown encoding":           {post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"+hidden), []string{"501"}},
		"two encodings":                 {post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n"+hidden), []string{"400", "501"}},
		"an encoding and a tab":         {post("Transfer-Encoding:\x0bchunked\r\n", "0\r\n\r\n"+hidden), []string{"400", "501"}},
		"a chunk longer than it says":   {post("Transfer-Encoding: chunked\r\n", "1\r\n{}\r\n0\r\n\r\n"+hidden), []string{"400"}},
		"a chunk's length is no number": {post("Transfer-Encoding: chunked\r\n", "zz\r\n{}\r\n0\r\n\r\n"+hidden), []string{"400"}},
		"two hosts":                     {"GET /livez HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", []string{"400"}},
		"no host":                       {"GET /livez HTTP/1.1\r\n\r\n", []string{"400"}},
		"NUL in a header":               {"GET /livez HTTP/1.1\r\nHost: x\r\nX-A: a\x00b\r\n\r\n", []string{"400"}},
		"a lone line break in a header": {"GET /livez HTTP/1.1\r\nHost: x\r\nX-A: a\rX-B: b\r\n\r\n", []string{"400"}},
		"a header of 40 kB":             {"GET /livez HTTP/1.1\r\nHost: x\r\nX-A: " + strings.Repeat("a", 40<<10) + "\r\n\r\n", []string{"431"}},
		"an address of 40 kB":           {"GET /livez?" + strings.Repeat("a", 40<<10) + " HTTP/1.1\r\nHost: x\r\n\r\n", []string{"431"}},
		"a thousand headers":            {"GET /livez HTTP/1.1\r\nHost: x\r\n" + strings.Repeat("X-A: aaaaaaaaaaaaaaaa\r\n", 2000) + "\r\n", []string{"431"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			answer := talk(t, address, test.sent)
			got, _, _ := strings.Cut(strings.TrimPrefix(answer, "HTTP/1.1 "), " ")
			if !strings.Contains(strings.Join(test.status, " "), got) || got == "" || strings.Count(answer, "HTTP/1.1 ") != 1 {
				t.Errorf("%.300q", answer)
			}
		})
	}
	// Length and chunks at once: the chunks count, as the RFC says, and what a proxy took for more of the body stays a request of its own.
	both := talk(t, address, post("Content-Length: 100\r\nTransfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n"+hidden))
	reader := bufio.NewReader(strings.NewReader(both))
	for _, want := range []int{http.StatusUnprocessableEntity, http.StatusNotFound} {
		response, err := http.ReadResponse(reader, nil)
		if err != nil || response.StatusCode != want {
			t.Fatalf("%v, want %d: %q", err, want, both)
		}
		_, _ = io.Copy(io.Discard, response.Body)
		_ = response.Body.Close()
	}
}

// Above its limit a process tells shoppers to come again, and goes on answering load balancers.
func TestIssue8_TooManyAtOnceAreToldToComeAgain(t *testing.T) {
	e := echo.New()
	e.Use(web.AtMost(1, 1))
	inside, leave := make(chan struct{}), make(chan struct{})
	e.GET("/held", func(c echo.Context) error {
		close(inside)
		<-leave
		return c.NoContent(http.StatusOK)
	})
	e.GET("/readyz", func(c echo.Context) error { return c.NoContent(http.StatusOK) })
	e.GET("/else", func(c echo.Context) error { return c.NoContent(http.StatusOK) })
	ask := func(path string) *httptest.ResponseRecorder {
		answer := httptest.NewRecorder()
		e.ServeHTTP(answer, httptest.NewRequestWithContext(context.Background(), http.MethodGet, path, nil))
		return answer
	}
	done := make(chan int)
	go func() { done <- ask("/held").Code }()
	<-inside
	if answer := ask("/else"); answer.Code < 500 || answer.Header().Get("Retry-After") == "" {
		t.Errorf("%d %v", answer.Code, answer.Header())
	}
	if answer := ask("/readyz"); answer.Code != http.StatusOK {
		t.Errorf("a load balancer: %d", answer.Code)
	}
	close(leave)
	if status := <-done; status != http.StatusOK {
		t.Errorf("who was there: %d", status)
	}
	if answer := ask("/else"); answer.Code != http.StatusOK {
		t.Errorf("afterwards: %d", answer.Code)
	}
}

// Half bodies from one address take its share of the places: others are served, and its own next request is told to come again. A file
// takes none of them.
func TestIssue8_OneAddressLeavesPlacesForOthers(t *testing.T) {
	e := echo.New()
	e.IPExtractor = web.ClientIP(1)
	e.Use(web.AtMost(8, 2))
	reading := make(chan struct{}, 8)
	e.POST("/read", func(c echo.Context) error {
		reading <- struct{}{}
		_, err := io.Copy(io.Discard, c.Request().Body)
		return err
	})
	e.GET("/assets*", func(c echo.Context) error { return c.NoContent(http.StatusOK) })
	ask := func(method, path, from string, body io.Reader) int {
		answer, request := httptest.NewRecorder(), httptest.NewRequestWithContext(context.Background(), method, path, body)
		request.Header.Set("X-Forwarded-For", from)
		e.ServeHTTP(answer, request)
		return answer.Code
	}
	half, writer := io.Pipe() // never the other half
	served := make(chan int, 2)
	for _, from := range []string{"2001:db8::1", "2001:db8::ffff:2"} { // one client: both are in its /64
		go func() { served <- ask(http.MethodPost, "/read", from, half) }()
	}
	<-reading
	<-reading
	for _, from := range []string{"2001:db8::3", "2001:db8:0:0:1::4"} {
		if status := ask(http.MethodPost, "/read", from, half); status < 500 {
			t.Errorf("a third half body, from %s: %d", from, status)
		}
	}
	for _, from := range []string{"2001:db8:0:1::1", "198.51.100.7"} {
		if status := ask(http.MethodPost, "/read", from, strings.NewReader("{}")); status != http.StatusOK {
			t.Errorf("somebody else, %s: %d", from, status)
		}
	}
	if status := ask(http.MethodGet, "/assets/page.css", "2001:db8::1", nil); status != http.StatusOK {
		t.Errorf("a file: %d", status)
	}
	_ = writer.Close()
	for range 2 {
		if status := <-served; status != http.StatusOK {
			t.Errorf("who was there: %d", status)
		}
	}
	if status := ask(http.MethodPost, "/read", "2001:db8::3", strings.NewReader("{}")); status != http.StatusOK {
		t.Errorf("afterwards: %d", status)
	}
}

// Files have places of their own, with an end too.
func TestIssue8_FilesHaveTheirOwnPlaces(t *testing.T) {
	e := echo.New()
	e.Use(web.AtMost(1, 1))
	inside, leave := make(chan struct{}), make(chan struct{})
	e.GET("/assets*", func(c echo.Context) error {
		inside <- struct{}{}
		<-leave
		return c.NoContent(http.StatusOK)
	})
	e.GET("/else", func(c echo.Context) error { return c.NoContent(http.StatusOK) })
	ask := func(path string) int {
		answer := httptest.NewRecorder()
		e.ServeHTTP(answer, httptest.NewRequestWithContext(context.Background(), http.MethodGet, path, nil))
		return answer.Code
	}
	done := make(chan int)
	go func() { done <- ask("/assets/a") }()
	<-inside
	if status := ask("/assets/b"); status < 500 {
		t.Errorf("a second file: %d", status)
	}
	if status := ask("/else"); status != http.StatusOK {
		t.Errorf("what is no file: %d", status)
	}
	close(leave)
	if status := <-done; status != http.StatusOK {
		t.Errorf("the first file: %d", status)
	}
}

// Paths that mean one thing to a proxy and another to a router lead nowhere: no file, no other site, no fault.
func TestIssue8_OddPathsLeadNowhere(t *testing.T) {
	address := slow(t)
	for _, path := range []string{
		"/embed/v1/assets/..%2f..%2f..%2fetc%2fpasswd", "/embed/v1/assets/%2e%2e/%2e%2e/noren.js", "/assets/..%2fsite.go", "/assets/%2e%2e%2fsite.go",
		"/assets/..\\site.go", "/assets/%00", "/docs/..%2f..%2fREADME", "/docs/%00", "/docs/..", "/preview/assets/..%2f..%2fhandler.go", "//evil.test/%2e%2e",
		"/\\evil.test", "//evil.test//", "/assets//evil.test/", "/%2f%2fevil.test", "/launch/..%2f..%2flivez", "/launch/%00", "/launch/a%2fb", "/return/%ff%fe/review",
		"/images/%2e%2e/x", "/api/v1/orders/..%2f..%2fshop", "/api/v1/%2e%2e/v1/shop", "/api/v1/orders/%00", "/api/v1/orders/a%0d%0aSet-Cookie:%20x=y",
		"/launch/a%0d%0aLocation:%20https:%2f%2fevil.test", "/console/assets/..%2fconsole.go", "/console/..;/livez", "/api/v1;x=1/shop", "/API/V1/SHOP", "/./livez", "/api/v1/../../livez",
	} {
		answer := talk(t, address, "GET "+path+" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
		response, err := http.ReadResponse(bufio.NewReader(strings.NewReader(answer)), nil)
		if err != nil {
			t.Errorf("%s: %v %q", path, err, answer)
			continue
		}
		_ = response.Body.Close()
		to := response.Header.Get("Location")
		if response.StatusCode < 300 || response.StatusCode >= 500 || strings.HasPrefix(to, "//") || strings.Contains(to, "://") || strings.HasPrefix(to, "/\\") || response.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s: %d, to %q", path, response.StatusCode, to)
		}
	}
}
