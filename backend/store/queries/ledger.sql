-- name: InsertOrder :execrows
-- One live order per cart, whoever comes first.
INSERT INTO orders (shop_id, id, number, state, version, cart_id, checkout_id, cart, total, buyer, merchant_id, created_at, updated_at)
VALUES (sqlc.arg(shop_id), sqlc.arg(id), sqlc.arg(number), sqlc.arg(state), 1, sqlc.arg(cart_id), sqlc.arg(checkout_id), sqlc.arg(cart),
    sqlc.arg(total), sqlc.arg(buyer), sqlc.arg(merchant_id), sqlc.arg(now), sqlc.arg(now))
ON CONFLICT DO NOTHING;

-- name: GetOrder :one
SELECT * FROM orders WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id);

-- name: GetOrderOfNumber :one
SELECT * FROM orders WHERE shop_id = sqlc.arg(shop_id) AND number = sqlc.arg(number);

-- name: LiveOrderOfCart :one
SELECT * FROM orders WHERE shop_id = sqlc.arg(shop_id) AND cart_id = sqlc.arg(cart_id) AND live = 1;

-- name: FindOrderOfPermission :one
SELECT * FROM orders WHERE shop_id = sqlc.arg(shop_id) AND permission_id = sqlc.arg(permission_id);

-- name: SaveOrder :execrows
-- Compare-and-set by version: 0 rows means that somebody was first.
UPDATE orders SET state = sqlc.arg(state), version = version + 1, live = sqlc.arg(live), checkout_id = sqlc.arg(checkout_id),
    cart = sqlc.arg(cart), total = sqlc.arg(total), buyer = sqlc.arg(buyer), merchant_id = sqlc.arg(merchant_id),
    permission_id = sqlc.arg(permission_id), charge_id = sqlc.arg(charge_id), reason = sqlc.arg(reason),
    placed_at = sqlc.arg(placed_at), updated_at = sqlc.arg(updated_at), next_at = sqlc.arg(next_at), tries = sqlc.arg(tries)
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND version = sqlc.arg(version);

-- name: ScheduleOrder :exec
UPDATE orders SET next_at = sqlc.arg(next_at), tries = tries + 1
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND version = sqlc.arg(version);

-- name: InsertOrderEvent :exec
INSERT INTO order_event (shop_id, order_id, version, event, from_state, to_state, fact, at)
VALUES (sqlc.arg(shop_id), sqlc.arg(order_id), sqlc.arg(version), sqlc.arg(event), sqlc.arg(from_state), sqlc.arg(to_state),
    sqlc.arg(fact), sqlc.arg(at));

-- name: OrderEvents :many
SELECT * FROM order_event WHERE shop_id = sqlc.arg(shop_id) AND order_id = sqlc.arg(order_id) ORDER BY version;

-- name: Orders :many
SELECT * FROM orders WHERE shop_id = sqlc.arg(shop_id) ORDER BY created_at, id;
