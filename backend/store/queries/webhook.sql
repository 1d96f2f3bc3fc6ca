-- name: NextEventPosition :one
-- Whoever has it keeps others of the same shop waiting until the transaction ends.
INSERT INTO event_count (shop_id, position) VALUES (sqlc.arg(shop_id), 1)
ON CONFLICT (shop_id) DO UPDATE SET position = event_count.position + 1 RETURNING position;

-- name: InsertEvent :execrows
INSERT INTO event (shop_id, id, position, kind, subject, seq, body, at)
VALUES (sqlc.arg(shop_id), sqlc.arg(id), sqlc.arg(position), sqlc.arg(kind), sqlc.arg(subject), sqlc.arg(seq), sqlc.arg(body), sqlc.arg(at))
ON CONFLICT (shop_id, kind, subject, seq) DO NOTHING;

-- name: GetEvent :one
SELECT * FROM event WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id);

-- name: EventsAfter :many
SELECT * FROM event WHERE shop_id = sqlc.arg(shop_id) AND position > sqlc.arg(position) ORDER BY position LIMIT sqlc.arg(max_rows);

-- name: InsertDelivery :exec
INSERT INTO delivery (shop_id, id, event_id, endpoint_id, state, created_at, next_at)
VALUES (sqlc.arg(shop_id), sqlc.arg(id), sqlc.arg(event_id), sqlc.arg(endpoint_id), 'waiting', sqlc.arg(now), sqlc.arg(now))
ON CONFLICT (shop_id, event_id, endpoint_id) DO NOTHING;

-- name: GetDelivery :one
SELECT * FROM delivery WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id);

-- name: DeliveriesOfEndpoint :many
-- The newest first, older than before. Without before it begins, without state it wants every one.
SELECT sqlc.embed(delivery), sqlc.embed(event) FROM delivery
JOIN event ON event.shop_id = delivery.shop_id AND event.id = delivery.event_id
WHERE delivery.shop_id = sqlc.arg(shop_id) AND delivery.endpoint_id = sqlc.arg(endpoint_id)
    AND (CAST(sqlc.arg(before) AS TEXT) = '' OR delivery.id < sqlc.arg(before))
    AND (CAST(sqlc.arg(state) AS TEXT) = '' OR delivery.state = sqlc.arg(state))
ORDER BY delivery.id DESC LIMIT sqlc.arg(max_rows);

-- name: DeliveriesOfSubject :many
-- By CROSS JOIN, and without an index for the order, SQLite begins with the events of the subject, and not with all of the shop.
SELECT sqlc.embed(delivery), sqlc.embed(event) FROM event CROSS JOIN delivery
WHERE event.shop_id = sqlc.arg(shop_id) AND event.subject = sqlc.arg(subject)
    AND delivery.shop_id = event.shop_id AND delivery.event_id = event.id
ORDER BY event.position + 0, delivery.id;

-- name: DueEndpoints :many
-- One look per endpoint, however much waits for it.
SELECT * FROM webhook_endpoint WHERE state = 'active' AND rest_until <= sqlc.arg(now) AND EXISTS (
    SELECT 1 FROM delivery WHERE delivery.shop_id = webhook_endpoint.shop_id AND delivery.endpoint_id = webhook_endpoint.id
        AND delivery.next_at > 0 AND delivery.next_at <= sqlc.arg(now))
ORDER BY rest_until, shop_id, id;

-- name: FinishDelivery :execrows
UPDATE delivery SET state = sqlc.arg(state), status = sqlc.arg(status), error = sqlc.arg(error), delivered_at = sqlc.arg(delivered_at),
    next_at = sqlc.arg(next_at), tries = tries + 1
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND lease = sqlc.arg(lease);

-- name: ReplayDelivery :execrows
UPDATE delivery SET state = 'waiting', error = '', next_at = sqlc.arg(now), tries = 0, lease = lease + 1
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id);

-- name: ReplayDeliveries :execrows
UPDATE delivery SET state = 'waiting', error = '', next_at = sqlc.arg(now), tries = 0, lease = lease + 1
WHERE delivery.shop_id = sqlc.arg(shop_id) AND delivery.endpoint_id = sqlc.arg(endpoint_id) AND delivery.state IN ('failed', 'unwanted')
    AND EXISTS (SELECT 1 FROM event WHERE event.shop_id = delivery.shop_id AND event.id = delivery.event_id AND event.at >= sqlc.arg(since));

-- name: UndeliveredEvents :many
-- What an endpoint was not asked to be told of, because it was disabled at the time.
SELECT * FROM event WHERE event.shop_id = sqlc.arg(shop_id) AND event.at >= sqlc.arg(since) AND NOT EXISTS (
    SELECT 1 FROM delivery WHERE delivery.shop_id = event.shop_id AND delivery.event_id = event.id
        AND delivery.endpoint_id = sqlc.arg(endpoint_id))
ORDER BY event.position;

-- name: GiveUpDeliveries :exec
UPDATE delivery SET state = 'unwanted', error = sqlc.arg(error), next_at = 0, lease = lease + 1
WHERE shop_id = sqlc.arg(shop_id) AND endpoint_id = sqlc.arg(endpoint_id) AND next_at > 0;

-- name: InsertEndpoint :exec
INSERT INTO webhook_endpoint (shop_id, id, url, kinds, state, created_at, updated_at)
VALUES (sqlc.arg(shop_id), sqlc.arg(id), sqlc.arg(url), sqlc.arg(kinds), 'active', sqlc.arg(now), sqlc.arg(now));

-- name: Endpoints :many
SELECT * FROM webhook_endpoint WHERE shop_id = sqlc.arg(shop_id) AND state <> 'removed' ORDER BY created_at, id;

-- name: GetEndpoint :one
SELECT * FROM webhook_endpoint WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND state <> 'removed';

-- name: UpdateEndpoint :execrows
UPDATE webhook_endpoint SET url = sqlc.arg(url), kinds = sqlc.arg(kinds), updated_at = sqlc.arg(now)
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND state <> 'removed';

-- name: SetEndpointState :execrows
UPDATE webhook_endpoint SET state = sqlc.arg(state), why = sqlc.arg(why), failing_since = 0, rest_until = 0, updated_at = sqlc.arg(now)
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND state <> 'removed';

-- name: EndpointAnswered :exec
UPDATE webhook_endpoint SET failing_since = 0, rest_until = 0
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND (failing_since > 0 OR rest_until > 0);

-- name: WakeEndpoint :exec
UPDATE webhook_endpoint SET rest_until = 0 WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id);

-- name: EndpointFailed :one
-- Gives since when.
UPDATE webhook_endpoint SET failing_since = CASE WHEN failing_since = 0 THEN sqlc.arg(now) ELSE failing_since END, rest_until = sqlc.arg(rest_until)
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) RETURNING state, failing_since;

-- name: InsertEndpointSecret :exec
INSERT INTO webhook_secret (shop_id, id, endpoint_id, sealed, created_at)
VALUES (sqlc.arg(shop_id), sqlc.arg(id), sqlc.arg(endpoint_id), sqlc.arg(sealed), sqlc.arg(now));

-- name: ExpireEndpointSecrets :exec
UPDATE webhook_secret SET expires_at = sqlc.arg(expires_at)
WHERE shop_id = sqlc.arg(shop_id) AND endpoint_id = sqlc.arg(endpoint_id) AND expires_at = 0;

-- name: DeleteEndpointSecrets :exec
DELETE FROM webhook_secret WHERE shop_id = sqlc.arg(shop_id) AND endpoint_id = sqlc.arg(endpoint_id);

-- name: DeleteExpiredSecrets :exec
DELETE FROM webhook_secret WHERE shop_id = sqlc.arg(shop_id) AND endpoint_id = sqlc.arg(endpoint_id)
    AND expires_at > 0 AND expires_at <= sqlc.arg(now);

-- name: EndpointSecrets :many
-- In force, the newest first.
SELECT * FROM webhook_secret WHERE shop_id = sqlc.arg(shop_id) AND endpoint_id = sqlc.arg(endpoint_id)
    AND (expires_at = 0 OR expires_at > sqlc.arg(now))
ORDER BY created_at DESC, id DESC LIMIT 5;
