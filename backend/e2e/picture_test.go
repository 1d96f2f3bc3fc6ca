package e2e

import (
	"os"
	"path/filepath"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// picture keeps a picture of the whole page in the folder that NOREN_SHOTS names, for people to look at.
func (s *shopper) picture(name string) {
	folder := os.Getenv("NOREN_SHOTS")
	if folder == "" {
		return
	}
	image, err := chromedp.Run(s.tab, chromedp.FullScreenshot(100))
	if err != nil {
		return
	}
	_ = os.WriteFile(filepath.Join(folder, s.deviceName()+"-"+name+".png"), image, 0o600)
}

// postcard keeps what the shopper sees around an element in the folder that NOREN_POSTCARDS names: «make pictures» takes those
// of the README anew.
func (s *shopper) postcard(name, selector string) {
	s.t.Helper()
	folder := os.Getenv("NOREN_POSTCARDS")
	if folder == "" {
		return
	}
	s.place(selector, "")
	quality, format := int64(85), page.CaptureScreenshotFormatWebp
	shot := call(s, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: format, Quality: &quality})
	if err := os.WriteFile(filepath.Join(folder, s.deviceName()+"-"+name+".webp"), shot.Data, 0o600); err != nil {
		s.fail(err.Error())
	}
}

func (s *shopper) deviceName() string {
	if s.phone {
		return "sp"
	}
	return "pc"
}
