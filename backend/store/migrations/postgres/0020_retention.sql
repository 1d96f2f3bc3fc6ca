-- +goose Up

-- +goose NO TRANSACTION

-- When a shop's rule of retention is followed next: settings that change the rule write the row, and the work that follows it.
CREATE TABLE IF NOT EXISTS retention (
    shop_id TEXT COLLATE "C" NOT NULL,
    id      TEXT COLLATE "C" NOT NULL,       -- whose people are forgotten: orders
    next_at BIGINT NOT NULL DEFAULT 0,      -- 0 = there is no rule
    lease   BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
);
CREATE INDEX IF NOT EXISTS retention_due ON retention (next_at) WHERE next_at > 0;

-- As 0019 has it for every table of shops.
DROP POLICY IF EXISTS tenant ON retention;
CREATE POLICY tenant ON retention
    USING (CASE WHEN COALESCE(current_setting('noren.shop', true), '*') IN (NULLIF(shop_id, ''), '*') THEN 1 END IS NOT NULL);
ALTER TABLE retention ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

-- Orders whose payment is at rest and whose people are still known, in the order in which their day comes. An order enters it once, and
-- leaves it when its people are forgotten: nobody reads it again.
--
-- An index on a table that grows is built beside those who write to it, each statement by itself. What is interrupted is done again from the
-- beginning: an index that was not finished is taken away first. Waiting, it holds nobody up.
SET lock_timeout = '60s';
DROP INDEX CONCURRENTLY IF EXISTS orders_remembered;
CREATE INDEX CONCURRENTLY orders_remembered ON orders (shop_id, ordered_at, id)
    WHERE state IN ('unpaid', 'captured', 'partly_refunded', 'refunded', 'cancelled', 'order_cancelled') AND LENGTH(buyer) + LENGTH(purchaser) > 0;
RESET lock_timeout;

-- +goose Down
DROP INDEX orders_remembered;
DROP TABLE retention;
