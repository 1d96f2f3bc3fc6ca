-- +goose Up

-- A merchant's shop. Every other table names it first in its key, so that no query can mix two shops.
CREATE TABLE shop (
    id          TEXT NOT NULL PRIMARY KEY,
    name        TEXT NOT NULL,
    login_url   TEXT NOT NULL,               -- the exact address where Amazon logins of members end; '' = none
    webhook_url TEXT NOT NULL DEFAULT '',
    applied     INTEGER NOT NULL DEFAULT 0,  -- 1: the service has been applied for (R3-1)
    created_at  INTEGER NOT NULL,            -- microseconds UTC, like every time here
    updated_at  INTEGER NOT NULL
) STRICT;

-- Where the shop's pages live. Shoppers are sent to these origins and no other.
CREATE TABLE shop_origin (
    shop_id  TEXT NOT NULL,
    origin   TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (shop_id, origin),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
) STRICT;

-- Keys that the shop's server holds: secret keys are kept as hash, the others sealed.
CREATE TABLE shop_key (
    shop_id      TEXT NOT NULL,
    id           TEXT NOT NULL,
    kind         TEXT NOT NULL,              -- secret, cart, webhook
    hash         TEXT NOT NULL DEFAULT '',   -- SHA-256 of a secret key, hexadecimal
    sealed       BLOB NOT NULL DEFAULT x'',
    scopes       TEXT NOT NULL DEFAULT '',   -- separated by blanks
    created_at   INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL DEFAULT 0,
    revoked_at   INTEGER NOT NULL DEFAULT 0, -- 0 = in force
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
) STRICT;
CREATE UNIQUE INDEX shop_key_hash ON shop_key (hash) WHERE hash <> '';

-- The shop's account at Amazon. A change is a new row: payments under way go on with the account that they began with.
CREATE TABLE credential (
    shop_id       TEXT NOT NULL,
    version       INTEGER NOT NULL,
    merchant_id   TEXT NOT NULL,
    store_id      TEXT NOT NULL,
    public_key_id TEXT NOT NULL,
    private_key   BLOB NOT NULL,             -- sealed PEM
    sandbox       INTEGER NOT NULL,
    region        TEXT NOT NULL,
    created_at    INTEGER NOT NULL,
    PRIMARY KEY (shop_id, version),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
) STRICT;
CREATE INDEX credential_merchant ON credential (shop_id, merchant_id);

-- The settings record (R3): each save is a new row.
CREATE TABLE setting (
    shop_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    record  TEXT NOT NULL,                   -- JSON
    author  TEXT NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (shop_id, version),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
) STRICT;

-- +goose Down
DROP TABLE setting;
DROP TABLE credential;
DROP TABLE shop_key;
DROP TABLE shop_origin;
DROP TABLE shop;
