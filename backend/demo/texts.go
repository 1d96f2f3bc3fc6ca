package demo

// What the merchant of the demo shop has typed into the settings.
const (
	shopName        = "青凪 お茶と暮らしの道具"
	company         = "株式会社青凪"
	corporateNumber = "8000000000001"
	nameBank        = "銀行振込"
	nameCOD         = "代金引換"
	nameStandard    = "通常の商品"
	namePrepaid     = "先払いのみの商品"
	guideCheckout   = "Amazonアカウントに登録された住所とお支払い方法で、かんたんにご購入いただけます。"
	guideMail       = "Amazon Payでお支払いいただきました。お支払いの明細はAmazonからのメールをご確認ください。"
	contact         = "info@aonagi.example"
	guideLogin      = "Amazonアカウントでログインすると、お名前とご住所の入力を省略できます。"
	guideSignup     = "Amazonアカウントの情報を使って、会員登録の入力を省略できます。"
	operatorContact = "暖簾 はるか support@noren.example"
	operatorName    = "暖簾 はるか"
	ownerName       = "青木 凪"
	staffName       = "水野 あさひ"
	viewerName      = "茶谷 みのり"
)
