package sandbox

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"noren/backend/sandbox/central"
)

func (d *desk) integrationPage() step { return step{page: central.Integration(d.integrationView())} }

func (d *desk) integrationView() central.IntegrationView {
	view := central.IntegrationView{
		Frame: d.frame(central.TabIntegration), StoreID: d.account.StoreID, Email: d.account.Email,
		MWSAuthToken: d.account.mwsAuthToken, Keys: d.keyRows(), Origins: slices.Clone(d.account.Origins),
		Problems: map[string]central.Problem{},
	}
	for _, env := range []environment{sandboxEnvironment, liveEnvironment} {
		view.Addresses = append(view.Addresses, central.NotificationAddress{Environment: string(env), URL: d.account.notificationURLs[env]})
	}
	return view
}

// refusedIntegration is the page again, with what was wrong in one of its forms.
func refusedIntegration(view central.IntegrationView) step {
	return step{status: http.StatusUnprocessableEntity, page: central.Integration(view)}
}

// addressOf is the view's notification address of the path's environment; nil: there is no such environment.
func (d *desk) addressOf(view *central.IntegrationView) *central.NotificationAddress {
	for i := range view.Addresses {
		if view.Addresses[i].Environment == d.r.PathValue("environment") {
			return &view.Addresses[i]
		}
	}
	return nil
}

// notificationForm enters where notifications of one environment go; "" stops them.
func (d *desk) notificationForm() step {
	view := d.integrationView()
	address := d.addressOf(&view)
	if address == nil {
		return d.lostOrder()
	}
	address.URL = strings.TrimSpace(d.form.Get("url"))
	env := environment(address.Environment)
	if address.URL != "" && !mayNotify(env, address.URL) {
		address.Problem = central.NotNotification
		return refusedIntegration(view)
	}
	d.account.notificationURLs[env] = address.URL
	return told(d.path("integration"), central.DoneAddress)
}

// mayNotify: https, and in the sandbox http too (protocol 8.1).
func mayNotify(env environment, address string) bool {
	return isWebURL(address) && (env == sandboxEnvironment || strings.HasPrefix(address, "https://"))
}

// serveNotificationTest sends a SubscriptionConfirmation to the address that stands in the form, and shows the answer.
func (s *Sandbox) serveNotificationTest(w http.ResponseWriter, r *http.Request) {
	form, ok := readForm(w, r)
	if !ok {
		return
	}
	target := strings.TrimSpace(form.Get("url"))
	env := environment(r.PathValue("environment"))
	var result *central.TestResult
	if mayNotify(env, target) && (env == sandboxEnvironment || env == liveEnvironment) {
		result = s.testNotification(r.Context(), r.PathValue("merchant"), env, target)
	}
	s.showCentral(w, r, s.atDesk(r, form, func(d *desk) step {
		view := d.integrationView()
		address := d.addressOf(&view)
		if address == nil {
			return d.lostOrder()
		}
		address.URL, address.Test = target, result
		if result == nil {
			address.Problem = central.NotNotification
			return refusedIntegration(view)
		}
		return step{page: central.Integration(view)}
	}))
}

// testNotification asks one address as SNS does. For an account that is not there nothing is sent.
func (s *Sandbox) testNotification(ctx context.Context, merchantID string, env environment, target string) *central.TestResult {
	s.lock()
	_, ok := s.accounts[merchantID]
	s.unlock()
	if !ok {
		return nil
	}
	status, err := s.askToSubscribe(ctx, subscription{merchantID: merchantID, environment: env, url: target})
	result := &central.TestResult{Status: status}
	if err != nil {
		result.Error = err.Error()
	}
	return result
}

func (d *desk) addOriginForm() step {
	view := d.integrationView()
	view.Origin = strings.TrimSpace(d.form.Get("origin"))
	origin := strings.TrimSuffix(view.Origin, "/")
	switch {
	case view.Origin == "":
		view.Problems["origin"] = central.Missing
	case !mayBeOrigin(origin):
		view.Problems["origin"] = central.NotOrigin
	case slices.ContainsFunc(d.account.Origins, func(known string) bool { return originOf(known) == originOf(origin) }):
		view.Problems["origin"] = central.TakenOrigin
	default:
		d.account.Origins = append(slices.Clone(d.account.Origins), originOf(origin))
		return told(d.path("integration"), central.DoneOrigin)
	}
	return refusedIntegration(view)
}

// mayBeOrigin: a page of a merchant's, without a path; http only on this machine (protocol 7.1).
func mayBeOrigin(origin string) bool {
	u, err := url.Parse(origin)
	if err != nil || !isWebURL(origin) || u.Path != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return false
	}
	return u.Scheme == "https" || isLoopback(u.Hostname())
}

func (d *desk) removeOriginForm() step {
	origin := d.form.Get("origin")
	d.account.Origins = slices.DeleteFunc(slices.Clone(d.account.Origins), func(known string) bool { return known == origin })
	return told(d.path("integration"), central.DoneOriginRemoved)
}
