package web_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"noren/backend/member"
	"noren/backend/merchant"
	"noren/backend/store/storetest"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/display"
)

// loginPrograms are those of the document about member login: the mark of their block, their file, and how they are run.
var loginPrograms = map[string]struct {
	mark, file string
	build, run []string
}{
	"PHP":  {mark: "php", file: "login.php", run: []string{"php", "-d", "session.save_path=.", "-S", "127.0.0.1:PORT", "login.php"}},
	"Node": {mark: "js", file: "login.mjs", run: []string{"node", "login.mjs"}},
	"Ruby": {mark: "ruby", file: "login.rb", run: []string{"ruby", "login.rb"}},
	"Go":   {mark: "go", file: "login.go", build: []string{"go", "build", "login.go"}, run: []string{"./login"}},
}

// loginShop is a shop whose server is one of these programs, with member-1, whose Amazon account is linked: taro's.
type loginShop struct {
	*outward

	address string
}

func newLoginWorld(t *testing.T) *outward {
	t.Helper()
	o := newOutward(t, storetest.SQLite(t))
	o.shop.LoginURL = shopOrigin + "/noren/login"
	o.must(o.shops.Update(t.Context(), "cli", o.shop))
	settings, err := o.shops.Settings(t.Context(), o.shop.ID)
	o.must(err)
	settings.Linking = true
	_, err = o.shops.SaveSettings(t.Context(), "test", o.shop.ID, settings)
	o.must(err)
	_, row := o.signIn("taro", "any")
	found, err := o.site.Flow.Get(t.Context(), o.shop.ID, row)
	o.must(err)
	shot, err := o.site.Flow.Snapshot(o.shop.ID, found.Buyer)
	o.must(err)
	account := member.Account{MerchantID: found.MerchantID, BuyerID: shot.BuyerID}
	_, err = o.site.Members.Link(t.Context(), o.shop.ID, account, "member-1", member.MyPage, api.ConsentVersion)
	o.must(err)
	return o
}

// signIn presses the login button of a page that carries the state, signs in at Amazon as this buyer, and gives the path in the
// shop to which the browser is led.
func (o *outward) signIn(buyer, state string) (path, checkoutID string) {
	o.t.Helper()
	id := call(o, api.Begin, api.BeginRequest{
		Shop: o.shop.ID, Kind: button.Login, Placement: display.LoginPage, LoginState: state, Site: button.PC, Device: button.PC,
		Leaving: leaving("/mypage"),
	}).Checkout
	cookie := o.launch(id)
	launch, err := o.site.Flow.Launch(o.t.Context(), id, "")
	o.must(err)
	signIn, err := o.amazon.Initiate(url.Values{
		"payloadJSON": {launch.Button.PayloadJSON}, "signature": {launch.Button.Signature}, "publicKeyId": {launch.Button.PublicKeyID},
		"algorithm": {launch.Button.Algorithm}, "merchantId": {launch.Account.MerchantID}, "productType": {launch.Checkout.Product},
		"environment": {"SANDBOX"}, "checkoutLanguage": {"ja_JP"}, "origin_url": {o.url},
	})
	o.must(err)
	back, err := o.amazon.SignIn(signIn, buyer)
	o.must(err)
	p := o.open(back, cookie, api.Japanese)
	path, ok := strings.CutPrefix(p.location(), shopOrigin)
	if p.status != http.StatusSeeOther || !ok {
		o.t.Fatalf("back from Amazon: %d %s", p.status, p.location())
	}
	return path, id
}

// runs starts a program of the document as its reader would.
func (o *outward) runs(language, lang string) *loginShop {
	t := o.t
	t.Helper()
	program := loginPrograms[language]
	block := regexp.MustCompile("(?s)```" + program.mark + "\n(.*?)```").FindStringSubmatch(read(t, "../../static/docs/login."+lang+".md"))
	folder := t.TempDir()
	o.must(os.WriteFile(filepath.Join(folder, program.file), []byte(block[1]), 0o600))
	port := "0"
	if strings.Contains(strings.Join(program.run, " "), "PORT") {
		port = freePort(t)
	}
	environment := append(os.Environ(), "PORT="+port, "NOREN_URL="+o.url, "NOREN_SHOP="+o.shop.ID, "NOREN_CART_KEY="+o.cartKey,
		"NOREN_SECRET_KEY="+o.key(merchant.ExchangeCodes))
	command := func(words []string) *exec.Cmd {
		name, args, _ := strings.Cut(strings.ReplaceAll(strings.Join(words, " "), "PORT", port), " ")
		cmd := exec.CommandContext(t.Context(), name, strings.Fields(args)...)
		cmd.Dir, cmd.Env = folder, environment
		return cmd
	}
	if program.build != nil {
		out, err := command(program.build).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	cmd := command(program.run)
	out, in, err := os.Pipe()
	o.must(err)
	cmd.Stdout, cmd.Stderr = in, in
	o.must(cmd.Start())
	o.must(in.Close())
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	said := bufio.NewReader(out)
	for {
		line, err := said.ReadString('\n')
		if address := regexp.MustCompile(`http://127\.0\.0\.1:\d+`).FindString(line); address != "" {
			go func() { _, _ = io.Copy(io.Discard, said) }()
			return &loginShop{o, address}
		}
		if err != nil {
			t.Fatalf("the program does not start: %v", err)
		}
	}
}

func freePort(t *testing.T) string {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// visitor is a browser in that shop.
type visitor struct {
	*loginShop

	http http.Client
}

func (s *loginShop) visitor() *visitor {
	jar, err := cookiejar.New(nil)
	s.must(err)
	return &visitor{s, http.Client{Jar: jar, CheckRedirect: direct.CheckRedirect}}
}

func (v *visitor) get(path string) page {
	v.t.Helper()
	response, err := v.http.Get(v.address + path)
	v.must(err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	v.must(err)
	return page{response.StatusCode, string(body), response.Header}
}

// state is the login-state of the login page; "" when somebody is logged in.
func (v *visitor) state() string {
	v.t.Helper()
	found := regexp.MustCompile(`login-state="([^"]+)"`).FindStringSubmatch(v.get("/mypage").body)
	if found == nil {
		return ""
	}
	return found[1]
}

// member is who is logged in, by the member token of the page, which must be proof.
func (v *visitor) member() string {
	v.t.Helper()
	found := regexp.MustCompile(`member="([^"]+)"`).FindStringSubmatch(v.get("/mypage").body)
	if found == nil {
		return ""
	}
	who, err := v.site.Members.Prove(v.t.Context(), v.shop.ID, found[1])
	v.must(err)
	return who.ID
}
