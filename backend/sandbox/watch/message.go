package watch

// Notification is one instant payment notification.
type Notification struct {
	Key                                             string // of this line: duplicates have the same id
	ID, MerchantID, ObjectType, ObjectID, SessionID string
	Time                                            Moment
	Pending                                         bool
	Attempts                                        []Attempt
}

// last is what the merchant answered last.
func (n Notification) last() string {
	if len(n.Attempts) == 0 {
		return ""
	}
	return n.Attempts[len(n.Attempts)-1].Status
}

// Attempt is one delivery.
type Attempt struct {
	Time                     Moment
	URL, Status, Error, Body string
}

// Target is where a merchant wants its notifications.
type Target struct{ MerchantID, StoreName, URL string }

// Mail is one that Amazon would have sent.
type Mail struct {
	ID, Kind, To, Subject, Text, SessionID string
	Time                                   Moment
}
