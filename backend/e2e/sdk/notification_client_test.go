package sdk_test

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/sandbox"
)

// This project's own client verifies the same envelopes.
func TestProtocol8_2_OwnClientVerifies(t *testing.T) {
	for _, version := range []string{"1", "2"} {
		t.Run("SignatureVersion "+version, func(t *testing.T) {
			s := start(t, sandbox.Config{Settings: sandbox.Settings{SignatureVersion: version}})
			charge, envelopes := delivered(t, s)
			n := ownNotifications(t, s)
			about := map[string]bool{}
			for _, envelope := range envelopes {
				got, err := n.Verify(t.Context(), []byte(envelope))
				if err != nil || got.Type != amazonpay.StateChange || got.MerchantID != "A1STRANGER0001" {
					t.Errorf("notification %+v, error %v", got, err)
				}
				about[got.ObjectID] = true
			}
			if !about[charge] {
				t.Errorf("no notification about %s among %v", charge, about)
			}
			_, err := n.Verify(t.Context(), []byte(flipEnvelope(t, envelopes[0])))
			if !errors.Is(err, amazonpay.ErrNotificationSignature) {
				t.Errorf("one bit changed: error %v", err)
			}
			var strict amazonpay.Notifications
			if _, err := strict.Verify(t.Context(), []byte(envelopes[0])); !errors.Is(err, amazonpay.ErrNotificationSignature) {
				t.Errorf("trusting Amazon's hosts only: error %v", err)
			}
		})
	}
}

// delivered lets a payment expire and returns what the sandbox posted to the shop about it.
func delivered(t *testing.T, s *sandbox.Sandbox) (charge string, envelopes []string) {
	t.Helper()
	v := startValidator(t, s, authorityFile(t, s))
	s.SetNotificationURL(s.Merchant().MerchantID, v.url)
	_, charge = charged(t, s)
	s.Advance(31 * 24 * time.Hour)
	if err := s.DeliverNotifications(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, n := range s.Notifications() {
		for _, attempt := range n.Attempts {
			envelopes = append(envelopes, attempt.Body)
		}
	}
	if len(envelopes) == 0 {
		t.Fatal("nothing was sent")
	}
	return charge, envelopes
}

// ownNotifications trusts the sandbox's certificate, which it really fetches.
func ownNotifications(t *testing.T, s *sandbox.Sandbox) *amazonpay.Notifications {
	t.Helper()
	client := browser(t, s)
	return &amazonpay.Notifications{
		CertURL: func(url string) bool { return strings.HasPrefix(url, s.URL+"/") && strings.HasSuffix(url, ".pem") },
		Certificates: func(ctx context.Context, url string) (*x509.Certificate, error) {
			r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
			if err != nil {
				return nil, err
			}
			answer, err := client.Do(r)
			if err != nil {
				return nil, err
			}
			defer answer.Body.Close()
			text, err := io.ReadAll(answer.Body)
			if err != nil {
				return nil, err
			}
			block, _ := pem.Decode(text)
			if block == nil {
				return nil, fmt.Errorf("no certificate at %s", url)
			}
			return x509.ParseCertificate(block.Bytes)
		},
		Now: s.Now,
	}
}
