package sandbox

import (
	"context"
	"net/http"
	"net/url"

	"noren/backend/sandbox/sns"
)

// Where SNS is on the listener of the API.
const (
	certificatePath = "/sns/SimpleNotificationService-sandbox.pem"
	authorityPath   = "/sns/authority.pem"
)

// topicARN is the topic of a merchant's notifications (protocol 8.1).
func topicARN(merchantID string) string {
	return "arn:aws:sns:" + sns.Region + ":000000000000:" + merchantID
}

// routeSNS serves the certificate of notifications, the one to trust it by, and the two links that are in envelopes.
func (s *Sandbox) routeSNS(mux *http.ServeMux) {
	mux.HandleFunc("GET "+certificatePath, s.servePEM((*sns.Notary).Certificate))
	mux.HandleFunc("GET "+authorityPath, s.servePEM((*sns.Notary).Authority))
	mux.HandleFunc("GET /sns/{$}", s.serveSubscription)
}

func (s *Sandbox) servePEM(certificate func(*sns.Notary) []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		n, err := s.notary()
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/x-pem-file")
		_, _ = w.Write(certificate(n))
	}
}

// subscription is an address that has been asked whether it wants a merchant's notifications.
type subscription struct {
	merchantID  string
	environment environment // "": both
	url         string
}

// Subscribe sends a SubscriptionConfirmation to an address, as SNS does. The address gets the merchant's notifications
// once somebody has got the SubscribeURL that is inside. Seller Central subscribes without asking: SetNotificationURL
// (protocol 8.3).
func (s *Sandbox) Subscribe(ctx context.Context, merchantID, target string) error {
	status, err := s.askToSubscribe(ctx, subscription{merchantID: merchantID, url: target})
	if err == nil && status >= 300 {
		return refuse(status, "InvalidRequest", "The address did not take the confirmation.")
	}
	return err
}

// askToSubscribe sends a SubscriptionConfirmation. Status is 0 when there was no answer.
func (s *Sandbox) askToSubscribe(ctx context.Context, asked subscription) (status int, err error) {
	signer, err := s.notary()
	if err != nil {
		return 0, err
	}
	base := s.ownURL()
	token := newToken()
	s.lock()
	s.addAccount(Merchant{MerchantID: asked.merchantID})
	s.subscriptions[token] = asked
	now := s.now()
	s.unlock()
	topic := topicARN(asked.merchantID)
	e := &sns.Envelope{
		Type: sns.SubscriptionConfirmation, MessageID: newUUID(), Token: token, TopicARN: topic,
		Message:      "You have chosen to subscribe to the topic " + topic + ".\nTo confirm the subscription, visit the SubscribeURL included in this message.",
		SubscribeURL: base + "/sns/?Action=ConfirmSubscription&TopicArn=" + url.QueryEscape(topic) + "&Token=" + token,
		Timestamp:    now.Format(snsTime), SignatureVersion: s.Settings().SignatureVersion, SigningCertURL: base + certificatePath,
	}
	if err := signer.Sign(e); err != nil {
		return 0, err
	}
	sending, cancel := context.WithTimeout(ctx, deliveryTimeout)
	defer cancel()
	return sns.Post(sending, asked.url, e)
}

// serveSubscription is SubscribeURL and UnsubscribeURL.
func (s *Sandbox) serveSubscription(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	s.lock()
	defer s.unlock()
	action := query.Get("Action")
	switch action {
	case "ConfirmSubscription":
		asked, ok := s.subscriptions[query.Get("Token")]
		if !ok {
			http.Error(w, "no such token", http.StatusNotFound)
			return
		}
		if a := s.accounts[asked.merchantID]; asked.environment == "" {
			a.subscribe(asked.url)
		} else {
			a.notificationURLs[asked.environment] = asked.url
		}
	case "Unsubscribe":
		for _, a := range s.accounts {
			if query.Get("SubscriptionArn") == topicARN(a.MerchantID)+":sandbox" {
				a.subscribe("")
			}
		}
	default:
		http.Error(w, "no such action", http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "text/xml; charset=utf-8")
	_, _ = w.Write([]byte(`<?xml version="1.0"?><` + action + `Response/>`)) //nolint:gosec // one of the two words above
}
