-- name: InsertRegistration :exec
INSERT INTO registration (shop_id, id, person, session, secret, state, started_at, expires_at)
VALUES (sqlc.arg(shop_id), sqlc.arg(id), sqlc.arg(person), sqlc.arg(session), sqlc.arg(secret), 'started', sqlc.arg(now), sqlc.arg(expires_at));

-- name: GetRegistration :one
SELECT * FROM registration WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id);

-- name: FindRegistration :one
SELECT * FROM registration WHERE id = sqlc.arg(id);

-- name: LastRegistration :one
SELECT * FROM registration WHERE shop_id = sqlc.arg(shop_id) ORDER BY started_at DESC, id DESC LIMIT 1;

-- name: ReturnRegistration :execrows
UPDATE registration SET state = 'returned', merchant_id = sqlc.arg(merchant_id), store_id = sqlc.arg(store_id), mws_token = sqlc.arg(mws_token),
    returned_at = sqlc.arg(now)
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND state = 'started' AND expires_at > sqlc.arg(now);

-- name: RefuseRegistration :exec
UPDATE registration SET reason = sqlc.arg(reason) WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND state = 'returned';

-- name: EndRegistration :execrows
-- The secrets go with it.
UPDATE registration SET state = sqlc.arg(state), secret = sqlc.arg(none), mws_token = sqlc.arg(none), reason = '', ended_at = sqlc.arg(now)
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND state IN ('started', 'returned');

-- name: DropRegistrations :execrows
UPDATE registration SET state = 'dropped', secret = sqlc.arg(none), mws_token = sqlc.arg(none), reason = '', ended_at = sqlc.arg(now)
WHERE shop_id = sqlc.arg(shop_id) AND state IN ('started', 'returned');

-- name: InsertKeyPair :exec
INSERT INTO key_pair (shop_id, id, public_key, private_key, created_at)
VALUES (sqlc.arg(shop_id), sqlc.arg(id), sqlc.arg(public_key), sqlc.arg(private_key), sqlc.arg(now));

-- name: LastKeyPair :one
SELECT * FROM key_pair WHERE shop_id = sqlc.arg(shop_id) ORDER BY created_at DESC, id DESC LIMIT 1;

-- name: DeleteKeyPairs :exec
DELETE FROM key_pair WHERE shop_id = sqlc.arg(shop_id);
