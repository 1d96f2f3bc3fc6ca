package watch

// Payment is one checkout session with what came of it, as a line of a list.
type Payment struct {
	SessionID, Reference, State, Reason, Buyer, Amount string
	PermissionID, PermissionState                      string
	ChargeState                                        string // of the last charge
	Created                                            Moment
}

// PaymentDetail is one payment with everything about it.
type PaymentDetail struct {
	Payment

	Objects []Object
	Events  []Event // oldest first
}

// Object is one object of a payment.
type Object struct {
	Subject, ID, State, Reason, Amount string
	JSON                               string // as the API answers it
}
