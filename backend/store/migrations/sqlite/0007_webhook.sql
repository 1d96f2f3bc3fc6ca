-- +goose Up

-- Where shops' servers hear of events. One that was removed keeps its row, for the history of its deliveries.
CREATE TABLE webhook_endpoint (
    shop_id       TEXT NOT NULL,
    id            TEXT NOT NULL,
    url           TEXT NOT NULL,
    kinds         TEXT NOT NULL,               -- separated by blanks; '' = every kind
    state         TEXT NOT NULL,               -- active, disabled, removed
    why           TEXT NOT NULL DEFAULT '',    -- of a disabled one: gone, failing
    failing_since INTEGER NOT NULL DEFAULT 0,   -- the first failure that no success has followed; 0 = none
    rest_until    INTEGER NOT NULL DEFAULT 0,   -- it did not answer: nothing is tried before
    created_at    INTEGER NOT NULL,             -- microseconds UTC, like every time here
    updated_at    INTEGER NOT NULL,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
) STRICT;

-- What messages to an endpoint are signed with: the newest, and those before it for a day.
CREATE TABLE webhook_secret (
    shop_id     TEXT NOT NULL,
    id          TEXT NOT NULL,
    endpoint_id TEXT NOT NULL,
    sealed      BLOB NOT NULL,
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL DEFAULT 0,     -- 0 = in force until it is replaced
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id, endpoint_id) REFERENCES webhook_endpoint (shop_id, id)
) STRICT;
CREATE INDEX webhook_secret_endpoint ON webhook_secret (shop_id, endpoint_id);

-- How many events a shop has had. Whoever writes one holds this row until the end of the transaction, so positions become visible
-- in their order, and a reader who goes on after the last one that it saw misses none.
CREATE TABLE event_count (
    shop_id  TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id)
) STRICT;

-- What a shop's server may hear: written in the transaction that is its reason, once per kind, subject and seq.
CREATE TABLE event (
    shop_id  TEXT NOT NULL,
    id       TEXT NOT NULL,        -- the webhook-id
    position INTEGER NOT NULL,
    kind     TEXT NOT NULL,                    -- order.placed …
    subject  TEXT NOT NULL,        -- order id, endpoint id
    seq      INTEGER NOT NULL,                  -- which one of its kind about the subject
    body     BLOB NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, kind, subject, seq),
    UNIQUE (shop_id, position),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
) STRICT;
CREATE INDEX event_subject ON event (shop_id, subject);

-- One event on its way to one endpoint.
CREATE TABLE delivery (
    shop_id      TEXT NOT NULL,
    id           TEXT NOT NULL,
    event_id     TEXT NOT NULL,
    endpoint_id  TEXT NOT NULL,
    state        TEXT NOT NULL,                -- waiting, delivered, failed, unwanted
    status       INTEGER NOT NULL DEFAULT 0,    -- HTTP status of the last answer; 0 = none came
    error        TEXT NOT NULL DEFAULT '',
    created_at   INTEGER NOT NULL,
    delivered_at INTEGER NOT NULL DEFAULT 0,
    next_at      INTEGER NOT NULL,
    tries        INTEGER NOT NULL DEFAULT 0,
    lease        INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, event_id, endpoint_id),
    FOREIGN KEY (shop_id, event_id) REFERENCES event (shop_id, id),
    FOREIGN KEY (shop_id, endpoint_id) REFERENCES webhook_endpoint (shop_id, id)
) STRICT;
CREATE INDEX delivery_due ON delivery (shop_id, endpoint_id, next_at) WHERE next_at > 0;
CREATE INDEX delivery_endpoint ON delivery (shop_id, endpoint_id, id);

-- A shop had one address, with the secrets among its keys. They are sealed for their own ids, which they keep.
INSERT INTO webhook_endpoint (shop_id, id, url, kinds, state, created_at, updated_at)
SELECT id, replace(id, 'shop_', 'end_'), webhook_url, 'order.placed', 'active', updated_at, updated_at FROM shop WHERE webhook_url <> '';
INSERT INTO webhook_secret (shop_id, id, endpoint_id, sealed, created_at)
SELECT k.shop_id, k.id, e.id, k.sealed, k.created_at FROM shop_key AS k
JOIN webhook_endpoint AS e ON e.shop_id = k.shop_id WHERE k.kind = 'webhook' AND k.revoked_at = 0;
DELETE FROM shop_key WHERE kind = 'webhook';
ALTER TABLE shop DROP COLUMN webhook_url;

INSERT INTO event (shop_id, id, position, kind, subject, seq, body, at)
SELECT shop_id, id, row_number() OVER (PARTITION BY shop_id ORDER BY created_at, id), kind, subject, 0, body, created_at FROM webhook;
INSERT INTO event_count (shop_id, position) SELECT shop_id, count(*) FROM event GROUP BY shop_id;
INSERT INTO delivery (shop_id, id, event_id, endpoint_id, state, status, error, created_at, delivered_at, next_at, tries, lease)
SELECT w.shop_id, replace(w.id, 'msg_', 'dlv_'), w.id, e.id, w.state, w.status, w.error, w.created_at, w.delivered_at, w.next_at, w.tries, w.lease
FROM webhook AS w JOIN webhook_endpoint AS e ON e.shop_id = w.shop_id;
DROP TABLE webhook;

-- +goose Down
CREATE TABLE webhook (
    shop_id      TEXT NOT NULL,
    id           TEXT NOT NULL,
    kind         TEXT NOT NULL,
    subject      TEXT NOT NULL,
    body         BLOB NOT NULL,
    state        TEXT NOT NULL,
    status       INTEGER NOT NULL DEFAULT 0,
    error        TEXT NOT NULL DEFAULT '',
    created_at   INTEGER NOT NULL,
    delivered_at INTEGER NOT NULL DEFAULT 0,
    next_at      INTEGER NOT NULL,
    tries        INTEGER NOT NULL DEFAULT 0,
    lease        INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, kind, subject),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
) STRICT;
CREATE INDEX webhook_due ON webhook (next_at) WHERE next_at > 0;
ALTER TABLE shop ADD COLUMN webhook_url TEXT NOT NULL DEFAULT '';
DROP TABLE delivery;
DROP TABLE event;
DROP TABLE event_count;
DROP TABLE webhook_secret;
DROP TABLE webhook_endpoint;
