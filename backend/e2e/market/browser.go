package market

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"noren/shared/api"
)

// sign is the shop's server: the cart, fresh.
func (s *Shopper) sign() string {
	now := s.market.Amazon.Now()
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{
		"iss": s.market.ID, "aud": "noren", "iat": now.Unix(), "exp": now.Add(time.Hour).Unix(), "jti": "1", "cart": s.Cart,
	})
	token.Header["typ"], token.Header["kid"] = "noren-cart", s.market.cartKeyID
	text, err := token.SignedString(s.market.cartKey)
	if err != nil {
		panic(err) // only for a key of the wrong type
	}
	return text
}

func leaving(path string) api.Leaving {
	sum := sha256.Sum256([]byte(verifier))
	return api.Leaving{ReturnTo: Origin + path, Challenge: base64.RawURLEncoding.EncodeToString(sum[:])}
}

// Refusal is a problem that the browser was answered with.
type Refusal struct{ api.Problem }

func (r *Refusal) Error() string { return "market: " + string(r.Code) + ": " + r.Title }

func problem(err error) api.Code {
	var refused *Refusal
	if errors.As(err, &refused) {
		return refused.Code
	}
	return ""
}

// post is a fetch of the loader's.
func post[Request, Response any](s *Shopper, endpoint api.Endpoint[Request, Response], r Request) (answer Response, err error) {
	body, err := json.Marshal(r)
	if err != nil {
		return answer, err
	}
	request, err := http.NewRequest(http.MethodPost, s.market.Reach()+endpoint.Path, bytes.NewReader(body))
	if err != nil {
		return answer, err
	}
	request.Header.Set("Content-Type", "text/plain")
	request.Header.Set("Origin", Origin)
	request.Header.Set("X-Forwarded-For", s.address)
	done, err := Send(s.market.Client, request)
	if err != nil {
		return answer, err
	}
	if done.Status != http.StatusOK {
		refused := &Refusal{}
		if err := json.Unmarshal(done.Body, &refused.Problem); err != nil {
			return answer, fmt.Errorf("market: %s: status %d", endpoint.Path, done.Status)
		}
		return answer, refused
	}
	return answer, json.Unmarshal(done.Body, &answer)
}

// Get opens a page of Noren's, with the cookies that it set.
func (s *Shopper) Get(path string) (Reply, error) {
	request, err := http.NewRequest(http.MethodGet, s.market.Reach()+path, http.NoBody)
	if err != nil {
		return Reply{}, err
	}
	request.Header.Set("X-Forwarded-For", s.address)
	for name, value := range s.cookies {
		request.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	page, err := Send(s.market.Client, request)
	for _, cookie := range page.Cookies {
		s.cookies[cookie.Name] = cookie.Value
	}
	return page, err
}

// ErrBroken says that the process did not answer: it is dead, or died meanwhile.
var ErrBroken = errors.New("market: no answer")

// Client is of shoppers who know nothing of their last connection.
var Client = &http.Client{
	Timeout:       30 * time.Second,
	Transport:     &http.Transport{DisableKeepAlives: true}, // a connection of an earlier life tells nothing
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// Reply is an answer that was read to its end.
type Reply struct {
	Status  int
	Target  string // of a redirection
	Cookies []*http.Cookie
	Body    []byte
}

// Send gives the answer, or ErrBroken.
func Send(client *http.Client, request *http.Request) (Reply, error) {
	response, err := client.Do(request)
	if err != nil {
		return Reply{}, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return Reply{}, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	return Reply{response.StatusCode, response.Header.Get("Location"), response.Cookies(), body}, nil
}
