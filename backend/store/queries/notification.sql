-- name: InsertNotification :execrows
-- Amazon sends the same one more than once.
INSERT INTO notification (shop_id, id, object_type, object_id, permission_id, body, state, received_at, next_at)
VALUES (sqlc.arg(shop_id), sqlc.arg(id), sqlc.arg(object_type), sqlc.arg(object_id), sqlc.arg(permission_id), sqlc.arg(body),
    'received', sqlc.arg(now), sqlc.arg(now))
ON CONFLICT (shop_id, id) DO NOTHING;

-- name: GetNotification :one
SELECT * FROM notification WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id);

-- name: FinishNotification :execrows
-- Of what is about nothing of ours the names are kept, and not what a stranger may have written around them.
UPDATE notification SET state = sqlc.arg(state), error = sqlc.arg(error), next_at = sqlc.arg(next_at), tries = tries + 1,
    body = CASE WHEN CAST(sqlc.arg(strange) AS BIGINT) = 1 THEN sqlc.arg(nothing) ELSE body END
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND lease = sqlc.arg(lease);

-- name: ForgetNotification :execrows
-- One that was parked, unless an order has come to be what it is about: the order's history shows it.
DELETE FROM notification
WHERE notification.shop_id = sqlc.arg(shop_id) AND notification.id = sqlc.arg(id) AND notification.lease = sqlc.arg(lease) AND notification.state = 'parked' AND NOT EXISTS (
    SELECT 1 FROM orders WHERE orders.shop_id = notification.shop_id AND orders.permission_id = notification.permission_id AND orders.permission_id <> '');

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
