package i18n

func staffEnglish() Staff {
	return Staff{
		SignIn: "Sign in", SignInLead: "Sign in to the Noren console.",
		PasskeyButton: "Sign in with a passkey", PasskeyHint: "By fingerprint, face or screen lock.",
		NoPasskeys: "This browser cannot use passkeys. Please sign in with your password.",
		Or:         "or", PasswordTitle: "Sign in with a password",
		Email: "Email address", Password: "Password", Code: "Confirmation code",
		CodeHint:     "The six digits in your authenticator app. If you have lost it, enter a recovery code.",
		SignInButton: "Sign in", Refused: "You could not be signed in. Please check what you have entered. A confirmation code works only once.",
		PasskeyFailed: "The passkey could not be checked. Please try again.",
		Wait:          "There have been too many attempts. Please try again in {minutes} min.",
		Lost:          "If you cannot sign in, ask an owner of your shop or the operator for a new invitation.",
		DemoTitle:     "Accounts of the demo", DemoLead: "One press signs you in. This exists in the demo only.",
		Confirm: "Is it you?", ConfirmLead: "Please confirm once more that it is you before you change something important.", SignedOut: "You are signed out.",
		NewHere: "New here? Please open the link of your invitation.",

		Welcome: "Welcome, {name}", WelcomeLead: "Choose how you want to sign in to the console.",
		InvitationGone: "This invitation does not work", GoneHint: "It has been used already, or is too old. Ask an owner of your shop or the operator for a new one.",
		ChoosePasskey: "Set up a passkey", ChoosePasskeyLead: "Recommended. There is no password: you sign in by fingerprint, face or screen lock.",
		ChoosePassword: "Set up a password and an authenticator app", ChoosePasswordLead: "You sign in with a password and a code from the app.",
		NewPassword: "New password", NewPasswordHint: "At least {n} characters. Do not use it anywhere else.",
		ScanTitle: "Add it to your authenticator app", ScanLead: "Scan the QR code with the app, and enter the six digits that it shows.", Secret: "Key, if you cannot scan",
		FirstCode: "Code from the app", QRCode: "QR code for the authenticator app", SaveButton: "Set up",
		CodeWrong:     "The code is not right. Please enter the new digits from the app.",
		PasswordShort: "The password must have at least {n} characters.", PasswordLong: "The password is too long.",
		RecoveryTitle: "Recovery codes", RecoveryLead: "If you lose the authenticator app, one of these takes the place of its code. Each works once. They are shown only now: keep them in a safe place.",
		RecoveryGo: "I have kept them",

		Account: "My account", Name: "Name", Language: "Language",
		Passkeys: "Passkeys", PasskeysLead: "Add one for each of your devices, so that you can sign in when you lose one.", AddKey: "Add a passkey",
		NoKeys: "You have no passkeys.", Made: "Added", LastUsed: "Last used", Never: "never", Remove: "Remove",
		PasswordSection: "Password and authenticator app", HasPassword: "Set up.", NoPassword: "Not set up.",
		ChangePassword: "Change password and app", SetPassword: "Set up password and app",
		RecoveryLeft: "Recovery codes left: {n}", RecoveryNew: "Make new recovery codes",
		Sessions: "Where you are signed in", SessionsLead: "End what you do not recognise. After 30 minutes without a page you are signed out.",
		ThisOne: "this device", Device: "Device", Place: "From", Began: "Signed in", Seen: "Last seen", End: "End", EndOthers: "End all others",
		Fresh: "To change something here, please confirm that it is you.", FreshButton: "Confirm and change",
		KeyAdded: "The passkey has been added.", KeyRemoved: "The passkey has been removed.", LastProof: "Your last way to sign in cannot be removed. Set up another one first.",
		PasswordSaved: "Password and authenticator app are set up.", Ended: "The device has been signed out.", OthersEnded: "All other devices have been signed out.",

		Title: "Staff", Lead: "Who works in this shop's console, and what they may do.", InviteTitle: "Invite somebody", InviteButton: "Invite",
		Role: "Role", State: "State", Since: "Since", Change: "Change",
		Roles: map[string]string{"owner": "Owner", "staff": "Staff", "viewer": "Viewer"},
		RoleHints: map[string]string{
			"owner": "everything, staff and settings too", "staff": "request payments, cancel, refund, edit", "viewer": "sees orders only",
		},
		Active: "active", InvitedUntil: "invited (until {time})", Operator: "Operator", You: "you",
		LastOwner: "A shop needs an owner. Make somebody else an owner first.",
		Pending:   "They have not yet followed another shop's invitation. Invite them again once they have set up how they sign in.",
		Raced:     "They are not of the staff any more.",
		RoleSaved: "{name}'s role has been changed.", Removed: "{name} has been removed from the staff.",
		RoleAdded: "{name} is now on the staff, and signs in as before.",
		LinkTitle: "Link of the invitation", LinkLead: "Give this link to {name}. It works once, until {time}. It is shown only now.", Link: "Link",
		Copy: "Copy", Copied: "Copied", BackToStaff: "To the staff",
		RemoveSure: "Remove {name} from the staff?", RemoveLead: "They lose this shop at once, and their devices are signed out. The audit log stays.",
		RemoveYes: "Remove from the staff", Cancel: "Cancel", NotAnEmail: "Please enter a correct email address.", NoName: "Please enter a name.",

		Relink: "Make a new link", Expired: "invitation expired",

		ShopsTitle: "Shops", ShopsLead: "Choose a shop.", ShopID: "Shop id", Registered: "registered", NotYet: "not registered",
		NoShop: "There is no shop for you", NoShopLead: "Ask an owner of your shop for an invitation.", ShopEmpty: "There is no page of this shop for you.",

		AuditTitle: "Audit log", AuditLead: "What has been done in the console, by the API and on the command line. Nothing here can be changed.",
		When: "When", Who: "Who", What: "What", Subject: "Subject", Details: "Details", Anyone: "Anybody", Anything: "Everything", Before: "Before", After: "After",
		Actions: map[string]string{
			"session.begun": "Signed in", "session.ended": "Device signed out", "staff.invited": "Invited", "staff.set_up": "Sign-in set up", "staff.role": "Role changed",
			"staff.removed": "Removed from staff", "staff.operator": "Operator changed", "staff.forgotten": "Account removed", "passkey.added": "Passkey added",
			"passkey.removed": "Passkey removed", "password.changed": "Password changed", "recovery.replaced": "Recovery codes replaced",
		},
		ByCLI: "Command line", ByNoren: "Automatic", ByAPI: "API", Gone: "Removed person",
	}
}
