package sandbox

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"noren/backend/sandbox/seller"
)

// sendPage is the last page: it takes the merchant back to the platform, or sends the key to the shop's endpoint.
func (s *Sandbox) sendPage(v *applicant) step {
	of := len(v.way())
	frame := v.frame(string(seller.StepSend), of-1, of)
	host := hostOf(v.result.Target)
	if v.request.hosted() {
		view := seller.SendView{Frame: frame, Host: host, Action: v.result.Target, Method: strings.ToLower(v.request.returnMethod)}
		if v.request.returnMethod == http.MethodGet { // a browser replaces the query of the address by the form
			view.Action, view.Fields = splitQuery(view.Action)
		}
		view.Fields = append(view.Fields, hidden(v.result.Form)...)
		return step{page: seller.Send(view)}
	}
	endpoint, err := url.Parse(v.result.Target)
	if err != nil { // it was read before
		panic(err)
	}
	return step{policy: seller.SharePolicy(asciiOrigin(endpoint)), page: seller.Share(seller.ShareView{
		Frame: frame, Host: host, Endpoint: v.result.Target, Origin: v.base, Payload: v.result.Form.Get("payload"),
		Plain: string(encode(copiedKey{v.result.MerchantID, v.result.StoreID, v.result.PublicKeyID})),
	})}
}

func splitQuery(target string) (string, []seller.Hidden) {
	address, query, _ := strings.Cut(target, "?")
	query, _, _ = strings.Cut(query, "#")
	values, err := url.ParseQuery(query)
	if err != nil {
		return address, nil
	}
	return address, hidden(values)
}

func hidden(values url.Values) []seller.Hidden {
	var fields []seller.Hidden
	for _, name := range slices.Sorted(maps.Keys(values)) {
		for _, value := range values[name] {
			fields = append(fields, seller.Hidden{Name: name, Value: value})
		}
	}
	return fields
}

func hostOf(target string) string {
	u, err := url.Parse(target)
	if err != nil {
		return ""
	}
	return u.Host
}

// sendCode mails the code that proves the e-mail address.
func (s *Sandbox) sendCode(v *applicant) {
	v.code = randomText(digits, 6)
	t := verificationMail(v.lang)
	s.send(Mail{
		Kind: MailVerification, To: v.codeTo, Subject: t.subject,
		Text: strings.ReplaceAll(t.text, "{code}", v.code) + "\n\n" + mailTextsOf(v.lang).footer + "\n",
	})
}

func (s *Sandbox) resendForm(v *applicant) step {
	if v.codeTo != "" && v.result == nil {
		s.sendCode(v)
	}
	return v.due()
}

// mailboxPage shows the mails to the address of this registration.
func (s *Sandbox) mailboxPage(v *applicant) step {
	view := seller.MailboxView{Frame: v.frame("mailbox", -1, 0), Address: v.codeTo, Back: v.path(string(seller.StepCode))}
	for _, mail := range slices.Backward(s.mails) {
		if v.codeTo != "" && mail.To == v.codeTo {
			view.Mails = append(view.Mails, seller.MailView{
				Time: mail.Time.In(japan).Format("2006-01-02 15:04"), Subject: mail.Subject, Text: mail.Text,
			})
		}
	}
	return step{page: seller.Mailbox(view)}
}
