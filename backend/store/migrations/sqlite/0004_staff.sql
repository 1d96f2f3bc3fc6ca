-- +goose Up

-- A person who works in the console: an operator, or somebody of one shop or several. Not part of any shop.
CREATE TABLE staff (
    id            TEXT NOT NULL PRIMARY KEY,
    email_hash    TEXT NOT NULL,       -- SHA-256 of the normalised address; '' = removed
    email         BLOB NOT NULL,                  -- sealed
    name          BLOB NOT NULL,                  -- sealed
    lang          TEXT NOT NULL,
    operator      INTEGER NOT NULL,                 -- 1: every right in every shop
    password      TEXT NOT NULL DEFAULT '',        -- argon2id, encoded; '' = none
    totp          BLOB NOT NULL DEFAULT x'',       -- sealed secret
    totp_step     INTEGER NOT NULL DEFAULT 0,       -- of the last code that was used: each is good once
    invited_hash  TEXT NOT NULL DEFAULT '', -- SHA-256 of the invitation's code; '' = none open
    invited_until INTEGER NOT NULL DEFAULT 0,
    set_up_at     INTEGER NOT NULL DEFAULT 0,       -- when an invitation was last followed; 0 = never yet
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX staff_email ON staff (email_hash) WHERE email_hash <> '';
CREATE UNIQUE INDEX staff_invited ON staff (invited_hash) WHERE invited_hash <> '';

-- What somebody may do in a shop: owner, staff, viewer.
CREATE TABLE staff_shop (
    shop_id    TEXT NOT NULL,
    staff_id   TEXT NOT NULL,
    role       TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (shop_id, staff_id),
    FOREIGN KEY (shop_id) REFERENCES shop (id),
    FOREIGN KEY (staff_id) REFERENCES staff (id)
) STRICT;
CREATE INDEX staff_shop_staff ON staff_shop (staff_id);

CREATE TABLE passkey (
    staff_id     TEXT NOT NULL,
    id           TEXT NOT NULL,        -- the credential's id, base64url
    label        TEXT NOT NULL,                    -- device on which it was made
    record       BLOB NOT NULL,                   -- public key and counter, as JSON
    created_at   INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (staff_id, id),
    FOREIGN KEY (staff_id) REFERENCES staff (id)
) STRICT;
CREATE UNIQUE INDEX passkey_id ON passkey (id);

-- Good once each, in place of a code of the authenticator app.
CREATE TABLE recovery_code (
    staff_id TEXT NOT NULL,
    hash     TEXT NOT NULL,            -- SHA-256
    PRIMARY KEY (staff_id, hash),
    FOREIGN KEY (staff_id) REFERENCES staff (id)
) STRICT;

-- Who did what. Rows are only added. No personal data in before and after.
CREATE TABLE audit (
    id          TEXT NOT NULL PRIMARY KEY,      -- sorts by time
    shop_id     TEXT NOT NULL,         -- '' = of no shop
    actor       TEXT NOT NULL,
    action      TEXT NOT NULL,
    subject     TEXT NOT NULL,
    before_text TEXT NOT NULL,                     -- JSON
    after_text  TEXT NOT NULL,                     -- JSON
    at          INTEGER NOT NULL
) STRICT;
CREATE INDEX audit_shop ON audit (shop_id, id);

-- +goose Down
DROP TABLE audit;
DROP TABLE recovery_code;
DROP TABLE passkey;
DROP TABLE staff_shop;
DROP TABLE staff;
