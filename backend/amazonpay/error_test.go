package amazonpay

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestProtocol5_1_ErrorsOfAnyShape(t *testing.T) {
	answered := time.Date(2026, 11, 27, 1, 2, 3, 0, time.UTC)
	for _, test := range []struct {
		name, body string
		code       ReasonCode
		message    string
	}{
		{"Amazon's", `{"reasonCode":"InvalidCheckoutSessionStatus","message":"Open"}`, ReasonInvalidCheckoutSessionStatus, "Open"},
		{"new code", `{"reasonCode":"BrandNew","message":""}`, "BrandNew", ""},
		{"empty", "", "", ""},
		{"null", "null", "", ""},
		{"HTML", "<html><body>山田 太郎</body></html>", "", ""},
		{"cut", `{"reasonCode":"Invalid`, "", ""},
		{"other types", `{"reasonCode":7,"message":["a"]}`, "", ""},
		{"other fields", `{"error":"x"}`, "", ""},
		{"text for a code", `{"reasonCode":"山田 太郎","message":"m"}`, "", ""},
		{"long message", `{"reasonCode":"InvalidRequest","message":"` + strings.Repeat("山", 600) + `"}`, ReasonInvalidRequest, strings.Repeat("山", 500)},
		{"huge", `{"reasonCode":"InvalidRequest","message":"` + strings.Repeat("x", maxAnswer) + `"}`, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := newAmazon(t, func(w http.ResponseWriter, _ received, _ int) {
				w.Header().Set("Date", answered.Format(http.TimeFormat))
				w.WriteHeader(http.StatusUnprocessableEntity)
				write(w, test.body)
			})
			_, err := a.client().CompleteCheckoutSession(t.Context(), sessionID, Body[CompleteRequest](`{}`))
			got, ok := errors.AsType[*Error](err)
			if !ok {
				t.Fatalf("error is %v", err)
			}
			want := &Error{
				Status: 422, ReasonCode: test.code, Message: test.message, RequestID: "request-1", Operation: "CompleteCheckoutSession",
				Date: answered,
			}
			if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Error{})); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
			if !got.Definitive() {
				t.Error("422 is not definitive")
			}
			if strings.Contains(got.Error(), "太郎") {
				t.Errorf("error text is %q", got)
			}
		})
	}
}

func TestDefinitive(t *testing.T) {
	for status, want := range map[int]bool{
		303: false, 400: true, 401: true, 403: true, 404: true, 405: true, 408: false, 409: true, 422: true, 425: false, 426: true,
		429: false, 500: false, 501: false, 503: false, 599: false,
	} {
		if got := (&Error{Status: status}).Definitive(); got != want {
			t.Errorf("%d: definitive %t, want %t", status, got, want)
		}
	}
}

func TestErrorIsFoundThroughWrapping(t *testing.T) {
	err := fmt.Errorf("checkout: complete: %w", &Error{Status: 409, ReasonCode: ReasonAmountMismatch, Operation: "X"})
	var refusal *Error
	if !errors.As(err, &refusal) || refusal.ReasonCode != ReasonAmountMismatch {
		t.Errorf("error is %v", err)
	}
}

func TestReasonCodesAreKnownOnce(t *testing.T) {
	seen := make(map[ReasonCode]bool)
	for _, code := range reasonCodes {
		if seen[code] || !isReasonCode(string(code)) {
			t.Errorf("%q is listed twice or misspelled", code)
		}
		seen[code] = true
	}
	if !ReasonHardDeclined.Known() || ReasonCode("BrandNew").Known() || ReasonCode("").Known() {
		t.Error("Known does not tell codes apart")
	}
}

func TestRetryAfterReads(t *testing.T) {
	now := time.Date(2026, 1, 15, 3, 4, 5, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"": 0, "0": 0, "7": 7 * time.Second, "-7": 0, "1.5": 0, "soon": 0, "99999999999999999999": 0,
		"Thu, 15 Jan 2026 03:04:06 GMT": time.Second, "Thu, 15 Jan 2026 03:04:04 GMT": 0,
	} {
		if got := retryAfter(value, now); got != want {
			t.Errorf("%q: %s, want %s", value, got, want)
		}
	}
}
