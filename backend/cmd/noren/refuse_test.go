package main

import (
	"net"
	"regexp"
	"strings"
	"testing"

	"noren/backend/store/storetest"
)

// wrong is a configuration that cannot work, and what the message must name: the flag, and the way out.
type wrong struct {
	arguments string // blanks part them
	env       string
	names     []string
}

// secret stands in wrong values at places where an operator's secret would stand.
const secret = "geheim-geheim"

func (o *operator) refuses(name string, w wrong) {
	o.t.Run(name, func(t *testing.T) {
		on := &operator{t: t, folder: o.folder, env: o.env}
		if name, value, given := strings.Cut(w.env, "="); given {
			on.env = append(on.env[:len(on.env):len(on.env)], name+"="+value)
		}
		s := on.run(strings.Fields(w.arguments)...)
		if s.status == 0 {
			t.Fatalf("it took it:\n%s%s", s.out, s.err)
		}
		for _, part := range append(w.names, "noren: error: ") {
			if !strings.Contains(s.err, part) {
				t.Errorf("no %q in:\n%s", part, s.err)
			}
		}
		if regexp.MustCompile(`goroutine \d|panic:|\.go:\d`).MatchString(s.err) {
			t.Errorf("a stack trace:\n%s", s.err)
		}
		if strings.Contains(s.out+s.err, secret) {
			t.Errorf("the message shows a secret:\n%s", s.err)
		}
		if strings.Contains(s.out, "ready") {
			t.Errorf("it called itself ready:\n%s", s.out)
		}
		if n := strings.Count(s.err, "\n"); n > 8 {
			t.Errorf("the message is lost in %d lines:\n%s", n, s.err)
		}
	})
}

func TestUnknownCommandsAndFlagsAreRefused(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	for name, w := range map[string]wrong{
		"command":     {arguments: "sell", names: []string{"unexpected argument sell"}},
		"subcommand":  {arguments: "shop sell", names: []string{"unexpected argument sell"}},
		"flag":        {arguments: "serve --sell", names: []string{"unknown flag --sell"}},
		"log level":   {arguments: "keyset --log-level=loud", names: []string{"--log-level", "warn"}},
		"environment": {arguments: "keyset", env: "NOREN_LOG_FORMAT=xml", names: []string{"--log-format", "json"}},
		"no command":  {arguments: "--log-level=info", names: []string{"expected one of", "serve"}},
	} {
		o.refuses(name, w)
	}
}

func TestServeRefusesAWrongConfiguration(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	o.keyset()
	o.file("no.keyset", secret)
	o.file("empty.keyset", "")
	const good = "serve --listen=127.0.0.1:0 --keyset-file=noren.keyset --public-url=https://pay.example"
	for name, w := range map[string]wrong{
		"no public URL":         {arguments: "serve --keyset-file=noren.keyset", names: []string{"--public-url"}},
		"http on a public host": {arguments: good + " --public-url=http://pay.example", names: []string{"--public-url", "https"}},
		"path in public URL":    {arguments: good + " --public-url=https://pay.example/noren", names: []string{"--public-url", "without a path"}},
		"slash in public URL":   {arguments: good + " --public-url=https://pay.example/", names: []string{"--public-url", "without a path"}},
		"name as public URL":    {arguments: good + " --public-url=pay.example", names: []string{"--public-url", "https://pay.example"}},
		"other scheme":          {arguments: good + " --public-url=ftp://localhost", names: []string{"--public-url", "https"}},
		"password in it":        {arguments: good + " --public-url=https://me:" + secret + "@pay.example", names: []string{"--public-url"}},
		"fragment in it":        {arguments: good + " --public-url=https://pay.example#top", names: []string{"--public-url"}},
		"no keyset":             {arguments: "serve --public-url=https://pay.example", names: []string{"keyset", "noren keyset > noren.keyset", "--keyset-file"}},
		"no such keyset file":   {arguments: "serve --public-url=https://pay.example --keyset-file=other.keyset", names: []string{"--keyset-file", "no such file"}},
		"keyset file is none":   {arguments: "serve --public-url=https://pay.example --keyset-file=no.keyset", names: []string{"--keyset-file", "no.keyset: ", "not a keyset", "noren keyset >"}},
		"keyset file is empty":  {arguments: "serve --public-url=https://pay.example --keyset-file=empty.keyset", names: []string{"--keyset-file", "empty.keyset: ", "not a keyset"}},
		"keyset is none":        {arguments: "serve --public-url=https://pay.example --keyset=" + secret, names: []string{"--keyset", "not a keyset"}},
		"keyset is other JSON":  {arguments: `serve --public-url=https://pay.example --keyset={"primaryKeyId":1,"key":"` + secret + `"}`, names: []string{"--keyset", "not a keyset"}},
		"two keysets":           {arguments: good, env: "NOREN_KEYSET={}", names: []string{"--keyset", "--keyset-file"}},
		"Amazon over http":      {arguments: good + " --amazon-api=http://amazon.example", names: []string{"--amazon-api", "https"}},
		"Amazon with a path":    {arguments: good + " --amazon-api=https://amazon.example/sandbox", names: []string{"--amazon-api", "without a path"}},
		"pages without API":     {arguments: good + " --amazon-pages=https://amazon.example", names: []string{"--amazon-api"}},
		"pages over http":       {arguments: good + " --amazon-api=https://amazon.example --amazon-pages=http://amazon.example", names: []string{"--amazon-pages", "https"}},
		"fewer than no proxies": {arguments: good + " --proxies=-1", names: []string{"--proxies"}},
	} {
		o.refuses(name, w)
	}
}

func TestServeRefusesWrongStores(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	o.keyset()
	held := storetest.SQLiteDSN(t)
	holder := newOperator(t)
	holder.keyset()
	holder.start("serve", "--listen=127.0.0.1:0", "--keyset-file=noren.keyset", "--public-url=https://pay.example", "--database="+held).line("ready")
	missing := strings.Replace(storetest.PostgresDSN(t), "/test_", "/missing_", 1)
	const good = "serve --listen=127.0.0.1:0 --keyset-file=noren.keyset --public-url=https://pay.example"
	for name, w := range map[string]wrong{
		"other database":      {arguments: good + " --database=mysql://me:" + secret + "@127.0.0.1/noren", names: []string{"--database", "sqlite:", "postgres://"}},
		"no file":             {arguments: good + " --database=sqlite:", names: []string{"--database", "needs a file"}},
		"no such folder":      {arguments: good + " --database=sqlite:nowhere/noren.db", names: []string{"--database", "nowhere", "no such file or directory"}},
		"held file":           {arguments: good + " --database=" + held, names: []string{"--database", "in use by another process", "PostgreSQL"}},
		"held, by shop":       {arguments: "shop list --keyset-file=noren.keyset --database=" + held, names: []string{"--database", "in use by another process"}},
		"held, by migrate":    {arguments: "migrate --database=" + held, names: []string{"--database", "in use by another process"}},
		"unreachable":         {arguments: good + " --database=postgres://me:" + secret + "@127.0.0.1:1/noren", names: []string{"--database", "127.0.0.1:1", "is the server running"}},
		"port is no number":   {arguments: good + " --database=postgres://me:" + secret + "@127.0.0.1:eins/noren", names: []string{"--database", "port"}},
		"no such database":    {arguments: good + " --database=" + missing, names: []string{"--database", "does not exist"}},
		"cluster, no address": {arguments: good + " --cluster", names: []string{"--cluster", "--redis"}},
		"Sentinel, none":      {arguments: good + " --sentinel=main", names: []string{"--sentinel", "--redis"}},
		"both":                {arguments: good + " --redis=127.0.0.1:1 --cluster --sentinel=main", names: []string{"--cluster", "--sentinel"}},
		"Redis as URL":        {arguments: good, env: "NOREN_REDIS=redis://:" + secret + "@127.0.0.1:6379", names: []string{"--redis", "HOST:PORT"}},
		"Redis without port":  {arguments: good + " --redis=127.0.0.1", names: []string{"--redis", "HOST:PORT"}},
	} {
		o.refuses(name, w)
	}
}

func TestTakenPortsAreRefused(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = taken.Close() })
	address := taken.Addr().String()
	_, port, _ := net.SplitHostPort(address)
	o := newOperator(t)
	o.keyset()
	for name, w := range map[string]wrong{
		"serve":   {arguments: "serve --keyset-file=noren.keyset --public-url=https://pay.example --listen=" + address, names: []string{"--listen " + address, "another port"}},
		"sandbox": {arguments: "sandbox --listen=" + address, names: []string{address, "another port"}},
		"demo":    {arguments: "demo --amazon=0 --shop=0 --pay=" + port, names: []string{"port " + port, "--pay", "another port"}},
		"no port": {arguments: "serve --keyset-file=noren.keyset --public-url=https://pay.example --listen=127.0.0.1", names: []string{"--listen", "missing port"}},
	} {
		o.refuses(name, w)
	}
}
