// Package sns is the part of Amazon SNS that merchants see: signed envelopes, the certificate to check them with, and
// their delivery over HTTP (protocol 8.1 and 8.2). It knows nothing of payments.
package sns

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// Region is where the topics are. Which one Japan has is not known (protocol 14).
const Region = "ap-northeast-1"

// Types of envelopes.
const (
	Notification             = "Notification"
	SubscriptionConfirmation = "SubscriptionConfirmation"
	UnsubscribeConfirmation  = "UnsubscribeConfirmation"
)

// Envelope is protocol 8.1, in its key order. Empty optional fields are left out.
type Envelope struct {
	Type             string
	MessageID        string `json:"MessageId"`
	Token            string `json:",omitempty"` // of confirmations
	TopicARN         string `json:"TopicArn"`
	Message          string
	SubscribeURL     string `json:",omitempty"` // of confirmations
	Timestamp        string // 2026-01-16T00:00:01.234Z
	SignatureVersion string
	Signature        string
	SigningCertURL   string
	UnsubscribeURL   string `json:",omitempty"` // of notifications
}

// signedText is what is signed: the name and the value of each field that is there, a line each, in this order
// (protocol 8.2).
func (e *Envelope) signedText() string {
	var text strings.Builder
	for _, field := range []struct{ name, value string }{
		{"Message", e.Message},
		{"MessageId", e.MessageID},
		{"SubscribeURL", e.SubscribeURL},
		{"Timestamp", e.Timestamp},
		{"Token", e.Token},
		{"TopicArn", e.TopicARN},
		{"Type", e.Type},
	} {
		if field.value != "" {
			text.WriteString(field.name + "\n" + field.value + "\n")
		}
	}
	return text.String()
}

// JSON is the body of the delivery. Nothing is escaped for HTML.
func (e *Envelope) JSON() ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(e); err != nil {
		return nil, fmt.Errorf("sns: envelope: %w", err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// SubscriptionARN is the subscription of one receiver to the envelope's topic.
func (e *Envelope) SubscriptionARN() string { return e.TopicARN + ":sandbox" }

// maxAnswer is how much of an answer is read, in bytes.
const maxAnswer = 1 << 20

// Post delivers a signed envelope as SNS does: JSON with the content type of plain text. Status is 0 when there was
// no answer.
func Post(ctx context.Context, target string, e *Envelope) (status int, err error) {
	body, err := e.JSON()
	if err != nil {
		return 0, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, target, bytes.NewReader(body))
	if err != nil {
		return 0, fmt.Errorf("sns: %w", err)
	}
	r.Header.Set("Content-Type", "text/plain; charset=UTF-8")
	r.Header.Set("User-Agent", "Amazon Simple Notification Service Agent")
	r.Header.Set("X-Amz-Sns-Message-Type", e.Type)
	r.Header.Set("X-Amz-Sns-Message-Id", e.MessageID)
	r.Header.Set("X-Amz-Sns-Topic-Arn", e.TopicARN)
	if e.Type == Notification {
		r.Header.Set("X-Amz-Sns-Subscription-Arn", e.SubscriptionARN())
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, fmt.Errorf("sns: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, maxAnswer))
	return answer.StatusCode, nil
}
