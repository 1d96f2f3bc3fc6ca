package watch

// Event is one line of what happened.
type Event struct {
	Number  int
	Time    Moment
	Subject string // of package sandbox
	ID      string
	Link    string // where more stands; "": nowhere
	State   string
	Detail  string
	Payment string // id of its checkout session; "": of none
}

// subject is the kind of thing in words.
func (f Frame) subject(s string) string {
	words := map[string][2]string{
		"request": {"リクエスト", "Request"}, "checkoutSession": {"セッション", "Session"}, "chargePermission": {"パーミッション", "Permission"},
		"charge": {"チャージ", "Charge"}, "refund": {"返金", "Refund"}, "notification": {"通知", "Notification"}, "mail": {"メール", "Mail"},
		"merchant": {"事業者", "Merchant"}, "clock": {"時計", "Clock"}, "sandbox": {"サンドボックス", "Sandbox"},
	}
	if w, ok := words[s]; ok {
		return f.Say(w[0], w[1])
	}
	return s
}

// Short is the beginning of a long id.
func Short(id string) string {
	if len(id) == 36 { // a UUID
		return id[:8]
	}
	return id
}
