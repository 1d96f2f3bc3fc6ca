package sandbox

import "strings"

// mailTexts are the mails to a buyer in one language. {shop} is the merchant's store name.
type mailTexts struct {
	kinds map[MailKind]mailText

	greeting, amount, reference, note, order, footer string
}

type mailText struct{ subject, text string }

var (
	englishMails = mailTexts{
		kinds: map[MailKind]mailText{ //nolint:exhaustive // those to buyers
			MailOrderPlaced:      {"Your order at {shop}", "you have paid for an order at {shop} with your Amazon account. {shop} requests the payment later."},
			MailPaymentRequested: {"Your payment to {shop}", "{shop} has requested the payment of your order."},
			MailPaymentCanceled:  {"Your payment to {shop} was cancelled", "the payment of your order at {shop} was cancelled. You do not pay anything for it."},
			MailRefunded:         {"Refund from {shop}", "{shop} has refunded the amount below."},
		},
		greeting: "Dear {buyer},", amount: "Amount", reference: "Order number of the shop", note: "Message from the shop",
		order: "Amazon Pay reference", footer: "This mail was made by the Amazon Pay sandbox. No money moved.",
	}
	japaneseMails = mailTexts{
		kinds: map[MailKind]mailText{ //nolint:exhaustive // those to buyers
			MailOrderPlaced:      {"{shop}でのご注文", "{shop}でのご注文のお支払いに、Amazonアカウントが使われました。お支払いは、のちほど{shop}から請求されます。"},
			MailPaymentRequested: {"{shop}へのお支払い", "{shop}がご注文のお支払いを請求しました。"},
			MailPaymentCanceled:  {"{shop}へのお支払いのキャンセル", "{shop}でのご注文のお支払いはキャンセルされました。お支払いは発生しません。"},
			MailRefunded:         {"{shop}からの返金", "{shop}が次の金額を返金しました。"},
		},
		greeting: "{buyer} 様", amount: "金額", reference: "ショップの注文番号", note: "ショップからのメッセージ",
		order: "Amazon Pay 注文番号", footer: "このメールは Amazon Pay サンドボックスが作成しました。実際のお金は動いていません。",
	}
)

func mailTextsOf(lang string) mailTexts {
	if lang == "en" {
		return englishMails
	}
	return japaneseMails
}

// mailBuyer tells the buyer of a permission what happened, with the merchant's name, reference and note as they
// stand now (protocol 12.8). Of a charge these are its own.
func (s *Sandbox) mailBuyer(p *chargePermission, kind MailKind, amount int64, metadata merchantMetadata) {
	t := mailTextsOf(p.lang)
	shop := deref(metadata.MerchantStoreName)
	if shop == "" {
		shop = s.storeName(p.merchantID)
	}
	names := strings.NewReplacer("{shop}", shop, "{buyer}", p.buyer.Name)
	what := t.kinds[kind]
	lines := []string{names.Replace(t.greeting), "", names.Replace(what.text), ""}
	for _, line := range []struct{ label, value string }{
		{t.amount, readable(yen(amount))},
		{t.reference, deref(metadata.MerchantReferenceID)},
		{t.order, p.id},
		{t.note, deref(metadata.NoteToBuyer)},
	} {
		if line.value != "" {
			lines = append(lines, line.label+": "+line.value)
		}
	}
	lines = append(lines, "", t.footer, "")
	s.send(Mail{
		Kind: kind, To: p.buyer.Email, MerchantID: p.merchantID, SessionID: p.sessionID,
		Subject: names.Replace(what.subject), Text: strings.Join(lines, "\n"),
	})
}
