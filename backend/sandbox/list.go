package sandbox

import (
	"encoding/base64"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Sizes of a page of a list (protocol 3.8).
const (
	defaultPage = 10
	maxPage     = 100
)

// listQuery is what a call asks of a list.
type listQuery struct {
	values   url.Values
	pageSize int
	below    int // only objects that were created before this one; 0: all
}

// listQuery reads the parameters of a list. A nextToken remembers the others and comes alone.
func (c *call) listQuery(allowed ...string) (q listQuery, wrong *Error) {
	q.values = c.query
	if token := c.query.Get("nextToken"); token != "" {
		if len(c.query) > 1 {
			return q, refuse(400, "InvalidParameterCombination", "nextToken remembers the other parameters and must come alone.")
		}
		text, err := base64.RawURLEncoding.DecodeString(token)
		values, badly := url.ParseQuery(string(text))
		if err != nil || badly != nil || values.Get("below") == "" {
			return q, invalid("nextToken")
		}
		q.values = values
		if q.below, err = strconv.Atoi(values.Get("below")); err != nil {
			return q, invalid("nextToken")
		}
	}
	for name := range c.query {
		if !slices.Contains(allowed, name) && name != "pageSize" && name != "nextToken" {
			return q, refuse(400, "UnrecognizedField", "The parameter '"+name+"' is not known.")
		}
	}
	q.pageSize = defaultPage
	if text := q.values.Get("pageSize"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > maxPage {
			return q, invalid("pageSize")
		}
		q.pageSize = n
	}
	return q, nil
}

// words reads a list of words with commas between them, each of which must be a choice; none: no restriction.
func (q listQuery) words(name string, choices []string) ([]string, *Error) {
	text := q.values.Get(name)
	if text == "" {
		return nil, nil
	}
	list := strings.Split(text, ",")
	for _, word := range list {
		if !slices.Contains(choices, word) {
			return nil, invalid(name)
		}
	}
	return list, nil
}

// time reads a time; otherwise is for a parameter that is not there.
func (q listQuery) time(name string, otherwise time.Time) (time.Time, *Error) {
	if text := q.values.Get(name); text != "" {
		return parseTime(name, text)
	}
	return otherwise, nil
}

// parseTime reads both forms of times in requests: 20260115T030405Z and 2026-01-15T03:04:05Z.
func parseTime(field, text string) (time.Time, *Error) {
	for _, form := range []string{compactTime, time.RFC3339} {
		if t, err := time.Parse(form, text); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, invalid(field)
}

// pageOf are the newest objects that the call wants, newest first, and the token for those after them.
func pageOf[T any](q listQuery, all map[string]T, order func(T) int, want func(T) bool) (page []T, nextToken *string) {
	list := inOrder(all, order)
	slices.Reverse(list)
	page = []T{}
	for _, x := range list {
		if q.below != 0 && order(x) >= q.below || !want(x) {
			continue
		}
		if len(page) == q.pageSize {
			token := url.Values{"below": {strconv.Itoa(order(page[len(page)-1]))}}
			for name, value := range q.values {
				if name != "below" {
					token[name] = value
				}
			}
			return page, nullable(base64.RawURLEncoding.EncodeToString([]byte(token.Encode())))
		}
		page = append(page, x)
	}
	return page, nil
}
