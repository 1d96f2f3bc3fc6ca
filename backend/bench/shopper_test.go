package bench

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/display"
)

// verifier is what every shopper's browser keeps to itself.
const verifier = "verifier"

func leaving(to string) api.Leaving {
	sum := sha256.Sum256([]byte(verifier))
	return api.Leaving{ReturnTo: shopOrigin + to, Challenge: base64.RawURLEncoding.EncodeToString(sum[:])}
}

// renderBody asks for the one button of a cart page.
func (k *kit) renderBody() []byte {
	k.t.Helper()
	token, err := k.token("cart-render")
	must(k.t, err)
	body, err := json.Marshal(api.RenderRequest{
		Shop: k.shop, Device: button.PC, Elements: []api.Element{{ID: "1", Name: api.PayElement, Placement: display.Cart, Cart: token}},
	})
	must(k.t, err)
	return body
}

func (k *kit) beginRequest(cartID string) (api.BeginRequest, error) {
	token, err := k.token(cartID)
	return api.BeginRequest{
		Shop: k.shop, Kind: button.Pay, Placement: display.Cart, Cart: token, Site: button.PC, Device: button.PC, Leaving: leaving("/cart"),
	}, err
}

var visitors atomic.Uint32

// anybody names another shopper's address for each request, as the proxy in front does: the rate limit is not what is measured.
func anybody(r *http.Request) {
	n := visitors.Add(1)
	r.Header.Set("X-Forwarded-For", fmt.Sprintf("11.%d.%d.%d", n>>16&255, n>>8&255, n&255))
	r.Header.Set("Origin", shopOrigin)
	r.Header.Set("Accept-Encoding", "gzip, deflate, br, zstd") // as browsers do
}

// serve lets the handler answer without a network.
func (k *kit) serve(method, path string, body []byte) *httptest.ResponseRecorder {
	request := httptest.NewRequestWithContext(k.t.Context(), method, path, bytes.NewReader(body))
	request.RemoteAddr = "127.0.0.1:1" // the proxy
	anybody(request)
	recorder := httptest.NewRecorder()
	k.noren.Handler.ServeHTTP(recorder, request)
	if recorder.Code != http.StatusOK {
		k.t.Fatalf("%s: %d %s", path, recorder.Code, recorder.Body)
	}
	return recorder
}

// browsers are shoppers' browsers on connections that stay open, as a proxy keeps them.
type browsers struct {
	url  string
	http *http.Client
}

func newBrowsers(url string) *browsers {
	return &browsers{url, &http.Client{
		Transport:     &http.Transport{MaxIdleConnsPerHost: mostShoppers, MaxConnsPerHost: mostShoppers},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// answer is what came back, read to its end.
type answer struct {
	header http.Header
	body   []byte
}

func (b *browsers) send(ctx context.Context, method, path string, body []byte, cookie string) (answer, error) {
	request, err := http.NewRequestWithContext(ctx, method, b.url+path, bytes.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	anybody(request)
	request.Header.Del("Accept-Encoding") // the transport unpacks what it asks for by itself
	if cookie != "" {
		request.Header.Set("Cookie", cookie)
	}
	response, err := b.http.Do(request)
	if err != nil {
		return answer{}, err
	}
	text, err := io.ReadAll(response.Body)
	_ = response.Body.Close()
	if err == nil && response.StatusCode != http.StatusOK && response.StatusCode != http.StatusSeeOther {
		err = fmt.Errorf("%s: %s %s", path, response.Status, text)
	}
	return answer{response.Header, text}, err
}

// post sends a request of the embed API.
func post[Request, Response any](ctx context.Context, b *browsers, endpoint api.Endpoint[Request, Response], request Request) (response Response, err error) {
	body, err := json.Marshal(request)
	if err != nil {
		return response, err
	}
	got, err := b.send(ctx, http.MethodPost, endpoint.Path, body, "")
	if err != nil {
		return response, err
	}
	return response, json.Unmarshal(got.body, &response)
}
