package amazonpay

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

const openSession = `{"checkoutSessionId":"` + sessionID + `","statusDetails":{"state":"Open"}}`

// refuse answers as Amazon refuses.
func refuse(w http.ResponseWriter, status int, code ReasonCode) {
	w.WriteHeader(status)
	write(w, fmt.Sprintf(`{"reasonCode":%q,"message":"text"}`, code))
}

// cut drops the connection without an answer.
func cut(http.ResponseWriter) { panic(http.ErrAbortHandler) }

func TestProtocol5_4_RepeatsAfterTheseStatuses(t *testing.T) {
	for _, status := range []int{408, 425, 429, 500, 502, 503, 504} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			a := newAmazon(t, func(w http.ResponseWriter, _ received, n int) {
				if n < 3 {
					refuse(w, status, ReasonServiceUnavailable)
					return
				}
				write(w, openSession)
			})
			got, err := a.client().GetCheckoutSession(t.Context(), sessionID)
			if err != nil {
				t.Fatal(err)
			}
			if got.RequestID != "request-3" || len(a.seen()) != 3 {
				t.Errorf("request id %q after %d requests", got.RequestID, len(a.seen()))
			}
			for i, base := range []time.Duration{time.Second, 2200 * time.Millisecond} {
				if a.waits[i] < base*3/4 || a.waits[i] > base*5/4 {
					t.Errorf("pause %d is %s, want about %s", i+1, a.waits[i], base)
				}
			}
		})
	}
}

func TestProtocol5_4_DoesNotRepeatOtherStatuses(t *testing.T) {
	for _, status := range []int{301, 303, 400, 401, 403, 404, 405, 409, 422, 426, 501} {
		a := newAmazon(t, func(w http.ResponseWriter, _ received, _ int) {
			w.Header().Set("Location", "/elsewhere")
			refuse(w, status, ReasonInvalidRequest)
		})
		_, err := a.client().GetCheckoutSession(t.Context(), sessionID)
		refusal, ok := errors.AsType[*Error](err)
		if !ok || refusal.Status != status || len(a.seen()) != 1 {
			t.Errorf("%d: error %v after %d requests", status, err, len(a.seen()))
		}
	}
}

func TestProtocol5_4_EachAttemptIsSignedAfresh(t *testing.T) {
	a := newAmazon(t, func(w http.ResponseWriter, _ received, n int) {
		if n < 3 {
			refuse(w, http.StatusInternalServerError, ReasonInternalServerError)
			return
		}
		write(w, `{"chargeId":"S03-0000001-0000002-C000001"}`)
	})
	body := mustEncode(t, ChargeRequest{ChargePermissionID: "S03-0000001-0000002", ChargeAmount: JPY(1200)})
	if _, err := a.client().CreateCharge(t.Context(), "key-1", body); err != nil {
		t.Fatal(err)
	}
	dates, signatures := map[string]bool{}, map[string]bool{}
	for _, r := range a.seen() {
		dates[r.Header.Get("X-Amz-Pay-Date")] = true
		signatures[r.Header.Get("Authorization")] = true
		if r.Header.Get("X-Amz-Pay-Idempotency-Key") != "key-1" || string(r.body) != string(body) {
			t.Errorf("a repetition has key %q and body %s", r.Header.Get("X-Amz-Pay-Idempotency-Key"), r.body)
		}
	}
	if len(dates) != 3 || len(signatures) != 3 {
		t.Errorf("3 attempts carry %d dates and %d signatures", len(dates), len(signatures))
	}
}

func TestPitfall1_CompleteIsSentOnce(t *testing.T) {
	body := mustEncode(t, CompleteRequest{ChargeAmount: JPY(1200)})
	for name, answer := range map[string]func(w http.ResponseWriter){
		"500":            func(w http.ResponseWriter) { refuse(w, 500, ReasonInternalServerError) },
		"429":            func(w http.ResponseWriter) { refuse(w, 429, ReasonTooManyRequests) },
		"cut connection": cut,
		"cut answer": func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", "1000")
			write(w, openSession)
		},
	} {
		t.Run(name, func(t *testing.T) {
			a := newAmazon(t, func(w http.ResponseWriter, _ received, _ int) { answer(w) })
			_, err := a.client().CompleteCheckoutSession(t.Context(), sessionID, body)
			if err == nil {
				t.Fatal("no error")
			}
			r := a.only()
			if r.Header.Get("X-Amz-Pay-Idempotency-Key") != "" {
				t.Error("Complete carries an idempotency key")
			}
			if refusal, ok := errors.AsType[*Error](err); ok == strings.HasPrefix(name, "cut") || ok && refusal.Definitive() {
				t.Errorf("error %v has the wrong certainty", err)
			}
			if errors.Is(err, ErrNotSent) {
				t.Errorf("error %v says that nothing was sent", err)
			}
		})
	}
}

func TestProtocol3_3_PendingAuthorizationIsTold(t *testing.T) {
	for status, pending := range map[int]bool{http.StatusOK: false, http.StatusAccepted: true} {
		a := newAmazon(t, func(w http.ResponseWriter, _ received, _ int) {
			w.WriteHeader(status)
			write(w, strings.Replace(openSession, "Open", "Completed", 1))
		})
		got, err := a.client().CompleteCheckoutSession(t.Context(), sessionID, Body[CompleteRequest](`{}`))
		if err != nil {
			t.Fatal(err)
		}
		if got.Pending != pending || got.StatusDetails.State != SessionCompleted {
			t.Errorf("%d: pending %t, state %s", status, got.Pending, got.StatusDetails.State)
		}
	}
}

func TestProtocol5_4_RepeatsAfterCutConnections(t *testing.T) {
	a := newAmazon(t, func(w http.ResponseWriter, _ received, n int) {
		if n < 3 {
			cut(w)
		}
		write(w, `{"refundId":"S03-0000001-0000002-R000001"}`)
	})
	body := mustEncode(t, RefundRequest{ChargeID: "S03-0000001-0000002-C000001", RefundAmount: JPY(500)})
	if _, err := a.client().CreateRefund(t.Context(), "refund-1", body); err != nil {
		t.Fatal(err)
	}
	if len(a.seen()) != 3 {
		t.Errorf("got %d requests, want 3", len(a.seen()))
	}
}

// After a cut connection the first attempt may have closed the permission; the 422 to the second one then proves
// nothing, although a 422 to a first attempt would.
func TestPitfall1_RefusalAfterADoubtfulAttemptIsNotDefinitive(t *testing.T) {
	for name, first := range map[string]func(w http.ResponseWriter){
		"cut": cut,
		"500": func(w http.ResponseWriter) { refuse(w, 500, ReasonInternalServerError) },
		"429": func(w http.ResponseWriter) { refuse(w, 429, ReasonTooManyRequests) },
	} {
		a := newAmazon(t, func(w http.ResponseWriter, _ received, n int) {
			if n == 1 {
				first(w)
				return
			}
			refuse(w, 422, ReasonInvalidChargePermissionStatus)
		})
		_, err := a.client().CloseChargePermission(t.Context(), "S03-0000001-0000002", Body[CloseRequest](`{}`))
		refusal, ok := errors.AsType[*Error](err)
		if !ok || len(a.seen()) != 2 {
			t.Fatalf("%s: error %v after %d requests", name, err, len(a.seen()))
		}
		if want := name == "429"; refusal.Definitive() != want {
			t.Errorf("%s, then 422: definitive %t, want %t", name, refusal.Definitive(), want)
		}
	}
}

func TestRetryAfterIsHonoured(t *testing.T) {
	for _, test := range []struct {
		header   string
		requests int
		pause    time.Duration
	}{
		{"5", 2, 5 * time.Second},
		{"Thu, 15 Jan 2026 03:04:35 GMT", 2, 30 * time.Second},
		{"3600", 1, 0},
	} {
		a := newAmazon(t, func(w http.ResponseWriter, _ received, n int) {
			if n == 1 {
				w.Header().Set("Retry-After", test.header)
				refuse(w, 429, ReasonTooManyRequests)
				return
			}
			write(w, openSession)
		})
		_, err := a.client().GetCheckoutSession(t.Context(), sessionID)
		if len(a.seen()) != test.requests || (err == nil) != (test.requests == 2) {
			t.Errorf("Retry-After %s: error %v after %d requests", test.header, err, len(a.seen()))
		}
		if refusal, ok := errors.AsType[*Error](err); ok && refusal.RetryAfter != time.Hour {
			t.Errorf("Retry-After %s: error tells %s", test.header, refusal.RetryAfter)
		}
		if test.requests == 2 && a.waits[0] != test.pause {
			t.Errorf("Retry-After %s: waited %s", test.header, a.waits[0])
		}
	}
}

func TestGivesUpRatherThanSleepPastTheDeadline(t *testing.T) {
	a := newAmazon(t, func(w http.ResponseWriter, _ received, _ int) { refuse(w, 503, ReasonServiceUnavailable) })
	ctx, cancel := context.WithTimeout(t.Context(), 700*time.Millisecond)
	defer cancel()
	_, err := a.client().GetCheckoutSession(ctx, sessionID)
	if refusal, ok := errors.AsType[*Error](err); !ok || refusal.Status != 503 {
		t.Errorf("error is %v, want Amazon's 503", err)
	}
	if len(a.seen()) != 1 || len(a.waits) != 0 {
		t.Errorf("%d requests and %d pauses", len(a.seen()), len(a.waits))
	}
}

func TestCancelledWhileWaitingTellsBoth(t *testing.T) {
	a := newAmazon(t, func(w http.ResponseWriter, _ received, _ int) { refuse(w, 503, ReasonServiceUnavailable) })
	c := a.client()
	c.Wait = func(context.Context, time.Duration) error { return context.Canceled }
	_, err := c.GetCheckoutSession(t.Context(), sessionID)
	if refusal, ok := errors.AsType[*Error](err); !ok || refusal.Status != 503 || !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
}

func TestWaitsInRealTimeAndEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		if err := (&Client{}).wait(t.Context(), 3*time.Second); err != nil || time.Since(start) != 3*time.Second {
			t.Errorf("waited %s, error %v", time.Since(start), err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := (&Client{}).wait(ctx, time.Minute); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error is %v", err)
		}
	})
}

func TestAttemptsLimitsThem(t *testing.T) {
	for attempts, want := range map[int]int{0: 3, 1: 1, 5: 5} {
		a := newAmazon(t, func(w http.ResponseWriter, _ received, _ int) { refuse(w, 503, ReasonServiceUnavailable) })
		c := a.client()
		c.Attempts = attempts
		if _, err := c.GetCheckoutSession(t.Context(), sessionID); err == nil || len(a.seen()) != want {
			t.Errorf("Attempts %d: error %v after %d requests, want %d", attempts, err, len(a.seen()), want)
		}
	}
}

func TestDefaultClientHasTimeoutsAndFollowsNoRedirects(t *testing.T) {
	c := (&Client{}).http()
	transport, ok := c.Transport.(*http.Transport)
	if !ok || c.Timeout != 6*time.Second || transport.TLSHandshakeTimeout != 2*time.Second ||
		transport.ResponseHeaderTimeout != 5*time.Second {
		t.Errorf("timeouts of %+v", c)
	}
	if (&Client{}).http().Transport != c.Transport {
		t.Error("two clients share no connections")
	}
	own := &http.Client{Timeout: time.Second}
	if got := (&Client{HTTP: own}).http(); got.Timeout != time.Second || own.CheckRedirect != nil {
		t.Error("the caller's client is not used as it is")
	}
}

// A slow Amazon costs no more than the client's own timeout.
func TestTimeoutLeavesTheOutcomeUnknown(t *testing.T) {
	release := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	defer server.Close()
	defer close(release)
	c := &Client{PublicKeyID: sandboxKeyID, Key: testKey(), BaseURL: server.URL, HTTP: &http.Client{Timeout: 20 * time.Millisecond}}
	_, err := c.CompleteCheckoutSession(t.Context(), sessionID, Body[CompleteRequest](`{}`))
	if _, refused := errors.AsType[*Error](err); refused || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error is %v", err)
	}
}

func TestEncodeIsDeterministicAndPlain(t *testing.T) {
	request := CheckoutSessionRequest{
		WebCheckoutDetails: &WebCheckoutDetails{CheckoutReviewReturnURL: "https://shop.example.jp/review?a=1&b=<2>"},
		StoreID:            "amzn1.application-oa2-client.0123456789abcdef0123456789abcdef",
		Scopes:             []Scope{ScopeName, ScopePhoneNumber},
		DeliverySpecifications: &DeliverySpecifications{AddressRestrictions: &AddressRestrictions{
			Type: Allowed, Restrictions: map[string]Restriction{"US": {}, "JP": {}},
		}},
	}
	const want = `{"webCheckoutDetails":{"checkoutReviewReturnUrl":"https://shop.example.jp/review?a=1&b=<2>"},` +
		`"storeId":"amzn1.application-oa2-client.0123456789abcdef0123456789abcdef","scopes":["name","phoneNumber"],` +
		`"deliverySpecifications":{"addressRestrictions":{"type":"Allowed","restrictions":{"JP":{},"US":{}}}}}`
	for range 20 {
		if got := mustEncode(t, request); string(got) != want {
			t.Fatalf("got  %s\nwant %s", got, want)
		}
	}
	if _, err := Encode(func() {}); err == nil {
		t.Error("a function was encoded")
	}
	if got := string(mustEncode(t, CompleteRequest{})); got != `{}` {
		t.Errorf("empty request is %s", got)
	}
	var back CheckoutSessionRequest
	if err := json.Unmarshal([]byte(want), &back); err != nil {
		t.Error(err)
	}
}
