package i18n

import "noren/shared/api"

// Staff are the words of signing in, of one's own account, of a shop's staff and of the audit log.
type Staff struct {
	// Signing in.
	SignIn, SignInLead                       string
	PasskeyButton, PasskeyHint, NoPasskeys   string
	Or, PasswordTitle                        string
	Email, Password, Code, CodeHint          string
	SignInButton                             string
	Refused, PasskeyFailed                   string
	Wait                                     string // {minutes}
	Lost                                     string // how to get in when everything is lost
	DemoTitle, DemoLead                      string
	Confirm, ConfirmLead, SignedOut, NewHere string

	// An invitation.
	Welcome                                string // {name}
	WelcomeLead, InvitationGone, GoneHint  string
	ChoosePasskey, ChoosePasskeyLead       string
	ChoosePassword, ChoosePasswordLead     string
	NewPassword, NewPasswordHint           string // {n}
	ScanTitle, ScanLead, Secret, FirstCode string
	QRCode, SaveButton                     string
	CodeWrong, PasswordShort               string // {n}
	PasswordLong                           string
	PasswordCommon, PasswordOwnWords       string
	RecoveryTitle, RecoveryLead            string
	RecoveryGo                             string

	// One's own account.
	Account, Name, Language           string
	Passkeys, PasskeysLead, AddKey    string
	NoKeys, Made, LastUsed, Never     string
	Remove                            string
	PasswordSection, HasPassword      string
	NoPassword, ChangePassword        string
	SetPassword                       string
	RecoveryLeft                      string // {n}
	RecoveryNew                       string
	Sessions, SessionsLead, ThisOne   string
	Device, Place, Began, Seen, End   string
	EndOthers, Fresh, FreshButton     string
	KeyAdded, KeyRemoved, LastProof   string
	PasswordSaved, Ended, OthersEnded string

	// A shop's staff.
	Title, Lead, InviteTitle, InviteButton string
	Role, State, Since, Change             string
	Roles                                  map[string]string
	RoleHints                              map[string]string
	Active, Operator                       string
	You, LastOwner, Raced                  string
	RoleSaved, Removed                     string // {name}
	LinkTitle, LinkLead, Link, Copy        string // {time}
	Copied, BackToStaff                    string
	RemoveSure, RemoveLead, RemoveYes      string // {name}
	Cancel, NotAnEmail, NoName             string
	Expired                                string

	// The list of shops.
	ShopName, Registered, NotYet  string
	NoShop, NoShopLead, ShopEmpty string
}

// StaffFor returns the words in a language; any other than English gives Japanese.
func StaffFor(lang api.Lang) Staff {
	if lang == api.English {
		return staffEnglish()
	}
	return staffJapanese()
}
