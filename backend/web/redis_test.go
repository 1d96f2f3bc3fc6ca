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
		if p.status != http.StatusServiceUnavailable || p.header.Get("Retry-After") == "" || strings.Contains(p.header.Get("Set-Cookie"), "noren") {
			t.Errorf("%s: %d %v", what, p.status, p.header)
		}
		p.says(t, what, api.Japanese, api.Unavailable)
	}
	id := o.begin("cart-1")
	o.redis.SetError("down")
	waits("launch", o.open("/launch/"+id, "", api.Japanese))
	o.redis.SetError("")
	cookie := o.launch(id)
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
