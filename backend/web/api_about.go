package web

import (
	"errors"

	"noren/backend/ledger"
	"noren/shared/api"
	"noren/shared/i18n"
)

// orderProblem is a problem with more about an order (RFC 9457, section 3.2).
type orderProblem struct {
	api.Problem

	About *about `json:"about,omitempty"`
}

// about is what a program needs to go on: it has a field for each kind of refusal by the ledger.
type about struct {
	Why          ledger.Why   `json:"why,omitempty"`
	AmazonReason string       `json:"amazonReason,omitempty"`
	Class        ledger.Class `json:"class,omitempty"`
	Remedies     []string     `json:"remedies,omitempty"`
	Most         int64        `json:"most,omitempty"`
}

func aboutOf(err error, lang api.Lang) *about {
	var refused *ledger.RefusedError
	var notPermitted *ledger.PermitError
	var amount *ledger.AmountError
	switch {
	case errors.As(err, &refused):
		return &about{AmazonReason: string(refused.Reason), Class: refused.Class(), Remedies: i18n.OrdersFor(lang).Remedies}
	case errors.As(err, &notPermitted):
		return &about{Why: notPermitted.Why}
	case errors.As(err, &amount):
		return &about{Most: amount.Most}
	}
	return nil
}
