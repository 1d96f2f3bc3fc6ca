-- name: SelectOrders :many
-- Only its columns are used: DB.OrdersWhere puts the condition of a search behind them.
SELECT * FROM orders
WHERE shop_id = sqlc.arg(shop_id);

-- name: TotalsWithin :one
-- How many orders have a total of this range, counted no further than most.
SELECT COUNT(*) FROM (
    SELECT 1 FROM orders WHERE shop_id = sqlc.arg(shop_id) AND total >= sqlc.arg(least) AND total <= sqlc.arg(greatest) LIMIT sqlc.arg(most)
) AS counted;

-- name: OrdersOfTerm :one
-- How many orders have a term, counted no further than most.
SELECT COUNT(*) FROM (
    SELECT 1 FROM order_term WHERE shop_id = sqlc.arg(shop_id) AND term = sqlc.arg(term) LIMIT sqlc.arg(most)
) AS counted;

-- name: UnindexedOrders :many
SELECT * FROM orders WHERE indexed = 0 ORDER BY ordered_at LIMIT sqlc.arg(most);

-- name: MarkIndexed :execrows
-- Compare-and-set: 0 rows means that somebody else has indexed the order, or that it has changed.
UPDATE orders SET indexed = sqlc.arg(indexed)
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND version = sqlc.arg(version) AND indexed = 0;

-- name: InsertOrderTerm :exec
INSERT INTO order_term (shop_id, term, ordered_at, order_id)
VALUES (sqlc.arg(shop_id), sqlc.arg(term), sqlc.arg(ordered_at), sqlc.arg(order_id))
ON CONFLICT DO NOTHING;

-- name: DeleteOrderTerms :exec
DELETE FROM order_term WHERE shop_id = sqlc.arg(shop_id) AND order_id = sqlc.arg(order_id);

-- name: ForgetUnpaidTerms :exec
-- With its buyer an unpaid order also loses the words by which the buyer is found.
DELETE FROM order_term WHERE order_term.shop_id = sqlc.arg(shop_id) AND order_id = sqlc.arg(order_id) AND EXISTS (
    SELECT 1 FROM orders WHERE orders.shop_id = order_term.shop_id AND orders.id = order_term.order_id AND state = 'unpaid');

-- name: InsertSearchKey :exec
INSERT INTO search_key (shop_id, sealed) VALUES (sqlc.arg(shop_id), sqlc.arg(sealed)) ON CONFLICT DO NOTHING;

-- name: GetSearchKey :one
SELECT sealed FROM search_key WHERE shop_id = sqlc.arg(shop_id);

-- name: SaveFilter :execrows
-- A name belongs to one filter: 0 rows mean that it is taken.
INSERT INTO saved_filter (shop_id, id, name, query, author, created_at)
VALUES (sqlc.arg(shop_id), sqlc.arg(id), sqlc.arg(name), sqlc.arg(query), sqlc.arg(author), sqlc.arg(now))
ON CONFLICT DO NOTHING;

-- name: SavedFilters :many
SELECT * FROM saved_filter WHERE shop_id = sqlc.arg(shop_id) ORDER BY name, id;

-- name: DeleteFilter :execrows
DELETE FROM saved_filter WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id);

-- name: ParkedNotifications :many
-- Those whose permission belongs to no order of the shop.
SELECT * FROM notification
WHERE notification.shop_id = sqlc.arg(shop_id) AND state = 'parked' AND notification.permission_id <> '' AND NOT EXISTS (
    SELECT 1 FROM orders WHERE orders.shop_id = notification.shop_id AND orders.permission_id = notification.permission_id AND orders.permission_id <> '')
ORDER BY received_at DESC, id DESC LIMIT sqlc.arg(most);

-- name: CountState :one
SELECT COUNT(*) FROM orders WHERE shop_id = sqlc.arg(shop_id) AND state = sqlc.arg(state);

-- name: CountAuthorised :one
-- Authorisations that were given between two times.
SELECT COUNT(*) FROM orders
WHERE shop_id = sqlc.arg(shop_id) AND state = 'authorised' AND authorised_at > sqlc.arg(since) AND authorised_at <= sqlc.arg(until);

-- name: CountLapsing :one
-- Authorisations that lapse between two times.
SELECT COUNT(*) FROM orders WHERE shop_id = sqlc.arg(shop_id) AND expires_at > sqlc.arg(since) AND expires_at <= sqlc.arg(until) AND expires_at > 0;

-- name: CountEnding :one
-- Permissions that end between two times, of which payment could still be requested.
SELECT COUNT(*) FROM orders
WHERE shop_id = sqlc.arg(shop_id) AND permission_expires_at > sqlc.arg(since) AND permission_expires_at <= sqlc.arg(until)
    AND permission_expires_at > 0 AND state IN ('authorised', 'lapsed', 'declined');
