package i18n

import "noren/shared/api"

// Keys are the words of the page of a shop's API keys.
type Keys struct {
	Title, Lead                             string
	Kinds, KindLeads                        map[string]string // by merchant.Kind
	Key, Kind, Scopes, Made, Used, State    string
	Never, InForce, Revoked                 string // {at} in Revoked
	None                                    string
	ScopeNames                              map[string]string // by merchant.Scope
	All, Make, MakeCart, NoScope            string
	MadeSecret, MadeCart, Once, Copy        string
	Copied                                  string
	Revoke, RevokeTitle, RevokeYes, Cancel  string // {id}
	RevokeLead, RevokeUsed, RevokeLast      string // {at}
	RevokedDone, RevokedBefore              string
	CartTitle, CartLead, CartEnds, CartYes  string // {id}
	Expired                                 string // the form was too old
	Fresh, FreshButton, Former, Back, Limit string
}

// KeysFor returns the words in a language; any other than English gives Japanese.
func KeysFor(lang api.Lang) Keys {
	if lang == api.English {
		return keysEnglish()
	}
	return keysJapanese()
}

func keysJapanese() Keys {
	return Keys{
		Title: "APIキー", Lead: "ショップのサーバーがNorenとやり取りするための鍵です。鍵そのものは、発行したときに一度だけ表示されます。",
		Kinds: map[string]string{"secret": "シークレットキー", "cart": "署名キー"},
		KindLeads: map[string]string{
			"secret": "ショップのサーバーから、NorenのAPIを呼び出すための鍵です（sk_）。用途ごとに分けて、必要な権限だけを付けてください。",
			"cart":   "カートと会員のトークンに署名するための鍵です（ck_）。新しく発行しても、一つ前の鍵は引き続き使えます。",
		},
		Key: "キーのID", Kind: "種類", Scopes: "権限", Made: "発行日時", Used: "最終利用", State: "状態", Never: "未使用", InForce: "有効", Revoked: "失効（{at}）", None: "有効な鍵はありません。",
		ScopeNames: map[string]string{
			"checkouts:read": "お支払いの参照", "codes:exchange": "ログインコードの交換", "links:write": "連携の登録", "members:read": "会員の連携の参照", "members:write": "会員の連携の解除・削除",
			"orders:read": "注文・決済方法の参照", "orders:write": "決済依頼などの操作", "refunds:write": "返金・キャンセル", "events:read": "イベントの参照", "webhooks:read": "Webhook設定の参照", "webhooks:write": "Webhook設定の変更",
		},
		All: "すべての権限", Make: "シークレットキーを発行する", MakeCart: "署名キーを発行する", NoScope: "権限を一つ以上選んでください。",
		MadeSecret: "シークレットキーを発行しました。", MadeCart: "署名キーを発行しました。", Once: "この鍵は、いま一度だけ表示されます。コピーして、ショップのサーバーの設定に保存してください。メールやチャットでは送らないでください。",
		Copy: "コピー", Copied: "コピーしました",
		Revoke: "失効させる", RevokeTitle: "このキーを失効させますか", RevokeYes: "失効させる", Cancel: "キャンセル",
		RevokeLead: "このキーを使っているプログラムは、すぐに動かなくなります。元に戻すことはできません。", RevokeUsed: "最後に使われたのは {at} です。", RevokeLast: "この種類で有効な、最後のキーです。",
		RevokedDone: "キーを失効させました。", RevokedBefore: "このキーは、すでに失効しています。",
		CartTitle: "署名キーを発行しますか", CartLead: "新しい鍵をショップのサーバーに設定してください。一つ前の鍵は、切り替えが終わるまで引き続き使えます。", CartEnds: "同時に有効な署名キーは二つまでのため、キー {id} はすぐに失効します。", CartYes: "発行する",
		Expired: "画面を開いてから時間がたったか、そのキーがすでに失効しているため、キーを発行していません。この画面から、もう一度発行してください。",
		Fresh:   "鍵の発行と失効には、ご本人の再確認が必要です。", FreshButton: "本人確認をする", Former: "失効したキー", Back: "APIキーに戻る", Limit: "失効したキーは、新しい順に20件まで表示します。",
	}
}

func keysEnglish() Keys {
	return Keys{
		Title: "API keys", Lead: "With these keys the shop's server talks with Noren. A key itself is shown once, when it is made.",
		Kinds: map[string]string{"secret": "Secret key", "cart": "Signing key"},
		KindLeads: map[string]string{
			"secret": "The shop's server calls Noren's API with it (sk_). Make one for each purpose, with the rights that it needs.",
			"cart":   "Signs the tokens of carts and members (ck_). When a new one is made, the one before stays in force.",
		},
		Key: "ID of the key", Kind: "Kind", Scopes: "Rights", Made: "Made", Used: "Last used", State: "State", Never: "Never used", InForce: "In force", Revoked: "Revoked ({at})", None: "There is no key in force.",
		ScopeNames: map[string]string{
			"checkouts:read": "Read payments", "codes:exchange": "Exchange login codes", "links:write": "Enter links", "members:read": "Read members' links", "members:write": "Unlink and erase members",
			"orders:read": "Read orders and payment methods", "orders:write": "Request payments and the like", "refunds:write": "Refund and cancel", "events:read": "Read events", "webhooks:read": "Read webhook settings", "webhooks:write": "Change webhook settings",
		},
		All: "All rights", Make: "Make a secret key", MakeCart: "Make a signing key", NoScope: "Choose one right at least.",
		MadeSecret: "A secret key has been made.", MadeCart: "A signing key has been made.", Once: "This key is shown only now. Copy it into the settings of the shop's server. Do not send it by mail or chat.",
		Copy: "Copy", Copied: "Copied",
		Revoke: "Revoke", RevokeTitle: "Revoke this key?", RevokeYes: "Revoke it", Cancel: "Cancel",
		RevokeLead: "Programs that use this key stop working at once. This cannot be undone.", RevokeUsed: "It was last used on {at}.", RevokeLast: "It is the last key of its kind that is in force.",
		RevokedDone: "The key has been revoked.", RevokedBefore: "The key was revoked before.",
		CartTitle: "Make a signing key?", CartLead: "Enter the new key on the shop's server. The one before stays in force until you have changed over.", CartEnds: "Two signing keys at most are in force at once, so the key {id} ends at once.", CartYes: "Make it",
		Expired: "The page was open too long, or its key has been revoked: no key was made. Please make it from this page.",
		Fresh:   "To make and revoke keys, please prove again who you are.", FreshButton: "Prove it", Former: "Revoked keys", Back: "Back to the API keys", Limit: "The 20 newest are shown.",
	}
}
