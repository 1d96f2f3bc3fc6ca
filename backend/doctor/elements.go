package doctor

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"noren/shared/api"
	"noren/shared/display"
	"noren/shared/validate"
)

// names are the elements that there are, and attributes those that all of them together take (the loader says the same of a page in
// the browser's console).
var (
	names      = []api.ElementName{api.PayElement, api.LoginElement, api.AddressElement, api.PaymentElement, api.OrderElement, api.ReflectElement, api.GuideElement, api.LinkElement}
	attributes = strings.Fields("cart member href site lang login-state return-to cart-url login form disabled state placement kind target colour size")
	general    = strings.Fields("id class style slot part title hidden dir role tabindex nonce is ref key")
)

// examineElements looks at our elements in the pages: that there is a button, and that each is written as it can be understood.
func examineElements(_ context.Context, v *visit) ([]Finding, error) {
	pages := v.read()
	if len(pages) == 0 {
		return unread()
	}
	var found []Finding
	seen := map[string]bool{}
	for _, p := range pages {
		for _, e := range p.elements {
			found = append(found, faults(p.address, e)...)
			seen[e.name] = true
			if e.name == string(api.PayElement) {
				seen[placementOf(e)] = true
			}
		}
	}
	if len(found) > 0 {
		return found, nil
	}
	switch {
	case len(seen) == 0:
		return one(unknown("elements_none"))
	case !seen[string(display.Cart)] && !seen[string(display.Checkout)]:
		return one(warn("elements_no_button", "elements", listed(seen)))
	case !seen[string(display.Checkout)]:
		return one(ok("elements_cart_only"))
	}
	return one(ok("elements_good"))
}

func placementOf(e element) string {
	if placement := e.attributes["placement"]; placement != "" {
		return placement
	}
	return string(display.Cart)
}

// listed names the elements that were seen.
func listed(seen map[string]bool) string {
	var tags []string
	for _, name := range names {
		if seen[string(name)] {
			tags = append(tags, "<noren-"+string(name)+">")
		}
	}
	return strings.Join(tags, " ")
}

// faults is what is wrong with how one element is written. The rules are those of the request that the element becomes.
func faults(address string, e element) []Finding {
	if !slices.Contains(names, api.ElementName(e.name)) {
		if e.name == "hint" { // the loader's own
			return nil
		}
		return []Finding{warn("element_unknown", "page", address, "element", "<noren-"+shortened(e.name)+">")}
	}
	var found []Finding
	for name := range e.attributes {
		if !known(name) {
			found = append(found, warn("attribute_unknown", "page", address, "element", "<noren-"+e.name+">", "attribute", shortened(name)))
		}
	}
	for _, fault := range validate.Struct(requestOf(e)) {
		value := shortened(e.attributes[fault.Field])
		found = append(found, warn("attribute_value", "page", address, "element", "<noren-"+e.name+">", "attribute", fault.Field+`="`+value+`"`, "values", strings.ReplaceAll(fault.Param, " ", ", ")))
	}
	return found
}

// requestOf is the element as the loader would ask for it.
func requestOf(e element) api.Element {
	request := api.Element{}
	text, err := json.Marshal(map[string]string{
		"placement": e.attributes["placement"], "kind": e.attributes["kind"], "target": e.attributes["target"], "site": e.attributes["site"],
		"lang": e.attributes["lang"], "colour": e.attributes["colour"], "size": e.attributes["size"],
	})
	if err != nil || json.Unmarshal(text, &request) != nil {
		return api.Element{ID: "1", Name: api.ElementName(e.name)} // not possible: all of it is text
	}
	request.ID, request.Name = "1", api.ElementName(e.name)
	return request
}

// known reports whether an attribute is ours or of every element, or of a framework.
func known(name string) bool {
	for _, prefix := range []string{"data-", "aria-", "on", "v-", "x-", "hx-", "ng-", "wire-", "item"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return slices.Contains(attributes, name) || slices.Contains(general, name) || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz-_0123456789") != ""
}

// shortened keeps what a page says from filling ours.
func shortened(text string) string {
	const most = 60
	runes := []rune(text)
	if len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
