package sandbox

// testCards are what every test buyer can pay with (protocol 9.1).
func testCards() []Card {
	card := func(last, brand string, outcome Outcome) Card {
		return Card{ID: last, Label: brand + " •••• " + last, Descriptor: "Amazon Pay (" + brand + " **)", Outcome: outcome}
	}
	return []Card{
		card("1111", "Visa", Success),
		card("4444", "Mastercard", Success),
		card("0005", "American Express", Success),
		card("0000", "JCB", Success),
		card("9424", "Discover", Success),
		card("3434", "Visa", Declined),
		card("3064", "Visa", BuyerCanceled),
		card("0701", "Visa", Pending),
		card("4354", "Visa", PendingDeclined),
		{ID: "paidy", Label: "あと払い（ペイディ / Paidy）", Descriptor: "Amazon Pay (Paidy)", Outcome: Success},
		{ID: "gift", Label: "Amazonギフトカード (Gift Card)", Descriptor: "Amazon Pay (Gift Card)", Outcome: Success},
	}
}

// place is an address in the order in which Japanese is written.
func place(id, postalCode, region, line1, line2, name, phone string) BookedPlace {
	return BookedPlace{ID: id, Address: Address{
		Name: name, AddressLine1: nullable(line1), AddressLine2: nullable(line2), StateOrRegion: nullable(region),
		PostalCode: nullable(postalCode), CountryCode: nullable("JP"), PhoneNumber: nullable(phone),
	}}
}

// bidi is the invisible U+202A that real sandbox data carries in front of phone numbers (pitfall 18).
const bidi = "\u202a"

// testBuyers are clean and untidy people; the untidy ones have what real address books have (protocol 3.1,
// pitfalls 16 to 18).
func testBuyers() []Buyer {
	withLine3 := place("osaka", "530-0001", "大阪府", "大阪市北区梅田1-2-3", "見本タワー", "鈴木 花子", "06-0000-0000")
	withLine3.AddressLine3 = nullable("見本商事株式会社 総務部")
	return []Buyer{
		{
			ID: "taro", Name: "山田 太郎", Email: "taro@example.jp", Phone: "0300000000",
			Note: "整った住所", NoteEnglish: "Tidy addresses", Cards: testCards(),
			Addresses: []BookedPlace{
				place("home", "100-0001", "東京都", "千代田区千代田1-2-3", "見本ビル5階", "山田 太郎", "0300000000"),
				place("office", "220-0012", "神奈川県", "横浜市西区みなとみらい1-2-3", "", "山田 太郎", "0450000000"),
				place("okinawa", "900-0001", "沖縄県", "那覇市港町1-2-3", "", "山田 美咲", "0980000000"),
			},
		},
		{
			ID: "hanako", Name: "鈴木 花子", Email: "hanako@example.jp", Phone: "09000000000",
			Note: "会社宛ての長い住所、私書箱", NoteEnglish: "Long addresses, one at a company; a post office box", Cards: testCards(),
			Addresses: []BookedPlace{
				withLine3,
				place("kyoto", "604-8006", "京都府", "京都市中京区河原町通三条下る二丁目山崎町見本123-4", "見本マンション101号室", "鈴木 花子", "075-000-0000"),
				place("po-box", "530-8799", "大阪府", "大阪市北区見本1-2-3", "見本郵便局私書箱第123号", "鈴木 花子", "06-0000-0000"),
			},
		},
		{
			ID: "untidy", Name: "佐藤一郎", Email: "ichiro@example.jp", Phone: bidi + "09000000000",
			Note: "乱れた住所（表記ゆれ・電話番号なしなど）", NoteEnglish: "Untidy addresses (odd spellings, no phone number …)", Cards: testCards(),
			Addresses: []BookedPlace{
				place("romaji", "1500001", "Tokyo", "渋谷区神宮前１−２−３", "ﾐﾎﾝﾋﾞﾙ３０１", "佐藤一郎", bidi+"09000000000"),
				place("abroad-phone", "060－0001", "北海道", "札幌市中央区北一条西１ー２", "", "サトウ　イチロウ", "+81 11-000-0000"),
				place("no-phone", "812-0011", "福岡", "福岡市博多区博多駅前1‐2‐3", "", "佐藤", ""),
				place("no-region", "〒460-0001", "", "愛知県名古屋市中区三の丸1丁目2番3号", "", "Ichiro Sato", "０５２－０００－００００"),
			},
		},
		{
			ID: "emily", Name: "Emily Smith", Email: "emily@example.jp", Phone: "080-0000-0000",
			Note: "ローマ字の氏名と住所", NoteEnglish: "Name and address in Roman letters", Cards: testCards(),
			Addresses: []BookedPlace{
				place("minato", "106-0032", "Tokyo", "1-2-3 Roppongi, Minato-ku", "Mihon Residence 1203", "Emily Smith", "080-0000-0000"),
			},
		},
		{
			ID: "seller", Name: "見本商店 店主", Email: "seller@example.jp", Phone: "0300000001", Seller: true,
			Note: "販売事業者ご本人のアカウント（購入できません）", NoteEnglish: "The seller's own account (cannot buy)", Cards: testCards(),
			Addresses: []BookedPlace{
				place("shop", "101-0021", "東京都", "千代田区外神田1-2-3", "", "見本商店 店主", "0300000001"),
			},
		},
	}
}
