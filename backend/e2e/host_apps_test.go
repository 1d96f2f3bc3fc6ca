package e2e

import "testing"

// What the browsers inside apps call themselves, and what real browsers do; a shopper is led out of the former only.
func TestX7_BrowsersInsideApps(t *testing.T) {
	t.Parallel()
	h := newHost(t)
	s := h.shopper(true)
	address := h.page("cart", plain("", payElement))
	const (
		iPhone  = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
		android = "Mozilla/5.0 (Linux; Android 15; Pixel 8 Build/AP4A.250105.002; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/136.0.7103.60 Mobile Safari/537.36"
		chrome  = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
	)
	for name, browser := range map[string]struct {
		agent string
		app   bool
	}{
		"LINE on iOS":             {iPhone + "Mobile/15E148 Safari Line/15.7.0", true},
		"LINE on Android":         {android + " Line/15.7.1/IAB", true},
		"Instagram on iOS":        {iPhone + "Mobile/15E148 Instagram 381.0.0.27.102 (iPhone16,1; iOS 18_5; ja_JP; ja; scale=3.00; 1179x2556; 735165243)", true},
		"Instagram on Android":    {android + " Instagram 381.1.0.53.84 Android (35/15; 420dpi; 1080x2400; Google/google; Pixel 8; shiba; shiba; ja_JP; 735196437)", true},
		"Facebook on iOS":         {iPhone + "Mobile/15E148 [FBAN/FBIOS;FBAV/515.0.0.52.109;FBBV/736203044;FBDV/iPhone16,1;FBMD/iPhone;FBSN/iOS;FBSV/18.5;FBSS/3;FBCR/;FBID/phone;FBLC/ja_JP;FBOP/80]", true},
		"Facebook on Android":     {android + " [FB_IAB/FB4A;FBAV/515.0.0.47.84;IABMV/1;]", true},
		"Messenger on iOS":        {iPhone + "Mobile/15E148 [FBAN/MessengerForiOS;FBAV/508.0.0.41.106;FBDV/iPhone16,1;FBLC/ja_JP]", true},
		"TikTok on iOS":           {iPhone + "Mobile/15E148 musical_ly_39.9.0 JsSdk/2.0 NetType/WIFI Channel/App Store ByteLocale/ja Region/JP BytedanceWebview/d8a21c6", true},
		"TikTok on Android":       {android + " trill_390903 JsSdk/1.0 NetType/WIFI Channel/googleplay AppName/trill app_version/39.9.3 ByteLocale/ja-JP Region/JP BytedanceWebview/d8a21c6", true},
		"Yahoo! JAPAN on iOS":     {iPhone + "Mobile/15E148 YJApp-IOS jp.co.yahoo.ipn.appli/4.140.0", true},
		"Yahoo! JAPAN on Android": {android + " YJApp-ANDROID jp.co.yahoo.android.yjtop/3.180.1", true},
		"Safari on iPhone":        {iPhone + "Version/18.5 Mobile/15E148 Safari/604.1", false},
		"Safari on Mac":           {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15", false},
		"Chrome on iOS":           {iPhone + "CriOS/136.0.7103.91 Mobile/15E148 Safari/604.1", false},
		"Chrome on Android":       {chrome + "Chrome/136.0.0.0 Mobile Safari/537.36", false},
		"Samsung Internet":        {chrome + "SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36", false},
		"Edge on Android":         {chrome + "Chrome/136.0.0.0 Mobile Safari/537.36 EdgA/136.0.0.0", false},
		"Firefox on Android":      {"Mozilla/5.0 (Android 15; Mobile; rv:138.0) Gecko/138.0 Firefox/138.0", false},
		"Firefox on iOS":          {iPhone + "FxiOS/138.0 Mobile/15E148 Safari/605.1.15", false},
		"Opera on Android":        {chrome + "Chrome/136.0.0.0 Mobile Safari/537.36 OPR/89.0.0.0", false},
		"Brave and DuckDuckGo":    {iPhone + "Version/18.5 Mobile/15E148 DuckDuckGo/7 Safari/605.1.15", false},
	} {
		t.Run(name, func(t *testing.T) {
			s.t = t
			s.isBrowser(browser.agent)
			s.open(address)
			s.until(`document.querySelector("noren-pay[state=ready]")`)
			if led := s.sees("[part~=browser] button", ""); led != browser.app {
				t.Errorf("led out of it: %t", led)
			}
		})
	}
}
