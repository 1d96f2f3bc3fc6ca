-- +goose Up

-- What Amazon said of an order's money when it was last read; nothing here follows from what we asked for.
ALTER TABLE orders ADD COLUMN amazon_total INTEGER NOT NULL DEFAULT 0;      -- whole yen that the payment is for at Amazon; 0 = not read yet
ALTER TABLE orders ADD COLUMN differs INTEGER NOT NULL DEFAULT 0;           -- 1: amazon_total is not total (R5-4, X-9)
ALTER TABLE orders ADD COLUMN captured INTEGER NOT NULL DEFAULT 0;          -- whole yen taken
ALTER TABLE orders ADD COLUMN refunded INTEGER NOT NULL DEFAULT 0;          -- whole yen given back, finally
ALTER TABLE orders ADD COLUMN authorised_at INTEGER NOT NULL DEFAULT 0;     -- of the present charge
ALTER TABLE orders ADD COLUMN expires_at INTEGER NOT NULL DEFAULT 0;        -- when the present authorisation lapses (R5-7)
ALTER TABLE orders ADD COLUMN permission_expires_at INTEGER NOT NULL DEFAULT 0; -- when Amazon lets nothing be charged any more
ALTER TABLE orders ADD COLUMN read_at INTEGER NOT NULL DEFAULT 0;           -- when Amazon was last read
ALTER TABLE orders ADD COLUMN alert TEXT NOT NULL DEFAULT '';                -- why a person should look, although the state is sound

-- What the shop does with an order.
ALTER TABLE orders ADD COLUMN lang TEXT NOT NULL DEFAULT 'ja';               -- the shopper's
ALTER TABLE orders ADD COLUMN capture_at INTEGER NOT NULL DEFAULT 0;        -- when the payment is requested by itself; 0 = by hand
ALTER TABLE orders ADD COLUMN ship_on INTEGER NOT NULL DEFAULT 0;           -- planned day of shipping, its beginning in Japan; 0 = not known
ALTER TABLE orders ADD COLUMN shipped_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN purchaser BLOB NOT NULL DEFAULT x'';          -- sealed: the purchaser as edited (R5-6); empty = as ordered
ALTER TABLE orders ADD COLUMN paper TEXT NOT NULL DEFAULT '';                -- JSON: figures of the papers as edited (R5-9); '' = the order's own
CREATE INDEX orders_state ON orders (shop_id, state, placed_at, id);
CREATE INDEX orders_differs ON orders (shop_id, placed_at, id) WHERE differs = 1;
CREATE INDEX orders_alert ON orders (shop_id, placed_at, id) WHERE alert <> '';
CREATE INDEX orders_expires ON orders (shop_id, expires_at, id) WHERE expires_at > 0;

-- Every charge at Amazon that belongs to an order: the first one, those of re-authorisations, and those found.
CREATE TABLE charge (
    shop_id    TEXT NOT NULL,
    id         TEXT NOT NULL,                -- Amazon's
    order_id   TEXT NOT NULL,
    ours       INTEGER NOT NULL,            -- 0: made in Seller Central
    state      TEXT NOT NULL,                -- Amazon's word
    reason     TEXT NOT NULL,
    amount     INTEGER NOT NULL,            -- whole yen, like captured and refunded
    captured   INTEGER NOT NULL,
    refunded   INTEGER NOT NULL,
    created_at INTEGER NOT NULL,            -- at Amazon
    expires_at INTEGER NOT NULL,
    read_at    INTEGER NOT NULL,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id)
) STRICT;
CREATE INDEX charge_order ON charge (shop_id, order_id);

-- Money on its way back. Only a final one counts (pitfall 11).
CREATE TABLE refund (
    shop_id      TEXT NOT NULL,
    id           TEXT NOT NULL,
    order_id     TEXT NOT NULL,
    charge_id    TEXT NOT NULL,
    operation_id TEXT NOT NULL DEFAULT '',   -- '' = made in Seller Central
    amazon_id    TEXT NOT NULL DEFAULT '',   -- '' = not known to be there yet
    amount       INTEGER NOT NULL,          -- whole yen
    reason       TEXT NOT NULL,              -- the shop's own
    state        TEXT NOT NULL,              -- requested, pending, refunded, declined, refused
    outcome      TEXT NOT NULL DEFAULT '',   -- Amazon's reason code of the end
    actor        TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    ended_at     INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id)
) STRICT;
CREATE INDEX refund_order ON refund (shop_id, order_id);
CREATE UNIQUE INDEX refund_amazon ON refund (shop_id, amazon_id) WHERE amazon_id <> '';

-- What a purchaser was before each edit, sealed (R5-6). The first is what was ordered.
CREATE TABLE purchaser_edit (
    shop_id   TEXT NOT NULL,
    order_id  TEXT NOT NULL,
    version   INTEGER NOT NULL,             -- of the order, by the edit
    purchaser BLOB NOT NULL,
    actor     TEXT NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (shop_id, order_id, version),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id)
) STRICT;

-- One wish for many orders (一括決済依頼), and how far it is. Each order is in it once.
CREATE TABLE bulk (
    shop_id    TEXT NOT NULL,
    id         TEXT NOT NULL,
    action     TEXT NOT NULL,                -- capture
    state      TEXT NOT NULL,                -- draft (a dry run that waits for its confirmation), running, done, stopped
    actor      TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    done_at    INTEGER NOT NULL DEFAULT 0,
    next_at    INTEGER NOT NULL DEFAULT 0,
    tries      INTEGER NOT NULL DEFAULT 0,
    lease      INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
) STRICT;
CREATE INDEX bulk_due ON bulk (next_at) WHERE next_at > 0;

CREATE TABLE bulk_item (
    shop_id  TEXT NOT NULL,
    bulk_id  TEXT NOT NULL,
    position INTEGER NOT NULL,
    order_id TEXT NOT NULL,
    state    TEXT NOT NULL,                  -- waiting, done, refused, unknown
    why      TEXT NOT NULL DEFAULT '',       -- a reason of ledger.Permits or Amazon's code
    at       INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, bulk_id, order_id),
    FOREIGN KEY (shop_id, bulk_id) REFERENCES bulk (shop_id, id),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id)
) STRICT;
CREATE INDEX bulk_item_position ON bulk_item (shop_id, bulk_id, position);

-- +goose Down
DROP TABLE bulk_item;
DROP TABLE bulk;
DROP TABLE purchaser_edit;
DROP TABLE refund;
DROP TABLE charge;
DROP INDEX orders_expires;
DROP INDEX orders_alert;
DROP INDEX orders_differs;
DROP INDEX orders_state;
ALTER TABLE orders DROP COLUMN paper;
ALTER TABLE orders DROP COLUMN purchaser;
ALTER TABLE orders DROP COLUMN shipped_at;
ALTER TABLE orders DROP COLUMN ship_on;
ALTER TABLE orders DROP COLUMN capture_at;
ALTER TABLE orders DROP COLUMN lang;
ALTER TABLE orders DROP COLUMN alert;
ALTER TABLE orders DROP COLUMN read_at;
ALTER TABLE orders DROP COLUMN permission_expires_at;
ALTER TABLE orders DROP COLUMN expires_at;
ALTER TABLE orders DROP COLUMN authorised_at;
ALTER TABLE orders DROP COLUMN refunded;
ALTER TABLE orders DROP COLUMN captured;
ALTER TABLE orders DROP COLUMN differs;
ALTER TABLE orders DROP COLUMN amazon_total;
