-- +goose Up

-- Each entry of the audit log has a place in the chain of its shop, and a hash of what it says and of the entry before it. Whoever writes
-- an entry leaves both open, and background work fills them in: so the entries of before, and those of an older replica, are chained too.
ALTER TABLE audit ADD COLUMN place BIGINT NOT NULL DEFAULT 0;  -- from 1 on; 0 = not chained yet
ALTER TABLE audit ADD COLUMN hash TEXT NOT NULL DEFAULT '';    -- SHA-256, in hex
CREATE INDEX audit_unchained ON audit (shop_id, id) WHERE place = 0;
CREATE UNIQUE INDEX audit_place ON audit (shop_id, place) WHERE place > 0;

-- Where the chain of a shop ends.
CREATE TABLE audit_head (
    shop_id TEXT COLLATE "C" NOT NULL PRIMARY KEY, -- '' = of no shop
    place   BIGINT NOT NULL,
    hash    TEXT NOT NULL
);

-- As 0019 has it for every table of shops.
CREATE POLICY tenant ON audit_head
    USING (CASE WHEN COALESCE(current_setting('noren.shop', true), '*') IN (NULLIF(shop_id, ''), '*') THEN 1 END IS NOT NULL);
ALTER TABLE audit_head ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

-- The log is only added to: what an entry says stays, and its place, once it has one.
-- +goose StatementBegin
CREATE FUNCTION audit_is_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_added_to();
CREATE TRIGGER audit_remains BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_added_to();

-- +goose Down
DROP TRIGGER audit_remains ON audit;
DROP TRIGGER audit_stays ON audit;
DROP FUNCTION audit_is_added_to();
DROP TABLE audit_head;
DROP INDEX audit_place;
DROP INDEX audit_unchained;
ALTER TABLE audit DROP COLUMN hash;
ALTER TABLE audit DROP COLUMN place;
