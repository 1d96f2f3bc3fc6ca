-- name: InsertShop :exec
INSERT INTO shop (id, name, login_url, privacy_url, created_at, updated_at)
VALUES (sqlc.arg(id), sqlc.arg(name), sqlc.arg(login_url), sqlc.arg(privacy_url), sqlc.arg(now), sqlc.arg(now));

-- name: GetShop :one
SELECT * FROM shop WHERE id = sqlc.arg(id);

-- name: ShopIDs :many
SELECT id FROM shop ORDER BY created_at, id;

-- name: FindShops :many
-- Newest first, of those before an id ('~' = from the newest). The pattern is of LIKE, in lower case: of name, id or an origin.
SELECT id FROM shop
WHERE id < sqlc.arg(before) AND (
    CAST(sqlc.arg(pattern) AS TEXT) = '%' OR LOWER(name) LIKE CAST(sqlc.arg(pattern) AS TEXT) ESCAPE '!'
    OR id LIKE CAST(sqlc.arg(pattern) AS TEXT) ESCAPE '!'
    OR EXISTS (SELECT 1 FROM shop_origin WHERE shop_origin.shop_id = shop.id AND shop_origin.origin LIKE CAST(sqlc.arg(pattern) AS TEXT) ESCAPE '!'))
ORDER BY id DESC LIMIT sqlc.arg(size);

-- name: ShopTrouble :one
-- What a person should look at in a shop: orders; and since a time mails, webhooks and notifications that nobody got.
SELECT
    (SELECT COUNT(*) FROM orders WHERE orders.shop_id = sqlc.arg(shop_id) AND (orders.state = 'attention' OR orders.alert <> '' OR orders.differs = 1)) AS orders,
    (SELECT COUNT(*) FROM mail WHERE mail.shop_id = sqlc.arg(shop_id) AND mail.state = 'failed' AND mail.created_at >= sqlc.arg(since)) AS mails,
    (SELECT COUNT(*) FROM delivery WHERE delivery.shop_id = sqlc.arg(shop_id) AND delivery.state = 'failed' AND delivery.created_at >= sqlc.arg(since)) AS deliveries,
    (SELECT COUNT(*) FROM webhook_endpoint WHERE webhook_endpoint.shop_id = sqlc.arg(shop_id) AND webhook_endpoint.state = 'disabled') AS endpoints,
    (SELECT COUNT(*) FROM notification WHERE notification.shop_id = sqlc.arg(shop_id) AND notification.state = 'parked' AND notification.received_at >= sqlc.arg(since)) AS notifications;

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
