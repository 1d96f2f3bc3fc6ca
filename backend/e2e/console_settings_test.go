package e2e

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// owner is a person of the demo shop who may change its settings.
const owner = "青木 凪"

// payPC is the payment button of the preview's PC, inside its shadow root.
const payPC = `document.querySelector("#scenes .pc noren-pay")?.shadowRoot.querySelector("button")?.dataset.colour`

// The settings are changed with the preview beside them, kept as a draft, published, and seen in the shop within a second; then an older
// version is published again (R3-4 to R3-9, X-17).
func TestX17_SettingsFromDraftToShop(t *testing.T) {
	w, s := alone(t)
	s.fill()
	m := w.atWork(owner, false)
	m.inShop("/settings")
	m.until(payPC + ` === "gold"`)
	m.looks("settings")
	unguarded := `window.dispatchEvent(new Event("beforeunload", {cancelable: true}))`
	m.until(unguarded)

	m.press(`[name="payButton.pc.colour"][value=darkgray]`, "")
	m.enter("guides.checkout", `<b onclick="alert(1)">ギフト</b>にも。`)
	m.until(payPC + ` === "darkgray"`)
	m.says(`<b onclick="alert(1)">ギフト</b>にも。`)
	m.says("32／2000文字")
	m.until("!" + unguarded)
	m.insertsPicture()
	m.says(`<b onclick="alert(1)">ギフト</b>にも。`)
	m.until("!" + unguarded)

	m.enter("limits.hideFrom", "〇〇円")
	m.press(".save button", "保存する")
	m.says("次の1項目をご確認ください")
	m.until(`document.activeElement.name === "limits.hideFrom" && document.activeElement.getAttribute("aria-invalid") === "true"`)
	m.looks("settings-wrong")
	m.enter("limits.hideFrom", "３００,０００円")
	m.press(".save button", "保存する")
	m.says("下書きを保存しました")
	if colour := s.shopColour(); colour != "gold" {
		t.Errorf("the shop shows a draft: %s", colour)
	}
	m.conflicts()
	m.publishes()
	published := time.Now()
	for opened := time.Now(); s.shopColour() != "darkgray"; opened = time.Now() {
		if opened.Sub(published) > time.Second {
			t.Fatal("after a second, the shop does not show what was published")
		}
	}
	m.goesBack()
	m.phonePane()
}

// shopColour is the colour of the button in the shop's cart, as it is when the page is opened now.
func (s *shopper) shopColour() string {
	s.t.Helper()
	s.open(s.world.ShopURL + "/cart")
	s.wait("button[data-do=begin]", "Amazon")
	return evaluate[string](s, `[...document.querySelectorAll("noren-pay")].map(e => e.shadowRoot?.querySelector("button[data-do=begin]")?.dataset.colour).find(Boolean)`)
}

// insertsPicture tries a file that is no picture, and then one that is.
func (s *shopper) insertsPicture() {
	s.t.Helper()
	folder := s.t.TempDir()
	var out bytes.Buffer
	picture := image.NewGray(image.Rect(0, 0, 120, 40))
	picture.SetGray(3, 4, color.Gray{Y: 200})
	s.world.must(png.Encode(&out, picture))
	for name, content := range map[string][]byte{"wrong.png": []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), "right.svg": out.Bytes()} {
		s.world.must(os.WriteFile(filepath.Join(folder, name), content, 0o600))
	}
	for _, try := range []struct{ file, says string }{{"wrong.png", "この形式の画像は使えません"}, {"right.svg", "画像を入れました"}} {
		s.run(chromedp.SetUploadFiles("#paymentImage", []string{filepath.Join(folder, try.file)}))
		s.press("button", "画像挿入")
		s.says(try.says)
	}
	s.until(`document.querySelector(".picture img").naturalWidth === 120 && document.querySelector("#scenes .pc noren-guide").shadowRoot.querySelector("img").naturalWidth === 120`)
}

// conflicts saves in another tab what is open in this one.
func (s *shopper) conflicts() {
	s.t.Helper()
	s.inShop("/settings")
	other := s.another()
	other.inShop("/settings")
	other.enter("guides.mail", "先に保存した案内")
	other.press("#kana", "")
	other.press(".save button", "保存する")
	other.says("下書きを保存しました")
	s.enter("guides.mail", "あとから保存する案内")
	s.press(".save button", "保存する")
	s.says("先に別の内容を保存しました")
	s.says(owner + "さんの値：")
	s.says("先に保存した案内")
	s.until(`document.getElementById("guides.mail").value === "あとから保存する案内" && document.getElementById("kana").checked`)
	s.looks("settings-conflict")
	s.press(".save button", "保存する")
	s.says("下書きを保存しました")
}

func (s *shopper) publishes() {
	s.t.Helper()
	s.press("a", "公開する")
	s.says("下書きの公開")
	s.says("お支払いボタン（PC用）の色")
	s.says("設定しない")
	s.says("¥300,000")
	s.looks("settings-publish")
	s.pressTwice("button", "公開する")
	s.arrive("/settings")
	s.says("公開しました")
}

// goesBack publishes the first version again.
func (s *shopper) goesBack() {
	s.t.Helper()
	s.press("a", "変更の履歴")
	s.says("第2版")
	s.says(owner)
	s.looks("settings-history")
	s.press("a", "この版に戻す")
	s.says("第1版に戻す")
	s.press("button", "この内容で公開する")
	s.says("第1版の内容を公開しました")
	s.says("公開中：第3版")
	s.until(payPC + ` === "gold"`)
}

// phonePane is the preview on a phone, which takes the place of the form.
func (s *shopper) phonePane() {
	s.t.Helper()
	s.narrowly(func() {
		s.inShop("/settings")
		s.press(".panes label", "プレビュー")
		s.press(".sites label", "スマートフォン")
		s.until(`document.querySelector("#scenes .sp noren-pay").getClientRects().length && !document.querySelector("#settings").getClientRects().length`)
		s.look("settings-preview")
		s.picture("settings-preview")
	})
}
