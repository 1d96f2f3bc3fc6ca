-- name: InsertCheckout :exec
INSERT INTO checkout (shop_id, id, state, version, kind, product, placement, site, colour, size, lang, cart_id, cart_version, cart, total,
    return_to, challenge, merchant_id, member_id, login_state, consent, fill, resume_id, created_at, updated_at, next_at)
VALUES (sqlc.arg(shop_id), sqlc.arg(id), sqlc.arg(state), 1, sqlc.arg(kind), sqlc.arg(product), sqlc.arg(placement), sqlc.arg(site),
    sqlc.arg(colour), sqlc.arg(size), sqlc.arg(lang), sqlc.arg(cart_id), sqlc.arg(cart_version), sqlc.arg(cart), sqlc.arg(total), sqlc.arg(return_to),
    sqlc.arg(challenge), sqlc.arg(merchant_id), sqlc.arg(member_id), sqlc.arg(login_state), sqlc.arg(consent), sqlc.arg(fill),
    sqlc.arg(resume_id), sqlc.arg(now), sqlc.arg(now), sqlc.arg(next_at));

-- name: GetCheckout :one
SELECT * FROM checkout WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id);

-- name: FindCheckout :one
-- Launch and return pages know the id alone; whose it is, the row says.
SELECT * FROM checkout WHERE id = sqlc.arg(id);

-- name: FindCheckoutOfSession :one
SELECT * FROM checkout WHERE session_id = sqlc.arg(session_id) AND session_id <> '';

-- name: SaveCheckout :execrows
-- Compare-and-set by version: 0 rows means that somebody was first.
UPDATE checkout SET state = sqlc.arg(state), version = version + 1, cart_version = sqlc.arg(cart_version), cart = sqlc.arg(cart),
    total = sqlc.arg(total), return_to = sqlc.arg(return_to), complete_to = sqlc.arg(complete_to), challenge = sqlc.arg(challenge),
    session_id = sqlc.arg(session_id), buyer = sqlc.arg(buyer), order_id = sqlc.arg(order_id), amazon_url = sqlc.arg(amazon_url),
    permission_id = sqlc.arg(permission_id), charge_id = sqlc.arg(charge_id), reason = sqlc.arg(reason),
    login_state = sqlc.arg(login_state), consent = sqlc.arg(consent), fill = sqlc.arg(fill), buyer_hash = sqlc.arg(buyer_hash),
    updated_at = sqlc.arg(updated_at), next_at = sqlc.arg(next_at), tries = sqlc.arg(tries)
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND version = sqlc.arg(version);

-- name: ScheduleCheckout :exec
-- When to look again; not a change of state, so the version stays.
UPDATE checkout SET next_at = sqlc.arg(next_at), tries = tries + 1
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND version = sqlc.arg(version);

-- name: InsertCheckoutEvent :exec
INSERT INTO checkout_event (shop_id, checkout_id, version, event, from_state, to_state, fact, at)
VALUES (sqlc.arg(shop_id), sqlc.arg(checkout_id), sqlc.arg(version), sqlc.arg(event), sqlc.arg(from_state), sqlc.arg(to_state),
    sqlc.arg(fact), sqlc.arg(at));

-- name: CheckoutEvents :many
SELECT * FROM checkout_event WHERE shop_id = sqlc.arg(shop_id) AND checkout_id = sqlc.arg(checkout_id) ORDER BY version;

-- name: NewestCartVersion :one
SELECT CAST(COALESCE(MAX(cart_version), 0) AS BIGINT) AS newest FROM checkout
WHERE shop_id = sqlc.arg(shop_id) AND cart_id = sqlc.arg(cart_id);

-- name: InsertOperation :execrows
INSERT INTO operation (shop_id, id, subject, kind, seq, generation, state, body, planned_at)
VALUES (sqlc.arg(shop_id), sqlc.arg(id), sqlc.arg(subject), sqlc.arg(kind), sqlc.arg(seq), 1, 'planned', sqlc.arg(body), sqlc.arg(now))
ON CONFLICT (shop_id, subject, kind, seq) DO NOTHING;

-- name: LastOperation :one
SELECT * FROM operation WHERE shop_id = sqlc.arg(shop_id) AND subject = sqlc.arg(subject) AND kind = sqlc.arg(kind)
ORDER BY seq DESC LIMIT 1;

-- name: Operations :many
SELECT * FROM operation WHERE shop_id = sqlc.arg(shop_id) AND subject = sqlc.arg(subject) ORDER BY planned_at, id;

-- name: FinishOperation :execrows
UPDATE operation SET state = sqlc.arg(state), status = sqlc.arg(status), reason = sqlc.arg(reason), request_id = sqlc.arg(request_id),
    done_at = sqlc.arg(now)
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND state = 'planned';

-- name: RenewOperation :execrows
-- A refused operation may be sent again, as a new request: its generation moves, and with it its key.
UPDATE operation SET generation = generation + 1, state = 'planned', planned_at = sqlc.arg(now), status = 0, reason = '', request_id = '', done_at = 0
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND generation = sqlc.arg(generation) AND state = 'refused';
