-- name: ForgetAPIRequests :exec
DELETE FROM api_request WHERE shop_id = sqlc.arg(shop_id) AND created_at < sqlc.arg(before);

-- name: InsertAPIRequest :execrows
-- The intention: 0 rows means that there is a request with this key already.
INSERT INTO api_request (shop_id, key_hash, request_hash, about, version, started_at, created_at)
VALUES (sqlc.arg(shop_id), sqlc.arg(key_hash), sqlc.arg(request_hash), sqlc.arg(about), sqlc.arg(version), sqlc.arg(now), sqlc.arg(now))
ON CONFLICT DO NOTHING;

-- name: GetAPIRequest :one
SELECT * FROM api_request WHERE shop_id = sqlc.arg(shop_id) AND key_hash = sqlc.arg(key_hash);

-- name: ResumeAPIRequest :execrows
-- Compare-and-set: whoever comes second waits for the other.
UPDATE api_request SET started_at = sqlc.arg(now)
WHERE shop_id = sqlc.arg(shop_id) AND key_hash = sqlc.arg(key_hash) AND status = 0 AND started_at = sqlc.arg(started_at);

-- name: FinishAPIRequest :execrows
UPDATE api_request SET status = sqlc.arg(status), content_type = sqlc.arg(content_type), body = sqlc.arg(body), about = sqlc.arg(about),
    started_at = 0
WHERE shop_id = sqlc.arg(shop_id) AND key_hash = sqlc.arg(key_hash) AND status = 0 AND started_at = sqlc.arg(started_at);

-- name: OldAPIRequests :many
-- When the oldest came, of all shops.
SELECT created_at FROM api_request WHERE created_at < sqlc.arg(before) ORDER BY created_at LIMIT sqlc.arg(most);

-- name: DeleteOldAPIRequests :exec
DELETE FROM api_request WHERE created_at <= sqlc.arg(until);

-- name: ForgetAnswers :exec
-- The row stays as a mark that the request was made. One that is being worked on is marked, too: its answer is not kept any more.
UPDATE api_request SET status = 410, content_type = '', body = sqlc.arg(nothing), started_at = 0
WHERE shop_id = sqlc.arg(shop_id) AND about = sqlc.arg(about) AND about <> '';

-- name: ForgetUnpaidAnswers :exec
-- The same, while nobody has paid the order.
UPDATE api_request SET status = 410, content_type = '', body = sqlc.arg(nothing), started_at = 0
WHERE api_request.shop_id = sqlc.arg(shop_id) AND about = sqlc.arg(order_id) AND about <> '' AND EXISTS (
    SELECT 1 FROM orders WHERE orders.shop_id = api_request.shop_id AND orders.id = api_request.about AND orders.state = 'unpaid');
