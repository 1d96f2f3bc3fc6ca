-- name: LastReturn :one
-- When the last checkout began that came back from Amazon with this account: ids grow with time.
SELECT created_at FROM checkout
WHERE shop_id = sqlc.arg(shop_id) AND merchant_id = sqlc.arg(merchant_id) AND session_id <> '' ORDER BY id DESC LIMIT 1;
