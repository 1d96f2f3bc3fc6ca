package signing

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// CanonicalRequests builds the texts that a client may have signed, the likeliest first (protocol 1.3 and 1.7):
// everything as received, then with the query encoded again by RFC 3986 (Java and .NET), then with runs of blanks
// in header values collapsed (.NET). The path is always the one received: .NET signs its slash at the end.
// absent names a header that the client claims to have signed and did not send.
func CanonicalRequests(r *http.Request, signedHeaders string, body []byte) (texts []string, absent string) {
	path, query := Target(r)
	asSent, absent := headerLines(r, signedHeaders, func(v string) string { return v })
	if absent != "" {
		return nil, absent
	}
	collapsed, _ := headerLines(r, signedHeaders, func(v string) string { return strings.Join(strings.Fields(v), " ") })

	bodyHash := hash(body)
	for _, headers := range []string{asSent, collapsed} {
		for _, q := range []string{query, reencodeQuery(query)} {
			text := strings.Join([]string{r.Method, path, q, headers, signedHeaders, bodyHash}, "\n")
			if !slices.Contains(texts, text) {
				texts = append(texts, text)
			}
		}
	}
	return texts, ""
}

// Target is path and query exactly as they stood in the request line.
func Target(r *http.Request) (path, query string) {
	target := r.RequestURI
	if target == "" || !strings.HasPrefix(target, "/") { // not from a server, or an absolute form
		target = r.URL.RequestURI()
	}
	path, query, _ = strings.Cut(target, "?")
	return path, query
}

// headerLines is the header block: one line per signed name, in the client's order, names in lower case.
func headerLines(r *http.Request, signedHeaders string, value func(string) string) (lines, absent string) {
	var b strings.Builder
	for name := range strings.SplitSeq(signedHeaders, ";") {
		values := headerValues(r, name)
		if len(values) == 0 {
			return "", name
		}
		b.WriteString(strings.ToLower(name))
		b.WriteByte(':')
		for i, v := range values {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(value(v))
		}
		b.WriteByte('\n')
	}
	return b.String(), ""
}

// headerValues also knows the two that Go keeps elsewhere.
func headerValues(r *http.Request, name string) []string {
	if values := r.Header.Values(name); len(values) > 0 {
		return values
	}
	switch strings.ToLower(name) {
	case "host":
		return []string{r.Host}
	case "content-length":
		if r.ContentLength >= 0 {
			return []string{strconv.FormatInt(r.ContentLength, 10)}
		}
	}
	return nil
}

// reencodeQuery encodes keys and values by RFC 3986 and sorts them by key, then by value: "a=2" before "a1=1",
// though as a text it comes after.
func reencodeQuery(raw string) string {
	if raw == "" {
		return ""
	}
	var pairs [][]string
	for part := range strings.SplitSeq(raw, "&") {
		key, value, _ := strings.Cut(part, "=")
		pairs = append(pairs, []string{reencode(key), reencode(value)})
	}
	slices.SortFunc(pairs, slices.Compare)
	texts := make([]string, len(pairs))
	for i, pair := range pairs {
		texts[i] = strings.Join(pair, "=")
	}
	return strings.Join(texts, "&")
}

// reencode leaves only A-Z a-z 0-9 - _ . ~ bare. What does not decode is taken as it is.
func reencode(text string) string {
	if decoded, err := url.QueryUnescape(text); err == nil {
		text = decoded
	}
	return strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
}
