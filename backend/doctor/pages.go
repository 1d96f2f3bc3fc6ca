package doctor

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"noren/backend/amazonpay"
	"noren/backend/merchant"
	"noren/static"
)

// read are the pages that could be read.
func (v *visit) read() []page {
	return slices.DeleteFunc(slices.Clone(v.pages()), func(p page) bool { return p.trouble != "" })
}

// examinePages says which pages could be read, and why others could not.
func examinePages(_ context.Context, v *visit) ([]Finding, error) {
	var found []Finding
	for _, p := range v.pages() {
		if p.trouble == "" {
			found = append(found, ok("page_read", "page", p.address))
			continue
		}
		f := pageTrouble(p.trouble, append([]string{"page", p.address}, p.facts...))
		if p.trouble == "page_leads_away" {
			f = f.at("/shop")
		}
		found = append(found, f)
	}
	return found, nil
}

// pageTrouble is how bad each trouble is.
func pageTrouble(trouble string, facts []string) Finding {
	switch trouble {
	case "page_status":
		return warn("page_status", facts...)
	case "page_no_html":
		return warn("page_no_html", facts...)
	case "page_large":
		return unknown("page_large", facts...)
	case "page_leads_away":
		return warn("page_leads_away", facts...)
	case "page_loops":
		return warn("page_loops", facts...)
	case "page_blocked":
		return unknown("page_blocked", facts...)
	case "page_slow":
		return warn("page_slow", facts...)
	case "page_certificate":
		return fail("page_certificate", facts...)
	}
	return warn("page_unreachable", facts...)
}

// unread is the finding of a check that needs pages, where there are none.
func unread() ([]Finding, error) { return one(unknown("pages_unread")) }

// examineScript looks for our script tag: our address, this shop, and none of another.
func examineScript(_ context.Context, v *visit) ([]Finding, error) {
	pages := v.read()
	if len(pages) == 0 {
		return unread()
	}
	var found []Finding
	good := false
	for _, p := range pages {
		for _, tag := range p.scripts {
			f := v.judge(p, tag)
			good = good || f.Result == OK
			if !slices.ContainsFunc(found, func(known Finding) bool { return known.Why == f.Why && known.Facts["page"] == f.Facts["page"] }) {
				found = append(found, f)
			}
		}
	}
	switch {
	case len(found) > 0:
		return found, nil
	case v.named:
		return one(fail("script_none", "tag", v.tag()))
	}
	return one(unknown("script_not_seen", "tag", v.tag()))
}

// tag is the script tag that belongs into the shop's pages.
func (v *visit) tag() string {
	return `<script async crossorigin src="` + v.PublicURL + static.LoaderPath + `" data-shop="` + v.shop.ID + `"></script>`
}

func (v *visit) judge(p page, tag script) Finding {
	src, err := p.final.Parse(tag.src)
	switch {
	case tag.shop == "":
		return fail("script_no_shop", "page", p.address, "tag", v.tag())
	case tag.shop != v.shop.ID:
		return fail("script_other_shop", "page", p.address, "shop", tag.shop, "tag", v.tag())
	case err != nil || src.Scheme+"://"+src.Host != v.PublicURL || !isLoader(src.Path):
		return fail("script_elsewhere", "page", p.address, "src", tag.src, "tag", v.tag())
	}
	return ok("script_good", "page", p.address)
}

// examinePolicy asks the Content-Security-Policy of each page with our script whether it lets us work.
func examinePolicy(_ context.Context, v *visit) ([]Finding, error) {
	pages := v.read()
	if len(pages) == 0 {
		return unread()
	}
	var found []Finding
	for _, p := range pages {
		found = append(found, v.allowed(p)...)
	}
	return found, nil
}

func (v *visit) allowed(p page) []Finding {
	facts := []string{"page", p.address, "origin", v.PublicURL}
	if len(p.policies) == 0 {
		return []Finding{ok("policy_none", facts...)}
	}
	loader, assets, calls := v.address(static.LoaderPath), v.address(static.AssetsPath+"noren.js"), v.address("/embed/v1/render")
	tag := script{}
	if len(p.scripts) > 0 {
		tag = p.scripts[0]
	}
	var found []Finding
	program := true
	for _, each := range p.policies {
		if !each.allowsScript(p.final, loader, tag) || !each.allowsScript(p.final, assets, tag) {
			found = append(found, fail("policy_script", facts...))
		}
		if !each.allowsFetch("connect-src", p.final, calls) {
			found = append(found, fail("policy_connect", facts...))
		}
		if v.settings.PaymentImage != "" && !each.allowsFetch("img-src", p.final, v.address(merchant.ImagePath(v.shop.ID, v.settings.PaymentImage))) {
			found = append(found, warn("policy_image", facts...))
		}
		if !each.allowsMarkup() {
			found = append(found, fail("policy_types", facts...))
		}
		program = program && each.allowsProgram()
	}
	switch {
	case len(found) > 0:
		return found
	case !program:
		return []Finding{ok("policy_no_program", facts...)}
	}
	return []Finding{ok("policy_good", facts...)}
}

func (v *visit) address(path string) *url.URL {
	u, err := url.Parse(v.PublicURL + path)
	if err != nil {
		return &url.URL{}
	}
	return u
}

// examineAnalytics names the counters in the pages. What is entered there we cannot see (R3-12).
func examineAnalytics(_ context.Context, v *visit) ([]Finding, error) {
	pages := v.read()
	if len(pages) == 0 {
		return unread()
	}
	var counters []string
	for _, p := range pages {
		for _, counter := range p.analytics {
			if !slices.Contains(counters, counter) {
				counters = append(counters, counter)
			}
		}
	}
	if len(counters) == 0 {
		return one(ok("analytics_none").at("/analytics"))
	}
	exclude := append(amazonpay.Japan.Referrers(), v.address("").Hostname())
	return one(unknown("analytics_found", "counters", strings.Join(counters, ", "), "domains", strings.Join(exclude, ", ")).at("/analytics"))
}
