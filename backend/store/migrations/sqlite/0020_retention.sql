-- +goose Up

-- When a shop's rule of retention is followed next: settings that change the rule write the row, and the work that follows it.
CREATE TABLE retention (
    shop_id TEXT NOT NULL,
    id      TEXT NOT NULL,                   -- whose people are forgotten: orders
    next_at INTEGER NOT NULL DEFAULT 0,     -- 0 = there is no rule
    lease   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
) STRICT;
CREATE INDEX retention_due ON retention (next_at) WHERE next_at > 0;

-- Orders whose payment is at rest and whose people are still known, in the order in which their day comes. An order enters it once, and
-- leaves it when its people are forgotten: nobody reads it again.
CREATE INDEX orders_remembered ON orders (shop_id, ordered_at, id)
    WHERE state IN ('unpaid', 'captured', 'partly_refunded', 'refunded', 'cancelled', 'order_cancelled') AND LENGTH(buyer) + LENGTH(purchaser) > 0;

-- +goose Down
DROP INDEX orders_remembered;
DROP TABLE retention;
