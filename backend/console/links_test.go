package console

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"noren/backend/contract"
)

// R2-1: what the path to the first sale links to is there, before the application and after it, when the next step is to show Amazon Pay.
func TestR2_1_TheNextStepLeadsSomewhere(t *testing.T) {
	o := newOffice(t)
	there := map[string]bool{}
	for _, r := range o.routes() {
		there[r.path] = there[r.path] || r.method == http.MethodGet
	}
	link := regexp.MustCompile(`<a [^>]*href="(/console/[^"#?]*)`)
	follow := func(when string) {
		_, text, _ := o.ask("owner", shopPath(":shop", "/contract"), nil)
		found := link.FindAllStringSubmatch(text, -1)
		for _, each := range found {
			if to := strings.ReplaceAll(each[1], o.shop, ":shop"); !there[to] {
				t.Errorf("%s: a link to %s, which is not there", when, to)
			}
		}
		if len(found) < 10 {
			t.Errorf("%s: only %d links", when, len(found))
		}
	}
	follow("before")
	if err := o.Shops.Apply(t.Context(), "cli", o.shop, contract.Application{
		Kind: contract.Corporation, Company: "株式会社見本", CorporateNumber: "4011001098993", Terms: true, Reviewed: true,
	}); err != nil {
		t.Fatal(err)
	}
	follow("applied")
}
