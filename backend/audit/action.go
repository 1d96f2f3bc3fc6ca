package audit

// Action is what was done, as area and deed.
type Action string

// What people do with their own accounts, and operators with them. It is of no shop, but for the four about a shop's staff.
const (
	SignedIn         Action = "session.begun"
	SessionEnded     Action = "session.ended"
	SetUp            Action = "staff.set_up"
	OperatorChanged  Action = "staff.operator"
	Forgotten        Action = "staff.forgotten"
	PasskeyAdded     Action = "passkey.added"
	PasskeyRemoved   Action = "passkey.removed"
	PasswordChanged  Action = "password.changed"
	RecoveryReplaced Action = "recovery.replaced"

	// An account at the operator's own staff login.
	IdentityConnected    Action = "identity.connected"
	IdentityDisconnected Action = "identity.disconnected"

	Invited     Action = "staff.invited"
	Withdrawn   Action = "staff.withdrawn" // an invitation
	RoleChanged Action = "staff.role"
	Removed     Action = "staff.removed"
)

// What is done with a shop's orders, beside the actions on one order.
const (
	BulkDrafted    Action = "bulk.drafted"
	BulkStarted    Action = "bulk.started"
	BulkStopped    Action = "bulk.stopped"
	ExportBegun    Action = "export.begun"
	ExportEnded    Action = "export.ended" // all of it was written
	ColumnsSaved   Action = "columns.saved"
	ColumnsDeleted Action = "columns.deleted"
	FilterSaved    Action = "filter.saved"
	FilterDeleted  Action = "filter.deleted"
	Seeded         Action = "order.seeded" // invented orders were entered
)

// What is done with a shop's mails and messages.
const (
	TemplateSaved        Action = "mail.template"
	MailTested           Action = "mail.tested"
	MailRepeated         Action = "mail.repeated"
	NotificationReplayed Action = "notification.replayed"
	EndpointAdded        Action = "endpoint.added"
	EndpointChanged      Action = "endpoint.changed"
	EndpointEnabled      Action = "endpoint.enabled"
	EndpointDisabled     Action = "endpoint.disabled"
	EndpointRemoved      Action = "endpoint.removed"
	EndpointTested       Action = "endpoint.tested"
	EndpointReplayed     Action = "endpoint.replayed" // everything since a time
	SecretRotated        Action = "endpoint.secret"
	DeliveryReplayed     Action = "delivery.replayed"
)

// What is done with a shop itself.
const (
	ShopCreated      Action = "shop.created"
	ShopChanged      Action = "shop.changed"
	SettingsSaved    Action = "shop.settings"
	DraftSaved       Action = "draft.saved"
	DraftPublished   Action = "draft.published"
	DraftDiscarded   Action = "draft.discarded"
	ImageSaved       Action = "image.saved"
	CredentialsSaved Action = "shop.credentials"
	KeyMade          Action = "key.made"
	KeyRevoked       Action = "key.revoked"
	MemberUnlinked   Action = "member.unlinked"
	MemberErased     Action = "member.erased"
)

// What is done to get an account at Amazon.
const (
	RegistrationStarted  Action = "registration.started"
	RegistrationReturned Action = "registration.returned"
	RegistrationDropped  Action = "registration.dropped"
	KeyPairMade          Action = "registration.key_pair"
)

// What is done with a shop's contract. Tariffs are of no shop.
const (
	ContractApplied  Action = "contract.applied"
	ContractUsed     Action = "contract.used" // Amazon Pay was shown for the first time
	ContractReserved Action = "contract.reserved"
	ContractRevoked  Action = "contract.revoked"
	TariffSet        Action = "tariff.set"
)

// order are the events of an order that somebody brings about; package ledger names them.
const order = "order."

// OfOrder is the action that an event of an order is.
func OfOrder(event string) Action { return Action(order + event) }

// Area is what actions are about.
type Area struct {
	Name    string
	Actions []Action
}

// InShop are the actions in a shop, but for those on one order, in the order in which people look for them.
func InShop() []Area {
	return []Area{
		{"orders", []Action{
			BulkDrafted, BulkStarted, BulkStopped, ExportBegun, ExportEnded, ColumnsSaved, ColumnsDeleted, FilterSaved, FilterDeleted, Seeded,
		}},
		{"mails", []Action{TemplateSaved, MailTested, MailRepeated}},
		{"messages", []Action{
			EndpointAdded, EndpointChanged, EndpointEnabled, EndpointDisabled, EndpointRemoved, SecretRotated, EndpointTested, EndpointReplayed,
			DeliveryReplayed, NotificationReplayed,
		}},
		{"shop", []Action{
			ShopCreated, ShopChanged, SettingsSaved, DraftSaved, DraftPublished, DraftDiscarded, ImageSaved, CredentialsSaved, KeyMade, KeyRevoked,
			RegistrationStarted, RegistrationReturned, RegistrationDropped, KeyPairMade, ContractApplied, ContractUsed, ContractReserved,
			ContractRevoked,
		}},
		{"people", []Action{Invited, Withdrawn, RoleChanged, Removed, MemberUnlinked, MemberErased}},
	}
}

// Apart are the actions of no shop.
func Apart() []Action {
	return []Action{
		SignedIn, SessionEnded, SetUp, OperatorChanged, Forgotten, PasskeyAdded, PasskeyRemoved, PasswordChanged, RecoveryReplaced, IdentityConnected,
		IdentityDisconnected, TariffSet,
	}
}
