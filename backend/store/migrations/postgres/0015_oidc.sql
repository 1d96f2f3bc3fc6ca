-- +goose Up

-- Who somebody is at the operator's own staff login (OpenID Connect, X-20). Issuer and subject name them there for ever; an
-- e-mail address would not.
CREATE TABLE staff_identity (
    issuer       TEXT COLLATE "C" NOT NULL,
    subject      TEXT COLLATE "C" NOT NULL,
    staff_id     TEXT COLLATE "C" NOT NULL,
    label        BYTEA NOT NULL,                   -- sealed: the address there, so that they recognise it
    created_at   BIGINT NOT NULL,               -- microseconds UTC, like every time here
    last_used_at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (issuer, subject),
    FOREIGN KEY (staff_id) REFERENCES staff (id)
);
CREATE UNIQUE INDEX staff_identity_staff ON staff_identity (staff_id, issuer);

-- What the operators' list of shops counts.
CREATE INDEX delivery_failed ON delivery (shop_id, created_at) WHERE state = 'failed';
CREATE INDEX mail_failed ON mail (shop_id, created_at) WHERE state = 'failed';

-- +goose Down
DROP INDEX mail_failed;
DROP INDEX delivery_failed;
DROP TABLE staff_identity;
