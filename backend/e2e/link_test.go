package e2e

import (
	"testing"
	"time"

	"noren/backend/member"
	"noren/shared/api"
)

// A member without a link: at the foot of my page the invitation, the link page, consent at Amazon, linked (R4-10). Then it is
// offered no more; what was agreed to is on record.
func TestR4_10_MemberLinksOnMyPage(t *testing.T) {
	onMost(t, func(t *testing.T, w *world, s *shopper) {
		s.logIn(hanako)
		s.wait("button", "他サイトＩＤ連携")
		s.picture("mypage")
		s.press("button", "他サイトＩＤ連携")
		s.arrive(s.front() + "mypage/link")
		s.says("「連携する」を押すと")
		s.picture("link")
		s.press("button", "連携する")
		s.signsInAs(taro)
		s.consents()
		s.isLinked()
		s.picture("linked")
		link, found := w.linkOf(hanako.ID)
		if !found || link.Way != member.MyPage || link.Consent != api.ConsentVersion || !link.At.Equal(link.At.UTC()) || w.Amazon.Now().Sub(link.At) > time.Minute {
			t.Errorf("on record: %v %+v", found, link)
		}
		s.open(s.front() + "mypage")
		s.says("Amazonアカウントと連携済みです")
		if s.sees("button", "他サイトＩＤ連携") {
			t.Error("my page offers to link once more")
		}
	})
}

// After the order a member is invited, and links with the Amazon account of the order: no second trip there (R4-9).
func TestR4_9_MemberLinksAfterTheOrder(t *testing.T) {
	onMost(t, func(t *testing.T, w *world, s *shopper) {
		s.logIn(umino)
		s.fill()
		s.begin()
		s.chooses(taro, "1111")
		s.isConfirm()
		s.order()
		s.isComplete()
		s.wait("button", "他サイトＩＤと連携する")
		s.picture("complete-member")
		w.wantLinked(umino.ID, false)
		trips := len(s.asked("/launch/"))
		s.press("button", "他サイトＩＤと連携する")
		s.arrive(s.front() + "mypage/link")
		s.press("button", "連携する")
		s.isLinked()
		if again := len(s.asked("/launch/")); again != trips {
			t.Errorf("%d trips to Amazon, %d before linking", again, trips)
		}
		if link, _ := w.linkOf(umino.ID); link.Way != member.Complete {
			t.Errorf("linked %s", link.Way)
		}
	})
}

// A guest becomes a member after the order. That does not link by itself; the next page leads to it (R4-9).
func TestR4_9_GuestRegistersAfterTheOrderAndLinks(t *testing.T) {
	onMost(t, func(t *testing.T, w *world, s *shopper) {
		s.register("1111")
		s.confirmPage()
		s.order()
		s.isComplete()
		s.wait("#password", "")
		s.picture("complete-guest")
		s.press("button", "会員登録する")
		s.says("会員規約をお読みのうえ")
		s.picture("complete-faults")
		s.types("password", "long enough")
		s.press("label[for=terms]", "")
		s.press("button", "会員登録する")
		s.arrive(s.front() + "signup/complete")
		s.picture("signup-complete")
		s.isMember(account{Name: "山田 太郎"})
		s.press("a", "他サイトＩＤ連携する")
		s.arrive(s.front() + "mypage/link")
		s.wait("button", "連携する")
		trips := len(s.asked("/launch/"))
		s.press("button", "連携する")
		s.isLinked()
		if again := len(s.asked("/launch/")); again != trips {
			t.Errorf("%d trips to Amazon, %d before linking", again, trips)
		}
		w.wantPaid(1)
	})
}

// Members are invited with the benefits named: login with the Amazon id they use every day, and quick purchase (R4-16).
func TestR4_16_BenefitsOfALinkAreNamed(t *testing.T) {
	on(t, func(_ *testing.T, _ *world, s *shopper) {
		s.logIn(hanako)
		s.says("いつものAmazonのIDでログイン")
		s.says("入力なしで、すぐにご購入")
		s.linkPage()
		s.says("いつものAmazonのIDでログイン")
		s.says("入力なしで、すぐにご購入")
		s.logOut()
		s.fill()
		s.says("連携された方は、このボタンで同時にログインできます")
	})
}
