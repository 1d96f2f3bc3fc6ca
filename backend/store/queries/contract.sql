-- name: InsertContract :execrows
INSERT INTO contract (shop_id, number, company, corporate_number, applied_at, used_at, terms, applied_by)
VALUES (sqlc.arg(shop_id), sqlc.arg(number), sqlc.arg(company), sqlc.arg(corporate_number), sqlc.arg(applied_at), sqlc.arg(used_at),
    sqlc.arg(terms), sqlc.arg(applied_by));

-- name: KeepTerms :exec
INSERT INTO terms (version, text, kept_at) VALUES (sqlc.arg(version), sqlc.arg(text), sqlc.arg(now)) ON CONFLICT (version) DO NOTHING;

-- name: TermsOf :one
SELECT text FROM terms WHERE version = sqlc.arg(version);

-- name: LastContract :one
SELECT * FROM contract WHERE shop_id = sqlc.arg(shop_id) ORDER BY number DESC LIMIT 1;

-- name: Contracts :many
SELECT * FROM contract WHERE shop_id = sqlc.arg(shop_id) ORDER BY number DESC;

-- name: BeginContractUse :exec
UPDATE contract SET used_at = sqlc.arg(now) WHERE shop_id = sqlc.arg(shop_id) AND number = sqlc.arg(number) AND used_at = 0;

-- name: ReserveContractEnd :execrows
UPDATE contract SET reserved_at = sqlc.arg(now), ends_at = sqlc.arg(ends_at)
WHERE shop_id = sqlc.arg(shop_id) AND number = sqlc.arg(number) AND ends_at = 0;

-- name: RevokeContractEnd :execrows
UPDATE contract SET reserved_at = 0, ends_at = 0 WHERE shop_id = sqlc.arg(shop_id) AND number = sqlc.arg(number) AND ends_at > 0;

-- name: ContractsBetween :many
-- Those of all shops that are in force at some moment of a time.
SELECT sqlc.embed(contract), shop.name FROM contract JOIN shop ON shop.id = contract.shop_id
WHERE contract.applied_at < sqlc.arg(until) AND (contract.ends_at = 0 OR contract.ends_at > sqlc.arg(since))
ORDER BY contract.shop_id, contract.number;

-- name: SetTariff :exec
INSERT INTO tariff (from_month, initial, monthly, tax_percent, sale_fee, author, at)
VALUES (sqlc.arg(from_month), sqlc.arg(initial), sqlc.arg(monthly), sqlc.arg(tax_percent), sqlc.arg(sale_fee), sqlc.arg(author), sqlc.arg(now))
ON CONFLICT (from_month) DO UPDATE SET initial = excluded.initial, monthly = excluded.monthly, tax_percent = excluded.tax_percent,
    sale_fee = excluded.sale_fee, author = excluded.author, at = excluded.at;

-- name: Tariffs :many
SELECT * FROM tariff ORDER BY from_month;
