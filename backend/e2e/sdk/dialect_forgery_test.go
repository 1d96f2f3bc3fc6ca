package sdk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// What is changed on the way is refused, and the sandbox keeps the text that the SDK signed.
func TestProtocol1_7_OneBitIsEnough(t *testing.T) {
	everyDialect(t, func(t *testing.T, w *writer) {
		path := "/v2/checkoutSessions/" + w.create()
		query := url.Values{"name": {"山田 太郎"}, "marks": {"~*&=+/"}, "a": {"2", "1"}, "a1": {"0"}}
		get := w.write(http.MethodGet, path, query, "", "")
		patch := w.write(http.MethodPatch, path, nil, "", w.update())
		date := get.headers.Get(dateHeader)
		for name, forged := range map[string]letter{
			"get, signature":   flipSignature(t, get),
			"get, path":        with(get, func(l *letter) { l.path = flip(l.path, path) }),
			"get, query":       with(get, func(l *letter) { l.query = flip(l.query, "a=1") }),
			"get, date":        with(get, func(l *letter) { l.headers.Set(dateHeader, flip(date, strings.TrimSuffix(date, "Z"))) }),
			"get, method":      with(get, func(l *letter) { l.method = http.MethodPatch }),
			"get, salt":        signedBy(get, w.sign(get.canonical, salts[other[w.algorithm]])),
			"patch, signature": flipSignature(t, patch),
			"patch, body":      with(patch, func(l *letter) { l.body = flip(l.body, "3980") }),
			"patch, algorithm": with(patch, func(l *letter) { l.headers.Set("authorization", otherAlgorithm(l)) }),
		} {
			compare(t, []step{w.send(name, forged)}, []step{refused(name, 403, "InvalidRequestSignature")})
			requests := history(t, w.s)
			seen := requests[len(requests)-1].Signature
			if seen.CanonicalRequest == "" || w.plain && strings.HasSuffix(name, "signature") && seen.CanonicalRequest != forged.canonical {
				t.Errorf("%s: signed:\n%s\nsandbox:\n%s", name, forged.canonical, seen.CanonicalRequest)
			}
			if want := seen.Algorithm + "\n" + hexSum(seen.CanonicalRequest); seen.StringToSign != want {
				t.Errorf("%s: string to sign %q, want %q", name, seen.StringToSign, want)
			}
		}
		compare(t, []step{w.send("get", get), w.send("patch", patch)}, []step{
			{"get", 200, values{"statusDetails.state": "Open"}},
			{"patch", 200, values{"paymentDetails.chargeAmount.amount": "3980"}},
		})
		requests := history(t, w.s)
		for i, l := range []letter{get, patch} {
			seen := requests[len(requests)-2+i].Signature
			if seen.CanonicalRequest != l.canonical || seen.Verdict != "valid" {
				t.Errorf("canonical request, verdict %q\nsigned:\n%s\nsandbox:\n%s", seen.Verdict, l.canonical, seen.CanonicalRequest)
			}
		}
	})
}

// with is a copy that was changed on its way.
func with(l letter, change func(*letter)) letter {
	l.headers = l.headers.Clone()
	change(&l)
	return l
}

func flipSignature(t *testing.T, l letter) letter {
	t.Helper()
	_, signature, _ := strings.Cut(l.headers.Get("authorization"), "Signature=")
	return signedBy(l, flipBase64(t, signature))
}

// signedBy is a copy with another signature.
func signedBy(l letter, signature string) letter {
	return with(l, func(l *letter) {
		head, _, _ := strings.Cut(l.headers.Get("authorization"), "Signature=")
		l.headers.Set("authorization", head+"Signature="+signature)
	})
}

// flip flips the lowest bit of the last byte of the last match.
func flip(text, match string) string {
	at := strings.LastIndex(text, match) + len(match) - 1
	return text[:at] + string(text[at]^1) + text[at+1:]
}

// other is the other algorithm.
var other = map[string]string{v1: v2, v2: v1}

// otherAlgorithm names the other algorithm for a signature.
func otherAlgorithm(l *letter) string {
	name, rest, _ := strings.Cut(l.headers.Get("authorization"), " ")
	return other[name] + " " + rest
}
