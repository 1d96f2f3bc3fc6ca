-- +goose Up

-- Which columns a shop downloads its orders with, under a name (R5-8).
CREATE TABLE export_set (
    shop_id    TEXT NOT NULL,
    id         TEXT NOT NULL,
    name       TEXT NOT NULL,
    record     TEXT NOT NULL,              -- JSON: columns in their order, rows, encoding
    author     TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
) STRICT;
CREATE UNIQUE INDEX export_set_name ON export_set (shop_id, name);

-- The timeline of an order asks for what Amazon said of its permission, and for what people did with it (X-12).
CREATE INDEX notification_permission ON notification (shop_id, permission_id);

-- The console lists them, the newest first.
CREATE INDEX notification_received ON notification (shop_id, received_at, id);
CREATE INDEX audit_subject ON audit (shop_id, subject);

-- +goose Down
DROP INDEX audit_subject;
DROP INDEX notification_received;
DROP INDEX notification_permission;
DROP TABLE export_set;
