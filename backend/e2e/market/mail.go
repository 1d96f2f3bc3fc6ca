package market

import (
	"testing"

	"noren/backend/ledger"
	"noren/backend/mail"
	"noren/backend/mail/mailbox"
)

const sender = "noren@pay.example"

// MailServer opens a mail server for Noren's processes. Balance compares what it took with what they have on paper.
func (m *Market) MailServer(t testing.TB) *mail.Server {
	t.Helper()
	m.mailed = map[string]int{}
	box, err := mailbox.Open(mailbox.Config{Taken: m.took})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := box.Close(); err != nil {
			t.Error(err)
		}
	})
	return &mail.Server{Address: box.Address(), Security: mail.Plain, From: sender}
}

func (m *Market) took(taken mailbox.Mail) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.mailed[taken.MessageID()]++
	return nil
}

// Mailed is how many mails the mail server took, each counted once.
func (m *Market) Mailed() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.mailed)
}

// once is rule 6: a mail that came twice, because somebody died between the mail server's yes and the note of it, has the same
// Message-ID both times.
func (m *Market) once(t testing.TB, ours Books) {
	t.Helper()
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.mailed == nil {
		return
	}
	type about struct{ kind, order string }
	written := map[about]int{}
	for _, row := range ours.Mails {
		written[about{row.Kind, row.Subject}]++
		if id := "<" + row.ID + "@pay.example>"; row.State != mail.Sent || m.mailed[id] == 0 {
			t.Errorf("mail %s about %s is %s, taken %d times: %s", row.Kind, row.Subject, row.State, m.mailed[id], row.Error)
		}
	}
	if len(m.mailed) != len(ours.Mails) {
		t.Errorf("%d mails are written, %d were taken", len(ours.Mails), len(m.mailed))
	}
	for what, times := range written {
		if times > 1 {
			t.Errorf("%d mails of %s about %s", times, what.kind, what.order)
		}
	}
	for _, order := range ours.Orders {
		if placed := ledger.State(order.State).Placed(); (written[about{string(mail.OrderConfirmation), order.ID}] == 1) != placed {
			t.Errorf("order of %s is %s, its confirmations: %d", order.CartID, order.State, written[about{string(mail.OrderConfirmation), order.ID}])
		}
	}
}
