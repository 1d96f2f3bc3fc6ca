package web_test

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// answers are what the programs say.
type answers struct{ failed, unlinked, name string }

// The programs of the document log in whom they should, and nobody else, in every language of both kinds.
func TestR4_11_ProgramsOfTheDocumentLogIn(t *testing.T) {
	for language := range loginPrograms {
		for lang, says := range map[string]answers{
			"ja": {"ログインできませんでした", "まだ会員と連携していません", "花子さん"}, "en": {"did not work", "not linked", "Welcome, 花子"},
		} {
			t.Run(language+"/"+lang, func(t *testing.T) {
				shop := newLoginWorld(t).runs(language, lang)
				shop.logsIn(says)
				shop.refuses(says)
				shop.goesOn(says)
			})
		}
	}
}

// logsIn sees a linked member come in, under a new session.
func (s *loginShop) logsIn(says answers) {
	s.t.Helper()
	v := s.visitor()
	home, err := url.Parse(s.address)
	s.must(err)
	path, id := s.signIn("taro", v.state())
	before := v.http.Jar.Cookies(home)
	p := v.get(path)
	if p.status != http.StatusSeeOther || !strings.HasPrefix(p.location(), shopOrigin+"/mypage#noren-"+id) {
		s.t.Errorf("logged in: %d %s %s", p.status, p.location(), p.body)
	}
	if who := v.member(); who != "member-1" || !strings.Contains(v.get("/mypage").body, says.name) {
		s.t.Errorf("logged in is %q: %s", who, v.get("/mypage").body)
	}
	old := s.visitor()
	old.http.Jar.SetCookies(home, before)
	if v.http.Jar.Cookies(home)[0].Value == before[0].Value || old.member() != "" {
		s.t.Error("the session of before the login is logged in")
	}
	cookie := strings.ToLower(cmp.Or(p.header["Set-Cookie"]...))
	if !strings.Contains(cookie, "httponly") || !strings.Contains(cookie, "samesite=lax") {
		s.t.Errorf("cookie %q", cookie)
	}
	if p := v.get(path); p.status != http.StatusBadRequest {
		s.t.Errorf("a used code, by the member: %d", p.status)
	}
	path, _ = s.signIn("hanako", "somebody-elses")
	if p := v.get(path); p.status != http.StatusBadRequest || v.member() != "member-1" {
		s.t.Errorf("a foreign state, by the member: %d", p.status)
	}
}

// refuses sees whoever must not be logged in.
func (s *loginShop) refuses(says answers) {
	s.t.Helper()
	guest := s.visitor()
	refused := func(what string, v *visitor, path string) {
		s.t.Helper()
		if p := v.get(path); p.status != http.StatusBadRequest || !strings.Contains(p.body, says.failed) || v.member() != "" {
			s.t.Errorf("%s: %d %s, logged in %q", what, p.status, p.body, v.member())
		}
	}
	path, _ := s.signIn("taro", guest.state())
	refused("no session", s.visitor(), path)
	refused("a used code", guest, path)
	path, _ = s.signIn("taro", s.visitor().state())
	refused("the state of another session", guest, path)
	refused("no code", guest, "/noren/login")
	path, _ = s.signIn("taro", guest.state())
	refused("an unknown code", guest, "/noren/login?noren_login=UNKNOWN")
	refused("a state that another code has used up", guest, path)
}

// goesOn sees that nobody is stuck: not who is not linked, and not who came while Noren was down.
func (s *loginShop) goesOn(says answers) {
	s.t.Helper()
	guest := s.visitor()
	path, _ := s.signIn("hanako", guest.state())
	if p := guest.get(path); p.status != http.StatusOK || !strings.Contains(p.body, says.unlinked) || guest.member() != "" {
		s.t.Errorf("not linked: %d %s", p.status, p.body)
	}
	path, _ = s.signIn("taro", guest.state())
	s.redis.SetError("down")
	p := guest.get(path)
	s.redis.SetError("")
	if p.status != http.StatusServiceUnavailable || guest.member() != "" {
		s.t.Errorf("Noren is down: %d %s", p.status, p.body)
	}
	path, _ = s.signIn("taro", guest.state())
	if p := guest.get(path); p.status != http.StatusSeeOther || guest.member() != "member-1" {
		s.t.Errorf("afterwards: %d %s", p.status, p.body)
	}
}
