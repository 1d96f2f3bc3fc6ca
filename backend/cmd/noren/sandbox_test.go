package main

import (
	"bytes"
	"crypto/tls"
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

// It says in one line of JSON all that a program needs, answers, and ends with 0.
func TestSandbox(t *testing.T) {
	t.Parallel()
	p, at := newOperator(t).sandbox("--clock=2026-01-15T12:00:00+09:00", "--merchant=A1MINE00000001", "--store=amzn1.mine")
	if at.MerchantID != "A1MINE00000001" || at.StoreID != "amzn1.mine" || !strings.Contains(at.PrivateKey, "PRIVATE KEY") {
		t.Errorf("started: %+v", at.MerchantID)
	}
	now := control[struct{ Now time.Time }](t, at, "advance", map[string]string{"by": "24h"}).Now
	if day := now.UTC().Format(time.DateOnly); day != "2026-01-16" {
		t.Errorf("a day after 15 January is %s", day)
	}
	answer, err := http.Get(at.URL + "/checkout.js")
	if err != nil {
		t.Fatal(err)
	}
	if answer.Body.Close(); answer.StatusCode != http.StatusOK {
		t.Errorf("checkout.js: %s", answer.Status)
	}
	p.signal(syscall.SIGTERM)
	p.wantEnd(0)
}

// With --tls it makes itself a certificate for the loopback names.
func TestSandboxMakesItsCertificate(t *testing.T) {
	t.Parallel()
	_, at := newOperator(t).sandbox("--tls")
	host, ok := strings.CutPrefix(at.URL, "https://")
	if !ok {
		t.Fatalf("address %s", at.URL)
	}
	conn, err := tls.Dial("tcp", host, &tls.Config{InsecureSkipVerify: true})
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

func TestSandboxRefusesAWrongConfiguration(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	o.file("no.pem", secret)
	for name, w := range map[string]wrong{
		"every host":          {arguments: "sandbox --listen=0.0.0.0:0", names: []string{"0.0.0.0:0", "loopback", "--any-host"}},
		"no port":             {arguments: "sandbox --listen=localhost", names: []string{"missing port"}},
		"certificate alone":   {arguments: "sandbox --cert=no.pem", names: []string{"--cert", "--cert-key"}},
		"no certificate":      {arguments: "sandbox --listen=127.0.0.1:0 --cert=no.pem --cert-key=no.pem", names: []string{"TLS certificate", "PEM"}},
		"merchant alone":      {arguments: "sandbox --merchant=A1", names: []string{"--merchant", "--store"}},
		"clock":               {arguments: "sandbox --clock=noon", names: []string{"--clock", "2026-01-15T12:00:00+09:00"}},
		"public URL":          {arguments: "sandbox --public-url=amazon.localhost", names: []string{"--public-url", "https://amazon.localhost"}},
		"public key is none":  {arguments: "sandbox --public-key=K=no.pem", names: []string{"--public-key", "no.pem", "PEM"}},
		"public key, no file": {arguments: "sandbox --public-key=K=other.pem", names: []string{"--public-key", "other.pem", "no such file"}},
	} {
		o.refuses(name, w)
	}
}
