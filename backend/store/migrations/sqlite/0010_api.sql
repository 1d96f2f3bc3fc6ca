-- +goose Up

-- Requests of shops' servers with an Idempotency-Key, and how they were answered. Kept for a day.
CREATE TABLE api_request (
    shop_id      TEXT NOT NULL,
    key_hash     TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    version      INTEGER NOT NULL,              -- of the order that it is about, before it acted; 0 = about none
    status       INTEGER NOT NULL DEFAULT 0,    -- of the answer; 0 = there is none yet
    content_type TEXT NOT NULL DEFAULT '',
    body         BLOB NOT NULL DEFAULT x'',    -- of the answer, sealed
    started_at   INTEGER NOT NULL,              -- of the present attempt; 0 = the last one ended without an answer to keep
    created_at   INTEGER NOT NULL,
    PRIMARY KEY (shop_id, key_hash),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
) STRICT;
CREATE INDEX api_request_created ON api_request (shop_id, created_at);

-- +goose Down
DROP TABLE api_request;
