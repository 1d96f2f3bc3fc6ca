package sandbox

import "strconv"

// Error is a refusal as the API answers it: status and body of protocol 5.
type Error struct {
	Status     int    `json:"-"`
	ReasonCode string `json:"reasonCode"`
	Message    string `json:"message"`
}

// Error tells status and reason.
func (e *Error) Error() string {
	return "sandbox: " + strconv.Itoa(e.Status) + " " + e.ReasonCode + ": " + e.Message
}

func refuse(status int, reason, message string) *Error {
	return &Error{Status: status, ReasonCode: reason, Message: message}
}

func invalid(field string) *Error {
	return refuse(400, "InvalidParameterValue", "The value provided for '"+field+"' is invalid.")
}

func missing(field string) *Error {
	return refuse(400, "MissingParameterValue", "A value for '"+field+"' is required.")
}

func notFound(what string) *Error {
	return refuse(404, "ResourceNotFound", "No resource was found for '"+what+"'.")
}

// notFound names what was asked for: the path as it was requested, or an id of the body (protocol 5.1).
func (c *call) notFound(id string) *Error {
	if id == c.id {
		return notFound(c.path)
	}
	return notFound(id)
}

func wrongSession(state sessionState) *Error {
	return refuse(422, "InvalidCheckoutSessionStatus",
		"The checkout session is "+string(state)+" and does not allow this operation.")
}

func (s *Sandbox) canceledSession(reason string) *Error {
	return refuse(s.settings.CanceledSession, "CheckoutSessionCanceled", "The checkout session was canceled: "+reason+".")
}

func wrongPermission(p *chargePermission) *Error {
	return refuse(422, "InvalidChargePermissionStatus",
		"The charge permission is "+string(p.state)+" and does not allow this operation.")
}

func wrongCharge(state chargeState) *Error {
	return refuse(422, "InvalidChargeStatus", "The charge is "+string(state)+" and does not allow this operation.")
}

func exceeded(field string) *Error {
	return refuse(400, "TransactionAmountExceeded", "The amount of '"+field+"' is above what is left.")
}

func wrongSimulation(code string) *Error {
	return refuse(400, "InvalidSandboxSimulationSpecified",
		"The simulation code '"+code+"' is not valid for this operation.")
}
