-- name: ForgetPurchaserEdits :exec
DELETE FROM purchaser_edit WHERE shop_id = sqlc.arg(shop_id) AND order_id = sqlc.arg(order_id);

-- name: ForgetVisitsOfOrder :exec
-- Of the visits to Amazon that led to an order, and of those of its cart that led nowhere.
UPDATE checkout SET buyer = sqlc.arg(nothing), buyer_hash = '', member_id = '', login_state = '', consent = '', version = version + 1
WHERE shop_id = sqlc.arg(shop_id) AND cart_id = sqlc.arg(cart_id) AND (order_id = sqlc.arg(order_id) OR order_id = '');

-- name: ForgetMails :exec
-- What people wrote, and what was still to be sent.
UPDATE mail SET draft = sqlc.arg(nothing), next_at = 0, lease = lease + 1,
    error = CASE state WHEN 'waiting' THEN CAST(sqlc.arg(why) AS TEXT) ELSE error END,
    state = CASE state WHEN 'waiting' THEN 'unwanted' ELSE state END
WHERE shop_id = sqlc.arg(shop_id) AND subject = sqlc.arg(order_id);

-- name: OrdersToForget :many
-- Those of which nothing is left, or whose payment may move, are not in the index orders_remembered; SQLite takes a partial index only
-- where its condition is said again. While a call to Amazon has no outcome, somebody must be told of it; that is asked as a value, not
-- as EXISTS, of which PostgreSQL may make a join with the whole table.
SELECT orders.id FROM orders
WHERE orders.shop_id = sqlc.arg(shop_id)
    AND orders.state IN ('unpaid', 'captured', 'partly_refunded', 'refunded', 'cancelled', 'order_cancelled', 'declined', 'lapsed')
    AND LENGTH(buyer) + LENGTH(purchaser) > 0 AND ordered_at <= sqlc.arg(until)
    AND (orders.state NOT IN ('declined', 'lapsed') OR permission_expires_at > 0 AND permission_expires_at < sqlc.arg(now)) AND (
        SELECT COUNT(*) FROM operation WHERE operation.shop_id = orders.shop_id AND operation.subject = orders.id AND operation.state = 'planned') = 0
ORDER BY ordered_at, orders.id LIMIT sqlc.arg(most);

-- name: ForgottenAt :one
-- When the people of an order were forgotten last; 0: they were not.
SELECT CAST(COALESCE(MAX(at), 0) AS BIGINT) FROM order_event
WHERE shop_id = sqlc.arg(shop_id) AND order_id = sqlc.arg(order_id) AND event = 'purchaser_forgotten';

-- name: PlanRetention :exec
-- The rule has changed: whoever is at work by the one before does not say when it goes on.
INSERT INTO retention (shop_id, id, next_at) VALUES (sqlc.arg(shop_id), 'orders', sqlc.arg(next_at))
ON CONFLICT (shop_id, id) DO UPDATE SET next_at = excluded.next_at, lease = retention.lease + 1;

-- name: ScheduleRetention :execrows
UPDATE retention SET next_at = sqlc.arg(next_at) WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND lease = sqlc.arg(lease);

-- name: VisitsToForget :many
-- Those that led to no order, of all shops. What is forgotten is not in the index checkout_remembered; SQLite takes a partial index only
-- where its condition is said again.
SELECT shop_id, id, version FROM checkout
WHERE state IN ('declined', 'cancelled', 'expired', 'superseded') AND order_id = ''
    AND LENGTH(buyer) + LENGTH(buyer_hash) + LENGTH(member_id) + LENGTH(login_state) + LENGTH(consent) > 0 AND updated_at <= sqlc.arg(until)
ORDER BY updated_at, shop_id, id LIMIT sqlc.arg(most);
