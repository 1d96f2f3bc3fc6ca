package mail

import (
	"context"
	"errors"
	"log/slog"
)

// failedError is an attempt that failed at the mail server.
type failedError struct{ failure }

func (e *failedError) Error() string { return "mail: " + e.error }

// round is one turn of a sender: one connection for all of its mails, opened with the first. A server that does not let us in is not
// asked again before the next round.
type round struct {
	sender *Sender
	open   *connection
	down   *failedError
}

func (r *round) send(ctx context.Context, message Message) error {
	if r.down != nil {
		return r.down
	}
	if r.open == nil {
		open, err := r.sender.Server.connect(ctx)
		if err != nil {
			r.down = &failedError{notConnected(err)}
			slog.ErrorContext(ctx, "mail server does not let us in (--smtp)", "server", r.sender.Server.Address, "problem", r.down.error)
			return r.down
		}
		r.open = open
	}
	err := r.open.send(message, r.sender.Now())
	if err == nil {
		return nil
	}
	failed := &failedError{notSent(err)}
	if failed.gone {
		r.close()
	}
	return failed
}

func (r *round) close() {
	if r.open != nil {
		r.open.close()
		r.open = nil
	}
}

// Problem is why a test mail was not sent, in the words of the outbox's errors; "" for any other error.
func Problem(err error) string {
	var unwanted *UnwantedError
	if errors.As(err, &unwanted) {
		return string(unwanted.Why)
	}
	var failed *failedError
	if errors.As(err, &failed) {
		return failed.error
	}
	return ""
}
