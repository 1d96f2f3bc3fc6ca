package staff

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"noren/backend/audit"
	"noren/backend/session"
	"noren/backend/store/query"
)

// Ceremony is what a browser needs to ask for a passkey: the key comes back with its answer.
type Ceremony struct {
	Key     string `json:"key"`
	Options any    `json:"options"`
}

// Answer is what the browser sends back.
type Answer struct {
	Key        string          `json:"key"`
	Credential json.RawMessage `json:"credential"`
}

// holder is a person as the protocol sees one. Nobody but us reads the handle.
type holder struct {
	person Person
	keys   []webauthn.Credential
}

func (h holder) WebAuthnID() []byte                         { return []byte(h.person.ID) }
func (h holder) WebAuthnName() string                       { return h.person.Email }
func (h holder) WebAuthnDisplayName() string                { return h.person.Name }
func (h holder) WebAuthnCredentials() []webauthn.Credential { return h.keys }

func (a *Accounts) protocol() (*webauthn.WebAuthn, error) {
	address, err := url.Parse(a.PublicURL)
	if err != nil {
		return nil, fmt.Errorf("staff: passkey: %w", err)
	}
	w, err := webauthn.New(&webauthn.Config{RPID: address.Hostname(), RPDisplayName: "Noren", RPOrigins: []string{a.PublicURL}})
	if err != nil {
		return nil, fmt.Errorf("staff: passkey: %w", err)
	}
	return w, nil
}

func (a *Accounts) holder(ctx context.Context, p Person) (holder, error) {
	rows, err := a.DB.Read().Passkeys(ctx, p.ID)
	if err != nil {
		return holder{}, fmt.Errorf("staff: passkeys: %w", err)
	}
	h := holder{person: p}
	for _, row := range rows {
		var key webauthn.Credential
		if err := json.Unmarshal(row.Record, &key); err != nil {
			return holder{}, fmt.Errorf("staff: passkey: %w", err)
		}
		h.keys = append(h.keys, key)
	}
	return h, nil
}

// BeginPasskey asks for a new passkey of somebody. It must be kept by the device with the account's name (discoverable) and be
// unlocked by the person (verified): it is both factors in one.
func (a *Accounts) BeginPasskey(ctx context.Context, p Person) (Ceremony, error) {
	w, err := a.protocol()
	if err != nil {
		return Ceremony{}, err
	}
	h, err := a.holder(ctx, p)
	if err != nil {
		return Ceremony{}, err
	}
	options, data, err := w.BeginRegistration(h,
		webauthn.WithResidentKeyRequirement(protocol.ResidentKeyRequirementRequired),
		webauthn.WithAuthenticatorSelection(protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: protocol.ResidentKeyRequired(), UserVerification: protocol.VerificationRequired,
		}),
		webauthn.WithExclusions(webauthn.Credentials(h.keys).CredentialDescriptors()),
	)
	if err != nil {
		return Ceremony{}, fmt.Errorf("staff: passkey: %w", err)
	}
	return a.keep(ctx, options, data)
}

func (a *Accounts) keep(ctx context.Context, options any, data *webauthn.SessionData) (Ceremony, error) {
	text, err := json.Marshal(data)
	if err != nil {
		return Ceremony{}, fmt.Errorf("staff: passkey: %w", err)
	}
	key, err := a.Sessions.KeepCeremony(ctx, text)
	return Ceremony{Key: key, Options: options}, err
}

func (a *Accounts) take(ctx context.Context, key string) (data webauthn.SessionData, err error) {
	text, err := a.Sessions.TakeCeremony(ctx, key)
	if errors.Is(err, session.ErrCode) {
		return data, ErrRefused
	}
	if err != nil {
		return data, err
	}
	if err := json.Unmarshal(text, &data); err != nil {
		return data, fmt.Errorf("staff: passkey: %w", err)
	}
	return data, nil
}

// AddPasskey takes the browser's answer and keeps the passkey. Errors: ErrRefused.
func (a *Accounts) AddPasskey(ctx context.Context, p Person, answer Answer, label string) error {
	return a.addPasskey(ctx, p, answer, label, func(q *query.Queries) error { return a.stillTheirs(ctx, q, p) })
}

// AcceptByPasskey uses an invitation up by a passkey. Errors: ErrInvitation, ErrRefused.
func (a *Accounts) AcceptByPasskey(ctx context.Context, code string, answer Answer, label string) (Person, error) {
	o, err := a.toSetUp(ctx, code)
	if err != nil {
		return Person{}, err
	}
	err = a.addPasskey(ctx, o.Person, answer, label, func(q *query.Queries) error { return a.accept(ctx, q, o, false) })
	if err != nil {
		return Person{}, err
	}
	return a.comeIn(ctx, o)
}

func (a *Accounts) addPasskey(ctx context.Context, p Person, answer Answer, label string, before func(*query.Queries) error) error {
	data, err := a.take(ctx, answer.Key)
	if err != nil {
		return err
	}
	w, err := a.protocol()
	if err != nil {
		return err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(answer.Credential)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	key, err := w.CreateCredential(holder{person: p}, data, parsed)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	record, err := json.Marshal(key)
	if err != nil {
		return fmt.Errorf("staff: passkey: %w", err)
	}
	return a.DB.Tx(ctx, func(q *query.Queries) error {
		if err := before(q); err != nil {
			return err
		}
		n, err := q.InsertPasskey(ctx, query.InsertPasskeyParams{StaffID: p.ID, ID: keyID(key.ID), Label: label, Record: record, Now: a.now()})
		if err != nil {
			return fmt.Errorf("staff: passkey: %w", err)
		}
		if n == 0 {
			return ErrRefused
		}
		return audit.Write(ctx, q, a.Now(), audit.Entry{Actor: p.Actor(), Action: audit.PasskeyAdded, Subject: p.ID, After: label})
	})
}

func keyID(raw []byte) string { return base64.RawURLEncoding.EncodeToString(raw) }

// BeginSignIn asks for any passkey of ours.
func (a *Accounts) BeginSignIn(ctx context.Context) (Ceremony, error) {
	w, err := a.protocol()
	if err != nil {
		return Ceremony{}, err
	}
	options, data, err := w.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return Ceremony{}, fmt.Errorf("staff: passkey: %w", err)
	}
	return a.keep(ctx, options, data)
}

// SignInByPasskey checks the browser's answer. Errors: ErrRefused, *WaitError.
func (a *Accounts) SignInByPasskey(ctx context.Context, answer Answer, address string) (Person, error) {
	place := limits("", address)[0]
	if ok, after := a.Sessions.Allow(ctx, place.kind, place.key, place.limit); !ok {
		return Person{}, &WaitError{after}
	}
	data, err := a.take(ctx, answer.Key)
	if err != nil {
		return Person{}, err
	}
	w, err := a.protocol()
	if err != nil {
		return Person{}, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer.Credential)
	if err != nil {
		return Person{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	var found holder
	key, err := w.ValidateDiscoverableLogin(func(_, handle []byte) (webauthn.User, error) {
		p, err := a.Get(ctx, string(handle))
		if err != nil {
			return nil, err
		}
		found, err = a.holder(ctx, p)
		return found, err
	}, data, parsed)
	if err != nil {
		return Person{}, fmt.Errorf("%w: %w", refusedAs(found.person.ID), err)
	}
	if key.Authenticator.CloneWarning {
		return Person{}, fmt.Errorf("%w: somebody has a copy of the passkey", refusedAs(found.person.ID))
	}
	return found.person, a.noteUse(ctx, found.person, key)
}

func (a *Accounts) noteUse(ctx context.Context, p Person, key *webauthn.Credential) error {
	record, err := json.Marshal(key)
	if err != nil {
		return fmt.Errorf("staff: passkey: %w", err)
	}
	return a.DB.Tx(ctx, func(q *query.Queries) error {
		n, err := q.UsePasskey(ctx, query.UsePasskeyParams{Record: record, StaffID: p.ID, ID: keyID(key.ID), Now: a.now()})
		if err == nil && n == 0 { // removed just now
			return ErrRefused
		}
		return err
	})
}

// Passkeys lists somebody's passkeys, the oldest first.
func (a *Accounts) Passkeys(ctx context.Context, p Person) ([]query.Passkey, error) {
	rows, err := a.DB.Read().Passkeys(ctx, p.ID)
	if err != nil {
		return nil, fmt.Errorf("staff: passkeys: %w", err)
	}
	return rows, nil
}

// RemovePasskey forgets a passkey. Errors: ErrUnknown, ErrLastProof.
func (a *Accounts) RemovePasskey(ctx context.Context, p Person, id string) error {
	return a.DB.Tx(ctx, func(q *query.Queries) error {
		if _, err := q.TouchStaff(ctx, query.TouchStaffParams{ID: p.ID, Now: a.now()}); err != nil {
			return fmt.Errorf("staff: lock: %w", err)
		}
		n, err := q.DeletePasskey(ctx, query.DeletePasskeyParams{StaffID: p.ID, ID: id})
		if err != nil {
			return fmt.Errorf("staff: passkey: %w", err)
		}
		if n == 0 {
			return ErrUnknown
		}
		if err := a.keepProof(ctx, q, p.ID); err != nil {
			return err
		}
		return audit.Write(ctx, q, a.Now(), audit.Entry{Actor: p.Actor(), Action: audit.PasskeyRemoved, Subject: p.ID})
	})
}
