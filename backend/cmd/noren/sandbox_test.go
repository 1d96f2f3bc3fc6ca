package main

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"
)

// sandbox starts an Amazon of its own on free ports.
func (o *operator) sandbox(arguments ...string) (*process, started) {
	o.t.Helper()
	p := o.start(append([]string{"sandbox", "--listen=127.0.0.1:0", "--control=127.0.0.1:0"}, arguments...)...)
	return p, decode[started](o.t, p.line("controlUrl"))
}

// control calls the sandbox's control API.
func control[Answer any](t *testing.T, at started, do string, in any) (answer Answer) {
	t.Helper()
	body := strings.NewReader(encode(t, in))
	response, err := http.Post(at.ControlURL+"/"+do, "application/json", body)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s answers %d: %s %v", do, response.StatusCode, text, err)
	}
	if err := json.NewDecoder(bytes.NewReader(text)).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	return answer
}

// look reads from the sandbox's control API.
func look[Answer any](t *testing.T, at started, what string) (answer Answer) {
	t.Helper()
	response, err := http.Get(at.ControlURL + "/" + what)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	return answer
}

// It says in one line of JSON all that a program needs, answers, and ends with 0.
func TestSandbox(t *testing.T) {
	t.Parallel()
	p, at := newOperator(t).sandbox("--clock=2026-01-15T12:00:00+09:00", "--merchant=A1MINE00000001", "--store=amzn1.mine")
	if at.MerchantID != "A1MINE00000001" || at.StoreID != "amzn1.mine" {
		t.Errorf("started: %+v", at)
	}
	merchant := look[struct{ MerchantID, PrivateKey string }](t, at, "merchant")
	if merchant.MerchantID != at.MerchantID || !strings.Contains(merchant.PrivateKey, "PRIVATE KEY") {
		t.Errorf("merchant: %s", merchant.MerchantID)
	}
	now := control[struct{ Now time.Time }](t, at, "advance", map[string]string{"by": "24h"}).Now
	if day := now.UTC().Format(time.DateOnly); day != "2026-01-16" {
		t.Errorf("a day after 15 January is %s", day)
	}
	for _, address := range []string{at.URL + "/checkout.js", at.DashboardURL} {
		answer, err := http.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		if answer.Body.Close(); answer.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", address, answer.Status)
		}
	}
	p.signal(syscall.SIGTERM)
	p.wantEnd(0)
}

// With --tls it makes itself a certificate for the loopback names.
func TestSandboxMakesItsCertificate(t *testing.T) {
	t.Parallel()
	_, at := newOperator(t).sandbox("--tls")
	response, err := http.Get(at.ControlURL + "/certificate")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	trusted := x509.NewCertPool()
	if !trusted.AppendCertsFromPEM(text) {
		t.Fatalf("certificate of the control API: %s", text)
	}
	host, ok := strings.CutPrefix(at.URL, "https://")
	if !ok {
		t.Fatalf("address %s", at.URL)
	}
	conn, err := tls.Dial("tcp", host, &tls.Config{RootCAs: trusted})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	certificate := conn.ConnectionState().PeerCertificates[0]
	for _, name := range []string{"localhost", "127.0.0.1", "amazon.localhost"} {
		if err := certificate.VerifyHostname(name); err != nil {
			t.Error(err)
		}
	}
	if err := certificate.CheckSignatureFrom(certificate); err != nil && !strings.Contains(err.Error(), "parent certificate cannot sign") {
		t.Errorf("not made by itself: %v", err)
	}
}

// A setting is by flag or by environment, and stands in the control API.
func TestSandboxSettings(t *testing.T) {
	t.Parallel()
	_, at := newOperator(t).sandbox("--setting=throttle=true", "--setting=defaultScopes=name", "--setting=review=1h")
	settings := look[struct {
		Throttle      bool
		DefaultScopes []string
		Review, Skew  string
	}](t, at, "settings")
	if !settings.Throttle || len(settings.DefaultScopes) != 1 || settings.Review != "1h0m0s" || settings.Skew != "15m0s" {
		t.Errorf("settings: %+v", settings)
	}
}

func TestSandboxRefusesAWrongConfiguration(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	o.file("no.pem", secret)
	for name, w := range map[string]wrong{
		"no port":             {arguments: "sandbox --listen=localhost", names: []string{"missing port"}},
		"certificate alone":   {arguments: "sandbox --cert=no.pem", names: []string{"--cert", "--cert-key"}},
		"no certificate":      {arguments: "sandbox --listen=127.0.0.1:0 --cert=no.pem --cert-key=no.pem", names: []string{"TLS certificate", "PEM"}},
		"merchant alone":      {arguments: "sandbox --merchant=A1", names: []string{"--merchant", "--store"}},
		"clock":               {arguments: "sandbox --clock=noon", names: []string{"--clock", "2026-01-15T12:00:00+09:00"}},
		"public URL":          {arguments: "sandbox --public-url=amazon.localhost", names: []string{"--public-url", "https://amazon.localhost"}},
		"no such setting":     {arguments: "sandbox --setting=speed=9", names: []string{"--setting", "speed", "throttle"}},
		"setting's value":     {arguments: "sandbox --setting=throttle=much", names: []string{"--setting", "throttle", "true or false"}},
		"setting's choice":    {arguments: "sandbox --setting=canceledSession=500", names: []string{"canceledSession", "422 or 400"}},
		"public key is none":  {arguments: "sandbox --public-key=K=no.pem", names: []string{"--public-key", "no.pem", "PEM"}},
		"public key, no file": {arguments: "sandbox --public-key=K=other.pem", names: []string{"--public-key", "other.pem", "no such file"}},
	} {
		o.refuses(name, w)
	}
}
