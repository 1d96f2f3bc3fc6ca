package main

import (
	"context"
	"net"
	"net/http"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// The demo comes up by itself on free ports, names its addresses and what to try, and all of it is true; Ctrl-C ends it.
func TestDemo(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	p := o.start("demo", "--pay=0", "--amazon=0", "--shop=0")
	p.line("Ctrl-C")
	text := p.text()
	if first, _, _ := strings.Cut(text, "\n"); !strings.HasPrefix(first, "Starting") {
		t.Errorf("it says nothing while it starts: %s", first)
	}
	for _, words := range []string{"Amazonアカウントでお支払い", "この内容で注文する", "山田 太郎", "3434", "3064"} {
		if !strings.Contains(text, words) {
			t.Errorf("nothing about %s", words)
		}
	}
	if !regexp.MustCompile(`Ready after \d+\.\d seconds`).MatchString(text) || strings.Contains(text, "%!") {
		t.Errorf("not fit to be read:\n%s", text)
	}
	for name, address := range addresses(t, text) {
		if status := status(t, address); status != http.StatusOK {
			t.Errorf("%s at %s answers %d", name, address, status)
		}
	}
	commands := regexp.MustCompile(`curl (.*)`).FindAllStringSubmatch(text, -1)
	if len(commands) == 0 {
		t.Error("no command to try")
	}
	for _, command := range commands {
		curl(t, command[1])
	}
	p.signal(syscall.SIGINT)
	p.wantEnd(0)
	p.line("Nothing has been kept")
	if strings.Contains(p.text(), "level=") {
		t.Errorf("log lines between what is to be read:\n%s", p.text())
	}
}

// addresses are those that the demo prints, by what stands before them.
func addresses(t *testing.T, text string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, row := range regexp.MustCompile(`(?m)^  (.*?) {2,}(http\S+)$`).FindAllStringSubmatch(text, -1) {
		found[row[1]] = row[2]
	}
	for _, name := range []string{"The shop (PC)", "The shop (smartphone)", "Noren and its documents", "Amazon, imitated"} {
		if found[name] == "" {
			t.Errorf("no address of %s in:\n%s", name, text)
		}
	}
	return found
}

// browser finds *.localhost on this machine, as browsers do.
var browser = &http.Client{Timeout: patience, Transport: &http.Transport{
	DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		_, port, _ := net.SplitHostPort(address)
		return (&net.Dialer{}).DialContext(ctx, network, net.JoinHostPort("127.0.0.1", port))
	},
}}

// status opens an address.
func status(t *testing.T, address string) int {
	t.Helper()
	answer, err := browser.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	return answer.StatusCode
}

// curl does what the demo's lines with curl do.
func curl(t *testing.T, arguments string) {
	t.Helper()
	words := strings.Fields(arguments)
	address := words[len(words)-1]
	var answer *http.Response
	var err error
	if body := regexp.MustCompile(`-d '(.*)'`).FindStringSubmatch(arguments); body != nil {
		_, kind, _ := strings.Cut(words[1], ":")
		answer, err = http.Post(address, kind, strings.NewReader(body[1]))
	} else {
		answer, err = http.Get(address)
	}
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Errorf("curl %s answers %s", arguments, answer.Status)
	}
}
