package sdk_test

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"noren/backend/sandbox"
)

// Two key ids: with the prefix the environment may be left out of the path, without it must be there (protocol 1.1).
const (
	prefixedKeyID = "SANDBOX-AF3XSTRANGER000000000001"
	bareKeyID     = "AF3XSTRANGER000000000001"

	v1 = "AMZN-PAY-RSASSA-PSS"
	v2 = "AMZN-PAY-RSASSA-PSS-V2"
)

// account is the merchant of every sandbox here, whose key is made when first asked for.
func account(keyID string) sandbox.Merchant {
	return sandbox.Merchant{
		MerchantID:  "A1STRANGER0001",
		StoreID:     "amzn1.application-oa2-client.0123456789abcdef0123456789abcdef",
		StoreName:   "見本商店",
		PublicKeyID: keyID,
	}
}

// start runs a sandbox over TLS until the test ends.
func start(t *testing.T, cfg sandbox.Config) *sandbox.Sandbox {
	t.Helper()
	if cfg.Merchants == nil {
		cfg.Merchants = []sandbox.Merchant{account(prefixedKeyID)}
	}
	cfg.ManualNotification = true
	s, err := sandbox.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	s.Merchant()
	if err := s.Start(t.Context(), "127.0.0.1:0", "127.0.0.1:0", sandbox.TLS{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func host(s *sandbox.Sandbox) string { return strings.TrimPrefix(s.URL, "https://") }

// certificate is the one that the sandbox made for itself.
func certificate(t *testing.T, s *sandbox.Sandbox) *x509.Certificate {
	t.Helper()
	conn, err := tls.Dial("tcp", host(s), &tls.Config{InsecureSkipVerify: true})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	return conn.ConnectionState().PeerCertificates[0]
}

// certificateFile is for programs that are told by a file whom to trust.
func certificateFile(t *testing.T, s *sandbox.Sandbox) string {
	t.Helper()
	return writePEM(t, "CERTIFICATE", certificate(t, s).Raw)
}

// browser trusts this sandbox's certificate and no other.
func browser(t *testing.T, s *sandbox.Sandbox) *http.Client {
	t.Helper()
	roots := x509.NewCertPool()
	roots.AddCert(certificate(t, s))
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

// keyFile writes the merchant's private key as Seller Central gives it.
func keyFile(t *testing.T, s *sandbox.Sandbox) string {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(s.Merchant().PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	return writePEM(t, "PRIVATE KEY", der)
}

func writePEM(t *testing.T, kind string, der []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "key.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// history is what a developer sees of the signed calls by the control API, oldest first.
func history(t *testing.T, s *sandbox.Sandbox) (requests []sandbox.Request) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.ControlURL+"/requests", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if err := json.NewDecoder(answer.Body).Decode(&requests); err != nil {
		t.Fatal(err)
	}
	return requests
}
