package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"noren/backend/sandbox/seller"
)

// applicantLife is how long the pages of one registration can be used.
const applicantLife = 24 * time.Hour

// applicant is one merchant's stay on the pages of registration. Its id is in the path of all its pages, unguessable:
// no form can be sent by another site.
type applicant struct {
	id       string
	base     string // where the browser reaches the sandbox
	request  *registrationRequest
	lang     string
	captcha  string
	code     string // that proves the e-mail address codeTo
	codeTo   string
	verified string // e-mail address
	account  string // merchant id, once signed in

	reapplies bool // the account was refused
	typed     answers
	wrong     map[seller.Step]map[string]seller.Problem
	passed    int           // how many steps of the way are done
	result    *Registration // once there is one, nothing else can be done
}

func (v *applicant) path(page string) string { return "/register/" + v.id + "/" + page }

func (v *applicant) to(step seller.Step) step { return redirect(v.path(string(step))) }

// routeRegistration are the pages of protocol 10 and R2-2.
func (s *Sandbox) routeRegistration(mux *http.ServeMux) {
	mux.Handle("GET "+seller.AssetPath, http.StripPrefix(seller.AssetPath, http.FileServerFS(seller.Assets())))
	mux.HandleFunc("GET /register", s.serveRegister)
	mux.HandleFunc("POST /register", s.serveRegister)
	mux.HandleFunc("GET /register/{visit}/mailbox", s.serveApplicant(func(v *applicant, _ string, _ url.Values) step { return s.mailboxPage(v) }))
	mux.HandleFunc("POST /register/{visit}/resend", s.serveApplicant(func(v *applicant, _ string, _ url.Values) step { return s.resendForm(v) }))
	mux.HandleFunc("GET /register/{visit}/{step}", s.serveApplicant(s.registrationPage))
	mux.HandleFunc("POST /register/{visit}/{step}", s.serveApplicant(s.registrationStep))
}

// serveRegister is where a platform sends its merchants.
func (s *Sandbox) serveRegister(w http.ResponseWriter, r *http.Request) {
	form, ok := readForm(w, r)
	if !ok {
		return
	}
	q, wrong := readRegistration(form)
	if form.Get("locale") == "" {
		q.lang = languageOf(r.Header.Get("Accept-Language"))
	}
	s.show(w, r, s.beginRegistration(q, wrong, s.publicURL(r)))
}

func (s *Sandbox) beginRegistration(q *registrationRequest, wrong []*Error, base string) step {
	s.lock()
	defer s.unlock()
	if refused := s.checkProvider(q); refused != nil && q.provider != "" {
		wrong = append(wrong, refused)
	}
	if len(wrong) > 0 {
		var lines []string
		for _, w := range wrong {
			lines = append(lines, w.ReasonCode+": "+w.Message)
		}
		return step{
			status: http.StatusBadRequest, policy: seller.ContentSecurityPolicy,
			page: seller.Refusal(seller.Frame{Lang: q.lang}, lines),
		}
	}
	v := &applicant{
		id: newToken(), base: base, request: q, lang: q.lang, captcha: randomText("ABCDEFGHJKLMNPRTUVWXY346789", 6),
		wrong: make(map[seller.Step]map[string]seller.Problem),
		typed: answers{
			"name": q.storeName, "businessDisplayName": q.storeName, "privacyPolicyUrl": q.privacyURL, "residenceSame": "on",
		},
	}
	if len(q.origins) > 0 {
		_, v.typed["storeDomain"], _ = strings.Cut(q.origins[0], "://")
	}
	s.applicants[v.id] = v
	s.at(s.now().Add(applicantLife), func() { delete(s.applicants, v.id) })
	return v.to(seller.StepAccount)
}

// serveApplicant finds the stay of the path and does the step under the lock; the page is written outside.
func (s *Sandbox) serveApplicant(do func(v *applicant, name string, form url.Values) step) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		form, ok := readForm(w, r)
		if !ok {
			return
		}
		next := s.applicantStep(r, form, func(v *applicant) step { return do(v, r.PathValue("step"), form) })
		if next.policy == "" {
			next.policy = seller.ContentSecurityPolicy
		}
		s.show(w, r, next)
	}
}

func (s *Sandbox) applicantStep(r *http.Request, form url.Values, do func(*applicant) step) step {
	s.lock()
	defer s.unlock()
	v, ok := s.applicants[r.PathValue("visit")]
	if !ok {
		return lostApplicant(languageOf(r.Header.Get("Accept-Language")))
	}
	if lang := form.Get("lang"); lang != "" {
		v.lang = languageOf(lang)
	}
	return do(v)
}

func lostApplicant(lang string) step {
	return step{status: http.StatusNotFound, page: seller.Lost(seller.Frame{Lang: lang})}
}

// way is the steps of this merchant: who signs in with an account does not open one, and fills in an application only
// after a refusal.
func (v *applicant) way() []seller.Step {
	application := []seller.Step{
		seller.StepBusiness, seller.StepCompany, seller.StepTerms, seller.StepRepresentative, seller.StepBank,
	}
	way := []seller.Step{seller.StepAccount, seller.StepCode}
	if v.account != "" {
		way = []seller.Step{seller.StepSignIn}
	}
	if v.account == "" || v.reapplies {
		way = append(way, application...)
	}
	return append(way, seller.StepStore, seller.StepConsent, seller.StepSend)
}

// place is where a step is on the way; -1: nowhere. Both first pages are always there.
func (v *applicant) place(name seller.Step) int {
	if name == seller.StepAccount || name == seller.StepSignIn {
		return 0
	}
	return slices.Index(v.way(), name)
}

// due is the first step that is not done.
func (v *applicant) due() step {
	way := v.way()
	return v.to(way[min(v.passed, len(way)-1)])
}
