-- +goose Up

-- Whether whoever has set up an account is known to read the mail of its address, or to be whom the operator means. Accounts of before are
-- not: their links may have been shown to whoever invited them.
ALTER TABLE staff ADD COLUMN proved BIGINT NOT NULL DEFAULT 0;

-- What somebody has been offered and has not accepted: a role in a shop, or to be an operator. It becomes theirs by the link alone.
CREATE TABLE invitation (
    shop_id    TEXT COLLATE "C" NOT NULL, -- '' = of no shop
    id         TEXT COLLATE "C" NOT NULL, -- tells nothing of the person: whoever invites may see it
    staff_id   TEXT COLLATE "C" NOT NULL,
    role       TEXT NOT NULL,    -- '' = none
    operator   BIGINT NOT NULL,  -- 1: an operator
    name       BYTEA NOT NULL,   -- sealed: as whoever invites calls them
    hash       TEXT COLLATE "C" NOT NULL, -- SHA-256 of the link's code; '' = there is none any more
    until      BIGINT NOT NULL,  -- microseconds UTC
    shown      BIGINT NOT NULL,  -- 1: whoever invited for a shop has seen the link, so that it proves no mailbox
    anew       BIGINT NOT NULL,  -- 1: all that they sign in with is set up anew, whatever they have
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (staff_id) REFERENCES staff (id)
);
CREATE UNIQUE INDEX invitation_staff ON invitation (staff_id, shop_id);
CREATE UNIQUE INDEX invitation_hash ON invitation (hash) WHERE hash <> '';

-- As 0019 has it for every table of shops.
CREATE POLICY tenant ON invitation
    USING (CASE WHEN COALESCE(current_setting('noren.shop', true), '*') IN (NULLIF(shop_id, ''), '*') THEN 1 END IS NOT NULL);
ALTER TABLE invitation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

-- Roles of people who have never come are offers from now on. The one link that they have stays with the first of them; their id is that of
-- the person, which a mail on its way names.
INSERT INTO invitation (shop_id, id, staff_id, role, operator, name, hash, until, shown, anew, created_at)
SELECT '', id, id, '', CASE WHEN set_up_at = 0 THEN operator ELSE 0 END, name, invited_hash, invited_until, 0,
    CASE WHEN set_up_at = 0 THEN 0 ELSE 1 END, updated_at
FROM staff WHERE email_hash <> '' AND (operator = 1 AND set_up_at = 0
    OR invited_hash <> '' AND (set_up_at > 0 OR NOT EXISTS (SELECT 1 FROM staff_shop WHERE staff_shop.staff_id = staff.id)));
INSERT INTO invitation (shop_id, id, staff_id, role, operator, name, hash, until, shown, anew, created_at)
SELECT staff_shop.shop_id, staff.id, staff.id, staff_shop.role, 0, staff.name,
    CASE WHEN staff.operator = 0 AND staff_shop.shop_id = (SELECT MIN(shop_id) FROM staff_shop AS theirs WHERE theirs.staff_id = staff.id)
        THEN staff.invited_hash ELSE '' END,
    staff.invited_until, 1, 0, staff_shop.created_at
FROM staff_shop JOIN staff ON staff.id = staff_shop.staff_id WHERE staff.email_hash <> '' AND staff.set_up_at = 0;
DELETE FROM staff_shop WHERE staff_id IN (SELECT id FROM staff WHERE set_up_at = 0);
UPDATE staff SET operator = 0 WHERE set_up_at = 0;
UPDATE staff SET invited_hash = '', invited_until = 0 WHERE invited_hash <> '';

-- +goose Down
DROP TABLE invitation;
ALTER TABLE staff DROP COLUMN proved;
