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
