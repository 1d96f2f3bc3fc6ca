-- +goose Up

-- Details of the settings that wait to be published (X-17): each save is a new row, so that what somebody began with can be compared
-- with what is there now. Versions never come back; older rows go.
CREATE TABLE draft (
    shop_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    record  TEXT NOT NULL,                   -- JSON; '' = published or discarded
    author  TEXT NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (shop_id, version),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
) STRICT;

-- Pictures of the shop, encoded by us (R3-5).
CREATE TABLE image (
    shop_id    TEXT NOT NULL,
    id         TEXT NOT NULL,    -- from the SHA-256 of its bytes
    kind       TEXT NOT NULL,                -- image/png, image/jpeg
    width      INTEGER NOT NULL,
    height     INTEGER NOT NULL,
    content    BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
) STRICT;

-- +goose Down
DROP TABLE image;
DROP TABLE draft;
