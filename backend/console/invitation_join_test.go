package console

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"noren/backend/staff"
	"noren/backend/store/query"
)

// asks gets a page or presses a button as somebody; a form has the token of their session.
func (d *desk) asks(who, method, path string, form url.Values) *httptest.ResponseRecorder {
	d.t.Helper()
	if form == nil {
		form = url.Values{}
	}
	form.Set("csrf", csrfOf(d.tokens[who]))
	request := httptest.NewRequestWithContext(d.t.Context(), method, path, strings.NewReader(form.Encode()))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	if d.tokens[who] != "" {
		request.AddCookie(&http.Cookie{Name: sessionCookie, Value: d.tokens[who]})
	}
	answer := httptest.NewRecorder()
	d.all.ServeHTTP(answer, request)
	return answer
}

// Somebody with an account of another shop accepts an invitation when they are signed in, and nobody else does; whoever invites reads the
// same as of an address that nobody has.
func TestX20_InvitedWithAnAccount(t *testing.T) {
	d := newDesk(t)
	foreign, err := d.Accounts.OfEmail(t.Context(), "foreign@example.jp")
	must(t, err)
	must(t, d.DB.Tx(t.Context(), func(q *query.Queries) error { // has come long ago, by a mail
		row, err := q.GetStaff(t.Context(), foreign.ID)
		if err != nil {
			return err
		}
		return q.SetUpStaff(t.Context(), query.SetUpStaffParams{ID: foreign.ID, Proved: 1, Name: row.Name, Now: row.CreatedAt})
	}))
	people := "/console/shops/" + d.shop + "/staff"
	link := regexp.MustCompile(`/console/invitations/[A-Z0-9]+`)
	invite := func(email string) (path, page string) {
		page = d.asks("owner", http.MethodPost, people, url.Values{"name": {"茶谷"}, "email": {email}, "role": {"viewer"}}).Body.String()
		path = link.FindString(page)
		return path, link.ReplaceAllString(strings.ReplaceAll(page, email, ""), "")
	}
	if _, page := invite("foreign@example.jp"); link.MatchString(page) || strings.Contains(page, "readonly") {
		t.Errorf("a link that goes by mail is shown: %s", page)
	}
	d.Mails.Server = nil
	path, known := invite("foreign@example.jp")
	if _, unknown := invite("nobody@example.jp"); path == "" || known != unknown {
		t.Errorf("told apart:\n%s\n%s", known, unknown)
	}
	if list := d.asks("owner", http.MethodGet, people, nil).Body.String(); strings.Contains(list, foreign.ID) || strings.Count(list, "茶谷") < 2 {
		t.Errorf("%s", list)
	}

	signIn := "/console/sign-in?next=" + url.QueryEscape(path)
	for who, want := range map[string]string{"nobody": signIn, "owner": "/console/sign-out", "foreign": path + "/join"} {
		if answer := d.asks(who, http.MethodGet, path, nil); answer.Code != http.StatusOK || !strings.Contains(answer.Body.String(), want) {
			t.Errorf("%s: %d, no %s in %s", who, answer.Code, want, answer.Body)
		}
	}
	if to := d.asks("foreign", http.MethodGet, signIn, nil).Header().Get("Location"); to != path {
		t.Errorf("signed in already: %s", to)
	}
	if answer := d.asks("nobody", http.MethodPost, path+"/begin", nil); answer.Code != http.StatusNotFound {
		t.Errorf("a passkey for an account that is there: %d", answer.Code)
	}
	if answer := d.asks("owner", http.MethodPost, path+"/join", nil); answer.Code != http.StatusNotFound {
		t.Errorf("whoever invited accepts: %d", answer.Code)
	}
	if answer := d.asks("foreign", http.MethodPost, path+"/join", nil); answer.Header().Get("Location") != "/console/shops" {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
	if p, err := d.Accounts.Get(t.Context(), foreign.ID); err != nil || p.Roles[d.shop] != staff.Viewer {
		t.Errorf("%+v %v", p, err)
	}
}
