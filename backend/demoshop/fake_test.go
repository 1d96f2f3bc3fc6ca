package demoshop

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"noren/backend/demoshop/norenapi"
)

// fakeNoren answers the server API with what a test says.
type fakeNoren struct {
	mu        sync.Mutex
	checkouts map[string]string
	codes     map[string]norenapi.Login    // each is exchanged once
	links     map[string]map[string]string // what POST /links was sent, by member
	taken     bool                         // the Amazon account belongs to another member
	down      bool
	methods   []norenapi.PaymentMethod
}

func newFakeNoren() *fakeNoren {
	return &fakeNoren{checkouts: map[string]string{}, codes: map[string]norenapi.Login{}, links: map[string]map[string]string{}}
}

func (f *fakeNoren) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	switch {
	case f.down:
		w.WriteHeader(http.StatusBadGateway)
	case r.Header.Get("Authorization") != "Bearer sk_test":
		w.WriteHeader(http.StatusUnauthorized)
	case r.Method == http.MethodPost && r.URL.Path == "/api/v1/codes":
		f.exchange(w, r)
	case r.Method == http.MethodPost && r.URL.Path == "/api/v1/links":
		f.link(w, r)
	case r.Method == http.MethodGet && r.URL.Path == "/api/v1/payment-methods" && f.methods != nil:
		_ = json.NewEncoder(w).Encode(norenapi.PaymentMethods{Methods: f.methods})
	case r.Method == http.MethodGet && strings.HasPrefix(r.URL.Path, "/api/v1/checkouts/"):
		body, known := f.checkouts[strings.TrimPrefix(r.URL.Path, "/api/v1/checkouts/")]
		if !known {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		_, _ = io.WriteString(w, body)
	default:
		w.WriteHeader(http.StatusMethodNotAllowed)
	}
}

func (f *fakeNoren) exchange(w http.ResponseWriter, r *http.Request) {
	var asked struct{ Code string }
	if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	a, known := f.codes[asked.Code]
	delete(f.codes, asked.Code)
	if !known {
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, `{"code":"code_invalid"}`)
		return
	}
	_ = json.NewEncoder(w).Encode(a)
}

func (f *fakeNoren) link(w http.ResponseWriter, r *http.Request) {
	var asked map[string]string
	if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if f.taken {
		w.WriteHeader(http.StatusConflict)
		_, _ = io.WriteString(w, `{"code":"link_conflict"}`)
		return
	}
	f.links[asked["memberId"]] = asked
	w.WriteHeader(http.StatusCreated)
	_, _ = io.WriteString(w, `{"memberId":"x","linkedAt":"2026-11-24T03:01:00Z"}`)
}

// set puts a checkout into a state.
func (f *fakeNoren) set(id string, state norenapi.CheckoutState, cartID, orderNumber string, total yen) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.checkouts[id] = fmt.Sprintf(`{"id":%q,"state":%q,"orderNumber":%q,"cartId":%q,"total":%d,
		"purchaser":{"name":"山田 太郎","email":"taro@example.jp","phone":"0312345678"},
		"delivery":{"name":"山田 太郎","postalCode":"600-8001","region":"京都府","city":"","line1":"四条通1","line2":"<b>201</b>","line3":"","phone":"0312345678"},
		"payment":{"descriptor":"Amazon Pay (Visa **11)","amazonReferenceId":"S03-1-1"},"placedAt":"2026-11-24T03:01:00Z"}`,
		id, state, orderNumber, cartID, total)
}

// issue makes a login code.
func (f *fakeNoren) issue(code string, a norenapi.Login) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.codes[code] = a
}

// offer sets the shop's payment methods.
func (f *fakeNoren) offer(methods ...norenapi.PaymentMethod) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.methods = methods
}

// linked tells what was sent to link a member, nil when nothing was.
func (f *fakeNoren) linked(memberID string) map[string]string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.links[memberID]
}

func (f *fakeNoren) conflict(taken bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.taken = taken
}

func (f *fakeNoren) fail(down bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.down = down
}
