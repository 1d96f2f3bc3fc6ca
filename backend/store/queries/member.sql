-- name: InsertLink :execrows
-- One Amazon account, one member: 0 rows means that one of them is linked already.
INSERT INTO link (shop_id, merchant_id, buyer_hash, member_id, buyer, way, consent, created_at)
VALUES (sqlc.arg(shop_id), sqlc.arg(merchant_id), sqlc.arg(buyer_hash), sqlc.arg(member_id), sqlc.arg(buyer), sqlc.arg(way),
    sqlc.arg(consent), sqlc.arg(now))
ON CONFLICT DO NOTHING;

-- name: LinkOfBuyer :one
SELECT * FROM link WHERE shop_id = sqlc.arg(shop_id) AND merchant_id = sqlc.arg(merchant_id) AND buyer_hash = sqlc.arg(buyer_hash);

-- name: LinkOfMember :one
SELECT * FROM link WHERE shop_id = sqlc.arg(shop_id) AND merchant_id = sqlc.arg(merchant_id) AND member_id = sqlc.arg(member_id);

-- name: LinksOfMember :many
SELECT * FROM link WHERE shop_id = sqlc.arg(shop_id) AND member_id = sqlc.arg(member_id) ORDER BY created_at, merchant_id;

-- name: DeleteLink :execrows
DELETE FROM link WHERE shop_id = sqlc.arg(shop_id) AND merchant_id = sqlc.arg(merchant_id) AND member_id = sqlc.arg(member_id);

-- name: DeleteLinksOfMember :execrows
DELETE FROM link WHERE shop_id = sqlc.arg(shop_id) AND member_id = sqlc.arg(member_id);

-- name: InsertLinkEvent :exec
INSERT INTO link_event (shop_id, id, member_id, merchant_id, event, way, consent, at)
VALUES (sqlc.arg(shop_id), sqlc.arg(id), sqlc.arg(member_id), sqlc.arg(merchant_id), sqlc.arg(event), sqlc.arg(way), sqlc.arg(consent),
    sqlc.arg(now));

-- name: LinkEvents :many
SELECT * FROM link_event WHERE shop_id = sqlc.arg(shop_id) AND member_id = sqlc.arg(member_id) ORDER BY at, id;

-- name: DeleteLinkEvents :execrows
DELETE FROM link_event WHERE shop_id = sqlc.arg(shop_id) AND member_id = sqlc.arg(member_id);

-- name: VisitsOfMember :many
-- Every visit to Amazon that is known to be this member's, by login or by link.
SELECT * FROM checkout WHERE shop_id = sqlc.arg(shop_id) AND member_id = sqlc.arg(member_id) ORDER BY created_at, id;

-- name: ForgetVisitsOfMember :execrows
-- The personal data of sign-ins and of checkouts that have ended go; those under way and what the ledger keeps of orders stay.
UPDATE checkout SET buyer = sqlc.arg(nothing), buyer_hash = '', member_id = '', login_state = '', version = version + 1
WHERE shop_id = sqlc.arg(shop_id) AND member_id = sqlc.arg(member_id)
    AND state IN ('signed_in', 'declined', 'cancelled', 'expired', 'superseded');
