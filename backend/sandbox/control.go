package sandbox

import (
	"context"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"time"
)

// ControlHandler is the control API: JSON over POST (GET for what only looks), one route for each Go method of
// the same name. It is for tests and developers and is never signed; durations are texts like "30s".
func (s *Sandbox) ControlHandler() http.Handler {
	mux := http.NewServeMux()
	look(mux, "merchant", func() any { return s.Merchant() })
	look(mux, "now", func() any { return clockState{Now: s.Now()} })
	look(mux, "buyers", func() any { return s.Buyers() })
	look(mux, "requests", func() any { return s.Requests() })
	look(mux, "books", func() any { return s.Books() })
	look(mux, "held", func() any { return s.Held() })
	look(mux, "notifications", func() any { return s.Notifications() })

	act(mux, "advance", s.controlAdvance)
	act(mux, "setClock", s.controlSetClock)
	act(mux, "registerKey", s.controlRegisterKey)
	act(mux, "registerAuthToken", func(_ context.Context, in authTokenInput) (any, error) {
		s.RegisterAuthToken(in.Token, in.MerchantID)
		return done{}, nil
	})
	act(mux, "addBuyer", func(_ context.Context, in Buyer) (any, error) { s.AddBuyer(in); return done{}, nil })
	act(mux, "initiate", s.controlInitiate)
	act(mux, "signIn", func(_ context.Context, in signInInput) (any, error) { return way(s.SignIn(in.SignInID, in.Buyer)) })
	act(mux, "choose", func(_ context.Context, in chooseInput) (any, error) { return way(s.Choose(in.SessionID, in.Choice)) })
	act(mux, "pay", func(_ context.Context, in sessionInput) (any, error) { return way(s.Pay(in.SessionID)) })
	act(mux, "cancelByBuyer", func(_ context.Context, in sessionInput) (any, error) { return way(s.CancelByBuyer(in.SessionID)) })
	act(mux, "repairPaymentMethod", func(_ context.Context, in idInput) (any, error) {
		return done{}, s.RepairPaymentMethod(in.ID)
	})
	act(mux, "fault", s.controlFault)
	act(mux, "clearFaults", func(context.Context, done) (any, error) { s.ClearFaults(); return done{}, nil })
	act(mux, "release", func(_ context.Context, in idInput) (any, error) { return done{}, s.Release(in.ID) })
	act(mux, "setNotificationURL", func(_ context.Context, in notificationURLInput) (any, error) {
		s.SetNotificationURL(in.MerchantID, in.URL)
		return done{}, nil
	})
	act(mux, "deliverNotifications", func(ctx context.Context, _ done) (any, error) {
		return done{}, s.DeliverNotifications(ctx)
	})
	act(mux, "deliver", func(_ context.Context, in idInput) (any, error) { return done{}, s.Deliver(in.ID) })
	act(mux, "drop", func(_ context.Context, in idInput) (any, error) { return done{}, s.Drop(in.ID) })
	act(mux, "duplicate", func(_ context.Context, in idInput) (any, error) { return done{}, s.Duplicate(in.ID) })
	act(mux, "reverse", func(context.Context, done) (any, error) { s.Reverse(); return done{}, nil })
	return mux
}

// Inputs and outputs of the control API.
type (
	done       struct{}
	clockState struct {
		Now time.Time `json:"now"`
	}
	advanceInput struct {
		By string `json:"by"`
	}
	keyInput struct {
		MerchantID  string `json:"merchantId"`
		PublicKeyID string `json:"publicKeyId"`
		PEM         string `json:"pem"` // a PUBLIC KEY block
	}
	authTokenInput struct {
		Token      string `json:"token"`
		MerchantID string `json:"merchantId"`
	}
	formInput struct {
		Form url.Values `json:"form"` // the fields that checkout.js posts, each a list
	}
	idInput struct {
		ID string `json:"id"`
	}
	sessionInput struct {
		SessionID string `json:"sessionId"`
	}
	chooseInput struct {
		Choice

		SessionID string `json:"sessionId"`
	}
	signInInput struct {
		SignInID string `json:"signInId"`
		Buyer    string `json:"buyer"`
	}
	notificationURLInput struct {
		MerchantID string `json:"merchantId"`
		URL        string `json:"url"`
	}
	faultInput struct {
		Operation  string    `json:"operation"`
		Kind       FaultKind `json:"kind"`
		When       When      `json:"when"`
		Status     int       `json:"status"`
		ReasonCode string    `json:"reasonCode"`
		Delay      string    `json:"delay"`
		RetryAfter string    `json:"retryAfter"`
		Count      int       `json:"count"`
	}
	redirectOutput struct {
		Redirect string `json:"redirect"`
	}
)

func way(target string, err error) (any, error) { return redirectOutput{Redirect: target}, err }

func (s *Sandbox) controlAdvance(_ context.Context, in advanceInput) (any, error) {
	d, err := time.ParseDuration(in.By)
	if err != nil || d < 0 {
		return nil, fmt.Errorf("sandbox: advance by %q: want a duration like 24h", in.By)
	}
	s.Advance(d)
	return clockState{Now: s.Now()}, nil
}

func (s *Sandbox) controlSetClock(_ context.Context, in clockState) (any, error) {
	s.SetClock(in.Now)
	return clockState{Now: s.Now()}, nil
}

func (s *Sandbox) controlRegisterKey(_ context.Context, in keyInput) (any, error) {
	key, err := ParsePublicKey([]byte(in.PEM))
	if err != nil {
		return nil, err
	}
	s.RegisterKey(in.MerchantID, in.PublicKeyID, key)
	return done{}, nil
}

func (s *Sandbox) controlInitiate(_ context.Context, in formInput) (any, error) {
	id, err := s.Initiate(in.Form)
	return idInput{ID: id}, err
}

func (s *Sandbox) controlFault(_ context.Context, in faultInput) (any, error) {
	f := Fault{
		Operation: in.Operation, Kind: in.Kind, When: in.When, Status: in.Status, ReasonCode: in.ReasonCode, Count: in.Count,
	}
	for text, target := range map[*string]*time.Duration{&in.Delay: &f.Delay, &in.RetryAfter: &f.RetryAfter} {
		if *text == "" {
			continue
		}
		d, err := time.ParseDuration(*text)
		if err != nil {
			return nil, fmt.Errorf("sandbox: fault: %w", err)
		}
		*target = d
	}
	id, err := s.addFault(f)
	return idInput{ID: id}, err
}

// ParsePublicKey reads a PEM block PUBLIC KEY with an RSA key, as Seller Central gives it.
func ParsePublicKey(text []byte) (*rsa.PublicKey, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("sandbox: public key: no PEM block")
	}
	parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("sandbox: public key: %w", err)
	}
	key, ok := parsed.(*rsa.PublicKey)
	if !ok {
		return nil, errors.New("sandbox: public key: not an RSA key")
	}
	return key, nil
}

func look(mux *http.ServeMux, name string, do func() any) {
	mux.HandleFunc("GET /"+name, func(w http.ResponseWriter, _ *http.Request) { writeControl(w, http.StatusOK, do()) })
}

// act refuses other content types than JSON: a page in a developer's browser could send those from anywhere.
func act[In any](mux *http.ServeMux, name string, do func(context.Context, In) (any, error)) {
	mux.HandleFunc("POST /"+name, func(w http.ResponseWriter, r *http.Request) {
		kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
		if err != nil || kind != "application/json" {
			writeControl(w, http.StatusUnsupportedMediaType, refuse(0, "InvalidRequest", "the control API takes application/json"))
			return
		}
		var in In
		d := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody))
		d.DisallowUnknownFields()
		if err := d.Decode(&in); err != nil {
			writeControl(w, http.StatusBadRequest, refuse(0, "InvalidRequest", err.Error()))
			return
		}
		out, err := do(r.Context(), in)
		var wrong *Error
		switch {
		case errors.As(err, &wrong):
			writeControl(w, wrong.Status, wrong)
		case err != nil:
			writeControl(w, http.StatusBadRequest, refuse(0, "InvalidRequest", err.Error()))
		default:
			writeControl(w, http.StatusOK, out)
		}
	})
}

func writeControl(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(append(encode(v), '\n'))
}
