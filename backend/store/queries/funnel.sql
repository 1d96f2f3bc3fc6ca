-- name: AddToFunnel :exec
INSERT INTO funnel_count (shop_id, day, trip, placement, site, colour, size, event, code, times)
VALUES (sqlc.arg(shop_id), sqlc.arg(day), sqlc.arg(trip), sqlc.arg(placement), sqlc.arg(site), sqlc.arg(colour), sqlc.arg(size),
    sqlc.arg(event), sqlc.arg(code), sqlc.arg(times))
ON CONFLICT (shop_id, day, trip, placement, site, colour, size, event, code) DO UPDATE SET times = funnel_count.times + excluded.times;

-- name: FunnelCounts :many
SELECT * FROM funnel_count WHERE shop_id = sqlc.arg(shop_id) AND day >= sqlc.arg(since) AND day <= sqlc.arg(until)
ORDER BY day, placement, site, colour, size, event, code;

-- name: FunnelCheckouts :many
-- Ids sort by time, so that the primary key finds those of some days. Who only goes on with a checkout in another browser is counted
-- with that one. What is known of who signed in is forgotten when the visit expires; that they came back is still among its events.
SELECT CAST((c.created_at + 32400000000) / 86400000000 AS BIGINT) AS day,
    CASE WHEN c.product = 'SignIn' THEN 'sign_in' ELSE 'payment' END AS trip,
    c.placement, c.site, c.colour, c.size, c.state,
    CAST(CASE WHEN c.session_id <> '' OR c.state = 'signed_in' OR c.product = 'SignIn' AND EXISTS (
        SELECT 1 FROM checkout_event AS e WHERE e.shop_id = c.shop_id AND e.checkout_id = c.id AND e.event = 'identified'
    ) THEN 1 ELSE 0 END AS BIGINT) AS returned,
    CAST(CASE WHEN c.amazon_url <> '' THEN 1 ELSE 0 END AS BIGINT) AS ordered,
    COUNT(*) AS times
FROM checkout AS c
WHERE c.shop_id = sqlc.arg(shop_id) AND c.id >= sqlc.arg(since) AND c.id < sqlc.arg(until) AND c.resume_id = ''
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9;
