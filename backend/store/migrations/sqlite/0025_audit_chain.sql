-- +goose Up

-- Each entry of the audit log has a place in the chain of its shop, and a hash of what it says and of the entry before it. Whoever writes
-- an entry leaves both open, and background work fills them in: so the entries of before, and those of an older replica, are chained too.
ALTER TABLE audit ADD COLUMN place INTEGER NOT NULL DEFAULT 0;  -- from 1 on; 0 = not chained yet
ALTER TABLE audit ADD COLUMN hash TEXT NOT NULL DEFAULT '';     -- SHA-256, in hex
CREATE INDEX audit_unchained ON audit (shop_id, id) WHERE place = 0;
CREATE UNIQUE INDEX audit_place ON audit (shop_id, place) WHERE place > 0;

-- Where the chain of a shop ends.
CREATE TABLE audit_head (
    shop_id TEXT NOT NULL PRIMARY KEY,  -- '' = of no shop
    place   INTEGER NOT NULL,
    hash    TEXT NOT NULL
) STRICT;

-- The log is only added to: what an entry says stays, and its place, once it has one.
-- +goose StatementBegin
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
WHEN OLD.place <> 0 AND (NEW.place <> OLD.place OR NEW.hash <> OLD.hash) OR NEW.id <> OLD.id OR NEW.shop_id <> OLD.shop_id OR NEW.actor <> OLD.actor OR NEW.action <> OLD.action
    OR NEW.subject <> OLD.subject OR NEW.before_text <> OLD.before_text OR NEW.after_text <> OLD.after_text OR NEW.at <> OLD.at
BEGIN
    SELECT RAISE(ABORT, 'the audit log is only added to');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_remains BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is only added to');
END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER audit_remains;
DROP TRIGGER audit_stays;
DROP TABLE audit_head;
DROP INDEX audit_place;
DROP INDEX audit_unchained;
ALTER TABLE audit DROP COLUMN hash;
ALTER TABLE audit DROP COLUMN place;
