-- +goose Up

-- A visit to Amazon may only sign in (product SignIn); and what the shop's page said of its visitor is kept until the return.
ALTER TABLE checkout ADD COLUMN member_id TEXT NOT NULL DEFAULT '';    -- who was logged in at the shop; '' = nobody
ALTER TABLE checkout ADD COLUMN login_state TEXT NOT NULL DEFAULT '';  -- comes back with the login code; '' = no login wanted
ALTER TABLE checkout ADD COLUMN consent TEXT NOT NULL DEFAULT '';      -- the text by which a link was agreed to; '' = no link wanted
ALTER TABLE checkout ADD COLUMN fill TEXT NOT NULL DEFAULT '';         -- whose fields the return is about: purchaser, delivery, ''
ALTER TABLE checkout ADD COLUMN resume_id TEXT NOT NULL DEFAULT '';    -- the checkout that a sign-in in another browser opens again
ALTER TABLE checkout ADD COLUMN buyer_hash TEXT NOT NULL DEFAULT ''; -- whose visit it is: see link.buyer_hash
CREATE INDEX checkout_buyer ON checkout (shop_id, merchant_id, buyer_hash) WHERE buyer_hash <> '';
CREATE INDEX checkout_member ON checkout (shop_id, member_id) WHERE member_id <> '';

-- An Amazon account and a member of the shop that belong together (他サイトＩＤ連携, X-13). Buyers' ids are those of one merchant
-- account: an account of another merchant id never matches.
CREATE TABLE link (
    shop_id     TEXT NOT NULL,
    merchant_id TEXT NOT NULL,
    buyer_hash  TEXT NOT NULL,            -- SHA-256 of shop, merchant id and buyer id, hexadecimal
    member_id   TEXT NOT NULL,            -- the shop's own
    buyer       BLOB NOT NULL,                -- sealed buyer id
    way         TEXT NOT NULL,               -- signup, complete, mypage
    consent     TEXT NOT NULL,               -- which text was agreed to
    created_at  INTEGER NOT NULL,                -- microseconds UTC; also the time of the consent
    PRIMARY KEY (shop_id, merchant_id, buyer_hash),
    UNIQUE (shop_id, merchant_id, member_id),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
) STRICT;

-- What happened to links: linked, unlinked. Kept when the link is gone, until the member is erased.
CREATE TABLE link_event (
    shop_id     TEXT NOT NULL,
    id          TEXT NOT NULL,
    member_id   TEXT NOT NULL,
    merchant_id TEXT NOT NULL,
    event       TEXT NOT NULL,
    way         TEXT NOT NULL,               -- signup, complete, mypage, shop
    consent     TEXT NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
) STRICT;
CREATE INDEX link_event_member ON link_event (shop_id, member_id);

-- +goose Down
DROP TABLE link_event;
DROP TABLE link;
DROP INDEX checkout_member;
DROP INDEX checkout_buyer;
ALTER TABLE checkout DROP COLUMN buyer_hash;
ALTER TABLE checkout DROP COLUMN resume_id;
ALTER TABLE checkout DROP COLUMN fill;
ALTER TABLE checkout DROP COLUMN consent;
ALTER TABLE checkout DROP COLUMN login_state;
ALTER TABLE checkout DROP COLUMN member_id;
