package sandbox

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"noren/backend/sandbox/signing"
)

// registrationRequest is what a platform sends along with a new merchant (protocol 10.2).
type registrationRequest struct {
	provider      string // spId
	lang          string
	uniqueID      string    // merchantUniqueId
	returnURL     string    // hosted
	returnMethod  string    // GET or POST
	keyShareURL   string    // unhosted
	key           pluginKey // unhosted
	origins       []string
	privacyURL    string
	storeName     string
	notifications map[environment]string
}

func (q *registrationRequest) hosted() bool { return q.returnURL != "" }

// target is where the credentials go.
func (q *registrationRequest) target() string { return q.returnURL + q.keyShareURL }

// pluginKey is the public key of an unhosted registration under the id that it gets.
type pluginKey struct {
	id     string
	public *rsa.PublicKey
	sealed string // the id as protocol 10.3 sends it: for the holder of the private key alone
}

// registrationForm reads the fields of /register. It notes all that is wrong, for the developer of the platform.
type registrationForm struct {
	url.Values

	wrong []*Error
}

// readRegistration takes no lock: it does RSA.
func readRegistration(form url.Values) (*registrationRequest, []*Error) {
	f := &registrationForm{Values: form}
	q := &registrationRequest{
		provider: f.text("spId", 64), uniqueID: f.text("merchantUniqueId", 128), lang: languageOf(f.text("locale", 16)),
		storeName: f.text("merchantStoreDescription", 200), privacyURL: f.address("merchantPrivacyNoticeURL"),
		returnURL: f.address("returnURL"), returnMethod: strings.ToUpper(f.text("returnMethod", 8)), keyShareURL: f.address("keyShareURL"),
		notifications: map[environment]string{
			sandboxEnvironment: f.address("merchantSandboxIPNURL"), liveEnvironment: f.address("merchantProductionIPNURL"),
		},
	}
	if q.provider == "" {
		f.refuse("spId", "is missing: give the id of your solution provider account")
	}
	for _, origin := range f.Values["merchantLoginDomains[]"] {
		q.origins = append(q.origins, f.origin(origin))
	}
	for _, target := range f.Values["merchantLoginRedirectURLs[]"] {
		f.checkAddress("merchantLoginRedirectURLs[]", target)
	}
	if country := f.Get("merchantCountry"); country != "" && !regexp.MustCompile(`^[A-Z]{2}$`).MatchString(country) {
		f.refuse("merchantCountry", "is no country: give two capital letters such as JP")
	}
	f.readKind(q)
	return q, f.wrong
}

// readKind decides between the two flows of protocol 10.1 by the fields that are there.
func (f *registrationForm) readKind(q *registrationRequest) {
	hosted, unhosted := f.Get("returnURL") != "", f.Get("keyShareURL") != "" || f.Get("publicKey") != ""
	switch {
	case hosted && unhosted:
		f.refuse("returnURL", "does not go with keyShareURL and publicKey: a hosted registration has returnURL alone, an unhosted one the other two")
	case hosted:
		if q.returnMethod == "" {
			q.returnMethod = http.MethodPost
		}
		if q.returnMethod != http.MethodPost && q.returnMethod != http.MethodGet {
			f.refuse("returnMethod", "is not a method: give POST or GET, or leave it out for POST")
		}
	case unhosted:
		if f.Get("keyShareURL") == "" {
			f.refuse("keyShareURL", "is missing beside publicKey: give the shop's endpoint that takes the credentials")
		}
		if version := f.Get("onboardingVersion"); version != "2" {
			f.refuse("onboardingVersion", "is not 2: the answer of protocol version 2 is the only one there is")
		}
		q.key = f.readKey()
	default:
		f.refuse("returnURL", "is missing: give it for a hosted registration, or keyShareURL and publicKey for an unhosted one")
	}
}

func (f *registrationForm) readKey() pluginKey {
	const remedy = ": give the base64 of an RSA public key of 2048 bits or more, its PEM without BEGIN, END and line breaks (in a link, write + as %2B)"
	text := f.text("publicKey", 4096)
	if text == "" {
		f.refuse("publicKey", "is missing"+remedy)
		return pluginKey{}
	}
	public, err := signing.ParsePublicKey(text)
	if err != nil {
		f.refuse("publicKey", "is not such a key"+remedy)
		return pluginKey{}
	}
	// Without a prefix the key serves both environments; the path then names one (protocol 1.1).
	id := randomText(upperDigits, 24)
	sealed, err := rsa.EncryptPKCS1v15(rand.Reader, public, []byte(id)) //nolint:staticcheck // protocol 10.3 wants PKCS #1 v1.5
	if err != nil {
		f.refuse("publicKey", "cannot encrypt: "+err.Error())
		return pluginKey{}
	}
	return pluginKey{id: id, public: public, sealed: url.QueryEscape(base64.StdEncoding.EncodeToString(sealed))}
}

func (f *registrationForm) refuse(field, message string) {
	reason := "InvalidParameterValue"
	if f.Get(field) == "" {
		reason = "MissingParameterValue"
	}
	f.wrong = append(f.wrong, refuse(400, reason, "The field '"+field+"' "+message+"."))
}

func (f *registrationForm) text(field string, most int) string {
	value := strings.TrimSpace(f.Get(field))
	if len(value) > most {
		f.refuse(field, fmt.Sprintf("is too long: give at most %d characters", most))
		return ""
	}
	return value
}

// address is a URL, or "" without the field.
func (f *registrationForm) address(field string) string {
	value := strings.TrimSpace(f.Get(field))
	if value == "" {
		return ""
	}
	f.checkAddress(field, value)
	return value
}

func (f *registrationForm) checkAddress(field, value string) {
	if secureURL(value) == nil {
		f.refuse(field, "is not a URL that begins with https:// (http:// only for localhost and 127.0.0.1), of at most 2048 characters")
	}
}

func (f *registrationForm) origin(value string) string {
	u := secureURL(value)
	if u == nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		f.refuse("merchantLoginDomains[]", "is not an origin: give https:// and the host, without a path")
		return ""
	}
	return asciiOrigin(u)
}

// checkProvider refuses a solution provider that may not register merchants here.
func (s *Sandbox) checkProvider(q *registrationRequest) *Error {
	_, known := s.accounts[q.provider]
	if known || len(s.settings.Providers) == 0 || slices.Contains(s.settings.Providers, q.provider) {
		return nil
	}
	return refuse(400, "InvalidParameterValue", "The field 'spId' names no solution provider: give the merchant id of an account "+
		"that is known here, or one of the setting 'providers'.")
}
