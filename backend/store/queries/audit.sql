-- name: InsertAudit :exec
INSERT INTO audit (id, shop_id, actor, action, subject, before_text, after_text, at)
VALUES (sqlc.arg(id), sqlc.arg(shop_id), sqlc.arg(actor), sqlc.arg(action), sqlc.arg(subject), sqlc.arg(before_text), sqlc.arg(after_text), sqlc.arg(at));

-- name: Audits :many
-- Newest first, of those before an id ('' = from the newest); actor and action filter unless they are ''.
SELECT * FROM audit WHERE shop_id = sqlc.arg(shop_id)
    AND (CAST(sqlc.arg(before_id) AS TEXT) = '' OR id < CAST(sqlc.arg(before_id) AS TEXT))
    AND (CAST(sqlc.arg(actor) AS TEXT) = '' OR actor = CAST(sqlc.arg(actor) AS TEXT))
    AND (CAST(sqlc.arg(action) AS TEXT) = '' OR action = CAST(sqlc.arg(action) AS TEXT))
ORDER BY id DESC LIMIT sqlc.arg(at_most);

-- name: UnchainedShops :many
SELECT DISTINCT shop_id FROM audit WHERE place = 0 ORDER BY shop_id;

-- name: UnchainedAudits :many
SELECT * FROM audit WHERE shop_id = sqlc.arg(shop_id) AND place = 0 ORDER BY id LIMIT sqlc.arg(at_most);

-- name: ChainAudit :execrows
UPDATE audit SET place = sqlc.arg(place), hash = sqlc.arg(hash) WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND place = 0;

-- name: ChainedAudits :many
SELECT * FROM audit WHERE shop_id = sqlc.arg(shop_id) AND place > 0 AND place > CAST(sqlc.arg(behind) AS BIGINT) ORDER BY place LIMIT sqlc.arg(at_most);

-- name: AuditHeads :many
SELECT * FROM audit_head ORDER BY shop_id;

-- name: AuditHead :one
SELECT * FROM audit_head WHERE shop_id = sqlc.arg(shop_id);

-- name: InsertAuditHead :exec
INSERT INTO audit_head (shop_id, place, hash) VALUES (sqlc.arg(shop_id), 0, '') ON CONFLICT DO NOTHING;

-- name: MoveAuditHead :execrows
UPDATE audit_head SET place = sqlc.arg(place), hash = sqlc.arg(hash) WHERE shop_id = sqlc.arg(shop_id) AND place = sqlc.arg(was);

-- name: EndlessAudits :many
-- Shops with a chain that has no head.
SELECT shop_id FROM audit WHERE place = 1 AND place > 0 AND NOT EXISTS (SELECT 1 FROM audit_head WHERE audit_head.shop_id = audit.shop_id) ORDER BY shop_id;
