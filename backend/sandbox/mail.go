package sandbox

import (
	"slices"
	"time"
)

// Mail is one that Amazon would have sent to a buyer or a merchant. The sandbox keeps it in a mailbox instead.
type Mail struct {
	ID         string    `json:"id"`
	Time       time.Time `json:"time"`
	Kind       MailKind  `json:"kind"`
	To         string    `json:"to"` // e-mail address
	MerchantID string    `json:"merchantId"`
	SessionID  string    `json:"sessionId"` // the payment; "": about none
	Subject    string    `json:"subject"`
	Text       string    `json:"text"` // plain, lines ended by \n
}

// MailKind is what a mail is about.
type MailKind string

// Mails to buyers (R4-12, protocol 12.8) and to merchants (R2-1, R2-2).
const (
	MailOrderPlaced      MailKind = "orderPlaced"      // 注文確定
	MailPaymentRequested MailKind = "paymentRequested" // 決済依頼完了
	MailPaymentCanceled  MailKind = "paymentCanceled"
	MailRefunded         MailKind = "refunded"
	MailVerification     MailKind = "verification" // the code that proves a new merchant's address
	MailAccepted         MailKind = "accepted"
	MailRefused          MailKind = "refused"
)

// mailboxSize is how many mails are remembered.
const mailboxSize = 10_000

// Mails lists all mails, oldest first.
func (s *Sandbox) Mails() []Mail {
	s.lock()
	defer s.unlock()
	return slices.Clone(s.mails)
}

// send puts a mail into the mailbox; ID and Time are filled in.
func (s *Sandbox) send(m Mail) {
	m.ID, m.Time = newUUID(), s.now()
	if len(s.mails) >= mailboxSize {
		s.mails = slices.Clone(s.mails[mailboxSize/2:])
	}
	s.mails = append(s.mails, m)
	s.record(Event{
		Subject: SubjectMail, ID: m.ID, MerchantID: m.MerchantID, SessionID: m.SessionID, State: string(m.Kind), Detail: m.To,
	})
}
