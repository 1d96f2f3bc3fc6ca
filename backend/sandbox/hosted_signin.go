package sandbox

import (
	"net/url"
	"strings"

	"noren/backend/sandbox/pages"
)

func (s *Sandbox) signInPage(v *visit, _ url.Values) step { return s.signInWith(v, "", "") }

func (s *Sandbox) signInWith(v *visit, email, problem string) step {
	view := pages.SignInView{
		Action: v.path("signin"), CancelAction: v.path("cancel"), MerchantName: s.shopName(v),
		Lang: v.lang, Email: email, Error: problem,
	}
	for _, b := range s.buyers {
		option := pages.BuyerOption{ID: b.ID, Name: b.Name, Email: b.Email, Note: b.Note}
		if v.lang == "en" {
			option.Note = b.NoteEnglish
		}
		view.Buyers = append(view.Buyers, option)
	}
	return step{page: pages.SignIn(view)}
}

// signInForm takes a click on a listed buyer, or an e-mail address with any password.
func (s *Sandbox) signInForm(v *visit, form url.Values) step {
	id, email := form.Get("buyer"), strings.TrimSpace(form.Get("email"))
	for i := range s.buyers {
		if id == "" && strings.EqualFold(s.buyers[i].Email, email) && form.Get("password") != "" {
			id = s.buyers[i].ID
		}
	}
	buyer, ok := s.buyer(id)
	if !ok {
		return s.signInWith(v, email, v.texts().UnknownBuyer)
	}
	v.buyer = buyer
	token := newToken()
	s.cookies[token] = buyer.ID
	next := s.forward(v)
	next.signedIn = token
	return next
}

func (s *Sandbox) signOutForm(v *visit, _ url.Values) step {
	v.buyer = nil
	return step{redirect: v.path("signin"), signedOut: true}
}

func (s *Sandbox) forget(cookie string) {
	s.lock()
	defer s.unlock()
	delete(s.cookies, cookie)
}
