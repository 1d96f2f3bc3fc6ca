package i18n

func checkupEnglish() Checkup {
	return Checkup{
		Results: map[string]string{"ok": "OK", "warning": "Warning", "error": "Error"},
		Parts: map[string]string{
			"keyset": "Keyset", "database": "Database", "redis": "Redis", "address": "Address", "mail": "Mail", "amazon": "Amazon",
			"traces": "Traces", "assets": "Browser files",
		},
		Findings: map[string]Problem{
			"keyset_given":      {"The keyset was given as a value.", "A file that only Noren's user reads is better (--keyset-file)."},
			"keyset_private":    {"{file} can be read by its owner alone.", ""},
			"keyset_exposed":    {"{file} can be read by others ({mode}).", "Take their permissions away: chmod 600 {file}"},
			"keyset_unreadable": {"{file} cannot be read.", "Check its path and permissions."},

			"database_missing":     {"The database's file is not there yet. «noren serve» makes it.", ""},
			"database_unreachable": {"The database cannot be used: {error}", "Check that the server runs, and host, name, user and password (--database)."},
			"database_answers":     {"{engine} {version} answers.", ""},
			"database_standby":     {"The database is a standby, which cannot be written.", "Give the address of the primary (--database)."},
			"database_isolation":   {"Transactions are {isolation} by default; Noren is tested with read committed.", "Set default_transaction_isolation back to read committed."},
			"database_journal":     {"The file's journal is {journal} and not WAL.", "Keep the file on a local disk, never on a network file system."},
			"database_clock":       {"The clocks of database and this machine are {seconds} seconds apart.", "Let both follow a time server (NTP)."},
			"disk_free":            {"{megabytes} MB are free on the database's disk.", ""},
			"disk_low":             {"Only {megabytes} MB are free on the database's disk.", "Make room soon."},
			"disk_full":            {"The database's disk is nearly full: {megabytes} MB are free.", "Make room now. When it is full no payment can be taken."},
			"tables_unknown":       {"The version of the tables cannot be read: {error}", "Check the permissions of the database's user."},
			"tables_current":       {"The tables are at version {applied}, the newest one.", ""},
			"tables_older":         {"The tables are at version {applied}; this program brings them to {newest} when it starts.", ""},
			"tables_newer":         {"The tables are at version {applied}; this program knows them up to {newest}.", "A newer Noren has changed them. This one works beside it during an upgrade; see the upgrade notes before you stay with it."},
			"sealed_opens":         {"The keyset opens what is stored ({values} kinds of values were tried).", ""},
			"sealed_none":          {"Nothing is stored yet that the keyset could be tried on.", ""},
			"sealed_closed":        {"The keyset does not open what is stored.", "Give the keyset with which the values were sealed. Without it nobody can read them."},

			"redis_none":        {"No Redis is given: sessions live in the process, and a restart forgets them.", "Give one with --redis as soon as there is more than one process."},
			"redis_unreachable": {"Redis cannot be used: {error}", "Check --redis, user, password and TLS, and that --cluster or --sentinel fit."},
			"redis_answers":     {"Redis {version} answers ({mode}).", ""},
			"redis_old":         {"Redis {version} is older than what Noren is tested with.", "Use version 6 or newer."},
			"redis_is_cluster":  {"The address is one of a Redis Cluster.", "Add --cluster."},
			"redis_fills":       {"Redis has a limit of memory and refuses to write when it is reached ({policy}).", "Set maxmemory-policy to allkeys-lru: whatever is in Redis may be lost."},

			"address_wrong":    {"The public URL is no address.", "Give an origin such as https://pay.example (--public-url)."},
			"address_unknown":  {"The name {host} does not resolve.", "Enter it in the DNS."},
			"address_silent":   {"{address} does not answer: {error}", "Before «noren serve» and its proxy are started that is right. Otherwise check the proxy, its port and its certificate."},
			"address_other":    {"{address} answers ({status}), but not as Noren does.", "Before «noren serve» is started that is right. Otherwise check where the proxy sends requests to."},
			"address_answers":  {"{address} answers as Noren does.", ""},
			"certificate_good": {"The certificate is valid until {date}.", ""},
			"certificate_ends": {"The certificate ends on {date}.", "Renew it before; browsers refuse to pay after that."},

			"mail_none":    {"No mail server is given: shoppers and shops get no mails.", "Give one with --smtp."},
			"mail_answers": {"The mail server {server} lets Noren in.", ""},
			"mail_refused": {"The mail server {server} cannot be used: {error}", "Check --smtp, --smtp-security, user and password."},

			"amazon_answers": {"Amazon Pay answers at {address}.", ""},
			"amazon_silent":  {"Amazon Pay cannot be reached at {address}: {error}", "Allow connections to it through firewall and proxy."},
			"clock_right":    {"This machine's clock is that of Amazon.", ""},
			"clock_off":      {"This machine's clock is {seconds} seconds away from Amazon's.", "Let it follow a time server (NTP)."},
			"clock_wrong":    {"This machine's clock is {seconds} seconds away from Amazon's, which refuses signatures like that.", "Let it follow a time server (NTP)."},

			"traces_none":    {"No collector is given; there are no traces.", ""},
			"traces_taken":   {"The collector takes traces.", ""},
			"traces_refused": {"The collector takes no traces: {error}", "Check --otlp; it must speak OTLP over HTTP."},

			"assets_none":   {"No folder is given for the browser files of older builds.", ""},
			"assets_open":   {"{folder} can be written.", ""},
			"assets_closed": {"{folder} cannot be written: {error}", "Make it, and give it to Noren's user (--assets)."},
		},
	}
}
