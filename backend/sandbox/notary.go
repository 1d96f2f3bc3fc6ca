package sandbox

import (
	"cmp"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1" //nolint:gosec // SignatureVersion 1 of SNS is SHA-1
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"math/big"
	"net/http"
	"strings"
	"time"
)

// topicARN is the SNS topic of all notifications. Which one Japan has is not known (protocol 8.1).
const topicARN = "arn:aws:sns:ap-northeast-1:000000000000:sandbox"

const certificatePath = "/sns/SimpleNotificationService-sandbox.pem"

// notary signs notifications, as SNS does for Amazon Pay, with its own key and certificate.
type notary struct {
	key         *rsa.PrivateKey
	certificate []byte // PEM
}

func newNotary() (*notary, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, fmt.Errorf("sandbox: key of notifications: %w", err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		Subject:      pkix.Name{CommonName: "sns.sandbox.invalid"},
		NotBefore:    time.Unix(0, 0),
		NotAfter:     time.Now().AddDate(100, 0, 0), // the clock of the sandbox may be moved far
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, fmt.Errorf("sandbox: certificate of notifications: %w", err)
	}
	return &notary{key: key, certificate: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})}, nil
}

// serveCertificate answers SigningCertURL.
func (s *Sandbox) serveCertificate(w http.ResponseWriter, _ *http.Request) {
	n, err := s.sns()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/x-pem-file")
	_, _ = w.Write(n.certificate)
}

// envelope is protocol 8.1, in its key order.
type envelope struct {
	Type             string
	MessageID        string `json:"MessageId"`
	TopicARN         string `json:"TopicArn"`
	Message          string
	Timestamp        string
	SignatureVersion string
	Signature        string
	SigningCertURL   string
	UnsubscribeURL   string
}

// message is the text inside.
type message struct {
	NotificationVersion string
	NotificationType    string
	NotificationID      string `json:"NotificationId"`
	MerchantID          string
	ObjectType          string
	ObjectID            string `json:"ObjectId"`
	ChargePermissionID  string `json:"ChargePermissionId"`
}

func (s *Sandbox) envelope(n *notification) ([]byte, error) {
	signer, err := s.sns()
	if err != nil {
		return nil, err
	}
	base := cmp.Or(s.configuredURL(), s.URL)
	e := envelope{
		Type:      "Notification",
		MessageID: n.messageID,
		TopicARN:  topicARN,
		Message: string(encode(message{
			NotificationVersion: "V2", NotificationType: "STATE_CHANGE", NotificationID: n.ID, MerchantID: n.MerchantID,
			ObjectType: n.ObjectType, ObjectID: n.ObjectID, ChargePermissionID: n.ChargePermissionID,
		})),
		Timestamp:        n.Time.Format("2006-01-02T15:04:05.000Z"),
		SignatureVersion: s.cfg.SignatureVersion,
		SigningCertURL:   base + certificatePath,
		UnsubscribeURL:   base + "/sns/?Action=Unsubscribe&SubscriptionArn=" + topicARN,
	}
	signature, err := signer.sign(e)
	if err != nil {
		return nil, err
	}
	e.Signature = base64.StdEncoding.EncodeToString(signature)
	return encode(e), nil
}

// sign signs the text of protocol 8.2.
func (n *notary) sign(e envelope) ([]byte, error) {
	var text strings.Builder
	for _, line := range []string{
		"Message", e.Message, "MessageId", e.MessageID, "Timestamp", e.Timestamp, "TopicArn", e.TopicARN, "Type", e.Type,
	} {
		text.WriteString(line + "\n")
	}
	kind, digest := crypto.SHA1, sha1Sum(text.String())
	if e.SignatureVersion == "2" {
		sum := sha256.Sum256([]byte(text.String()))
		kind, digest = crypto.SHA256, sum[:]
	}
	signature, err := rsa.SignPKCS1v15(rand.Reader, n.key, kind, digest)
	if err != nil {
		return nil, fmt.Errorf("sandbox: sign a notification: %w", err)
	}
	return signature, nil
}

func sha1Sum(text string) []byte {
	sum := sha1.Sum([]byte(text)) //nolint:gosec // SignatureVersion 1 of SNS is SHA-1
	return sum[:]
}
