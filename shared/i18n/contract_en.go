package i18n

import "noren/shared/api"

func contractEnglish() Contract {
	return Contract{
		Lang:  api.English,
		Title: "Contract and procedures", StateTitle: "Status", MonthLayout: "Jan 2006", Hidden: "Amazon Pay is «hidden» at present and is not shown in the shop.",
		States: map[string]string{"none": "Not applied for", "applied": "Applied for", "in_use": "In use", "reserved": "Cancellation reserved", "ended": "Cancelled"},
		StateLeads: map[string]string{
			"none":     "The Amazon Pay service has not been applied for yet.",
			"applied":  "The application is complete. Your use begins when you switch Amazon Pay to «shown».",
			"in_use":   "Amazon Pay can be used.",
			"reserved": "The contract ends with {day}. Until then everything goes on as before, and you can take the cancellation back.",
			"ended":    "The contract ended with {day}. No buttons are shown and no new payments are taken. Payments of earlier orders can still be requested, cancelled and refunded in the order book.",
		},
		NotRegistered: "Amazon Pay cannot be used, because it is not registered. If you have applied at Amazon and passed the review, please check whether you have applied for the Amazon Pay service as well.",
		Register:      "Register Amazon Pay", Apply: "Apply for the Amazon Pay service", Cancel: "Proceed to cancellation", Revoke: "Take the cancellation back",
		Methods: "Payment methods", PathTitle: "The way to your first sale", Done: "done", Now: "you are here",
		Path: []ContractStep{
			{"Apply at Amazon", "«Register Amazon Pay» leads to Amazon. Each shop needs an application of its own.", "We recommend an account for Amazon Pay only, not one with which somebody shops."},
			{
				"Amazon's review", "It takes about 1 to 2 weeks. The result comes by mail to the address of the Amazon Pay account.",
				"If you are refused, look at the reason in the mail and ask Amazon. You can apply again by «Register Amazon Pay».",
			},
			{"Apply for the service", "When the mail of acceptance has come, go to «Apply for the Amazon Pay service».", "The result of the review does not arrive here by itself. You declare it in the application."},
			{
				"Switch to «shown»", "Set Amazon Pay to «shown» under «Payment methods» and save.",
				"Add Amazon Pay to your page about payment methods too, such as the legal notice on mail-order sales.",
			},
			{"In use", "The buttons of Amazon Pay appear in your shop.", ""},
		},
		Prices: "Prices", Tax: "{yen} (plus tax)", Free: "free", Initial: "Initial cost", Monthly: "Monthly fee", Fee: "Handling fee", SaleFee: "Amazon Pay fee",
		MonthlyHint: "From the month of the application. A month in which you apply and cancel is billed too.", PerSale: "{percent}% of each sale, paid to Amazon", FromMonth: "From {month}",
		Notes: "What to know",
		NoteList: []string{
			"Only corporations can apply. Sole traders and private persons cannot.",
			"Each shop needs a review of its own, also when one company runs several shops under one name.",
			"It is not offered for subscriptions, periodic clubs, proxy orders, landing-page carts and the overseas cart.",
			"When you change or cancel an amount in Seller Central, the figures in the order book do not change by themselves.",
			"Test orders are not possible. Your own Amazon account, with which the shop is registered, cannot buy in it and gets an error.",
		},
		Ask: "Questions", AskLead: "Please tell us the shop id when you ask.", Contact: "Contact", NoContact: "the operator of this service",
		ShopID: "Shop id", Copy: "Copy", Copied: "Copied", AskAmazon: "Please ask Amazon about Seller Central.",
		Trademark: "Amazon, Amazon Pay and their logos are trademarks of Amazon.com, Inc. or its affiliates.",
		History:   "Contracts", Company: "Company", CorporateNumber: "Corporate number", AppliedAt: "Applied", UsedAt: "In use since", EndsAt: "Ends", Open: "in force",
		Charges: "Charges", ChargesLead: "The last 12 months. The Amazon Pay fee is not among them: Amazon deducts it.",

		ApplyTitle: "Apply for the Amazon Pay service", ApplyLead: "Please apply after Amazon's mail of acceptance has come.",
		NoCredentials: "There are no credentials from Amazon yet. You can apply, but Amazon Pay cannot be used until it is registered, and the monthly fee begins.",
		Kind:          "Who applies", Kinds: map[string]string{"corporation": "Corporation", "sole_trader": "Sole trader", "private": "Private person"},
		CompanyHint: "The name in the commercial register.", CorporateNumberHint: "Thirteen digits. The National Tax Agency publishes them.",
		Terms: "Terms of service", AcceptTerms: "I agree to the terms of service", OpenTerms: "Read the terms of service",
		Version: "version {version}", VersionOn: "as of {day}", OldTerms: "This is the earlier version that was agreed to with the application. It differs from the present terms of service.", AppliedBy: "by {who}",
		Reviewed: "The review by, and the contract with, Amazon Japan G.K. are complete", ReviewedWarning: "If you introduce it before the review is complete, Amazon Pay may become unusable.",
		ToConfirm: "Proceed to confirmation", ConfirmTitle: "Confirm your application", ConfirmLead: "You have not applied yet. Please check everything, then press «Apply».",
		FirstMonth: "Bill for {month}", ApplyYes: "Apply", Change: "Change what you entered", Back: "Back to the contract", Review: "Review", Total: "with tax",
		Applied: "Your application is complete.", AppliedBefore: "Your application was complete already. Nothing was applied for twice.",
		Faults: map[string]string{
			"kind": "Please choose who applies.", "kind.corporation": "Only corporations can apply. Sole traders and private persons cannot.",
			"company": "Please enter the company's name in one line of at most 200 characters.", "company.required": "Please enter the company's name.",
			"corporateNumber": "The corporate number is not right. Please check the thirteen digits.", "corporateNumber.required": "Please enter the corporate number.",
			"terms": "You need to agree to the terms of service.", "terms.changed": "The terms of service have changed since you opened the page. Please read them again, and agree once more.", "reviewed": "You cannot apply before the review by, and the contract with, Amazon Japan G.K. are complete.",
			"from": "Please enter a month that has not begun, such as «2027-04».", "initial": "Please enter the initial cost as a whole number from 0 to 10000000.", "monthly": "Please enter the monthly fee as a whole number from 0 to 10000000.",
			"taxPercent": "Please enter the consumption tax as a whole number from 0 to 100.", "saleFee": "Please enter the Amazon Pay fee as a number from 0 to 100, with at most two decimals.",
		},
		FaultsTitle: "Please check what you entered", Raced: "The contract has changed since you opened the page. Nothing was done.",

		CancelTitle: "Cancellation", CancelAgree: "I agree to these notes", ToCancel: "Proceed to confirm", CancelConfirm: "Confirm the cancellation",
		CancelNotes: []string{
			"The contract ends with {day}. Until then everything goes on as before.", "The fee of this month is billed in full.",
			"After the end no buttons of Amazon Pay are shown in the shop and no new payments are taken. Shoppers who are in the middle of one cannot complete their order.",
			"Payments of earlier orders can still be requested, cancelled and refunded in the order book.", "Authorisations lapse. Request the payment of orders that you have not yet requested in time.",
			"Please remove Amazon Pay from your page about payment methods.", "Your contract with Amazon is not cancelled by this. If you wish to end it, do so at Amazon.",
			"To use the service again you have to apply anew.",
		},
		CancelYes: "Cancel the contract", NotAgreed: "You need to agree to the notes.",
		Reserved: "The cancellation is reserved. The contract ends with {day}.", ReservedBefore: "The cancellation was reserved already.",
		RevokeTitle: "Take the cancellation back", RevokeLead: "The contract does not end with {day} and goes on.", RevokeYes: "OK",
		Revoked: "The cancellation has been taken back. The contract goes on.", RevokedBefore: "The cancellation had been taken back already.",
	}
}
