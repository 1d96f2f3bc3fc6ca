package amazonpay

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

func TestProtocol8_2_CertificateAddresses(t *testing.T) {
	for address, want := range map[string]bool{
		snsCertURL: true,
		"https://sns.us-east-1.amazonaws.com/x.pem":              true,
		"https://sns.cn-north-1.amazonaws.com.cn/x.pem":          true,
		"http://sns.us-east-1.amazonaws.com/x.pem":               false,
		"https://sns.us-east-1.amazonaws.com/x.crt":              false,
		"https://sns.us-east-1.amazonaws.com.evil.example/x.pem": false,
		"https://evil.example/sns.us-east-1.amazonaws.com/x.pem": false,
		"https://sns.us-east-1.amazonaws.com@evil.example/x.pem": false,
		"https://user@sns.us-east-1.amazonaws.com/x.pem":         false,
		"https://sns.us-east-1.amazonaws.com:8443/x.pem":         false,
		"https://sns.us-east-1.amazonaws.com/?x.pem":             false,
		"https://sns.us-east-1.amazonaws.com/x.pem?a=.pem":       false,
		"https://sns.us-east-1.amazonaws.com/x.pem#.pem":         false,
		"https://sns.a.amazonaws.com/x.pem":                      false,
		"https://sns.s3-us-west-2.amazonaws.com/x.pem":           false, // a bucket's
		"https://sns.s3.us-west-2.amazonaws.com/x.pem":           false,
		"https://sns.us-gov-west-1.amazonaws.com/x.pem":          true,
		"https://sns.us-east-1.amazonaws.com/./x.pem":            false, // the same file in other words
		"https://sns.us-east-1.amazonaws.com//x.pem":             false,
		"https://sns.us-east-1.amazonaws.com/%78.pem":            false,
		"https://sns.us-east-1.amazonaws.com/x.pem?":             false,
		"https://sns.us-east-1xamazonaws.com/x.pem":              false,
		"https://bucket.s3.amazonaws.com/x.pem":                  false,
		"":                                                       false, "::": false,
	} {
		if got := IsAmazonCertURL(address); got != want {
			t.Errorf("%q: %t, want %t", address, got, want)
		}
	}
}

func TestCertificateIsFetchedAndKept(t *testing.T) {
	certificate := certificateFor(t, testKey())
	fetched, status, content := 0, http.StatusOK, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate.Raw})
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		t.Error("a redirect is followed")
		write(w, string(content)) // it would be good
	}))
	defer elsewhere.Close()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fetched++
		w.Header().Set("Location", elsewhere.URL+"/cert.pem")
		w.WriteHeader(status)
		write(w, string(content))
	}))
	defer server.Close()
	now := snsNow
	local := func() *Notifications {
		return &Notifications{
			Now:     func() time.Time { return now },
			CertURL: func(url string) bool { return url == server.URL+"/cert.pem" },
		}
	}
	message := stateChange()
	message["SigningCertURL"] = server.URL + "/cert.pem"
	body := signSNS(t, testKey(), message)

	n := local()
	for range 3 {
		if _, err := n.Verify(t.Context(), body); err != nil {
			t.Fatal(err)
		}
	}
	if fetched != 1 {
		t.Errorf("fetched %d times", fetched)
	}
	now = now.Add(certificateStays)
	if _, err := n.Verify(t.Context(), body); err != nil || fetched != 2 {
		t.Errorf("fetched %d times, error %v", fetched, err)
	}

	// A certificate that cannot be had is no verdict about the message: Amazon shall send it again.
	for _, test := range []struct {
		name string
		set  func()
	}{
		{"redirect", func() { status = http.StatusFound }},
		{"not found", func() { status = http.StatusNotFound }},
		{"no PEM", func() { status, content = http.StatusOK, []byte("<html>") }},
		{"other PEM", func() { content = pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: []byte("x")}) }},
		{"endless", func() { content = bytes.Repeat([]byte("x"), 2*maxCertificate) }},
		{"broken", func() { content = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: []byte("x")}) }},
		{"closed", server.Close},
	} {
		test.set()
		_, err := local().Verify(t.Context(), body)
		if err == nil || errors.Is(err, ErrNotificationSignature) || errors.Is(err, ErrNotificationFormat) {
			t.Errorf("%s: error %v", test.name, err)
		}
	}
}

// fetching counts what is fetched of a certificate at any address but those of which refuse holds.
func fetching(t *testing.T, refuse func(address string) bool) (n *Notifications, fetched map[string]int, now *time.Time) {
	t.Helper()
	certificate, at := certificateFor(t, testKey()), snsNow
	fetched, now = map[string]int{}, &at
	return &Notifications{
		Now:     func() time.Time { return *now },
		CertURL: func(string) bool { return true },
		Certificates: func(_ context.Context, address string) (*x509.Certificate, error) {
			fetched[address]++
			if refuse(address) {
				return nil, errors.New("not there")
			}
			return certificate, nil
		},
	}, fetched, now
}

func encodeSNS(t *testing.T, message map[string]string) []byte {
	t.Helper()
	body, err := json.Marshal(message)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func signedWith(t *testing.T, address string) []byte {
	t.Helper()
	message := stateChange()
	message["SigningCertURL"] = address
	return signSNS(t, testKey(), message)
}

// What cannot be had is asked for once a minute, however often a message names it.
func TestMissingCertificateIsRemembered(t *testing.T) {
	n, fetched, now := fetching(t, func(string) bool { return true })
	body := signedWith(t, "missing")
	for range 5 {
		if _, err := n.Verify(t.Context(), body); err == nil {
			t.Fatal("verified without a certificate")
		}
	}
	if fetched["missing"] != 1 {
		t.Errorf("asked %d times", fetched["missing"])
	}
	*now = now.Add(failureStays)
	if _, _ = n.Verify(t.Context(), body); fetched["missing"] != 2 {
		t.Errorf("asked %d times after a minute", fetched["missing"])
	}
}

// Who must not fetch is refused without a verdict, and spoils it for nobody else.
func TestCertificateIsFetchedOnlyByThoseWhoMay(t *testing.T) {
	n, fetched, _ := fetching(t, func(string) bool { return false })
	body := signedWith(t, "good")
	_, err := n.VerifyLimited(t.Context(), body, func() bool { return false })
	if err == nil || errors.Is(err, ErrNotificationSignature) || errors.Is(err, ErrNotificationFormat) || len(fetched) != 0 {
		t.Errorf("%v, fetched %v", err, fetched)
	}
	if _, err := n.VerifyLimited(t.Context(), body, func() bool { return true }); err != nil {
		t.Errorf("another: %v", err)
	}
	if _, err := n.VerifyLimited(t.Context(), body, func() bool { return false }); err != nil {
		t.Errorf("one that is kept: %v", err)
	}
}

// Ever new addresses, good and bad ones, do not push out the certificate that messages are signed with, and do not fill the memory.
func TestCertificateInUseIsNotPushedOut(t *testing.T) {
	n, fetched, now := fetching(t, func(address string) bool { return address[0] == 'b' })
	good := signedWith(t, "inuse")
	if _, err := n.Verify(t.Context(), good); err != nil {
		t.Fatal(err)
	}
	forged := stateChange()
	for i := range 5 * maxCertificates {
		*now = now.Add(time.Second)
		for _, address := range []string{fmt.Sprintf("bad%d", i), fmt.Sprintf("valid%d", i)} {
			forged["SigningCertURL"], forged["Signature"] = address, "AAAA"
			if _, err := n.Verify(t.Context(), encodeSNS(t, forged)); err == nil {
				t.Fatal("forged")
			}
		}
	}
	if _, err := n.Verify(t.Context(), good); err != nil || fetched["inuse"] != 1 {
		t.Errorf("%v, fetched %d times", err, fetched["inuse"])
	}
	if len(n.kept.certs) > maxCertificates {
		t.Errorf("%d certificates are kept", len(n.kept.certs))
	}
}

// Who comes while a certificate is on its way waits for it; and who asked for it first may leave without taking it from the others.
func TestCertificateIsFetchedOnceForAll(t *testing.T) {
	certificate := certificateFor(t, testKey())
	asked, send, fetched := make(chan struct{}), make(chan struct{}), 0
	n := &Notifications{
		Now: func() time.Time { return snsNow }, CertURL: func(string) bool { return true },
		Certificates: func(ctx context.Context, _ string) (*x509.Certificate, error) {
			fetched++
			close(asked)
			<-send
			return certificate, ctx.Err()
		},
	}
	body := signedWith(t, "slow")
	leaving, leave := context.WithCancel(t.Context())
	first, others := make(chan error, 1), make(chan error, 3)
	go func() {
		_, err := n.Verify(leaving, body)
		first <- err
	}()
	<-asked
	leave()
	if err := <-first; !errors.Is(err, context.Canceled) {
		t.Errorf("who left: %v", err)
	}
	for range 3 {
		go func() {
			_, err := n.Verify(t.Context(), body)
			others <- err
		}()
	}
	close(send)
	for range 3 {
		if err := <-others; err != nil {
			t.Errorf("who waited: %v", err)
		}
	}
	if fetched != 1 {
		t.Errorf("fetched %d times", fetched)
	}
}
