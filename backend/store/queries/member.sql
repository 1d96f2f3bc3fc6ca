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
-- Every visit to Amazon that is this member's: logged in at the shop when it began, or nobody was, and the Amazon account is linked.
SELECT * FROM checkout WHERE checkout.shop_id = sqlc.arg(shop_id) AND checkout.id IN (
    SELECT own.id FROM checkout own WHERE own.shop_id = sqlc.arg(shop_id) AND own.member_id = sqlc.arg(member_id) AND own.member_id <> ''
    UNION
    SELECT visit.id FROM link
    JOIN checkout visit ON visit.shop_id = link.shop_id AND visit.merchant_id = link.merchant_id AND visit.buyer_hash = link.buyer_hash
    WHERE link.shop_id = sqlc.arg(shop_id) AND link.member_id = sqlc.arg(member_id) AND visit.member_id = '' AND visit.buyer_hash <> '')
ORDER BY checkout.created_at, checkout.id;

-- name: ForgetVisit :execrows
-- Compare-and-set by version: 0 rows means that the visit has gone on meanwhile.
UPDATE checkout SET buyer = sqlc.arg(nothing), buyer_hash = '', member_id = '', login_state = '', consent = '', version = version + 1
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND version = sqlc.arg(version);

-- name: DisownVisit :exec
-- Of a visit with an order the member alone goes. Nothing that happens to it depends on that, so the version stays.
UPDATE checkout SET member_id = '' WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id);

-- name: ForgetUnpaidOrder :exec
-- An order that nobody paid keeps nobody's data; another try of the cart brings them again.
UPDATE orders SET buyer = sqlc.arg(nothing), indexed = 0, version = version + 1
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND state = 'unpaid';
