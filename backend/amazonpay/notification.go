package amazonpay

import (
	"context"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// Verify fails with one of these, or with the error of fetching a certificate: then the message may be good, and
// Amazon should send it again.
var (
	// ErrNotificationFormat means that the body is no message of Amazon's.
	ErrNotificationFormat = errors.New("amazonpay: not a notification")

	// ErrNotificationSignature means that somebody else wrote or changed the message.
	ErrNotificationSignature = errors.New("amazonpay: notification is not signed by Amazon")
)

// maxNotification is the largest message that SNS delivers.
const maxNotification = 256 << 10

// signedFields are part of the signed text when present, in this order (protocol 8.2).
var signedFields = []string{"Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"}

// NotificationType is what a message of SNS wants.
type NotificationType string

// The message types. A confirmation is answered by a GET on its SubscribeURL; the unsubscribe one can be ignored.
const (
	StateChange             NotificationType = "Notification"
	SubscriptionConfirm     NotificationType = "SubscriptionConfirmation"
	UnsubscribeConfirmation NotificationType = "UnsubscribeConfirmation"
)

// ObjectType is the kind of object that a notification is about.
type ObjectType string

// The object types (protocol 8.1); others are kept as they come.
const (
	ObjectChargePermission ObjectType = "CHARGE_PERMISSION"
	ObjectCharge           ObjectType = "CHARGE"
	ObjectRefund           ObjectType = "REFUND"
	ObjectChargeback       ObjectType = "CHARGEBACK"
)

// Notification says that something happened to an object, not what: read the object. It may come late, more than
// once, or never. Whether TopicArn and MerchantID are the expected ones is for the caller to check.
type Notification struct {
	Type      NotificationType
	MessageID string
	TopicArn  string
	Timestamp time.Time // when SNS sent it, UTC

	// Of a Notification only. NotificationID stays the same when Amazon repeats itself.
	NotificationID     string
	MerchantID         string
	ObjectType         ObjectType
	ObjectID           string
	ChargePermissionID string

	// Of a SubscriptionConfirmation only: on the same host as the certificate.
	SubscribeURL string
}

// Notifications verifies what Amazon posts to the notification address. The zero value trusts Amazon's hosts only; it
// keeps certificates and must not be copied after its first use.
type Notifications struct {
	// Certificates gets the certificate at an address that CertURL accepted; nil fetches it. It is kept for some hours, a failure for
	// a minute.
	Certificates func(ctx context.Context, url string) (*x509.Certificate, error)

	// CertURL decides which certificate addresses are trusted; nil means [IsAmazonCertURL].
	CertURL func(url string) bool

	// Now is the clock for certificates; nil means time.Now.
	Now func() time.Time

	kept certificateCache
}

// Verify reads a message and proves that Amazon signed it. Everything returned was part of the signed text. Old
// messages are accepted: Amazon may repeat one for days, and it only leads to a read.
func (n *Notifications) Verify(ctx context.Context, body []byte) (Notification, error) {
	return n.VerifyLimited(ctx, body, nil)
}

// VerifyLimited does the same, and asks mayFetch before it fetches a certificate: nobody has signed the message yet, so its sender
// may name ever new ones. A message that must not fetch its own fails as if that could not be had.
func (n *Notifications) VerifyLimited(ctx context.Context, body []byte, mayFetch func() bool) (Notification, error) {
	if len(body) > maxNotification {
		return Notification{}, fmt.Errorf("%w: %d bytes", ErrNotificationFormat, len(body))
	}
	fields, err := parseFields(body)
	if err != nil {
		return Notification{}, err
	}
	certURL := fields["SigningCertURL"] + fields["SigningCertUrl"] // two spellings, never both
	if err := n.verifySignature(ctx, fields, certURL, mayFetch); err != nil {
		return Notification{}, err
	}
	return readNotification(fields, certURL)
}

func (n *Notifications) verifySignature(ctx context.Context, fields map[string]string, certURL string, mayFetch func() bool) error {
	algorithm, err := signatureAlgorithm(fields["SignatureVersion"])
	if err != nil {
		return err
	}
	signature, err := base64.StdEncoding.DecodeString(fields["Signature"])
	if err != nil || len(signature) == 0 {
		return fmt.Errorf("%w: signature is not base64", ErrNotificationFormat)
	}
	text, err := signedText(fields)
	if err != nil {
		return err
	}
	trusted := n.CertURL
	if trusted == nil {
		trusted = IsAmazonCertURL
	}
	if !trusted(certURL) {
		return fmt.Errorf("%w: certificate is not at an address of Amazon's", ErrNotificationSignature)
	}
	certificate, err := n.certificate(ctx, certURL, mayFetch)
	if err != nil {
		return fmt.Errorf("amazonpay: certificate of a notification: %w", err)
	}
	if key, ok := certificate.PublicKey.(*rsa.PublicKey); !ok || key.N.BitLen() < 2048 {
		return fmt.Errorf("%w: certificate has no RSA key of 2048 bits", ErrNotificationSignature)
	}
	if err := certificate.CheckSignature(algorithm, []byte(text), signature); err != nil {
		return fmt.Errorf("%w: %w", ErrNotificationSignature, err)
	}
	n.kept.hasProved(certURL, n.now())
	return nil
}

// signatureAlgorithm reads SignatureVersion. SHA-1 is what SNS uses unless told otherwise.
func signatureAlgorithm(version string) (x509.SignatureAlgorithm, error) {
	switch version {
	case "1":
		return x509.SHA1WithRSA, nil
	case "2":
		return x509.SHA256WithRSA, nil
	default:
		return x509.UnknownSignatureAlgorithm, fmt.Errorf("%w: signature version %q", ErrNotificationFormat, version)
	}
}

// signedText puts the signed fields together. Only Message may hold a line feed: in another field it could pass for
// the border between two, and the same signature would then fit another message.
func signedText(fields map[string]string) (string, error) {
	var text strings.Builder
	for _, name := range signedFields {
		value, present := fields[name]
		if !present {
			continue
		}
		if name != "Message" && strings.Contains(value, "\n") {
			return "", fmt.Errorf("%w: line feed in %s", ErrNotificationFormat, name)
		}
		text.WriteString(name + "\n" + value + "\n")
	}
	return text.String(), nil
}

// readNotification interprets verified fields.
func readNotification(fields map[string]string, certURL string) (Notification, error) {
	sent, err := time.Parse(time.RFC3339Nano, fields["Timestamp"])
	if err != nil {
		return Notification{}, fmt.Errorf("%w: timestamp %q", ErrNotificationFormat, fields["Timestamp"])
	}
	n := Notification{
		Type:      NotificationType(fields["Type"]),
		MessageID: fields["MessageId"],
		TopicArn:  fields["TopicArn"],
		Timestamp: sent.UTC(),
	}
	if n.MessageID == "" || n.TopicArn == "" {
		return Notification{}, fmt.Errorf("%w: message id or topic is missing", ErrNotificationFormat)
	}
	switch n.Type {
	case StateChange:
		return n.withMessage(fields["Message"])
	case SubscriptionConfirm:
		if !onSameHost(fields["SubscribeURL"], certURL) {
			return Notification{}, fmt.Errorf("%w: subscription is confirmed elsewhere", ErrNotificationFormat)
		}
		n.SubscribeURL = fields["SubscribeURL"]
		return n, nil
	case UnsubscribeConfirmation:
		return n, nil
	default:
		return Notification{}, fmt.Errorf("%w: type %q", ErrNotificationFormat, n.Type)
	}
}

// withMessage adds what Amazon Pay put into the message (protocol 8.1).
func (n Notification) withMessage(message string) (Notification, error) {
	fields, err := parseFields([]byte(message))
	if err != nil {
		return Notification{}, fmt.Errorf("message: %w", err)
	}
	n.NotificationID = fields["NotificationId"]
	n.MerchantID = fields["MerchantID"]
	n.ObjectType = ObjectType(fields["ObjectType"])
	n.ObjectID = fields["ObjectId"]
	n.ChargePermissionID = fields["ChargePermissionId"]
	if n.NotificationID == "" || n.ObjectType == "" || n.ObjectID == "" {
		return Notification{}, fmt.Errorf("%w: message names no object", ErrNotificationFormat)
	}
	return n, nil
}

// onSameHost tells that two addresses have scheme and host in common.
func onSameHost(a, b string) bool {
	first, err := url.Parse(a)
	if err != nil || first.Host == "" || first.User != nil {
		return false
	}
	second, err := url.Parse(b)
	return err == nil && first.Scheme == second.Scheme && first.Host == second.Host
}
