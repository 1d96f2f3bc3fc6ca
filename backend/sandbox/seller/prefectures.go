package seller

// prefectures are the 47, in their official order. Their values are Japanese, as in Amazon's addresses.
var prefectures = []option{
	{"北海道", text{"北海道", "Hokkaido"}}, {"青森県", text{"青森県", "Aomori"}}, {"岩手県", text{"岩手県", "Iwate"}}, {"宮城県", text{"宮城県", "Miyagi"}},
	{"秋田県", text{"秋田県", "Akita"}}, {"山形県", text{"山形県", "Yamagata"}}, {"福島県", text{"福島県", "Fukushima"}}, {"茨城県", text{"茨城県", "Ibaraki"}},
	{"栃木県", text{"栃木県", "Tochigi"}}, {"群馬県", text{"群馬県", "Gunma"}}, {"埼玉県", text{"埼玉県", "Saitama"}}, {"千葉県", text{"千葉県", "Chiba"}},
	{"東京都", text{"東京都", "Tokyo"}}, {"神奈川県", text{"神奈川県", "Kanagawa"}}, {"新潟県", text{"新潟県", "Niigata"}}, {"富山県", text{"富山県", "Toyama"}},
	{"石川県", text{"石川県", "Ishikawa"}}, {"福井県", text{"福井県", "Fukui"}}, {"山梨県", text{"山梨県", "Yamanashi"}}, {"長野県", text{"長野県", "Nagano"}},
	{"岐阜県", text{"岐阜県", "Gifu"}}, {"静岡県", text{"静岡県", "Shizuoka"}}, {"愛知県", text{"愛知県", "Aichi"}}, {"三重県", text{"三重県", "Mie"}},
	{"滋賀県", text{"滋賀県", "Shiga"}}, {"京都府", text{"京都府", "Kyoto"}}, {"大阪府", text{"大阪府", "Osaka"}}, {"兵庫県", text{"兵庫県", "Hyogo"}},
	{"奈良県", text{"奈良県", "Nara"}}, {"和歌山県", text{"和歌山県", "Wakayama"}}, {"鳥取県", text{"鳥取県", "Tottori"}}, {"島根県", text{"島根県", "Shimane"}},
	{"岡山県", text{"岡山県", "Okayama"}}, {"広島県", text{"広島県", "Hiroshima"}}, {"山口県", text{"山口県", "Yamaguchi"}}, {"徳島県", text{"徳島県", "Tokushima"}},
	{"香川県", text{"香川県", "Kagawa"}}, {"愛媛県", text{"愛媛県", "Ehime"}}, {"高知県", text{"高知県", "Kochi"}}, {"福岡県", text{"福岡県", "Fukuoka"}},
	{"佐賀県", text{"佐賀県", "Saga"}}, {"長崎県", text{"長崎県", "Nagasaki"}}, {"熊本県", text{"熊本県", "Kumamoto"}}, {"大分県", text{"大分県", "Oita"}},
	{"宮崎県", text{"宮崎県", "Miyazaki"}}, {"鹿児島県", text{"鹿児島県", "Kagoshima"}}, {"沖縄県", text{"沖縄県", "Okinawa"}},
}
