-- name: UnfinishedCheckouts :many
-- Those whose money Amazon may be about to take, and since when the first of them has been where it is.
SELECT state, COUNT(*) AS times, CAST(MIN(updated_at) AS BIGINT) AS since FROM checkout
WHERE state IN ('confirming', 'at_amazon', 'completing') GROUP BY state;

-- name: UnfinishedOrders :many
SELECT state, COUNT(*) AS times FROM orders
WHERE state IN ('awaiting', 'pending', 'authorised', 'capturing', 'refunding', 'attention') GROUP BY state;

-- name: OldAuthorisations :one
-- SQLite takes a partial index only where its condition is said again.
SELECT COUNT(*) FROM orders
WHERE state IN ('awaiting', 'pending', 'authorised', 'capturing', 'refunding', 'attention') AND state = 'authorised' AND authorised_at > 0 AND authorised_at < sqlc.arg(before);

-- name: OrdersToSee :many
-- Orders that a person should look at, by what is wrong with them.
SELECT state, alert, differs, COUNT(*) AS times FROM orders
WHERE state = 'attention' OR alert <> '' OR differs = 1 GROUP BY state, alert, differs;

-- name: UnfinishedOperations :one
-- Calls to Amazon whose outcome nobody knows yet. One of a checkout that has come to its end was answered by reading the session.
SELECT COUNT(*) AS times, CAST(COALESCE(SUM(CASE WHEN planned_at < sqlc.arg(before) THEN 1 ELSE 0 END), 0) AS BIGINT) AS old,
    CAST(COALESCE(MIN(planned_at), 0) AS BIGINT) AS since
FROM operation WHERE state IN ('planned', 'unknown') AND NOT EXISTS (
    SELECT 1 FROM checkout WHERE checkout.shop_id = operation.shop_id AND checkout.id = operation.subject
        AND checkout.state NOT IN ('confirming', 'completing'));

-- name: WaitingNotifications :one
-- A parked one waits to be deleted only.
SELECT COUNT(*) AS times, CAST(COALESCE(MIN(received_at), 0) AS BIGINT) AS since FROM notification WHERE next_at > 0 AND state = 'received';

-- name: WaitingMails :one
SELECT COUNT(*) AS times, CAST(COALESCE(MIN(created_at), 0) AS BIGINT) AS since FROM mail WHERE next_at > 0;

-- name: WaitingDeliveries :one
SELECT COUNT(*) AS times, CAST(COALESCE(MIN(created_at), 0) AS BIGINT) AS since FROM delivery WHERE next_at > 0;

-- name: FirstDueCheckout :one
SELECT CAST(COALESCE(MIN(next_at), 0) AS BIGINT) FROM checkout WHERE next_at > 0;

-- name: FirstDueOrder :one
SELECT CAST(COALESCE(MIN(next_at), 0) AS BIGINT) FROM orders WHERE next_at > 0;

-- name: FirstDueNotification :one
SELECT CAST(COALESCE(MIN(next_at), 0) AS BIGINT) FROM notification WHERE next_at > 0;

-- name: FirstDueMail :one
SELECT CAST(COALESCE(MIN(next_at), 0) AS BIGINT) FROM mail WHERE next_at > 0;

-- name: FirstDueBulk :one
SELECT CAST(COALESCE(MIN(next_at), 0) AS BIGINT) FROM bulk WHERE next_at > 0;

-- name: FirstDueRetention :one
SELECT CAST(COALESCE(MIN(next_at), 0) AS BIGINT) FROM retention WHERE next_at > 0;

-- name: FirstUnchainedAudit :one
SELECT CAST(COALESCE(MIN(at), 0) AS BIGINT) FROM audit WHERE place = 0;

-- name: DisabledEndpoints :one
SELECT COUNT(*) FROM webhook_endpoint WHERE state = 'disabled';
