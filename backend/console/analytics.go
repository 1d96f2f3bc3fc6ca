package console

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"noren/backend/amazonpay"
	"noren/backend/staff"
	"noren/shared/i18n"
)

// analyticsRoutes are 「参照元除外ドメイン」 (R3-12).
func (c *Console) analyticsRoutes() []route {
	return []route{{method: http.MethodGet, path: shopPath(":shop", "/analytics"), right: staff.Manage, handle: c.showAnalytics}}
}

// referrer is a host that web analytics exclude.
type referrer struct{ host, what string }

func (c *Console) showAnalytics(ctx echo.Context, v *view) error {
	w := i18n.AnalyticsFor(v.lang)
	var hosts []referrer
	for _, host := range amazonpay.Japan.Referrers() {
		hosts = append(hosts, referrer{host, w.Amazon})
	}
	if ours, err := url.Parse(c.PublicURL); err == nil && ours.Hostname() != "" {
		hosts = append(hosts, referrer{ours.Hostname(), w.Ours})
	}
	return c.page(ctx, v, http.StatusOK, analyticsPage(v, w, hosts))
}

// inLines is all of them, one a line.
func inLines(hosts []referrer) string {
	lines := make([]string, 0, len(hosts))
	for _, each := range hosts {
		lines = append(lines, each.host)
	}
	return strings.Join(lines, "\n")
}
