-- name: SaveExportSet :execrows
-- The name belongs to one set only: 0 rows mean that another has it.
INSERT INTO export_set (shop_id, id, name, record, author, updated_at)
SELECT sqlc.arg(shop_id), sqlc.arg(id), sqlc.arg(name), sqlc.arg(record), sqlc.arg(author), sqlc.arg(now)
WHERE NOT EXISTS (SELECT 1 FROM export_set WHERE shop_id = sqlc.arg(shop_id) AND name = sqlc.arg(name) AND id <> sqlc.arg(id))
ON CONFLICT (shop_id, id) DO UPDATE SET name = excluded.name, record = excluded.record, author = excluded.author,
    updated_at = excluded.updated_at;

-- name: GetExportSet :one
SELECT * FROM export_set WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id);

-- name: ExportSets :many
SELECT * FROM export_set WHERE shop_id = sqlc.arg(shop_id) ORDER BY name, id;

-- name: DeleteExportSet :execrows
DELETE FROM export_set WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id);

-- name: CheckoutsOfOrder :many
-- The tries that led to an order: those that became it, and those of its cart that became nothing before it was placed.
SELECT * FROM checkout
WHERE shop_id = sqlc.arg(shop_id) AND cart_id = sqlc.arg(cart_id)
    AND (order_id = sqlc.arg(order_id) OR order_id = '' AND created_at <= sqlc.arg(until))
ORDER BY created_at DESC, id DESC LIMIT sqlc.arg(most);

-- name: NotificationsOfPermission :many
SELECT * FROM notification WHERE shop_id = sqlc.arg(shop_id) AND permission_id = sqlc.arg(permission_id)
ORDER BY received_at, id;

-- name: AuditsOfSubject :many
SELECT * FROM audit WHERE shop_id = sqlc.arg(shop_id) AND subject = sqlc.arg(subject) ORDER BY id;
