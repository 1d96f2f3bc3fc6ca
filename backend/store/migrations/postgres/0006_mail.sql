-- +goose Up

-- Mails to send: asked for in the transaction that is their reason, each once per kind, subject and seq. What they say is put
-- together when they are sent, so nobody's data wait here; only what a person wrote is kept, sealed.
CREATE TABLE mail (
    shop_id    TEXT COLLATE "C" NOT NULL,
    id         TEXT COLLATE "C" NOT NULL,
    kind       TEXT NOT NULL,                -- order_confirmation …
    subject    TEXT COLLATE "C" NOT NULL,    -- order id, or what a report is about
    seq        BIGINT NOT NULL,              -- which one of its kind about the subject
    lang       TEXT NOT NULL,
    draft      BYTEA NOT NULL DEFAULT '',    -- sealed: subject and text as a person wrote them; empty = the shop's template
    state      TEXT NOT NULL,                -- waiting, sent, failed, unwanted
    error      TEXT NOT NULL DEFAULT '',     -- why not, without personal data
    created_at BIGINT NOT NULL,              -- microseconds UTC, like every time here
    sent_at    BIGINT NOT NULL DEFAULT 0,
    next_at    BIGINT NOT NULL,
    tries      BIGINT NOT NULL DEFAULT 0,
    lease      BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, kind, subject, seq),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
);
CREATE INDEX mail_due ON mail (next_at) WHERE next_at > 0;
CREATE INDEX mail_subject ON mail (shop_id, subject);

-- A shop's own wording of a kind of mail (R3-4): each save is a new row.
CREATE TABLE mail_template (
    shop_id TEXT COLLATE "C" NOT NULL,
    kind    TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    record  TEXT NOT NULL,                   -- JSON
    author  TEXT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (shop_id, kind, version),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
);

-- +goose Down
DROP TABLE mail_template;
DROP TABLE mail;
