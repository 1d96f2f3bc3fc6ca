-- name: ForgetAPIRequests :exec
DELETE FROM api_request WHERE shop_id = sqlc.arg(shop_id) AND created_at < sqlc.arg(before);

-- name: InsertAPIRequest :execrows
-- The intention: 0 rows means that there is a request with this key already.
INSERT INTO api_request (shop_id, key_hash, request_hash, version, started_at, created_at)
VALUES (sqlc.arg(shop_id), sqlc.arg(key_hash), sqlc.arg(request_hash), sqlc.arg(version), sqlc.arg(now), sqlc.arg(now))
ON CONFLICT DO NOTHING;

-- name: GetAPIRequest :one
SELECT * FROM api_request WHERE shop_id = sqlc.arg(shop_id) AND key_hash = sqlc.arg(key_hash);

-- name: ResumeAPIRequest :execrows
-- Compare-and-set: whoever comes second waits for the other.
UPDATE api_request SET started_at = sqlc.arg(now)
WHERE shop_id = sqlc.arg(shop_id) AND key_hash = sqlc.arg(key_hash) AND status = 0 AND started_at = sqlc.arg(started_at);

-- name: FinishAPIRequest :execrows
UPDATE api_request SET status = sqlc.arg(status), content_type = sqlc.arg(content_type), body = sqlc.arg(body), started_at = 0
WHERE shop_id = sqlc.arg(shop_id) AND key_hash = sqlc.arg(key_hash) AND status = 0 AND started_at = sqlc.arg(started_at);
