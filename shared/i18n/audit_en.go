package i18n

func auditEnglish() Audit {
	return Audit{
		Title: "Audit log", Lead: "What has been done in the console, by the API and on the command line. Nothing here can be changed.",
		When: "When", Who: "Who", What: "What", Subject: "About", Details: "Details", Anyone: "Anyone", Anything: "Anything", Before: "Before",
		After: "After", ByCLI: "Command line", ByNoren: "Automatic", ByAPI: "API", Gone: "Removed person", Nothing: "none", Yes: "yes", No: "no",
		Areas: map[string]string{
			"order": "One order", "orders": "Order book", "mails": "Mails", "messages": "Webhooks and notifications", "shop": "Shop",
			"people": "Staff and members",
		},
		Actions: map[string]string{
			"order.capture_asked": "Payment requested", "order.reauthorise_asked": "Authorised again", "order.cancel_asked": "Payment cancelled",
			"order.refund_asked": "Refunded", "order.cancel_order": "Order cancelled", "order.accept": "Payment accepted as the order's",
			"order.shipped": "Marked as shipped", "order.shipping_planned": "Shipping planned", "order.capture_scheduled": "Payment request scheduled",
			"order.purchaser_changed": "Purchaser changed", "order.purchaser_forgotten": "Personal data erased", "order.paper_changed": "Papers corrected", "order.individually_mailed": "Individual mail sent",
			"order.card_change_asked": "Asked for another card", "order.alert_seen": "Marked as seen", "order.seeded": "Invented orders entered",
			"bulk.drafted": "Bulk payment request checked", "bulk.started": "Bulk payment request started", "bulk.stopped": "Bulk payment request stopped",
			"export.begun": "Orders downloaded", "export.ended": "Download of orders finished", "columns.saved": "Columns of the download saved",
			"columns.deleted": "Columns of the download deleted", "filter.saved": "Search saved", "filter.deleted": "Saved search deleted",
			"mail.template": "Mail template changed", "mail.tested": "Test mail sent", "mail.repeated": "Mail sent again",
			"notification.replayed": "Amazon's notification worked again", "endpoint.added": "Webhook endpoint added",
			"endpoint.changed": "Webhook endpoint changed", "endpoint.enabled": "Webhook endpoint enabled", "endpoint.disabled": "Webhook endpoint disabled",
			"endpoint.removed": "Webhook endpoint removed", "endpoint.secret": "Webhook secret renewed", "endpoint.tested": "Webhook tested",
			"endpoint.replayed": "Webhooks sent again since a time", "delivery.replayed": "Webhook sent again",
			"shop.created": "Shop created", "shop.changed": "Shop changed", "shop.settings": "Settings saved", "draft.saved": "Draft saved",
			"draft.published": "Draft published", "draft.discarded": "Draft discarded", "image.saved": "Image saved",
			"shop.credentials": "Amazon Pay account saved", "key.made": "Key made", "key.revoked": "Key revoked",
			"registration.started": "Registration at Amazon started", "registration.returned": "Back from the registration at Amazon",
			"registration.dropped": "Registration at Amazon dropped", "registration.key_pair": "Key pair made", "contract.applied": "Applied for",
			"contract.used": "Use begun", "contract.reserved": "End of the contract reserved", "contract.revoked": "Reserved end revoked",
			"tariff.set": "Tariff set", "staff.invited": "Invited", "staff.withdrawn": "Invitation withdrawn", "staff.role": "Role changed", "staff.removed": "Staff removed",
			"member.unlinked": "Member unlinked", "member.erased": "Member's data erased",
			"session.begun": "Signed in", "session.ended": "Device signed out", "staff.set_up": "Sign-in set up", "staff.operator": "Operator changed",
			"staff.forgotten": "Account deleted", "passkey.added": "Passkey added", "passkey.removed": "Passkey removed",
			"password.changed": "Password changed", "recovery.replaced": "Recovery codes renewed", "identity.connected": "Staff login connected", "identity.disconnected": "Staff login disconnected",
		},
		Fields: map[string]string{
			"": "Content", "state": "State", "version": "Version", "amount": "Amount", "total": "Total", "operation": "Operation", "anew": "Authorised anew",
			"fields": "Changed", "reset": "Back to the order's figures", "on": "Day", "at": "Time", "alert": "Reason to look", "orders": "Orders",
			"filter": "Search", "columns": "Columns", "perLine": "A row for each line of goods", "name": "Name", "origins": "Origins",
			"loginUrl": "Login URL", "kind": "Kind", "scopes": "Scopes", "url": "URL", "kinds": "Kinds of event", "why": "Reason", "since": "Since",
			"messages": "Messages", "delivery": "Delivery", "role": "Role", "operator": "Operator", "sandbox": "Sandbox", "merchantId": "Merchant ID",
			"storeId": "Store ID", "publicKeyId": "Public key ID", "region": "Region", "guide": "Guide", "sent": "Sent", "link": "Link made", "issuer": "Issuer",
		},
		Values: map[string]string{
			"role.owner": "Owner", "role.staff": "Staff", "role.viewer": "Viewer", "kind.secret": "Secret key", "kind.cart": "Signing key",
			"why.gone": "The receiver said that it is gone", "why.failing": "Nothing arrived for five days", "kinds.": "All",
		},
	}
}
