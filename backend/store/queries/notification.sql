-- name: InsertNotification :execrows
-- Amazon sends the same one more than once.
INSERT INTO notification (shop_id, id, object_type, object_id, permission_id, body, state, received_at, next_at)
VALUES (sqlc.arg(shop_id), sqlc.arg(id), sqlc.arg(object_type), sqlc.arg(object_id), sqlc.arg(permission_id), sqlc.arg(body),
    'received', sqlc.arg(now), sqlc.arg(now))
ON CONFLICT (shop_id, id) DO NOTHING;

-- name: GetNotification :one
SELECT * FROM notification WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id);

-- name: FinishNotification :execrows
UPDATE notification SET state = sqlc.arg(state), error = sqlc.arg(error), next_at = sqlc.arg(next_at), tries = tries + 1
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND lease = sqlc.arg(lease);

-- name: Notifications :many
SELECT * FROM notification WHERE shop_id = sqlc.arg(shop_id) ORDER BY received_at, id;

-- name: NotificationsBefore :many
-- A page of them, the newest first, older than a moment; state '' is every one.
SELECT * FROM notification
WHERE shop_id = sqlc.arg(shop_id) AND (received_at < sqlc.arg(before) OR received_at = sqlc.arg(before) AND id < sqlc.arg(before_id))
    AND (CAST(sqlc.arg(state) AS TEXT) = '' OR state = sqlc.arg(state))
ORDER BY received_at DESC, id DESC LIMIT sqlc.arg(most);

-- name: RepeatNotification :execrows
-- To be worked once more, whatever became of it; who works it now loses it.
UPDATE notification SET state = 'received', error = '', next_at = sqlc.arg(now), tries = 0, lease = lease + 1
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND state <> 'received';
