package sandbox

import (
	"strings"
	"time"
)

// refusedCompany in the legal name of a company makes the review refuse it, whatever the settings say.
const refusedCompany = "審査否決"

// setStatus is the only writer of an account's status.
func (s *Sandbox) setStatus(a *account, status accountStatus) {
	a.status = status
	s.record(Event{
		Subject: SubjectMerchant, ID: a.MerchantID, MerchantID: a.MerchantID, State: string(status), Detail: a.company,
	})
}

// submit hands an account to Amazon's review, which the clock ends (R2-1). Until it is accepted, the account works in
// the sandbox environment alone.
func (s *Sandbox) submit(a *account) {
	s.setStatus(a, accountInReview)
	id := a.MerchantID
	due := s.now().Add(max(0, time.Duration(s.settings.Review)))
	a.reviewDue = due
	s.at(due, func() {
		if a, ok := s.accounts[id]; ok && a.status == accountInReview && a.reviewDue.Equal(due) {
			s.decide(a, s.settings.ReviewOutcome == "accepted" && !strings.Contains(a.company, refusedCompany))
		}
	})
}

func (s *Sandbox) decide(a *account, accepted bool) {
	status, mail := accountRefused, MailRefused
	if accepted {
		status, mail = accountActive, MailAccepted
	}
	s.setStatus(a, status)
	s.mailMerchant(a, mail)
}

// DecideReview ends the review of a merchant before its time.
func (s *Sandbox) DecideReview(merchantID string, accepted bool) error {
	s.lock()
	defer s.unlock()
	a, ok := s.accounts[merchantID]
	if !ok {
		return notFound(merchantID)
	}
	if a.status != accountInReview {
		return refuse(422, "InvalidAccountStatus", "The account is "+string(a.status)+" and not in review.")
	}
	s.decide(a, accepted)
	return nil
}

// Account is a merchant's account as Accounts lists it.
type Account struct {
	Merchant

	Company   string    `json:"company"`   // legal name; "": made without registration
	Status    string    `json:"status"`    // ACTIVE, IN_REVIEW or REFUSED
	ReviewDue time.Time `json:"reviewDue"` // when the review ends or would have ended; zero: never reviewed
}

// Accounts lists all merchants' accounts, oldest first.
func (s *Sandbox) Accounts() []Account {
	s.lock()
	defer s.unlock()
	var list []Account
	for _, a := range inOrder(s.accounts, func(a *account) int { return a.order }) {
		list = append(list, Account{Merchant: a.Merchant, Company: a.company, Status: string(a.status), ReviewDue: a.reviewDue})
	}
	return list
}
