package e2e

import (
	"fmt"
	"testing"
	"time"
)

// Linking and unlinking are safe, and absent in a shop that does not use them (R3-13).

// Unlinking asks first, and wants a login of the last ten minutes.
func TestX13_UnlinkingAsksAndWantsProof(t *testing.T) {
	onMost(t, func(_ *testing.T, w *world, s *shopper) {
		w.link(taro, hanako)
		s.logIn(hanako)
		s.linkPage()
		s.press("button", "連携を解除する")
		s.wait("button", "連携を続ける")
		s.picture("unlink-sure")
		s.press("button", "連携を続ける")
		s.until("!" + found("button", "連携を続ける"))
		w.wantLinked(hanako.ID, true)

		w.Amazon.Advance(12 * time.Minute)
		s.press("button", "連携を解除する")
		s.press("[data-do=unlink]", "解除する")
		s.says("ご本人であることの確認が必要です")
		s.picture("unlink-stale")
		w.wantLinked(hanako.ID, true)

		s.press("button", "もう一度ログインする")
		s.arrive(s.front() + "login")
		s.says("もう一度パスワードをご入力ください")
		s.picture("login-proof")
		s.givePassword(hanako)
		s.arrive(s.front() + "mypage/link")
		s.press("button", "連携を解除する")
		s.press("[data-do=unlink]", "解除する")
		s.wait("button", "連携する")
		s.picture("unlinked")
		w.wantLinked(hanako.ID, false)
		w.Amazon.Advance(12 * time.Minute)
		s.press("button", "連携する") // proof is wanted for this, too
		s.says("ご本人であることの確認が必要です")
		s.wait("button", "もう一度ログインする")
		w.wantLinked(hanako.ID, false)

		s.logOut()
		s.open(s.front() + "login")
		s.pressLogin()
		s.signsInAs(taro)
		s.consents()
		s.arrive(s.front() + "login")
		s.says("まだ当店の会員 ID と連携されていません")
		s.picture("login-unlinked")
		s.isMember(account{})
	})
}

// An Amazon account of another member's: told neutrally, nothing changes, and another Amazon account can be taken.
func TestX13_AnotherMembersAmazonAccount(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		w.link(taro, hanako)
		s.logIn(umino)
		s.linkPage()
		s.press("button", "連携する")
		s.signsInAs(taro)
		s.consents()
		s.arrive(s.front() + "mypage/link")
		s.says("このAmazonアカウントは連携できませんでした")
		s.picture("link-conflict")
		s.silent(hanako.Name, hanako.Email, hanako.ID)
		w.wantLinked(umino.ID, false)
		w.wantLinked(hanako.ID, true)

		s.press("button", "連携する")
		s.signsInAs(suzuki)
		s.consents()
		s.isLinked()
		w.wantLinked(umino.ID, true)
	})
}

// An equal e-mail address links nobody and logs nobody in: 鈴木 花子 has at Amazon the address of the member 青山 花子.
func TestX13_EqualEmailIsNoProof(t *testing.T) {
	_, s := alone(t)
	s.open(s.front() + "login")
	s.pressLogin()
	s.signsInAs(suzuki)
	s.consents()
	s.arrive(s.front() + "login")
	s.says("まだ当店の会員 ID と連携されていません")
	s.silent(hanako.Name)
	s.isMember(account{})
}

// Who tries again and again is stopped, and told so in place.
func TestX13_LinkAttemptsAreLimited(t *testing.T) {
	w, s := alone(t)
	s.open(s.front() + "login")
	s.pressLogin()
	s.signsInAs(taro)
	s.consents()
	s.arrive(s.front() + "login")
	s.givePassword(umino)
	s.arrive(s.front() + "mypage")
	s.linkPage()
	s.wait("[data-do=link]", "")
	w.link(taro, hanako) // meanwhile, and the first attempt with this Amazon account
	statuses := evaluate[[]int](s, fmt.Sprintf(`(async () => {
		const host = document.querySelector("noren-link"), shop = document.querySelector("[data-shop]").dataset.shop;
		const session = JSON.parse(sessionStorage["noren:" + shop]).session, statuses = [];
		for (let i = 0; i < 10; i++) statuses.push((await fetch(%q, {method: "POST", headers: {"Content-Type": "text/plain"},
			body: JSON.stringify({shop, session, member: host.getAttribute("member"), consent: host.shadowRoot.querySelector("[data-consent]").dataset.consent})})).status);
		return statuses; })()`, w.PayURL+"/embed/v1/link"))
	if got := fmt.Sprint(statuses); got != "[409 409 409 409 409 409 409 409 409 429]" {
		t.Errorf("answers: %s", got)
	}
	s.press("button", "連携する")
	s.says("少し時間をおいてから")
	s.picture("link-too-many")
	s.silent(hanako.Name, hanako.Email)
	w.wantLinked(umino.ID, false)
}

// A shop that does not use linking: no login by Amazon and no invitation; the cart button sells, to guests and to whoever is
// logged in already.
func TestR3_13_WithoutLinking(t *testing.T) {
	onMost(t, func(t *testing.T, w *world, s *shopper) {
		w.link(taro, hanako)
		settings, err := w.Backend.Shops.Settings(t.Context(), w.ShopID)
		w.must(err)
		settings.Linking = false
		_, err = w.Backend.Shops.SaveSettings(t.Context(), "test", w.ShopID, settings)
		w.must(err)

		for _, page := range []string{"login", "signup"} {
			s.open(s.front() + page)
			s.hides("noren-login")
			s.picture("off-" + page)
		}
		s.fill()
		s.begin()
		s.chooses(taro, "1111")
		s.arrive(s.front() + "register")
		s.isRegister()
		s.isMember(account{})
		if asked := s.asked("/noren/login"); len(asked) > 0 {
			t.Errorf("the shop's login URL was asked for: %s", asked)
		}
		s.logIn(umino)
		s.hides("noren-link")
		s.picture("off-mypage")
		s.open(s.front() + "mypage/link")
		s.says("Amazonアカウントでのログインは、ご利用いただけません")
		s.open(s.front() + "cart")
		s.begin()
		s.chooses(taro, "1111")
		s.isRegister()
		s.isMember(umino)
		s.confirmPage()
		s.order()
		s.isComplete()
		s.hides("noren-link")
		w.wantPaid(1)
	})
}

// hides waits until an element has stood aside.
func (s *shopper) hides(element string) {
	s.t.Helper()
	s.until(fmt.Sprintf(`window.Noren && document.querySelector(%q)`, element))
	evaluate[bool](s, "Noren.ready.then(() => true)")
	if evaluate[bool](s, fmt.Sprintf(`!!document.querySelector(%q).shadowRoot?.querySelector("button")`, element)) {
		s.fail(element + " is there")
	}
}
