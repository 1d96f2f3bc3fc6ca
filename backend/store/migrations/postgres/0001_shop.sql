-- +goose Up

-- A merchant's shop. Every other table names it first in its key, so that no query can mix two shops.
CREATE TABLE shop (
    id          TEXT COLLATE "C" PRIMARY KEY,
    name        TEXT NOT NULL,
    login_url   TEXT NOT NULL,               -- the exact address where Amazon logins of members end; '' = none
    webhook_url TEXT NOT NULL DEFAULT '',
    applied     BIGINT NOT NULL DEFAULT 0,   -- 1: the service has been applied for (R3-1)
    created_at  BIGINT NOT NULL,             -- microseconds UTC, like every time here
    updated_at  BIGINT NOT NULL
);

-- Where the shop's pages live. Shoppers are sent to these origins and no other.
CREATE TABLE shop_origin (
    shop_id  TEXT COLLATE "C" NOT NULL,
    origin   TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (shop_id, origin),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
);

-- Keys that the shop's server holds: secret keys are kept as hash, the others sealed.
CREATE TABLE shop_key (
    shop_id      TEXT COLLATE "C" NOT NULL,
    id           TEXT COLLATE "C" NOT NULL,
    kind         TEXT NOT NULL,              -- secret, cart, webhook
    hash         TEXT COLLATE "C" NOT NULL DEFAULT '', -- SHA-256 of a secret key, hexadecimal
    sealed       BYTEA NOT NULL DEFAULT '',
    scopes       TEXT NOT NULL DEFAULT '',   -- separated by blanks
    created_at   BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL DEFAULT 0,
    revoked_at   BIGINT NOT NULL DEFAULT 0,  -- 0 = in force
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
);
CREATE UNIQUE INDEX shop_key_hash ON shop_key (hash) WHERE hash <> '';

-- The shop's account at Amazon. A change is a new row: payments under way go on with the account that they began with.
CREATE TABLE credential (
    shop_id       TEXT COLLATE "C" NOT NULL,
    version       BIGINT NOT NULL,
    merchant_id   TEXT COLLATE "C" NOT NULL,
    store_id      TEXT NOT NULL,
    public_key_id TEXT NOT NULL,
    private_key   BYTEA NOT NULL,            -- sealed PEM
    sandbox       BIGINT NOT NULL,
    region        TEXT NOT NULL,
    created_at    BIGINT NOT NULL,
    PRIMARY KEY (shop_id, version),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
);
CREATE INDEX credential_merchant ON credential (shop_id, merchant_id);

-- The settings record (R3): each save is a new row.
CREATE TABLE setting (
    shop_id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    record  TEXT NOT NULL,                   -- JSON
    author  TEXT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (shop_id, version),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
);

-- +goose Down
DROP TABLE setting;
DROP TABLE credential;
DROP TABLE shop_key;
DROP TABLE shop_origin;
DROP TABLE shop;
