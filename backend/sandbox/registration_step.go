package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"noren/backend/sandbox/seller"
)

// registrationPage shows a step; one that is not yet due leads to the one that is.
func (s *Sandbox) registrationPage(v *applicant, name string, _ url.Values) step {
	at := v.place(seller.Step(name))
	switch {
	case at < 0 && !slices.Contains(everyStep, seller.Step(name)):
		return lostApplicant(v.lang)
	case v.result != nil && name == string(seller.StepSend):
		return s.sendPage(v)
	case v.result != nil:
		return v.to(seller.StepSend)
	case at < 0 || at > v.passed:
		return v.due()
	}
	return s.showForm(v, seller.Step(name), at)
}

var everyStep = []seller.Step{
	seller.StepAccount, seller.StepSignIn, seller.StepCode, seller.StepBusiness, seller.StepCompany, seller.StepTerms,
	seller.StepRepresentative, seller.StepBank, seller.StepStore, seller.StepConsent, seller.StepSend,
}

func (s *Sandbox) showForm(v *applicant, name seller.Step, at int) step {
	way := v.way()
	view := seller.FormView{
		Frame: v.frame(string(name), at, len(way)), Step: name, Action: v.path(string(name)),
		Values: v.typed, Problems: v.wrong[name], Captcha: v.captcha, Email: v.codeTo,
		Mailbox: v.path("mailbox"), Resend: v.path("resend"), Other: v.path(string(seller.StepSignIn)),
		Example: !slices.Contains([]seller.Step{seller.StepSignIn, seller.StepCode, seller.StepTerms, seller.StepConsent}, name),
	}
	view.Problem = len(view.Problems) > 0
	switch name { //nolint:exhaustive // the others need no more
	case seller.StepSignIn:
		view.Other, view.Known = v.path(string(seller.StepAccount)), s.knownEmails()
		view.At = 0 // how long the way is depends on the account
	case seller.StepConsent:
		view.Consent = seller.Consent{
			Provider: v.request.provider, Host: hostOf(v.request.target()), Hosted: v.request.hosted(),
			Origins: v.request.allOrigins(v.typed["storeDomain"]),
		}
	}
	if at > 0 {
		view.Back = v.path(string(way[at-1]))
	}
	next := step{page: seller.Form(view)}
	if view.Problem {
		next.status = http.StatusUnprocessableEntity
	}
	return next
}

func (v *applicant) frame(page string, at, of int) seller.Frame {
	other := "en"
	if v.lang == "en" {
		other = "ja"
	}
	return seller.Frame{Lang: v.lang, OtherLang: v.path(page) + "?lang=" + other, At: at + 1, Of: of}
}

// registrationStep takes the answers of a step. Every answer is a redirect, so that reload and the back button are
// harmless.
func (s *Sandbox) registrationStep(v *applicant, name string, form url.Values) step {
	here := seller.Step(name)
	at := v.place(here)
	switch {
	case v.result != nil:
		return v.to(seller.StepSend)
	case at < 0 || at > v.passed:
		return v.due()
	case form.Has("example"):
		v.typeExample(here, form)
		v.passed = min(v.passed, at)
		return v.to(here)
	case here == seller.StepConsent:
		return s.finishRegistration(v)
	}
	wrong := v.typed.take(here, form.Get)
	if len(wrong) == 0 {
		wrong = s.passStep(v, here, form)
	}
	v.wrong[here] = wrong
	if len(wrong) > 0 {
		v.passed = min(v.passed, at)
		return v.to(here)
	}
	if here == seller.StepAccount && v.verified == v.typed["email"] {
		at++ // the code was right before
	}
	v.passed = max(v.passed, at+1)
	return v.to(v.way()[at+1])
}

// passStep checks what one form cannot tell by itself, and does what the step is for.
func (s *Sandbox) passStep(v *applicant, here seller.Step, form url.Values) map[string]seller.Problem {
	switch here { //nolint:exhaustive // of the others, typing is all
	case seller.StepAccount:
		return s.passAccount(v, form)
	case seller.StepSignIn:
		a := s.accountOf(v.typed["email"])
		if a == nil {
			return map[string]seller.Problem{"email": seller.UnknownEmail}
		}
		v.account, v.reapplies, v.passed = a.MerchantID, a.status == accountRefused, 1
	case seller.StepCode:
		if answerRules["code"].clean(form.Get("code")) != v.code {
			return map[string]seller.Problem{"code": seller.WrongCode}
		}
		v.verified = v.codeTo
	}
	return nil
}

func (s *Sandbox) passAccount(v *applicant, form url.Values) map[string]seller.Problem {
	email := v.typed["email"]
	if s.accountOf(email) != nil {
		return map[string]seller.Problem{"email": seller.TakenEmail}
	}
	if !strings.EqualFold(answerRules["captcha"].clean(form.Get("captcha")), v.captcha) {
		return map[string]seller.Problem{"captcha": seller.WrongCaptcha}
	}
	if v.account != "" || v.verified != email {
		v.account, v.passed = "", 1
	}
	if v.codeTo != email {
		v.codeTo = email
		s.sendCode(v)
	}
	return nil
}

// finishRegistration makes the account, or links the one that was signed in with.
func (s *Sandbox) finishRegistration(v *applicant) step {
	a := s.accounts[v.account]
	switch {
	case v.account != "" && (a == nil || a.status == accountDeleted): // meanwhile
		v.account, v.passed = "", 0
		return v.due()
	case a == nil && s.accountOf(v.verified) != nil: // made meanwhile in another window
		v.verified, v.passed = "", 0
		v.wrong[seller.StepAccount] = map[string]seller.Problem{"email": seller.TakenEmail}
		return v.due()
	case a == nil:
		v.typed["email"] = v.verified // whatever was typed since
		a = s.openRegistered(v.request, v.typed, v.lang)
	case v.reapplies && a.status == accountRefused:
		s.applyAgain(a, v.typed, v.lang)
	}
	a.addOrigins(v.request.allOrigins(v.typed["storeDomain"]))
	v.result = s.link(a, v.request)
	return v.to(seller.StepSend)
}

// typeExample fills the empty fields of a step.
func (v *applicant) typeExample(here seller.Step, form url.Values) {
	example := ExampleApplication("merchant-" + randomText("abcdefghijkmnpqrstuvwxyz23456789", 6) + "@example.jp").answers()
	delete(example, "residenceSame")
	v.typed.take(here, func(name string) string {
		if typed := form.Get(name); typed != "" {
			return typed
		}
		return example[name]
	})
	delete(v.wrong, here)
}
