-- name: InsertKey :exec
INSERT INTO shop_key (shop_id, id, kind, hash, sealed, scopes, created_at)
VALUES (sqlc.arg(shop_id), sqlc.arg(id), sqlc.arg(kind), sqlc.arg(hash), sqlc.arg(sealed), sqlc.arg(scopes), sqlc.arg(now));

-- name: FindKeyOfHash :one
-- A secret key says whose it is.
SELECT * FROM shop_key WHERE hash = sqlc.arg(hash) AND kind = 'secret' AND revoked_at = 0;

-- name: KeysInForce :many
SELECT * FROM shop_key WHERE shop_id = sqlc.arg(shop_id) AND kind = sqlc.arg(kind) AND revoked_at = 0 ORDER BY created_at DESC, id DESC;

-- name: Keys :many
SELECT * FROM shop_key WHERE shop_id = sqlc.arg(shop_id) ORDER BY id;

-- name: UseKey :exec
-- Written once in a while, not with every request.
UPDATE shop_key SET last_used_at = sqlc.arg(now)
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND last_used_at < sqlc.arg(before);

-- name: RevokeKey :execrows
UPDATE shop_key SET revoked_at = sqlc.arg(now) WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND revoked_at = 0;
