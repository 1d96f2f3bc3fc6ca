-- +goose Up

-- What Amazon's registration asks for (R2-2): the full address of the shop's privacy page; '' = not yet said.
ALTER TABLE shop ADD COLUMN privacy_url TEXT NOT NULL DEFAULT '';

-- Sealed. With a token it is the operator's key, as a solution provider, that acts for the merchant: the row has no key of its own.
ALTER TABLE credential ADD COLUMN auth_token BLOB NOT NULL DEFAULT x'';

-- Visits of merchants to Amazon's registration. What came back waits here, sealed, until somebody of the shop accepts it.
CREATE TABLE registration (
    shop_id     TEXT NOT NULL,
    id          TEXT NOT NULL,
    person      TEXT NOT NULL,               -- who began
    session     TEXT NOT NULL,               -- in which session of theirs
    secret      BLOB NOT NULL,               -- sealed: goes to Amazon and has to come back; empty when it is over
    state       TEXT NOT NULL,               -- started, returned, done, dropped
    merchant_id TEXT NOT NULL DEFAULT '',
    store_id    TEXT NOT NULL DEFAULT '',
    mws_token   BLOB NOT NULL DEFAULT x'',   -- sealed; empty when it is over
    reason      TEXT NOT NULL DEFAULT '',    -- why Amazon refused it last
    started_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    returned_at INTEGER NOT NULL DEFAULT 0,  -- 0 = not yet
    ended_at    INTEGER NOT NULL DEFAULT 0,  -- 0 = not yet
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
) STRICT;
CREATE UNIQUE INDEX registration_id ON registration (id);

-- Key pairs of ours whose public half the merchant enters at Amazon (X-2).
CREATE TABLE key_pair (
    shop_id     TEXT NOT NULL,
    id          TEXT NOT NULL,
    public_key  TEXT NOT NULL,               -- PEM
    private_key BLOB NOT NULL,               -- sealed
    created_at  INTEGER NOT NULL,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
) STRICT;

-- +goose Down
DROP TABLE key_pair;
DROP TABLE registration;
ALTER TABLE credential DROP COLUMN auth_token;
ALTER TABLE shop DROP COLUMN privacy_url;
