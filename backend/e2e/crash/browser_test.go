package crash

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"noren/shared/api"
)

// sign is the shop's server: the cart, fresh.
func (s *shopper) sign() string {
	now := s.world.amazon.Now()
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{
		"iss": s.world.shop, "aud": "noren", "iat": now.Unix(), "exp": now.Add(time.Hour).Unix(), "jti": "1", "cart": s.cart,
	})
	token.Header["typ"], token.Header["kid"] = "noren-cart", s.world.cartKeyID
	text, err := token.SignedString(s.world.cartKey)
	if err != nil {
		panic(err) // only for a key of the wrong type
	}
	return text
}

func leaving(path string) api.Leaving {
	sum := sha256.Sum256([]byte(verifier))
	return api.Leaving{ReturnTo: origin + path, Challenge: base64.RawURLEncoding.EncodeToString(sum[:])}
}

// refusal is a problem that the browser was answered with.
type refusal struct{ api.Problem }

func (r *refusal) Error() string { return "crash: " + string(r.Code) + ": " + r.Title }

func problem(err error) api.Code {
	var refused *refusal
	if errors.As(err, &refused) {
		return refused.Code
	}
	return ""
}

// post is a fetch of the loader's.
func post[Request, Response any](s *shopper, endpoint api.Endpoint[Request, Response], r Request) (answer Response, err error) {
	body, err := json.Marshal(r)
	if err != nil {
		return answer, err
	}
	request, err := http.NewRequest(http.MethodPost, s.world.noren.Load().url+endpoint.Path, bytes.NewReader(body))
	if err != nil {
		return answer, err
	}
	request.Header.Set("Content-Type", "text/plain")
	request.Header.Set("Origin", origin)
	request.Header.Set("X-Forwarded-For", s.address)
	done, err := send(request)
	if err != nil {
		return answer, err
	}
	if done.status != http.StatusOK {
		refused := &refusal{}
		if err := json.Unmarshal(done.body, &refused.Problem); err != nil {
			return answer, fmt.Errorf("crash: %s: status %d", endpoint.Path, done.status)
		}
		return answer, refused
	}
	return answer, json.Unmarshal(done.body, &answer)
}

// get opens a page of ours, with the cookies that we set.
func (s *shopper) get(path string) (reply, error) {
	request, err := http.NewRequest(http.MethodGet, s.world.noren.Load().url+path, http.NoBody)
	if err != nil {
		return reply{}, err
	}
	request.Header.Set("X-Forwarded-For", s.address)
	for name, value := range s.cookies {
		request.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	page, err := send(request)
	for _, cookie := range page.cookies {
		s.cookies[cookie.Name] = cookie.Value
	}
	return page, err
}
