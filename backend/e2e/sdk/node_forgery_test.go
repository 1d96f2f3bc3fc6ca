package sdk_test

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"noren/backend/sandbox"
)

// testNodeForgery changes one bit of what the official SDK signed. The sandbox refuses it and keeps its own canonical
// request: the same text as the SDK's when only the signature is wrong, else different in the very line that was
// changed.
func testNodeForgery(t *testing.T, shop shop) {
	s := start(t, sandbox.Config{})
	steps := shop.run(t, "forgery.js", s, v2)
	const forged = "InvalidRequestSignature"
	compare(t, steps, []step{
		{"get", 200, values{"reasonCode": nil}},
		refused("get, signature", 403, forged),
		refused("get, path", 403, forged),
		refused("get, date", 403, forged),
		refused("patch, signature", 403, forged),
		refused("patch, body", 403, forged),
		{"patch", 200, values{"reasonCode": nil, "paymentDetails.chargeAmount.amount": "3980"}},
	})
	requests := history(t, s)[1:] // the first is the session's creation
	if len(requests) != len(steps) {
		t.Fatalf("%d requests in the history, want %d", len(requests), len(steps))
	}
	for i, differs := range []string{"", "", "/v2/checkoutSessions/", "x-amz-pay-date:", "", "body", ""} {
		sdk, ours := steps[i].text("signed"), requests[i].Signature.CanonicalRequest
		if want := v2 + "\n" + hexSum(ours); requests[i].Signature.StringToSign != want {
			t.Errorf("%s: string to sign %q, want %q", steps[i].Step, requests[i].Signature.StringToSign, want)
		}
		if sdk == "" || ours == "" {
			t.Fatalf("%s: a canonical request is missing: SDK %q, sandbox %q", steps[i].Step, sdk, ours)
		}
		if got := differentLine(sdk, ours); got != differs {
			t.Errorf("%s: the texts differ in line %q, want %q\nSDK:\n%s\nsandbox:\n%s", steps[i].Step, got, differs, sdk, ours)
		}
	}
}

// differentLine names the one line in which two canonical requests differ: the beginning that both share, or "body" for
// the hash of the body, which is the last line.
func differentLine(a, b string) string {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	if len(as) != len(bs) {
		return "number of lines"
	}
	var different []string
	for i := range as {
		switch {
		case as[i] == bs[i]:
		case i == len(as)-1:
			different = append(different, "body")
		case strings.HasPrefix(as[i], "/"):
			different = append(different, as[i][:strings.LastIndex(as[i], "/")+1])
		default:
			name, _, _ := strings.Cut(as[i], ":")
			different = append(different, name+":")
		}
	}
	return strings.Join(different, ", ")
}

// flipBase64 flips one bit of what is encoded.
func flipBase64(t *testing.T, text string) string {
	t.Helper()
	bytes, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(bytes) == 0 {
		t.Fatalf("%q is no base64: %v", text, err)
	}
	bytes[len(bytes)/2] ^= 1
	return base64.StdEncoding.EncodeToString(bytes)
}

// reasonOf is the reason code of a refusal by one of the sandbox's methods.
func reasonOf(err error) string {
	if refusal, ok := errors.AsType[*sandbox.Error](err); ok {
		return refusal.ReasonCode
	}
	return ""
}
