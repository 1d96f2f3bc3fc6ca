-- +goose Up

-- Where an order stands in lists: when it was placed, or begun while it is not.
ALTER TABLE orders ADD COLUMN ordered_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;   -- 1: order_term holds its words; 2: they could not be opened
UPDATE orders SET ordered_at = CASE WHEN placed_at > 0 THEN placed_at ELSE created_at END;

DROP INDEX orders_state;
DROP INDEX orders_differs;
DROP INDEX orders_alert;
CREATE INDEX orders_listed ON orders (shop_id, ordered_at, id, total) WHERE state NOT IN ('awaiting', 'unpaid');
CREATE INDEX orders_unshipped ON orders (shop_id, state, ordered_at, id) WHERE shipped_at = 0;
CREATE INDEX orders_state ON orders (shop_id, state, ordered_at, id);
CREATE INDEX orders_total ON orders (shop_id, total, ordered_at, id);
CREATE INDEX orders_attention ON orders (shop_id, ordered_at, id) WHERE state = 'attention' OR alert <> '' OR differs = 1;
CREATE INDEX orders_differs ON orders (shop_id, ordered_at, id) WHERE differs = 1 OR alert = 'unknown_charge';
CREATE INDEX orders_authorised ON orders (shop_id, authorised_at, id) WHERE state = 'authorised';
CREATE INDEX orders_chargeable ON orders (shop_id, permission_expires_at, id)
    WHERE permission_expires_at > 0 AND state IN ('authorised', 'lapsed', 'declined');
CREATE INDEX orders_unindexed ON orders (ordered_at) WHERE indexed = 0;
CREATE INDEX notification_parked ON notification (shop_id, received_at, id) WHERE state = 'parked';

-- The words by which a purchaser is found although name, mail and phone are sealed: each is a number that only the shop's search key
-- makes of it. Derived: what is lost here is made again from the orders.
CREATE TABLE order_term (
    shop_id    TEXT NOT NULL,
    term       INTEGER NOT NULL,            -- the first 8 bytes of HMAC-SHA-256
    ordered_at INTEGER NOT NULL,            -- the order's
    order_id   TEXT NOT NULL,
    PRIMARY KEY (shop_id, term, ordered_at, order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX order_term_order ON order_term (shop_id, order_id);

CREATE TABLE search_key (
    shop_id TEXT NOT NULL PRIMARY KEY,
    sealed  BLOB NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id)
) STRICT;

-- A search that a shop has given a name.
CREATE TABLE saved_filter (
    shop_id    TEXT NOT NULL,
    id         TEXT NOT NULL,
    name       TEXT NOT NULL,
    query      TEXT NOT NULL,              -- the filter's URL form
    author     TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
) STRICT;
CREATE UNIQUE INDEX saved_filter_name ON saved_filter (shop_id, name);

-- +goose Down
DROP TABLE saved_filter;
DROP TABLE search_key;
DROP TABLE order_term;
DROP INDEX notification_parked;
DROP INDEX orders_unindexed;
DROP INDEX orders_chargeable;
DROP INDEX orders_authorised;
DROP INDEX orders_differs;
DROP INDEX orders_attention;
DROP INDEX orders_total;
DROP INDEX orders_state;
DROP INDEX orders_unshipped;
DROP INDEX orders_listed;
ALTER TABLE orders DROP COLUMN indexed;
ALTER TABLE orders DROP COLUMN ordered_at;
CREATE INDEX orders_state ON orders (shop_id, state, placed_at, id);
CREATE INDEX orders_differs ON orders (shop_id, placed_at, id) WHERE differs = 1;
CREATE INDEX orders_alert ON orders (shop_id, placed_at, id) WHERE alert <> '';
