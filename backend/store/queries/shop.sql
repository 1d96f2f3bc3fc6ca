-- name: InsertShop :exec
INSERT INTO shop (id, name, login_url, privacy_url, created_at, updated_at)
VALUES (sqlc.arg(id), sqlc.arg(name), sqlc.arg(login_url), sqlc.arg(privacy_url), sqlc.arg(now), sqlc.arg(now));

-- name: GetShop :one
SELECT * FROM shop WHERE id = sqlc.arg(id);

-- name: ShopIDs :many
SELECT id FROM shop ORDER BY created_at, id;

-- name: UpdateShop :execrows
UPDATE shop SET name = sqlc.arg(name), login_url = sqlc.arg(login_url), privacy_url = sqlc.arg(privacy_url), updated_at = sqlc.arg(now) WHERE id = sqlc.arg(id);

-- name: TouchShop :execrows
-- First in a transaction that changes several rows of a shop: it makes such transactions wait for each other.
UPDATE shop SET updated_at = sqlc.arg(now) WHERE id = sqlc.arg(id);

-- name: InsertOrigin :exec
INSERT INTO shop_origin (shop_id, origin, position) VALUES (sqlc.arg(shop_id), sqlc.arg(origin), sqlc.arg(position));

-- name: DeleteOrigins :exec
DELETE FROM shop_origin WHERE shop_id = sqlc.arg(shop_id);

-- name: Origins :many
SELECT origin FROM shop_origin WHERE shop_id = sqlc.arg(shop_id) ORDER BY position;

-- name: InsertCredential :exec
INSERT INTO credential (shop_id, version, merchant_id, store_id, public_key_id, private_key, auth_token, sandbox, region, created_at)
VALUES (sqlc.arg(shop_id), (SELECT COALESCE(MAX(c.version), 0) + 1 FROM credential AS c WHERE c.shop_id = sqlc.arg(shop_id)),
    sqlc.arg(merchant_id), sqlc.arg(store_id), sqlc.arg(public_key_id), sqlc.arg(private_key), sqlc.arg(auth_token),
    sqlc.arg(sandbox), sqlc.arg(region), sqlc.arg(now));

-- name: HasCredential :one
SELECT EXISTS (SELECT 1 FROM credential WHERE shop_id = sqlc.arg(shop_id));

-- name: CurrentCredential :one
SELECT * FROM credential WHERE shop_id = sqlc.arg(shop_id) ORDER BY version DESC LIMIT 1;

-- name: CredentialOfMerchant :one
SELECT * FROM credential WHERE shop_id = sqlc.arg(shop_id) AND merchant_id = sqlc.arg(merchant_id) ORDER BY version DESC LIMIT 1;

-- name: InsertSetting :exec
INSERT INTO setting (shop_id, version, record, author, at)
VALUES (sqlc.arg(shop_id), sqlc.arg(version), sqlc.arg(record), sqlc.arg(author), sqlc.arg(now));

-- name: CurrentSetting :one
SELECT * FROM setting WHERE shop_id = sqlc.arg(shop_id) ORDER BY version DESC LIMIT 1;
