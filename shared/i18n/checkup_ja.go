package i18n

func checkupJapanese() Checkup {
	return Checkup{
		Results: map[string]string{"ok": "OK", "warning": "注意", "error": "エラー"},
		Parts: map[string]string{
			"keyset": "鍵セット", "database": "データベース", "redis": "Redis", "address": "アドレス", "mail": "メール", "amazon": "Amazon",
			"traces": "トレース", "assets": "ブラウザ用ファイル",
		},
		Findings: map[string]Problem{
			"keyset_given":      {"鍵セットは値として渡されています。", "Norenのユーザーだけが読めるファイルで渡すほうが安全です（--keyset-file）。"},
			"keyset_private":    {"{file}を読めるのは所有者だけです。", ""},
			"keyset_exposed":    {"{file}を他のユーザーも読めます（{mode}）。", "権限を外してください: chmod 600 {file}"},
			"keyset_unreadable": {"{file}を読めません。", "パスと権限を確認してください。"},

			"database_missing":     {"データベースのファイルはまだありません。「noren serve」が作ります。", ""},
			"database_unreachable": {"データベースを使えません: {error}", "サーバーが動いているか、ホスト、名前、ユーザー、パスワード（--database）を確認してください。"},
			"database_answers":     {"{engine} {version}が応答しました。", ""},
			"database_standby":     {"このデータベースはスタンバイで、書き込めません。", "プライマリのアドレスを指定してください（--database）。"},
			"database_isolation":   {"トランザクションの既定が{isolation}です。Norenはread committedで検証されています。", "default_transaction_isolationをread committedに戻してください。"},
			"database_journal":     {"ファイルのジャーナルがWALではなく{journal}です。", "ファイルはローカルディスクに置いてください。ネットワークファイルシステムには置けません。"},
			"database_clock":       {"データベースとこのマシンの時計が{seconds}秒ずれています。", "両方を時刻サーバー（NTP）に合わせてください。"},
			"disk_free":            {"データベースのディスクの空きは{megabytes} MBです。", ""},
			"disk_low":             {"データベースのディスクの空きが{megabytes} MBしかありません。", "早めに空きを増やしてください。"},
			"disk_full":            {"データベースのディスクがほぼいっぱいです。空きは{megabytes} MBです。", "すぐに空きを増やしてください。いっぱいになると決済を受けられません。"},
			"tables_unknown":       {"テーブルのバージョンを読めません: {error}", "データベースのユーザーの権限を確認してください。"},
			"tables_current":       {"テーブルは最新のバージョン{applied}です。", ""},
			"tables_older":         {"テーブルはバージョン{applied}です。このプログラムが起動時に{newest}へ更新します。", ""},
			"tables_newer":         {"テーブルはバージョン{applied}ですが、このプログラムが知っているのは{newest}までです。", "新しいNorenが更新したものです。入れ替えの間は並んで動きます。このプログラムを使い続ける前に、更新の注意をお読みください。"},
			"sealed_opens":         {"保存されている値をこの鍵セットで開けました（{values}種類を試しました）。", ""},
			"sealed_none":          {"鍵セットを試せる値はまだ保存されていません。", ""},
			"sealed_closed":        {"保存されている値をこの鍵セットでは開けません。", "値を封じたときの鍵セットを指定してください。それがなければ誰にも読めません。"},

			"redis_none":        {"Redisの指定がありません。セッションはプロセスの中にあり、再起動で失われます。", "プロセスが二つ以上になるときは--redisで指定してください。"},
			"redis_unreachable": {"Redisを使えません: {error}", "--redis、ユーザー、パスワード、TLSと、--clusterや--sentinelが合っているかを確認してください。"},
			"redis_answers":     {"Redis {version}が応答しました（{mode}）。", ""},
			"redis_old":         {"Redis {version}は、Norenが検証されているものより古いバージョンです。", "バージョン6以上をお使いください。"},
			"redis_is_cluster":  {"このアドレスはRedis Clusterのものです。", "--clusterを付けてください。"},
			"redis_fills":       {"Redisにメモリの上限があり、達すると書き込みを拒みます（{policy}）。", "maxmemory-policyをallkeys-lruにしてください。Redisの中身は失われても構いません。"},

			"address_wrong":    {"公開URLがアドレスになっていません。", "https://pay.exampleのようなオリジンを指定してください（--public-url）。"},
			"address_unknown":  {"{host}の名前を解決できません。", "DNSに登録してください。"},
			"address_silent":   {"{address}が応答しません: {error}", "「noren serve」とプロキシの起動前なら問題ありません。起動後なら、プロキシ、ポート、証明書を確認してください。"},
			"address_other":    {"{address}は応答しますが（{status}）、Norenの応答ではありません。", "「noren serve」の起動前なら問題ありません。起動後なら、プロキシの転送先を確認してください。"},
			"address_answers":  {"{address}がNorenとして応答しました。", ""},
			"certificate_good": {"証明書の有効期限は{date}です。", ""},
			"certificate_ends": {"証明書が{date}に切れます。", "その前に更新してください。切れるとブラウザで支払えなくなります。"},

			"mail_none":    {"メールサーバーの指定がありません。購入者にもショップにもメールは届きません。", "--smtpで指定してください。"},
			"mail_answers": {"メールサーバー{server}に接続できました。", ""},
			"mail_refused": {"メールサーバー{server}を使えません: {error}", "--smtp、--smtp-security、ユーザー、パスワードを確認してください。"},

			"amazon_answers": {"Amazon Payが{address}で応答しました。", ""},
			"amazon_silent":  {"{address}のAmazon Payに接続できません: {error}", "ファイアウォールとプロキシで接続を許可してください。"},
			"clock_right":    {"このマシンの時計はAmazonと合っています。", ""},
			"clock_off":      {"このマシンの時計がAmazonと{seconds}秒ずれています。", "時刻サーバー（NTP）に合わせてください。"},
			"clock_wrong":    {"このマシンの時計がAmazonと{seconds}秒ずれています。Amazonはこのような署名を拒みます。", "時刻サーバー（NTP）に合わせてください。"},

			"traces_none":    {"コレクターの指定がなく、トレースはありません。", ""},
			"traces_taken":   {"コレクターがトレースを受け取りました。", ""},
			"traces_refused": {"コレクターがトレースを受け取りません: {error}", "--otlpを確認してください。OTLP over HTTPに対応している必要があります。"},

			"assets_none":   {"以前のビルドのブラウザ用ファイルを置くフォルダーの指定はありません。", ""},
			"assets_open":   {"{folder}に書き込めます。", ""},
			"assets_closed": {"{folder}に書き込めません: {error}", "フォルダーを作り、Norenのユーザーに渡してください（--assets）。"},
		},
	}
}
