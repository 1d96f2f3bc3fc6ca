package checkup

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/session"
)

// oldestRedis is the first that has everything that our scripts use.
const oldestRedis = 6

// redis looks whether it is of the kind that the flags say.
func redis(ctx context.Context, s Setup) []Finding {
	if len(s.Redis.Addrs) == 0 {
		return one(found(Warning, "redis_none"))
	}
	sessions, err := session.Open(s.Redis)
	if err != nil {
		return one(found(Error, "redis_unreachable", "error", err.Error()))
	}
	defer sessions.Close() //nolint:errcheck // nothing was written
	info, err := sessions.Info(ctx)
	if err != nil {
		return one(found(Error, "redis_unreachable", "error", err.Error()))
	}
	version := info["redis_version"]
	all := one(found(OK, "redis_answers", "version", version, "mode", info["redis_mode"]))
	if major, _, _ := strings.Cut(version, "."); number(major) > 0 && number(major) < oldestRedis {
		all = append(all, found(Warning, "redis_old", "version", version))
	}
	if info["redis_mode"] == "cluster" && !s.Redis.Cluster {
		all = append(all, found(Error, "redis_is_cluster"))
	}
	if policy := info["maxmemory_policy"]; number(info["maxmemory"]) > 0 && policy == "noeviction" {
		all = append(all, found(Warning, "redis_fills", "policy", policy))
	}
	return all
}

func number(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}

const certificateEnds = 14 * 24 * time.Hour // before that somebody should know

// address asks the public URL as a browser does. Before the start nobody answers there, or the proxy alone.
func address(ctx context.Context, s Setup) []Finding {
	u, err := url.Parse(s.PublicURL)
	if err != nil {
		return one(found(Error, "address_wrong"))
	}
	if _, err := net.DefaultResolver.LookupHost(ctx, u.Hostname()); err != nil {
		return one(found(Error, "address_unknown", "host", u.Hostname()))
	}
	answer, err := get(ctx, s.PublicURL+"/livez")
	if err != nil {
		return one(found(Warning, "address_silent", "address", s.PublicURL, "error", reason(err)))
	}
	defer answer.Body.Close() //nolint:errcheck // it was only read
	text, err := io.ReadAll(io.LimitReader(answer.Body, 1<<10))
	var all []Finding
	if err != nil || answer.StatusCode != http.StatusOK || string(text) != "ok" {
		all = append(all, found(Warning, "address_other", "address", s.PublicURL, "status", strconv.Itoa(answer.StatusCode)))
	} else {
		all = append(all, found(OK, "address_answers", "address", s.PublicURL))
	}
	if answer.TLS != nil && len(answer.TLS.PeerCertificates) > 0 {
		ends := answer.TLS.PeerCertificates[0].NotAfter
		result, why := OK, "certificate_good"
		if ends.Sub(s.Clock()) < certificateEnds {
			result, why = Warning, "certificate_ends"
		}
		all = append(all, found(result, why, "date", ends.UTC().Format(time.DateOnly)))
	}
	return all
}

// client follows nobody elsewhere and keeps no connection.
var client = &http.Client{
	Transport:     &http.Transport{DisableKeepAlives: true, Proxy: http.ProxyFromEnvironment},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

func get(ctx context.Context, address string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, err
	}
	return client.Do(request)
}

// reason leaves the address out of an error, which is said already.
func reason(err error) string {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		err = wrapped.Err
	}
	return err.Error()
}

// mails goes as far as a mail server lets in somebody who then sends nothing.
func mails(ctx context.Context, s Setup) []Finding {
	if s.Mail == nil {
		return one(found(Warning, "mail_none"))
	}
	if err := s.Mail.Try(ctx); err != nil {
		return one(found(Error, "mail_refused", "server", s.Mail.Address, "error", err.Error()))
	}
	return one(found(OK, "mail_answers", "server", s.Mail.Address))
}

// How far our clock may be from Amazon's, which refuses signatures of another time (protocol 2).
const (
	skewed = 30 * time.Second
	wrong  = 5 * time.Minute
)

// amazon reads nothing but the date of an answer, whatever that is: without a shop nothing can be signed.
func amazon(ctx context.Context, s Setup) []Finding {
	where := cmp.Or(s.Amazon, "https://"+amazonpay.Japan.Host())
	before := s.Clock()
	answer, err := get(ctx, where+"/live/v2/")
	if err != nil {
		return one(found(Error, "amazon_silent", "address", where, "error", reason(err)))
	}
	after := s.Clock()
	_ = answer.Body.Close()
	all := one(found(OK, "amazon_answers", "address", where))
	date, err := http.ParseTime(answer.Header.Get("Date"))
	if err != nil {
		return all
	}
	switch off := max(0, apart(date.Add(time.Second/2), before, after)); {
	case off > wrong:
		all = append(all, found(Error, "clock_wrong", "seconds", seconds(off)))
	case off > skewed:
		all = append(all, found(Warning, "clock_off", "seconds", seconds(off)))
	default:
		all = append(all, found(OK, "clock_right"))
	}
	return all
}

// traces sends the collector a message without spans.
func traces(ctx context.Context, s Setup) []Finding {
	if s.Collector == "" {
		return one(found(OK, "traces_none"))
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimSuffix(s.Collector, "/")+"/v1/traces", bytes.NewReader(nil))
	if err != nil {
		return one(found(Error, "traces_refused", "error", reason(err)))
	}
	request.Header.Set("Content-Type", "application/x-protobuf")
	answer, err := client.Do(request)
	if err != nil {
		return one(found(Error, "traces_refused", "error", reason(err)))
	}
	_ = answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return one(found(Error, "traces_refused", "error", answer.Status))
	}
	return one(found(OK, "traces_taken"))
}
