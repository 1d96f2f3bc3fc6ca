-- name: InsertDraft :exec
INSERT INTO draft (shop_id, version, record, author, at)
VALUES (sqlc.arg(shop_id), sqlc.arg(version), sqlc.arg(record), sqlc.arg(author), sqlc.arg(now));

-- name: CurrentDraft :one
SELECT * FROM draft WHERE shop_id = sqlc.arg(shop_id) ORDER BY version DESC LIMIT 1;

-- name: GetDraft :one
SELECT * FROM draft WHERE shop_id = sqlc.arg(shop_id) AND version = sqlc.arg(version);

-- name: DeleteDraftsBefore :exec
DELETE FROM draft WHERE shop_id = sqlc.arg(shop_id) AND version < sqlc.arg(version);

-- name: SettingOfVersion :one
SELECT * FROM setting WHERE shop_id = sqlc.arg(shop_id) AND version = sqlc.arg(version);

-- name: SettingsBefore :many
SELECT * FROM setting WHERE shop_id = sqlc.arg(shop_id) AND version < sqlc.arg(version) ORDER BY version DESC LIMIT sqlc.arg(at_most);

-- name: InsertImage :exec
INSERT INTO image (shop_id, id, kind, width, height, content, created_at)
VALUES (sqlc.arg(shop_id), sqlc.arg(id), sqlc.arg(kind), sqlc.arg(width), sqlc.arg(height), sqlc.arg(content), sqlc.arg(now))
ON CONFLICT (shop_id, id) DO UPDATE SET created_at = excluded.created_at;

-- name: GetImage :one
SELECT * FROM image WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id);

-- name: HasImage :one
SELECT EXISTS (SELECT 1 FROM image WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id));

-- name: DeleteUnusedImages :exec
-- Those from before a time that no saved settings and no draft name. An id has letters and digits only.
DELETE FROM image WHERE image.shop_id = sqlc.arg(shop_id) AND image.created_at < sqlc.arg(before)
    AND NOT EXISTS (SELECT 1 FROM setting AS s WHERE s.shop_id = image.shop_id AND s.record LIKE '%"' || image.id || '"%')
    AND NOT EXISTS (SELECT 1 FROM draft AS d WHERE d.shop_id = image.shop_id AND d.record LIKE '%"' || image.id || '"%');
