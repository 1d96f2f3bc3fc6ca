package demoshop

import (
	"slices"
	"strconv"
)

// yen is an amount in whole yen, tax included.
type yen int64

func (y yen) String() string {
	digits := strconv.FormatInt(int64(max(y, -y)), 10)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	if y < 0 {
		return "−¥" + digits
	}
	return "¥" + digits
}

// goods is the kind of a product, in the words of the cart token.
type goods string

const (
	physical     goods = "physical"
	digital      goods = "digital"
	subscription goods = "subscription"
)

// The shop's payment groups. In Noren's console 「Amazon Pay」 is ticked for the first and not for the second.
const (
	GroupStandard = "standard"
	GroupPrepaid  = "prepaid" // made to order: paid in advance by bank transfer
)

// product is one thing the shop sells. Its picture is assets/goods/{SKU}.svg.
type product struct {
	SKU, Name, Unit, Text, Shelf string
	Price                        yen
	Goods                        goods
	Group                        string
}

// label is a remark that the shopper must see before buying.
func (p product) label() string {
	switch {
	case p.Goods == subscription:
		return "定期便"
	case p.Goods == digital:
		return "ダウンロード"
	case p.Group == GroupPrepaid:
		return "受注制作"
	}
	return ""
}

const (
	shelfTea    = "お茶"
	shelfVessel = "うつわ"
	shelfGifts  = "手ぬぐいとお菓子"
)

// catalogue is everything in the shop, in the order of the shelves.
var catalogue = []product{
	{SKU: "tea-sencha", Name: "深蒸し煎茶「朝霧」", Unit: "80g 袋入り", Shelf: shelfTea, Price: 1296, Goods: physical, Group: GroupStandard, Text: "霧の深い山あいで育った茶葉を、じっくり蒸し上げました。まろやかで、余韻の長い一杯です。"},
	{SKU: "tea-hojicha", Name: "焙じ茶「夕凪」", Unit: "100g 袋入り", Shelf: shelfTea, Price: 972, Goods: physical, Group: GroupStandard, Text: "茎と葉を別々に焙じた、香ばしいお茶。夜にも安心してお飲みいただけます。"},
	{SKU: "tea-wakocha", Name: "和紅茶「べにひより」", Unit: "ティーバッグ 15包", Shelf: shelfTea, Price: 1080, Goods: physical, Group: GroupStandard, Text: "国産の茶葉だけで仕立てた、渋みのやさしい紅茶。まずはそのまま、二杯目はミルクで。"},
	{SKU: "tea-teiki", Name: "お茶の定期便", Unit: "毎月1回 季節の茶葉2種", Shelf: shelfTea, Price: 2160, Goods: subscription, Group: GroupStandard, Text: "店主がその月いちばん飲みたいお茶を、お手紙を添えてお届けします。"},
	{SKU: "pot-kyusu", Name: "灰釉の急須", Unit: "容量 約320ml", Shelf: shelfVessel, Price: 9350, Goods: physical, Group: GroupStandard, Text: "薪窯の灰が流れてできた、静かな景色。茶こしまで土で作られた、道具としての急須です。"},
	{SKU: "cup-yunomi", Name: "粉引の湯のみ", Unit: "径8cm 高さ7cm", Shelf: shelfVessel, Price: 3080, Goods: physical, Group: GroupStandard, Text: "手のひらにおさまる、やわらかな白。使うほどに表情が深まります。"},
	{SKU: "tray-maru", Name: "漆の丸盆", Unit: "径27cm", Shelf: shelfVessel, Price: 14300, Goods: physical, Group: GroupStandard, Text: "栃の木をくり抜き、拭き漆を重ねました。二人分のお茶がちょうどのる大きさです。"},
	{SKU: "cup-meoto", Name: "誂えの夫婦茶碗", Unit: "2個組 お届けまで約60日", Shelf: shelfVessel, Price: 13200, Goods: physical, Group: GroupPrepaid, Text: "ご注文をいただいてから土を練ります。お支払いは銀行振込（先払い）のみ承ります。"},
	{SKU: "tenugui-seigaiha", Name: "手ぬぐい「青海波」", Unit: "綿 35×92cm", Shelf: shelfGifts, Price: 1430, Goods: physical, Group: GroupStandard, Text: "どこまでも続く穏やかな波。注染で染めているので、裏まで同じ色です。"},
	{SKU: "tenugui-asagao", Name: "手ぬぐい「朝顔」", Unit: "綿 35×92cm", Shelf: shelfGifts, Price: 1430, Goods: physical, Group: GroupStandard, Text: "夏の朝のひと鉢を写しました。額に入れて飾る方も多い一枚です。"},
	{SKU: "sweets-yokan", Name: "小形羊羹", Unit: "5本詰め（小倉・栗・抹茶）", Shelf: shelfGifts, Price: 1620, Goods: physical, Group: GroupStandard, Text: "小豆の風味をそのまま固めたような、きりっとした甘さ。濃いめの煎茶とどうぞ。"},
	{SKU: "book-irekata", Name: "電子書籍「お茶の時間」", Unit: "PDF 48ページ", Shelf: shelfGifts, Price: 550, Goods: digital, Group: GroupStandard, Text: "おいしい淹れかたと、季節のお菓子の合わせかた。ご注文後すぐにお読みいただけます。"},
}

func findProduct(sku string) (product, bool) {
	i := slices.IndexFunc(catalogue, func(p product) bool { return p.SKU == sku })
	if i < 0 {
		return product{}, false
	}
	return catalogue[i], true
}
