-- name: InsertOrder :execrows
-- One live order per cart, whoever comes first.
INSERT INTO orders (shop_id, id, number, state, version, cart_id, live, checkout_id, cart, total, buyer, merchant_id, permission_id,
    charge_id, lang, ordered_at, created_at, updated_at)
VALUES (sqlc.arg(shop_id), sqlc.arg(id), sqlc.arg(number), sqlc.arg(state), 1, sqlc.arg(cart_id), sqlc.arg(live), sqlc.arg(checkout_id),
    sqlc.arg(cart), sqlc.arg(total), sqlc.arg(buyer), sqlc.arg(merchant_id), sqlc.arg(permission_id), sqlc.arg(charge_id),
    sqlc.arg(lang), sqlc.arg(now), sqlc.arg(now), sqlc.arg(now))
ON CONFLICT DO NOTHING;

-- name: GetOrder :one
SELECT * FROM orders WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id);

-- name: GetOrderOfNumber :one
SELECT * FROM orders WHERE shop_id = sqlc.arg(shop_id) AND number = sqlc.arg(number);

-- name: LiveOrderOfCart :one
SELECT * FROM orders WHERE shop_id = sqlc.arg(shop_id) AND cart_id = sqlc.arg(cart_id) AND live = 1;

-- name: FindOrderOfPermission :one
SELECT * FROM orders WHERE shop_id = sqlc.arg(shop_id) AND permission_id = sqlc.arg(permission_id) AND permission_id <> '';

-- name: SaveOrder :execrows
-- Compare-and-set by version: 0 rows means that somebody was first. Where the words by which it is found change, it is indexed anew.
UPDATE orders SET state = sqlc.arg(state), version = version + 1, live = sqlc.arg(live), checkout_id = sqlc.arg(checkout_id),
    cart = sqlc.arg(cart), total = sqlc.arg(total), buyer = sqlc.arg(buyer), merchant_id = sqlc.arg(merchant_id),
    permission_id = sqlc.arg(permission_id), charge_id = sqlc.arg(charge_id), reason = sqlc.arg(reason),
    placed_at = sqlc.arg(placed_at), updated_at = sqlc.arg(updated_at), next_at = sqlc.arg(next_at), tries = sqlc.arg(tries),
    amazon_total = sqlc.arg(amazon_total), differs = sqlc.arg(differs), captured = sqlc.arg(captured), refunded = sqlc.arg(refunded),
    authorised_at = sqlc.arg(authorised_at), expires_at = sqlc.arg(expires_at), permission_expires_at = sqlc.arg(permission_expires_at),
    read_at = sqlc.arg(read_at), alert = sqlc.arg(alert), lang = sqlc.arg(lang), capture_at = sqlc.arg(capture_at),
    ship_on = sqlc.arg(ship_on), shipped_at = sqlc.arg(shipped_at), purchaser = sqlc.arg(purchaser), paper = sqlc.arg(paper),
    ordered_at = CASE WHEN CAST(sqlc.arg(placed_at) AS BIGINT) > 0 THEN sqlc.arg(placed_at) ELSE created_at END,
    indexed = CASE WHEN buyer = sqlc.arg(buyer) AND purchaser = sqlc.arg(purchaser) AND placed_at = sqlc.arg(placed_at) THEN indexed ELSE 0 END
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND version = sqlc.arg(version);

-- name: ScheduleOrder :exec
UPDATE orders SET next_at = sqlc.arg(next_at), tries = sqlc.arg(tries)
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND version = sqlc.arg(version);

-- name: NoteRead :exec
-- Amazon was read and had no news; the version stays. One UPDATE, since each of orders touches all its indexes.
UPDATE orders SET read_at = sqlc.arg(read_at), permission_expires_at = sqlc.arg(permission_expires_at),
    amazon_total = sqlc.arg(amazon_total), authorised_at = sqlc.arg(authorised_at), expires_at = sqlc.arg(expires_at),
    next_at = sqlc.arg(next_at), tries = sqlc.arg(tries)
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND version = sqlc.arg(version);

-- name: InsertOrderEvent :exec
INSERT INTO order_event (shop_id, order_id, version, event, from_state, to_state, fact, at)
VALUES (sqlc.arg(shop_id), sqlc.arg(order_id), sqlc.arg(version), sqlc.arg(event), sqlc.arg(from_state), sqlc.arg(to_state),
    sqlc.arg(fact), sqlc.arg(at));

-- name: OrderEvents :many
SELECT * FROM order_event WHERE shop_id = sqlc.arg(shop_id) AND order_id = sqlc.arg(order_id) ORDER BY version;

-- name: Orders :many
SELECT * FROM orders WHERE shop_id = sqlc.arg(shop_id) ORDER BY created_at, id;

-- name: SaveCharge :exec
INSERT INTO charge (shop_id, id, order_id, ours, state, reason, amount, captured, refunded, created_at, expires_at, read_at)
VALUES (sqlc.arg(shop_id), sqlc.arg(id), sqlc.arg(order_id), sqlc.arg(ours), sqlc.arg(state), sqlc.arg(reason), sqlc.arg(amount),
    sqlc.arg(captured), sqlc.arg(refunded), sqlc.arg(created_at), sqlc.arg(expires_at), sqlc.arg(read_at))
ON CONFLICT (shop_id, id) DO UPDATE SET state = excluded.state, reason = excluded.reason, amount = excluded.amount,
    captured = excluded.captured, refunded = excluded.refunded, expires_at = excluded.expires_at, read_at = excluded.read_at
WHERE excluded.read_at >= charge.read_at;

-- name: Charges :many
SELECT * FROM charge WHERE shop_id = sqlc.arg(shop_id) AND order_id = sqlc.arg(order_id) ORDER BY created_at, id;

-- name: InsertRefund :execrows
INSERT INTO refund (shop_id, id, order_id, charge_id, operation_id, amazon_id, amount, reason, state, actor, created_at, returned_before)
VALUES (sqlc.arg(shop_id), sqlc.arg(id), sqlc.arg(order_id), sqlc.arg(charge_id), sqlc.arg(operation_id), sqlc.arg(amazon_id),
    sqlc.arg(amount), sqlc.arg(reason), sqlc.arg(state), sqlc.arg(actor), sqlc.arg(created_at), sqlc.arg(returned_before))
ON CONFLICT DO NOTHING;

-- name: SaveRefund :execrows
-- A final refund stays what it is.
UPDATE refund SET amazon_id = sqlc.arg(amazon_id), state = sqlc.arg(state), outcome = sqlc.arg(outcome), ended_at = sqlc.arg(ended_at)
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND state IN ('requested', 'pending');

-- name: Refunds :many
SELECT * FROM refund WHERE shop_id = sqlc.arg(shop_id) AND order_id = sqlc.arg(order_id) ORDER BY created_at, id;

-- name: PlannedOperations :many
SELECT * FROM operation WHERE shop_id = sqlc.arg(shop_id) AND subject = sqlc.arg(subject) AND state = 'planned' ORDER BY planned_at, id;

-- name: InsertPurchaserEdit :exec
INSERT INTO purchaser_edit (shop_id, order_id, version, purchaser, actor, at)
VALUES (sqlc.arg(shop_id), sqlc.arg(order_id), sqlc.arg(version), sqlc.arg(purchaser), sqlc.arg(actor), sqlc.arg(at));

-- name: PurchaserEdits :many
SELECT * FROM purchaser_edit WHERE shop_id = sqlc.arg(shop_id) AND order_id = sqlc.arg(order_id) ORDER BY version DESC;

-- name: InsertBulk :exec
INSERT INTO bulk (shop_id, id, action, state, actor, created_at)
VALUES (sqlc.arg(shop_id), sqlc.arg(id), sqlc.arg(action), sqlc.arg(state), sqlc.arg(actor), sqlc.arg(now));

-- name: InsertBulkItem :exec
INSERT INTO bulk_item (shop_id, bulk_id, position, order_id, state, why)
VALUES (sqlc.arg(shop_id), sqlc.arg(bulk_id), sqlc.arg(position), sqlc.arg(order_id), sqlc.arg(state), sqlc.arg(why))
ON CONFLICT DO NOTHING;

-- name: GetBulk :one
SELECT * FROM bulk WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id);

-- name: Bulks :many
SELECT * FROM bulk WHERE shop_id = sqlc.arg(shop_id) ORDER BY created_at DESC, id DESC LIMIT sqlc.arg(most);

-- name: MoveBulk :execrows
UPDATE bulk SET state = sqlc.arg(to_state), next_at = sqlc.arg(next_at), done_at = sqlc.arg(done_at)
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND state = sqlc.arg(from_state);

-- name: ScheduleBulk :exec
UPDATE bulk SET next_at = sqlc.arg(next_at) WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND state = 'running';

-- name: BulkItems :many
SELECT i.order_id, i.position, i.state, i.why, i.at, o.number, o.total, o.state AS order_state
FROM bulk_item i JOIN orders o ON o.shop_id = i.shop_id AND o.id = i.order_id
WHERE i.shop_id = sqlc.arg(shop_id) AND i.bulk_id = sqlc.arg(bulk_id) ORDER BY i.position;

-- name: WaitingBulkItems :many
SELECT * FROM bulk_item WHERE shop_id = sqlc.arg(shop_id) AND bulk_id = sqlc.arg(bulk_id) AND state = 'waiting'
ORDER BY position LIMIT sqlc.arg(most);

-- name: FinishBulkItem :execrows
UPDATE bulk_item SET state = sqlc.arg(state), why = sqlc.arg(why), at = sqlc.arg(at)
WHERE shop_id = sqlc.arg(shop_id) AND bulk_id = sqlc.arg(bulk_id) AND order_id = sqlc.arg(order_id) AND state = 'waiting';
