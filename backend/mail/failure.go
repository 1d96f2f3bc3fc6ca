package mail

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/textproto"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// schedule is how long after each failed attempt the next one comes: eight attempts within a day.
var schedule = []time.Duration{
	time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 8 * time.Hour, 8 * time.Hour,
}

// nextTry says how long to wait after failed attempts, up to a tenth longer than planned, so that what failed together does not
// come back together; false means that there is no next try.
func nextTry(failed int64) (wait time.Duration, again bool) {
	if failed < 1 || failed > int64(len(schedule)) {
		return 0, false
	}
	wait = schedule[failed-1]
	return wait + rand.N(wait/10), true //nolint:gosec // jitter is no secret
}

// failure is why a mail was not sent, in words that name nobody: mail servers repeat addresses in their answers, so of those only the
// codes are kept.
type failure struct {
	error string // a Why, with codes where there are some
	final bool   // trying again would not help
	gone  bool   // the connection cannot be used any more
}

// notConnected judges why there is no connection.
func notConnected(err error) failure {
	if answer, ok := errors.AsType[*textproto.Error](err); ok {
		if answer.Code/10 == 53 { // RFC 4954: authentication
			return failure{error: fmt.Sprintf("%s %d", NoLogin, answer.Code)}
		}
		return failure{error: fmt.Sprintf("%s %d", Unreachable, answer.Code)}
	}
	for _, auth := range []error{gomail.ErrNoSupportedAuthDiscovered, gomail.ErrPlainAuthNotSupported, gomail.ErrLoginAuthNotSupported} {
		if errors.Is(err, auth) {
			return failure{error: string(NoLogin)}
		}
	}
	return failure{error: string(Unreachable)}
}

// notSent judges a mail that the server has not taken. A refusal of the reader or of the mail is final; one of ourselves, as the
// sender, is a matter of setting up and may be repaired meanwhile.
func notSent(err error) failure {
	refused, ok := errors.AsType[*gomail.SendError](err)
	if !ok {
		return failure{error: string(NotComposed)}
	}
	code := refused.ErrorCode()
	if code == 0 {
		return failure{error: string(Unreachable), gone: true}
	}
	text := strings.TrimSpace(fmt.Sprintf("%s %d %s", Refused, code, refused.EnhancedStatusCode()))
	return failure{error: text, final: code/100 == 5 && refused.Reason != gomail.ErrSMTPMailFrom, gone: code == 421}
}
