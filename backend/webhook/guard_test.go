package webhook

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"noren/backend/store/query"
)

// blockedTargets are what a shop could name to reach into our network, or to end the process (reliability.md 5).
var blockedTargets = []string{
	"https://127.0.0.1/", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://169.254.169.254/latest/meta-data/",
	"https://10.0.0.1/", "https://172.16.0.1/", "https://192.168.1.1/", "https://100.64.0.1/", "https://0.0.0.0/", "https://[::]/",
	"https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/", "https://[fe80::1%25lo]/", "https://[fe80::1]/", "https://[fd00::1]/",
	"https://2130706433/", "https://0x7f.1/", "https://user:password@93.184.215.14/", "http://93.184.215.14/",
	"https://93.184.215.14:8443/", "https://[::127.0.0.1]/", "https://255.255.255.255/", "https://224.0.0.1/", "https://localhost/",
	"https://shop.localhost/", "ftp://93.184.215.14/", "file:///etc/passwd",
	"https://[::ffff:169.254.169.254]/", "https://[::ffff:0:127.0.0.1]/", "https://[64:ff9b:1::a00:1]/", "https://[fec0::1]/", "https://[2001:0:7f00:1::]/",
	"https://[fd00:ec2::254]/", "https://017700000001/", "https://127.1/", "https://0/", "https://127.0.0.1:443:80/", "https://%6c%6fcalhost/",
	"https://93.184.215.14:80/", "https://93.184.215.14:22/", "https://localhost./", "https://LOCALHOST/", "https://１２７.0.0.1/", "HTTP://93.184.215.14/",
	"gopher://93.184.215.14/", "https:93.184.215.14", "https:///93.184.215.14/", "https://@127.0.0.1/", "https://93.184.215.14@127.0.0.1/",
	"https://127.0.0.1\t/", "https://127.0.0.1\\@93.184.215.14/", "https://", "//93.184.215.14/", "", "https://%zz/",
}

func TestReliability5_NoTargetInsideIsReached(t *testing.T) {
	post := newPost(time.Now, false)
	for _, target := range blockedTargets {
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		a := post(ctx, target, [][]byte{[]byte("secret")}, query.Event{ID: "msg_1", Body: []byte("{}")})
		cancel()
		if a.status != 0 || a.problem == "" {
			t.Errorf("%s answered %d", target, a.status)
		}
		if !strings.Contains(a.problem, ErrBlocked.Error()) && !strings.Contains(a.problem, "lookup") {
			t.Errorf("%s: %q is no refusal", target, a.problem)
		}
	}
}

func TestReliability5_DialledAddresses(t *testing.T) {
	for address, want := range map[string]bool{
		"93.184.215.14:443": true, "[2606:4700::1111]:443": true, "93.184.215.14:80": false, "93.184.215.14:8443": false,
		"127.0.0.1:443": false, "[::ffff:10.0.0.1]:443": false, "[64:ff9b::a00:1]:443": false, "100.127.255.255:443": false,
		"198.19.0.1:443": false, "240.0.0.1:443": false, "[2001:db8::1]:443": false, "[fe80::1%lo]:443": false, "[2606:4700::1%x]:443": false,
		"[::ffff:0:7f00:1]:443": false, "[4000::1]:443": false, "[2001:0:5ef5:79fd::]:443": false, "[3fff::1]:443": false, "[::ffff:93.184.215.14]:443": true,
		"168.63.129.16:80": false, "100.100.100.200:443": false,
		"nonsense": false, "93.184.215.14": false,
	} {
		if got := mayDial(address, false); got != want {
			t.Errorf("mayDial(%s) = %t", address, got)
		}
	}
	if !mayDial("127.0.0.1:8080", true) || mayDial("10.0.0.1:443", true) || mayDial("93.184.215.14:80", true) {
		t.Error("AllowLoopback must open this machine, and nothing else")
	}
}

// Without AllowLoopback a server that really listens on this machine hears nothing, not even as the proxy that the environment names.
func TestReliability5_LoopbackServerHearsNothing(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("reached") }))
	defer server.Close()
	for _, variable := range []string{"HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"} {
		t.Setenv(variable, server.URL)
	}
	if Transport(false).Proxy != nil {
		t.Error("a proxy is asked")
	}
	transport := Transport(false)
	defer transport.CloseIdleConnections()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := transport.RoundTrip(request)
	if err == nil {
		_ = response.Body.Close()
	}
	if !errors.Is(err, ErrBlocked) {
		t.Errorf("err = %v, want ErrBlocked", err)
	}
}

// The address of a shop's receiver may hold a secret of its own, which no error may show.
func TestReasonHidesTheAddress(t *testing.T) {
	a := newPost(time.Now, false)(t.Context(), "https://10.0.0.1/hook?token=hush", [][]byte{{1}}, query.Event{})
	if a.problem == "" || strings.Contains(a.problem, "hush") {
		t.Errorf("problem %q", a.problem)
	}
	if got := reason(errors.New("a\x00\xff" + strings.Repeat("あ", 500))); len(got) > maxProblem || strings.Contains(got, "\x00") || !utf8.ValidString(got) {
		t.Errorf("%q cannot be stored", got)
	}
}

// Whatever a shop enters, an address that passes is plain https, without a password and without a zone; and no address that is dialled
// is one of this machine or of a network of our own.
func FuzzReliability5_Targets(f *testing.F) {
	for _, target := range blockedTargets {
		f.Add(target)
	}
	f.Add("https://shop.example/hooks?token=1")
	f.Fuzz(func(t *testing.T, target string) {
		if CheckURL(target, false) == nil {
			if u, err := url.Parse(target); err != nil || u.Scheme != "https" || u.User != nil || u.Host == "" || strings.Contains(u.Host, "%") {
				t.Errorf("%q passes", target)
			}
		}
		to, err := netip.ParseAddrPort(target)
		if err != nil || !mayDial(target, false) {
			return
		}
		if ip := to.Addr().Unmap(); ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() || ip.IsMulticast() || ip.IsUnspecified() || to.Port() != 443 {
			t.Errorf("%q is dialled", target)
		}
	})
}
