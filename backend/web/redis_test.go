package web_test

import (
	"net/http"
	"strings"
	"testing"

	"noren/backend/checkout"
	"noren/backend/store/storetest"
	"noren/shared/api"
)

// While Redis does not answer nobody is sent to Amazon in vain, and who comes back is asked to try again: the same address leads on
// when Redis has come back, and nothing needs to be chosen anew (design.md section 4).
func TestDesign4_WithoutRedisShoppersKeepWhatTheyHave(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	waits := func(what string, p page) {
		t.Helper()
		if p.status != http.StatusServiceUnavailable || p.header.Get("Retry-After") == "" {
			t.Errorf("%s: %d %v", what, p.status, p.header)
		}
		p.says(t, what, api.Japanese, api.Unavailable)
	}
	id := o.begin("cart-1")
	o.redis.SetError("down")
	silent := o.open("/launch/"+id, "", api.Japanese)
	waits("launch", silent)
	o.redis.SetError("")
	cookie, _, _ := strings.Cut(silent.header.Get("Set-Cookie"), ";") // Redis may have noted it, and only its answer was lost
	if p := o.open("/launch/"+id, cookie, api.Japanese); p.status != http.StatusOK || !strings.HasPrefix(p.header.Get("Set-Cookie"), cookie+";") {
		t.Errorf("the same browser, once more: %d %v", p.status, p.header)
	}
	_, back := o.choose(id, "1111")
	o.redis.SetError("down")
	waits("review", o.open(back, cookie, api.Japanese))
	o.redis.SetError("")
	if p := o.open(back, cookie, api.Japanese); p.status != http.StatusSeeOther || !strings.HasPrefix(p.location(), shopOrigin+"/cart#noren-") {
		t.Errorf("afterwards: %d %s", p.status, p.location())
	}
	if got := o.stateOf(id); got != checkout.Reviewing {
		t.Errorf("the checkout is %s", got)
	}
}
