package mail

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"net/mail"
	"strings"
	"testing"
	"time"

	"noren/shared/api"
)

// Whatever stands in names, orders and templates: a mail has the headers that we wrote, one reader, and the text that was meant.
func FuzzNothingGetsIntoHeaders(f *testing.F) {
	for _, seed := range []string{
		"山田 太郎", "a\r\nBcc: eve@evil.example", "a\nTo: eve@evil.example\n\nBody", `"><script>`, "a\" <eve@evil.example>, \"b", "\x00\xff\u2028\u202e",
		"=?UTF-8?B?QmNjOiBldmVAZXZpbC5leGFtcGxl?=", strings.Repeat("長い名前", 200), "\u0085Bcc: eve@evil.example", ".\r\n.\r\nMAIL FROM:<x@y.z>", "{合計金額}",
	} {
		f.Add(seed, seed, seed, "taro@buyer.example")
		f.Add("a", "b", "c", seed)
	}
	f.Fuzz(func(t *testing.T, name, shop, order, email string) {
		letter := Sample(OrderConfirmation, api.Japanese, Shop{Name: shop, Guide: name}, time.Unix(0, 0))
		letter.Name, letter.OrderNumber, letter.Email = name, order, email
		template := Default(OrderConfirmation)
		template.Guide, template.ReplyTo = true, "info@aonagi.example"
		message, err := Render(template, letter)
		if err != nil {
			return // no address to send it to
		}
		message.ID = "mail_1"
		written, err := envelope(message, "orders@pay.example", time.Unix(0, 0))
		if err != nil {
			t.Fatal(err)
		}
		var raw bytes.Buffer
		if _, err := written.WriteTo(&raw); err != nil {
			t.Fatal(err)
		}
		check(t, raw.Bytes(), message)
	})
}

var allowedHeaders = map[string]bool{
	"Auto-Submitted": true, "Content-Language": true, "Content-Transfer-Encoding": true, "Content-Type": true, "Date": true, "From": true,
	"Message-Id": true, "Mime-Version": true, "Reply-To": true, "Subject": true, "To": true,
}

func check(t *testing.T, raw []byte, message Message) {
	t.Helper()
	read, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatalf("%v\n%s", err, raw)
	}
	for name, values := range read.Header {
		if !allowedHeaders[name] || len(values) != 1 {
			t.Errorf("header %s: %q", name, values)
		}
	}
	for name, want := range map[string]string{"To": message.To, "From": "orders@pay.example", "Reply-To": "info@aonagi.example"} {
		addresses, err := read.Header.AddressList(name)
		if err != nil || len(addresses) != 1 || addresses[0].Address != want {
			t.Errorf("%s: %v, %v; want %s", name, addresses, err, want)
		}
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(read.Header.Get("Subject"))
	if err != nil || strings.Join(strings.Fields(subject), " ") != message.Subject {
		t.Errorf("subject %q, want %q, %v", subject, message.Subject, err)
	}
	text, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, read.Body))
	if err != nil || strings.ReplaceAll(string(text), "\r\n", "\n") != message.Text {
		t.Errorf("text %q, want %q, %v", text, message.Text, err)
	}
	if i := bytes.IndexFunc(raw, func(r rune) bool { return r > '~' || r == 0 }); i >= 0 {
		t.Errorf("byte %d of the mail is not ASCII", i)
	}
}
