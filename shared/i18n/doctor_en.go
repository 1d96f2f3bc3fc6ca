package i18n

func doctorEnglish() Doctor {
	return Doctor{
		Title: "Set-up doctor",
		Lead:  "Finds out for real whether shoppers can pay with Amazon Pay. It reads the shop's pages and asks Amazon; it changes nothing.",
		Start: "Start the examination", Again: "Examine again", Pages: "Pages to look at",
		PagesHint:  "Enter the addresses of your cart and register pages, one a line, five at most. Empty: the shop's top page is looked at.",
		PagesFault: "Please enter addresses on the shop's registered origins ({origins}), five at most.",
		None:       "Nothing has been examined yet. Enter the addresses of your cart and register pages and start: it takes less than a minute.",
		Going:      "Examining ({done} of {all})", Refresh: "Show the present state",
		TooMany: "That was too often in a short time. Please wait a minute and try again.",
		At:      "Examination of {at}", Print: "Print", JSON: "Download as JSON", Fix: "Open the setting",
		Copy: "Copy", Copied: "Copied", Tag: "The tag to paste", Remedy: "What to do",
		Verdict: map[string]string{
			"ok": "Nothing wrong was found", "unknown": "Some things you must see for yourself", "warn": "Some things should be looked at",
			"fail": "Something must be put right", "running": "The examination is under way",
		},
		VerdictHint: map[string]string{
			"ok": "Amazon Pay can be used.", "unknown": "What is marked «see for yourself» cannot be found out from here. Please follow the notes.",
			"warn": "Shoppers can pay, but what is marked «warning» may cost you sales.", "fail": "Until the errors are gone, shoppers may not be able to pay.",
			"running": "Each result appears as soon as it is there.",
		},
		Areas:   map[string]string{"amazon": "At Amazon", "noren": "Noren's address", "setting": "The shop's settings", "page": "The shop's pages", "server": "The shop's server"},
		Results: map[string]string{"ok": "OK", "unknown": "See for yourself", "warn": "Warning", "fail": "Error", "running": "Examining"},
		Checks: map[string]string{
			"credentials": "Credentials", "origin": "JavaScript origin", "notifications": "Notifications", "clock": "Clock", "address": "Address", "rule": "Display conditions",
			"groups": "Payment groups", "guides": "Length of guide texts", "login": "Address of member logins", "privacy": "Privacy page", "pages": "Pages", "script": "Script tag",
			"elements": "Buttons", "policy": "Content-Security-Policy", "analytics": "Web analytics", "keys": "Keys of the server", "webhooks": "Webhooks",
		},
		Guides: map[string]string{
			"guides.checkout": "guide of the register page", "loginGuides.checkout": "login guide of the register page", "loginGuides.signup": "login guide of the registration page",
		},
		Findings: doctorFindingsEnglish(),
	}
}

func doctorFindingsEnglish() map[string]Problem {
	return map[string]Problem{
		"failed": {"This could not be found out in time.", "Please examine again a little later."},

		"credentials_none":    {"There are no credentials of Amazon Pay.", "Please register Amazon Pay under «Contract and procedures»."},
		"credentials_sandbox": {"Amazon takes our signature, in its test environment (sandbox; merchant id {merchant}).", "No real payments are made in the sandbox. Register the credentials of the live environment before you begin to sell."},
		"credentials_good":    {"Amazon takes our signature (merchant id {merchant}).", ""},
		"credentials_refused": {"Amazon refuses the credentials ({reason}, request id {request}).", "Look in Seller Central whether the public key id and the public key are active, and register the credentials anew."},
		"account_inactive":    {"The account at Amazon Pay ({merchant}) is not active.", "Look at the messages in Seller Central and ask Amazon Pay's support."},
		"amazon_unreachable":  {"Amazon did not answer.", "Please examine again a little later. If it goes on, tell whoever runs Noren."},

		"clock_no_account": {"Without credentials the clock cannot be compared.", "Register the credentials first."},
		"clock_right":      {"The server's clock agrees with Amazon's ({seconds} seconds).", ""},
		"clock_off":        {"The server's clock differs from Amazon's by {seconds} seconds.", "Ask whoever runs Noren to look at the time synchronisation (NTP)."},
		"clock_wrong":      {"The server's clock differs from Amazon's by {seconds} seconds. Signatures may be refused.", "Ask whoever runs Noren to set up time synchronisation (NTP) at once."},

		"origin_no_account": {"Without credentials this cannot be found out. The origin to register is {origin}.", "Register the credentials first."},
		"origin_untried":    {"Amazon does not take the credentials, so this cannot be found out. The origin to register is {origin}.", "Put the credentials right first."},
		"origin_unproved":   {"Amazon cannot be asked, and no shopper has come back from it yet: so it is not known whether {origin} is registered.", "Open Integration Central in Seller Central and see that {origin} stands among the JavaScript origins."},
		"origin_used":       {"In a checkout begun on {at} a shopper went from {origin} to Amazon and came back.", ""},
		"origin_registered": {"Amazon takes a button of {origin}.", ""},
		"origin_missing":    {"Amazon refuses a button of {origin}: nobody gets to Amazon's page.", "Add {origin} to the JavaScript origins in Integration Central of Seller Central."},

		"address_good":        {"{origin} answers over https.", ""},
		"address_local":       {"{origin} can be used on this machine only, which is fine for trying things.", ""},
		"address_plain":       {"{origin} is not https. Shoppers' browsers cannot use it to pay.", "Ask whoever runs Noren for an https address."},
		"address_wrong":       {"Something else than Noren answers at {origin}.", "Ask whoever runs Noren to look at the public address and the proxy."},
		"address_unreachable": {"Noren's server could not reach {origin}.", "See whether it opens from another network. If not, tell whoever runs Noren."},

		"notifications_heard":       {"Amazon's last notification came on {at}.", ""},
		"notifications_tested":      {"A test notification signed by Amazon came on {at}.", ""},
		"notifications_none":        {"The notification address answers, but nothing has come from Amazon yet.", "Enter {address} as the URL of instant notifications in Integration Central of Seller Central, send a test from there, and examine again."},
		"notifications_wrong":       {"The notification address ({address}) does not answer as it should: Amazon's notifications do not arrive.", "Ask whoever runs Noren whether the proxy lets this address through."},
		"notifications_unreachable": {"Noren's server could not reach the notification address ({address}).", "If it does not open from another network either, Amazon's notifications do not arrive: tell whoever runs Noren."},

		"rule_good":          {"Amazon Pay is shown for carts that meet the conditions.", ""},
		"rule_register_only": {"Amazon Pay is shown on the register page only («レジ画面のみ表示する»).", "Shown in the cart too, it lets members log in and pay in one step."},
		"rule_no_account":    {"Amazon Pay is not registered, so it is shown for no cart.", "Please register Amazon Pay under «Contract and procedures»."},
		"rule_no_contract":   {"There is no contract in force, so Amazon Pay is shown for no cart.", "If Amazon's review is passed, apply for the service under «Contract and procedures»."},
		"rule_hidden":        {"The payment method is switched to «非表示» (hidden), so Amazon Pay is shown for no cart.", "Switch Amazon Pay to «表示» (shown) under «Payment methods»."},
		"rule_limits":        {"No goods total meets both display conditions, so Amazon Pay is shown for no cart.", "Make the amount of «below ¥…» lower than that of «¥… and above»."},
		"rule_ends":          {"A cancellation is reserved. From {at} on Amazon Pay is not shown.", "To go on, revoke the cancellation under «Contract and procedures»."},

		"groups_none":     {"No payment group limits Amazon Pay.", ""},
		"groups_all":      {"Amazon Pay can be used in all {n} payment groups.", ""},
		"groups_some":     {"Amazon Pay can be used in {ticked} of {n} payment groups. With goods of another group in the cart it is not shown.", ""},
		"groups_unticked": {"None of the {n} payment groups has Amazon Pay ticked. With goods of a group in the cart it is not shown.", "Tick Amazon Pay in the groups that are meant to use it."},

		"guides_good": {"The guide texts have a good length for a phone.", ""},
		"guide_long":  {"The {guide} takes about {lines} lines on a phone and may push the button out of sight.", "Shorten it to ten lines or less."},

		"privacy_good":        {"The privacy page ({address}) can be read.", ""},
		"privacy_none":        {"No privacy page is entered. Amazon's review looks at it.", "Enter its URL under «Shop»."},
		"privacy_blocked":     {"The privacy page ({address}) is no https:// address that everybody can open.", "Enter a public address that begins with https:// under «Shop»."},
		"privacy_missing":     {"The privacy page ({address}) answered {status}.", "Publish the page, or correct its URL under «Shop»."},
		"privacy_unreachable": {"The privacy page ({address}) could not be reached.", "Check the URL, and that its server runs."},
		"login_unused":        {"Linking is not used, so no address for member logins is needed.", ""},
		"login_answers":       {"The address of member logins ({address}) answers.", ""},
		"login_none":          {"There is no address for member logins: a login with Amazon logs no member in.", "Enter it under «Shop»."},
		"login_elsewhere":     {"The address of member logins ({address}) is on no registered origin.", "Correct the origins or the address under «Shop»."},
		"login_missing":       {"The address of member logins ({address}) answered {status}.", "See whether the shop's server handles this address."},
		"login_unreachable":   {"The address of member logins ({address}) could not be reached.", "Check the address, and that the shop's server runs."},

		"page_read":        {"{page} was read.", ""},
		"page_status":      {"{page} answered {status}.", "Check the address. Pages that need a login cannot be read from here."},
		"page_no_html":     {"{page} is no HTML page.", "Enter the address of the cart or register page."},
		"page_large":       {"{page} is too large and was not read to its end (2 MB at most).", "Open it in a browser and see whether the button is there."},
		"page_leads_away":  {"{page} redirects to {to}, which is no registered origin: the buttons do not work there.", "Enter the address that shoppers really use, or add {to} to the origins under «Shop»."},
		"page_loops":       {"The redirects of {page} do not end.", "Look at the shop's redirects."},
		"page_blocked":     {"{page} is an address that is not opened for an examination (a private network, or another port than 443).", "Open it in a browser and see whether the button is there."},
		"page_slow":        {"{page} did not answer within 8 seconds.", "Look at the shop's server."},
		"page_certificate": {"The certificate of {page} is not in order. Shoppers' browsers show a warning.", "Check the name and the expiry of the server's certificate."},
		"page_unreachable": {"{page} could not be reached.", "Check the address, and that the shop's server runs."},
		"pages_unread":     {"No page could be read, so this cannot be found out.", "See «Pages»."},

		"script_good":       {"{page} has the right script tag.", ""},
		"script_none":       {"No page has the script tag.", "Paste this tag into the <head> of your theme. If a tag manager adds it later, look at the page in a browser."},
		"script_not_seen":   {"The top page has no script tag. Whether other pages have it is not known.", "Enter the addresses of the cart and register pages under «Pages to look at» and examine again. This is the tag:"},
		"script_no_shop":    {"The script tag of {page} has no data-shop.", "Put this tag in its place."},
		"script_other_shop": {"The script tag of {page} is another shop's ({shop}).", "Put this tag in its place."},
		"script_elsewhere":  {"The script tag of {page} has another address ({src}).", "Put this tag in its place."},

		"elements_good":      {"The buttons of cart and register page are there, and written as they should be.", ""},
		"elements_cart_only": {"The button of the cart is there, and written as it should be. The pages that were read have none for the register page (placement=\"checkout\").", "With one there, shoppers who did not press it in the cart can choose it too."},
		"elements_no_button": {"There is no payment button (<noren-pay>), only {elements}.", "Place <noren-pay> on the cart and register pages."},
		"elements_none":      {"The pages that were read have no element of Noren. Those of a page that scripts build, or of an empty cart, cannot be seen from here.", "Enter the addresses of the cart and register pages under «Pages to look at», or look at the pages in a browser."},
		"element_unknown":    {"There is no element {element}, as in {page}.", "Check its name (<noren-pay>, <noren-login> …)."},
		"attribute_unknown":  {"{element} in {page} has the attribute {attribute}, which there is not. It has no effect.", "Check the attribute's name."},
		"attribute_value":    {"{attribute} of {element} in {page} is no value that there is. It has no effect.", "Choose one of: {values}"},

		"policy_none":       {"{page} has no Content-Security-Policy.", ""},
		"policy_good":       {"The Content-Security-Policy of {page} lets Noren work.", ""},
		"policy_no_program": {"The Content-Security-Policy of {page} lets Noren work. WebAssembly is not allowed, which payments do not need.", ""},
		"policy_script":     {"The Content-Security-Policy of {page} stops Noren's script: no button is shown.", "Add {origin} to script-src. With 'strict-dynamic', give the script tag your nonce."},
		"policy_connect":    {"The Content-Security-Policy of {page} stops the calls to Noren: no button is shown.", "Add {origin} to connect-src."},
		"policy_image":      {"The Content-Security-Policy of {page} stops the payment image.", "Add {origin} to img-src."},
		"policy_types":      {"The Trusted Types of {page} stop what Noren draws.", "Add noren to trusted-types."},

		"analytics_none":  {"No web analytics was found in the pages that were read.", "If you use one, enter the domains to exclude from referrers."},
		"analytics_found": {"Found: {counters}. Its settings cannot be seen from here.", "So that shoppers who come back from Amazon do not count as new visits, exclude these domains from its referrers: {domains}."},

		"keys_good":      {"There are a key to sign carts and a key for the server (last used {at}).", ""},
		"keys_unused":    {"The keys are there, but the shop's server has not called Noren's API yet.", "See whether the part that reads what became of an order works."},
		"keys_no_cart":   {"There is no key to sign carts (ck_…): without amounts nobody can pay.", "Make one and set it up on the shop's server."},
		"keys_no_secret": {"There is no key for the server (sk_…): the shop's server cannot read what became of an order.", "Make one and set it up on the shop's server."},

		"webhook_good":     {"{address} takes what it is told.", ""},
		"webhook_failing":  {"{address} has not taken anything since {at}.", "Look at the log of the shop's server, and send a test under «Webhooks»."},
		"webhook_disabled": {"Nothing more is sent to {address}.", "When it can take messages again, enable it under «Webhooks» and send what it missed."},
		"webhooks_none":    {"There is no webhook. When a shopper closes the browser before coming back, the shop does not hear of the order.", "Enter the address of the shop's server under «Webhooks»."},
	}
}
