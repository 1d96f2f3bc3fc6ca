package i18n

func methodsEnglish() Methods {
	return Methods{
		Title: "Payment methods", Lead: "The register page shows the shop's payment methods in this order.",
		Name: "Payment method", ID: "ID", Display: "Shown or hidden", Order: "Order", Shown: "Shown", Hidden: "Hidden", Up: "Up", Down: "Down", Change: "Change",
		ChangeHint: "“Shown” and “Hidden” are saved with “Change”. “Up” and “Down” work at once.",
		Edit:       "Rename or remove", Remove: "Remove", Cancel: "Cancel", Back: "Back to the payment methods",
		Saved: "The payment methods have been changed.", Unsaved: "What you chose of “Shown” and “Hidden” is not saved yet. Press “Change”.", Moved: "“{name}” is now number {n}.",
		NotRegistered: "Amazon Pay is “Shown”, but its registration is not complete, so the shop does not show it.",
		Register:      "Register the credentials of Amazon", Contract: "Look at contract and procedures",
		Add: "Add a payment method", AddHint: "A new payment method comes last, and is hidden.", IDHint: "Latin letters, digits, “_”, “-” and “.”, at most 40. The shop's program uses it; it cannot be changed later.",
		NameHint: "What shoppers read, at most 100 characters.",
		Added:    "“{name}” has been added.", Renamed: "It is called “{name}” now.", Removed: "“{name}” has been removed.",
		EditTitle: "Settings of “{name}”", RemoveTitle: "Remove “{name}”?", RemoveLead: "It disappears from the register page. To have it back, add it again. Orders placed before are not affected.",
		RemoveYes: "Remove it", SaveName: "Save the name", Kept: "Amazon Pay cannot be removed. If you do not use it, set it to “Hidden”.",
		Conflict: "{who} has saved something else before you ({at}). What you chose is not saved yet.", ConflictHint: "The list below is what you chose. Where it differs, what is saved now stands beside it. Look at it, and press “Change” again.",
		Gone: "Somebody else has removed it already.", TooMany: "There may be {max} at most. Remove what is not used, and add it again.",
		Taken: "This ID is used already. Enter another one.",

		IDFault: "There is a character that cannot be used, or it is too long. Use Latin letters, digits, “_”, “-” and “.” only, at most 40.", NameFault: "A name has at most 100 characters. Please shorten it.",
		Group: "Group", GroupName: "Name of the group", GroupIDFault: "There is a character that cannot be seen, or it is too long. Enter one line of at most 100 characters.",

		Groups:     "Payment groups",
		GroupsLead: "Groups limit goods to some payment methods. Tick every group that is meant to use Amazon Pay. A cart with goods of an unticked group, be it a single item, shows no Amazon Pay. Goods without a group are not limited.",
		GroupsNew:  "A new payment method is unticked in the groups that exist. When you begin to use Amazon Pay, tick the groups that need it.",
		GroupsNone: "There are no payment groups. Amazon Pay can be used for all goods.",
		Ticked:     "Amazon Pay for “{name}”", AddGroup: "Add a payment group",
		GroupIDHint: "The goods code or the name of the group, exactly as the shop's program puts it on the goods in a cart. At most 100 characters; it cannot be changed later.", GroupNameHint: "What the console calls it, at most 100 characters.", GroupID: "Goods code or group name",
		EditGroupTitle: "Settings of the group “{name}”", RemoveGroupTitle: "Remove the group “{name}”?",
		RemoveGroupLead: "Carts with goods of this group will not show Amazon Pay any more. Take the group off the goods first.",
		GroupsSaved:     "The payment groups have been changed.", AmazonPay: "Amazon Pay", Now: "Saved now: {now}",
	}
}
