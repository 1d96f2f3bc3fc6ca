-- +goose Up

-- One payment of one cart, from Begin to its end (design.md section 5). Only checkout.Advance writes state.
CREATE TABLE checkout (
    shop_id      TEXT COLLATE "C" NOT NULL,
    id           TEXT COLLATE "C" NOT NULL,
    state        TEXT NOT NULL,
    version      BIGINT NOT NULL,
    kind         TEXT NOT NULL,
    product      TEXT NOT NULL,
    placement    TEXT NOT NULL,
    site         TEXT NOT NULL,
    lang         TEXT NOT NULL,
    cart_id      TEXT COLLATE "C" NOT NULL,
    cart_version BIGINT NOT NULL,
    cart         TEXT NOT NULL,              -- JSON; frozen at Confirm
    total        BIGINT NOT NULL,            -- whole yen; frozen at Confirm
    return_to    TEXT NOT NULL,              -- where the shopper comes back to choose and confirm
    complete_to  TEXT NOT NULL DEFAULT '',   -- the shop's order-complete page, known from Confirm on
    challenge    TEXT NOT NULL,
    merchant_id  TEXT NOT NULL,              -- Amazon merchant account that this payment belongs to
    session_id   TEXT NOT NULL DEFAULT '',
    buyer        BYTEA NOT NULL DEFAULT '',  -- sealed snapshot of buyer, address, means of payment
    order_id     TEXT COLLATE "C" NOT NULL DEFAULT '',
    amazon_url   TEXT NOT NULL DEFAULT '',   -- amazonPayRedirectUrl of the recorded update
    permission_id TEXT NOT NULL DEFAULT '',
    charge_id    TEXT NOT NULL DEFAULT '',
    reason       TEXT NOT NULL DEFAULT '',   -- Amazon's reason code of the end
    created_at   BIGINT NOT NULL,            -- microseconds UTC, like every time here
    updated_at   BIGINT NOT NULL,
    next_at      BIGINT NOT NULL,            -- when Settle looks again; 0 = never
    tries        BIGINT NOT NULL DEFAULT 0,
    lease        BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
);
CREATE UNIQUE INDEX checkout_session ON checkout (session_id) WHERE session_id <> '';
CREATE UNIQUE INDEX checkout_id ON checkout (id); -- launch and return know the id alone
CREATE INDEX checkout_cart ON checkout (shop_id, cart_id);
CREATE INDEX checkout_due ON checkout (next_at) WHERE next_at > 0;

CREATE TABLE checkout_event (
    shop_id     TEXT COLLATE "C" NOT NULL,
    checkout_id TEXT COLLATE "C" NOT NULL,
    version     BIGINT NOT NULL,
    event       TEXT NOT NULL,
    from_state  TEXT NOT NULL,
    to_state    TEXT NOT NULL,
    fact        TEXT NOT NULL,               -- JSON without personal data
    at          BIGINT NOT NULL,
    PRIMARY KEY (shop_id, checkout_id, version),
    FOREIGN KEY (shop_id, checkout_id) REFERENCES checkout (shop_id, id)
);

-- A call to Amazon that changes something: written before the first byte leaves, its outcome after.
CREATE TABLE operation (
    shop_id     TEXT COLLATE "C" NOT NULL,
    id          TEXT COLLATE "C" NOT NULL,
    subject     TEXT COLLATE "C" NOT NULL,               -- checkout or order id
    kind        TEXT NOT NULL,
    seq         BIGINT NOT NULL,
    generation  BIGINT NOT NULL,
    state       TEXT NOT NULL,               -- planned, done, refused
    body        BYTEA NOT NULL,              -- the exact bytes that are sent
    status      BIGINT NOT NULL DEFAULT 0,   -- HTTP status of the outcome
    reason      TEXT NOT NULL DEFAULT '',
    request_id  TEXT NOT NULL DEFAULT '',    -- x-amz-pay-request-id
    planned_at  BIGINT NOT NULL,
    done_at     BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, subject, kind, seq),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
);

-- The merchant's order book (受注台帳). Only ledger.Advance writes state.
CREATE TABLE orders (
    shop_id       TEXT COLLATE "C" NOT NULL,
    id            TEXT COLLATE "C" NOT NULL,
    number        TEXT NOT NULL,             -- what people call it; Amazon's merchantReferenceId
    state         TEXT NOT NULL,
    version       BIGINT NOT NULL,
    cart_id       TEXT COLLATE "C" NOT NULL,
    live          BIGINT NOT NULL DEFAULT 1, -- 1: the cart's order; 0: the cart may be ordered anew
    checkout_id   TEXT COLLATE "C" NOT NULL,             -- the active checkout
    cart          TEXT NOT NULL,             -- JSON
    total         BIGINT NOT NULL,
    buyer         BYTEA NOT NULL DEFAULT '', -- sealed
    merchant_id   TEXT NOT NULL,
    permission_id TEXT NOT NULL DEFAULT '',  -- AmazonリファレンスID
    charge_id     TEXT NOT NULL DEFAULT '',
    reason        TEXT NOT NULL DEFAULT '',
    placed_at     BIGINT NOT NULL DEFAULT 0,
    created_at    BIGINT NOT NULL,
    updated_at    BIGINT NOT NULL,
    next_at       BIGINT NOT NULL DEFAULT 0,
    tries         BIGINT NOT NULL DEFAULT 0,
    lease         BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id, checkout_id) REFERENCES checkout (shop_id, id)
);
CREATE UNIQUE INDEX orders_number ON orders (shop_id, number);
CREATE UNIQUE INDEX orders_live_cart ON orders (shop_id, cart_id) WHERE live = 1;
CREATE UNIQUE INDEX orders_permission ON orders (permission_id) WHERE permission_id <> '';
CREATE INDEX orders_due ON orders (next_at) WHERE next_at > 0;

CREATE TABLE order_event (
    shop_id    TEXT COLLATE "C" NOT NULL,
    order_id   TEXT COLLATE "C" NOT NULL,
    version    BIGINT NOT NULL,
    event      TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state   TEXT NOT NULL,
    fact       TEXT NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (shop_id, order_id, version),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id)
);

-- What Amazon said by itself: stored as received, answered at once, worked later.
CREATE TABLE notification (
    shop_id       TEXT COLLATE "C" NOT NULL,
    id            TEXT COLLATE "C" NOT NULL,             -- Amazon's NotificationId
    object_type   TEXT NOT NULL,
    object_id     TEXT NOT NULL,
    permission_id TEXT NOT NULL,
    body          BYTEA NOT NULL,            -- the bytes whose signature was verified
    state         TEXT NOT NULL,             -- received, worked, parked
    error         TEXT NOT NULL DEFAULT '',
    received_at   BIGINT NOT NULL,
    next_at       BIGINT NOT NULL,
    tries         BIGINT NOT NULL DEFAULT 0,
    lease         BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
);
CREATE INDEX notification_due ON notification (next_at) WHERE next_at > 0;

-- What the shop must hear: asked for in the transaction that is its reason, each kind once per subject.
CREATE TABLE webhook (
    shop_id      TEXT COLLATE "C" NOT NULL,
    id           TEXT COLLATE "C" NOT NULL,
    kind         TEXT NOT NULL,              -- order.placed …
    subject      TEXT COLLATE "C" NOT NULL,              -- order id
    body         BYTEA NOT NULL,
    state        TEXT NOT NULL,              -- waiting, delivered, failed, unwanted
    status       BIGINT NOT NULL DEFAULT 0,
    error        TEXT NOT NULL DEFAULT '',
    created_at   BIGINT NOT NULL,
    delivered_at BIGINT NOT NULL DEFAULT 0,
    next_at      BIGINT NOT NULL,
    tries        BIGINT NOT NULL DEFAULT 0,
    lease        BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, kind, subject),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
);
CREATE INDEX webhook_due ON webhook (next_at) WHERE next_at > 0;

-- +goose Down
DROP TABLE webhook;
DROP TABLE notification;
DROP TABLE order_event;
DROP TABLE orders;
DROP TABLE operation;
DROP TABLE checkout_event;
DROP TABLE checkout;
