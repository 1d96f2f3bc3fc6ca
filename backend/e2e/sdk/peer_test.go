package sdk_test

import (
	"os/exec"
	"strings"
	"testing"

	"noren/backend/sandbox"
)

// A shop in PHP, by curl as the official SDK uses it: over HTTP/2, to port 443 of Amazon's name, with a check of the
// certificate (protocol 1.8).
func TestProtocol1_8_PHPBuys(t *testing.T) {
	for _, algorithm := range []string{v1, v2} {
		t.Run(algorithm, func(t *testing.T) {
			s := start(t, sandbox.Config{})
			php := exec.CommandContext(t.Context(), "php", "-d", "curl.cainfo="+certificateFile(t, s), "testdata/peer.php",
				host(s), s.ControlURL, keyFile(t, s), prefixedKeyID, algorithm)
			checkPeer(t, s, php)
		})
	}
}

// A shop in Ruby, by Net::HTTP and OpenSSL as the official SDK uses them.
func TestProtocol1_8_RubyBuys(t *testing.T) {
	s := start(t, sandbox.Config{})
	ruby := exec.CommandContext(t.Context(), "ruby", "testdata/peer.rb", host(s), s.ControlURL, keyFile(t, s), prefixedKeyID)
	ruby.Env = append(ruby.Environ(), "SSL_CERT_FILE="+certificateFile(t, s))
	checkPeer(t, s, ruby)
}

// checkPeer wants the whole payment, and the last request refused with the text that its sender should have signed.
func checkPeer(t *testing.T, s *sandbox.Sandbox, peer *exec.Cmd) {
	t.Helper()
	steps := stepsOf(t, peer)
	compare(t, steps, []step{
		{"get", 200, values{"buyer.name": "山田 太郎", "merchantMetadata.merchantStoreName": "見本商店"}},
		refused("not paid", 422, "InvalidCheckoutSessionStatus"),
		{"update", 200, values{"merchantMetadata.noteToBuyer": "ありがとうございます 🍵", "constraints": []any{}}},
		refused("other amount", 409, "AmountMismatch"),
		{"complete", 200, values{"statusDetails.state": "Completed"}},
		{"capture", 200, values{"statusDetails.state": "Captured", "captureAmount.amount": "3980"}},
		{"refund", 201, values{"statusDetails.state": "RefundInitiated"}},
		{"refunded", 200, values{"statusDetails.state": "Refunded"}},
		refused("cancel captured", 422, "InvalidChargeStatus"),
		refused("unknown", 404, "ResourceNotFound"),
		refused("forged", 403, "InvalidRequestSignature"),
	})
	compareBooks(t, s, named(t, steps, "complete"))
	requests := history(t, s)
	last := requests[len(requests)-1]
	if last.Query != "forged=1" || !strings.Contains(last.Signature.CanonicalRequest, "\nforged=1\n") {
		t.Errorf("the forged request: %+v", last)
	}
	for _, r := range requests[:len(requests)-1] {
		if r.Signature.Verdict != "valid" {
			t.Errorf("%s %s: %s", r.Method, r.Path, r.Signature.Verdict)
		}
	}
}
