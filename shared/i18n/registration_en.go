package i18n

func registrationEnglish() Registration {
	return Registration{
		Title: "Register Amazon Pay", Lead: "You open an Amazon Pay account on Amazon's own pages and apply for its review. At the end, “Send the credentials” brings them to this console by itself.",
		InForce: "While the contract is in force, the account at Amazon Pay cannot be changed for another one. Keys of the same account can be renewed at any time.",
		Present: "Registered now", NoAccount: "No credentials are registered yet.",
		MerchantID: "Merchant ID", StoreID: "Store ID", PublicKeyID: "Public key ID",
		Environment: "Environment", Sandbox: "Sandbox", Live: "Live", Way: "Registered by", ByAmazon: "Amazon's registration", ByKey: "Public key",

		Review: "Review (a hint)", ReviewHint: "This is what Amazon answers when asked, and only a hint. The result is in Amazon's email to the address of the Amazon Pay account.",
		Reviews: map[string]string{"IN_REVIEW": "Seems to be in review", "ACTIVE": "Seems to be accepted", "REFUSED": "Seems to be refused. Please read Amazon's email and apply again"},

		Prepare: "What you need",
		Things: []string{
			"The company's name as registered, its representative's name and home address", "The shop's name, who is responsible for it, what it sells, its sales in a year", "The company's address and phone number",
			"A bank account for the proceeds (bank code, branch code, number, holder)", "An email address for Amazon Pay alone; a verification code is sent there",
		},
		Dedicated: "We recommend a new account for Amazon Pay alone, rather than a personal one that buys at Amazon.",

		Values: "What to enter at Amazon", ValuesLead: "Copy these and paste them into Amazon's pages.",
		Domain: "Domain of the payment page", DomainHint: "The domain alone of the cart's address.",
		Privacy: "URL of the privacy policy", PrivacyHint: "The whole address of your privacy page, beginning with “https://”.",
		PrivacyNone: "Not set", PrivacySave: "Save", PrivacySaved: "The URL of the privacy policy is saved.",
		Origin: "JavaScript origin", OriginHint: "Amazon's button opens from this server and not from the shop's pages. Enter it in Seller Central under “JavaScript origins”.",
		Return: "Allowed return URL", ReturnHint: "Where shoppers come back to. Enter it in Seller Central if it is asked for.",
		Notify: "URL for IPN (instant payment notifications)", NotifyHint: "Where Amazon tells us how payments stand. Enter it in Seller Central under “Merchant URL”.",

		Apply: "Apply", ApplyLead: "This happens on Amazon's site. It takes about 15 minutes; the review takes one or two weeks.",
		Renew: "Receive the credentials from Amazon again", RenewLead: "Sign in on Amazon's pages with the same account, and the credentials come once more.",
		NoProvider:   "Here, credentials cannot come from Amazon by themselves. Please apply at Amazon, and register them in one of these two ways.",
		AmazonSignUp: "Open Amazon's application (another site)",

		Running: map[string]string{
			"started": "Under way at Amazon", "returned": "The credentials have come", "done": "Registered", "dropped": "Given up", "expired": "Expired",
		},
		Since: "begun {at}", Continue: "Continue", Discard: "Give up", Discarded: "Given up. The credentials that had come are forgotten.",
		Replaced: "If you begin anew, the registration that is under way is given up.",
		GoTitle:  "On to Amazon", GoLead: "From here on it is Amazon's site. Please finish within 24 hours, in this same browser.",
		GoSteps: []string{
			"Create an account; a company or shop name will do. Enter the code that comes by email.", "Tell about the company, its representative and the bank account.",
			"Enter the domain of the payment page and the URL of the privacy policy.", "Agree to link the accounts, and then “Send the credentials”: that leads back here.",
		},
		Go: "Go on to Amazon", Back: "Back", Stranger: "Somebody else began this registration. They can go on with it, or you can begin anew.",
		Arrived: "Credentials have come from Amazon", ArrivedMsg: "Please check and register them. Before that, they are tried at Amazon.",
		Accept: "Register these credentials", Accepted: "The credentials were tried at Amazon and are registered.",
		Next: "When Amazon's email says that the review is complete, go on with “Contract and procedures”.",

		Coming: "Back to the console", ComingHint: "If nothing happens, press the button below.",
		Gone: "These credentials cannot be taken", GoneHint: "The registration has expired, its credentials were taken already, or these are not its own. Nothing was saved. “Register Amazon Pay” in the console shows how it stands.",
		Other: "Without Amazon's registration", Rotation: "Renew the key",
		PairTitle: "Enter our public key at Amazon", PairLead: "This server makes the keys, and only the public one is entered in Seller Central. The private key never leaves: the safest way.",
		PasteTitle: "Enter a key made by Amazon", PasteLead: "Enter a key made in Seller Central with its private key, which is encrypted and never shown again.",
		PairMake: "Make the keys", PairMade: "The keys are made. Please enter the public key in Seller Central.",
		PairAgain: "Make other keys", PairSure: "The present public key becomes useless. If it is in Seller Central already, enter the new one there.",
		PairKey: "Public key", PairMadeAt: "made {at}", Download: "Save as a file",
		PairStep1: "1. Make the keys", PairStep2: "2. Enter the public key under “Integration Central” in Seller Central", PairStep3: "3. Enter the IDs that are shown there",
		PrivateKey: "Private key", KeyHint: "Paste everything from “-----BEGIN” on, or choose the file that was downloaded.", KeyFile: "File of the private key (.pem)",
		KeyUnread:      "The private key cannot be read. Please give the “.pem” file that Seller Central let you download (RSA, 2048 bits or more).",
		MerchantIDHint: "Letters and digits that begin with “A”.", StoreIDHint: "Begins with “amzn1.application-oa2-client.”; also called client ID.",
		PublicKeyIDHint: "Begins with “LIVE-” or “SANDBOX-”.", EnvironmentHint: "As the beginning of the key ID says. No money moves in the sandbox.",
		Tried: "The credentials are tried at Amazon before they are saved. Amazon compares the merchant ID only when a shopper presses the button: please compare it with Seller Central once more.",
		Save:  "Try and save", Saved: "The credentials were tried at Amazon and are saved.",
		OldKey: "The new key is used as soon as it is saved. Wait 30 minutes or more before you delete the old one at Amazon: shoppers under way may have buttons signed with it.",

		Change: "Another Amazon Pay account",
		ChangeMeans: []string{
			"Shoppers have another ID at each Amazon Pay account, so links to members are not carried over: shoppers link once more.",
			"Payments of earlier orders can still be requested, cancelled and refunded with the account before. Please delete neither it nor its key at Amazon.",
			"The new account needs Amazon's review, and the service is applied for again.",
		},
		Understood: "I understand that the account becomes another one", NotYet: "This is another account than the present one. If that is meant, please read what it means and tick the box.",
		ChangeClosed: "While the contract is in force, the account cannot be changed for another one. It has to be ended first.",

		Reasons: map[string]string{
			"wrong_key":   "Private key and public key ID do not belong together. Please check that it is the private key of this ID.",
			"unknown_key": "Amazon does not know this public key ID. Please compare it with Seller Central; it may have been deleted.",
			"environment": "This key is of the other environment. Please check the choice between sandbox and live.",
			"region":      "This key is of an Amazon Pay account in another region. Please take one of a Japanese account.",
			"store":       "This store ID is not of this account. Please compare it with Seller Central.",
			"merchant":    "Amazon does not know this account. Please check the merchant ID.",
			"inactive":    "This account cannot be used in the live environment yet. Please try again when Amazon's review is complete.",
			"token":       "The permission given at Amazon is not valid any more. Please apply again, and send the credentials on Amazon's page.",
			"clock":       "The server's clock differs from Amazon's. Please tell the operator, and try again when it is right.",
			"unreachable": "Amazon cannot be reached. Nothing was saved. Please try again later.",
			"other":       "Amazon does not take these credentials. Nothing was saved.",
		},
		Support: "Amazon's answer: {code} (request {request})",
	}
}
