-- +goose Up

-- +goose NO TRANSACTION

-- Each entry of the audit log has a place in the chain of its shop, and a hash of what it says and of the entry before it. Whoever writes
-- an entry leaves both open, and background work fills them in: so the entries of before, and those of an older replica, are chained too.
ALTER TABLE audit ADD COLUMN IF NOT EXISTS place BIGINT NOT NULL DEFAULT 0;  -- from 1 on; 0 = not chained yet
ALTER TABLE audit ADD COLUMN IF NOT EXISTS hash TEXT NOT NULL DEFAULT '';    -- SHA-256, in hex

-- As 0020 has it: built beside those who write.
SET lock_timeout = '60s';
DROP INDEX CONCURRENTLY IF EXISTS audit_unchained;
CREATE INDEX CONCURRENTLY audit_unchained ON audit (shop_id, id) WHERE place = 0;
DROP INDEX CONCURRENTLY IF EXISTS audit_place;
CREATE UNIQUE INDEX CONCURRENTLY audit_place ON audit (shop_id, place) WHERE place > 0;
RESET lock_timeout;

-- Where the chain of a shop ends.
CREATE TABLE IF NOT EXISTS audit_head (
    shop_id TEXT COLLATE "C" NOT NULL PRIMARY KEY, -- '' = of no shop
    place   BIGINT NOT NULL,
    hash    TEXT NOT NULL
);

-- As 0019 has it for every table of shops.
DROP POLICY IF EXISTS tenant ON audit_head;
CREATE POLICY tenant ON audit_head
    USING (CASE WHEN COALESCE(current_setting('noren.shop', true), '*') IN (NULLIF(shop_id, ''), '*') THEN 1 END IS NOT NULL);
ALTER TABLE audit_head ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

-- The log is only added to: what an entry says stays, and its place, once it has one.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION audit_is_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.place = 0 OR (NEW.place, NEW.hash) = (OLD.place, OLD.hash)) AND (NEW.id, NEW.shop_id, NEW.actor, NEW.action, NEW.subject, NEW.before_text, NEW.after_text, NEW.at)
            = (OLD.id, OLD.shop_id, OLD.actor, OLD.action, OLD.subject, OLD.before_text, OLD.after_text, OLD.at) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the audit log is only added to';
END $$;
-- +goose StatementEnd
CREATE OR REPLACE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_added_to();
CREATE OR REPLACE TRIGGER audit_remains BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_added_to();

-- +goose Down
DROP TRIGGER audit_remains ON audit;
DROP TRIGGER audit_stays ON audit;
DROP FUNCTION audit_is_added_to();
DROP TABLE audit_head;
DROP INDEX audit_place;
DROP INDEX audit_unchained;
ALTER TABLE audit DROP COLUMN hash;
ALTER TABLE audit DROP COLUMN place;
