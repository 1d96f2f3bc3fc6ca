-- name: InsertWebhook :exec
-- The shop hears of each kind once per subject, whoever won.
INSERT INTO webhook (shop_id, id, kind, subject, body, state, created_at, next_at)
VALUES (sqlc.arg(shop_id), sqlc.arg(id), sqlc.arg(kind), sqlc.arg(subject), sqlc.arg(body), 'waiting', sqlc.arg(now), sqlc.arg(now))
ON CONFLICT (shop_id, kind, subject) DO NOTHING;

-- name: GetWebhook :one
SELECT * FROM webhook WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id);

-- name: FinishWebhook :execrows
UPDATE webhook SET state = sqlc.arg(state), status = sqlc.arg(status), error = sqlc.arg(error), delivered_at = sqlc.arg(delivered_at),
    next_at = sqlc.arg(next_at), tries = tries + 1
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND lease = sqlc.arg(lease);

-- name: Webhooks :many
SELECT * FROM webhook WHERE shop_id = sqlc.arg(shop_id) ORDER BY created_at, id;
