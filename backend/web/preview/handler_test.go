package preview

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"noren/shared/api"
)

// get asks for a page of the studio whose language is Japanese unless the address says another.
func get(t *testing.T, address string) (*httptest.ResponseRecorder, string) {
	t.Helper()
	studio := Studio{PublicURL: "https://pay.example"}
	out, request := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, address, nil)
	switch request.URL.Path {
	case Path:
		studio.ServePage(out, request, api.Japanese)
	case FramePath:
		studio.ServeFrame(out, request, api.Japanese)
	case ThemePath:
		studio.ServeTheme(out, request)
	case WidgetPath:
		studio.ServeWidget(out, request)
	case PicturePath:
		studio.ServePicture(out, request)
	default:
		studio.ServeAssets(out, request)
	}
	return out, out.Body.String()
}

// the strict policy has nothing to stop, and only our own frame may be framed, by ourselves.
func TestX14_PagesKeepTheStrictPolicy(t *testing.T) {
	for _, s := range subjects {
		for _, query := range []string{"&state=error&background=own&height=60", "&lang=en&words=en&state=hidden&background=hostile"} {
			for _, path := range []string{Path, FramePath} {
				response, body := get(t, path+"?show="+string(s.name)+query)
				policy := response.Header().Get("Content-Security-Policy")
				if response.Code != http.StatusOK || strings.Contains(policy, "unsafe") || !strings.Contains(policy, "default-src 'none'") ||
					strings.Contains(policy, "frame-ancestors 'self'") != (path == FramePath) {
					t.Errorf("%s %s: %d %q", path, s.name, response.Code, policy)
				}
				for _, node := range find(parsed(t, body), func(*html.Node) bool { return true }) {
					for _, a := range node.Attr {
						if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
							t.Errorf("%s %s: <%s %s>", path, s.name, node.Data, a.Key)
						}
					}
					if node.Data == "style" || node.Data == "script" && attributeOf(node, "src") == "" {
						t.Errorf("%s %s: inline <%s>", path, s.name, node.Data)
					}
				}
			}
		}
	}
}

// everything that a page names is there.
func TestX14_EveryAddressIsThere(t *testing.T) {
	_, body := get(t, Path+"?guide=x&image=1&spread=kind&spread=size&spread=words&spread=site&spread=state")
	seen := map[string]bool{}
	for _, node := range find(parsed(t, body), func(*html.Node) bool { return true }) {
		for _, name := range []string{"href", "src", "data-copy-address"} {
			address, _, _ := strings.Cut(attributeOf(node, name), "#")
			if !strings.HasPrefix(address, "/preview") || seen[address] {
				continue
			}
			seen[address] = true
			response, text := get(t, address)
			if response.Code != http.StatusOK || strings.Contains(text, `<p class="notice">`) && !strings.Contains(address, "state=hidden") && !strings.Contains(address, "state=loading") {
				t.Errorf("%s: %d", address, response.Code)
			}
		}
	}
	if len(seen) < 40 {
		t.Errorf("only %d addresses", len(seen))
	}
	for _, address := range []string{AssetsPath, AssetsPath + ".", AssetsPath + "..", AssetsPath + "nothing.css", AssetsPath + "%2e%2e/handler.go"} {
		if response, _ := get(t, address); response.Code != http.StatusNotFound {
			t.Errorf("%s: %d", address, response.Code)
		}
	}
}

// Without script the form is sent, and leads to the short address.
func TestX14_FormWithoutScript(t *testing.T) {
	response, _ := get(t, Path+"?lang=ja&apply=1&spread=none&spread=colour&show=login&colour=gold&size=large&height=&guide=%0D%0A&paint=%23FFE8E0&page=")
	if response.Code != http.StatusSeeOther || response.Header().Get("Location") != "/preview?guide=%0A&lang=ja&show=login&size=large&spread=none&spread=colour" {
		t.Errorf("%d %s", response.Code, response.Header().Get("Location"))
	}
	response, body := get(t, Path+"?apply=1&colour=pink")
	if response.Code != http.StatusOK || !strings.Contains(body, "「pink」") {
		t.Errorf("what is refused is not said: %d", response.Code)
	}
}

// Hostile texts stay texts, in the page, the frame, the snippet and the JSON.
func TestX14_HostileTextsStayTexts(t *testing.T) {
	hostile := `</textarea></code></template><script>alert(1)</script><img src=x onerror=alert(1)>" ' &amp; ` + "\u202eabc\u2066" + strings.Repeat("長", 64<<10/9)
	for _, path := range []string{Path, FramePath} {
		for _, show := range []Subject{PaySubject, "guide"} {
			_, body := get(t, path+"?show="+string(show)+"&guide="+url.QueryEscape(hostile)+"&colour="+url.QueryEscape(hostile))
			root := parsed(t, body)
			for _, node := range find(root, func(n *html.Node) bool { return n.Data == "script" || n.Data == "img" }) {
				if src := attributeOf(node, "src"); !strings.HasPrefix(src, "/preview/") {
					t.Errorf("%s: <%s src=%q>", path, node.Data, src)
				}
			}
			if got := len(find(root, func(n *html.Node) bool { return attributeOf(n, "onerror") != "" })); got != 0 {
				t.Errorf("%s %s: %d handlers", path, show, got)
			}
			if !strings.Contains(textOf(root), "<script>alert(1)</script>") {
				t.Errorf("%s %s: the text is not shown", path, show)
			}
		}
	}
	response, css := get(t, ThemePath+"?paint="+url.QueryEscape("fff}body{display:none")+"&width="+url.QueryEscape("1;}*{}"))
	if response.Code != http.StatusOK || strings.Contains(css, "display:none") || strings.Contains(css, "*{}") {
		t.Error(css)
	}
}

func textOf(root *html.Node) string {
	var text strings.Builder
	for node := range root.Descendants() {
		if node.Type == html.TextNode {
			text.WriteString(node.Data)
		}
	}
	return text.String()
}

// the picture is a file with a name, and no page.
func TestX14_PictureIsAFile(t *testing.T) {
	response, body := get(t, PicturePath+"?size=large")
	if response.Header().Get("Content-Type") != "image/svg+xml" || response.Header().Get("Content-Disposition") != `attachment; filename="noren-pay-gold-large-ja.svg"` || !strings.HasPrefix(body, "<svg ") {
		t.Errorf("%v %.100s", response.Header(), body)
	}
}
