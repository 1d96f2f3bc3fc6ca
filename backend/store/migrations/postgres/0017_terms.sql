-- +goose Up

-- Which terms of service were agreed to with a contract, and by whom (R2-3). Contracts from before say nothing.
ALTER TABLE contract ADD COLUMN terms TEXT NOT NULL DEFAULT '';       -- a version of our own text, or the address of the operator's
ALTER TABLE contract ADD COLUMN applied_by TEXT NOT NULL DEFAULT '';  -- an actor, as in the audit log

-- Our own text as it was when somebody agreed to it.
CREATE TABLE terms (
    version TEXT COLLATE "C" NOT NULL PRIMARY KEY,  -- the beginning of the text's hash
    text    TEXT NOT NULL,              -- JSON, in every language
    kept_at BIGINT NOT NULL
);

-- +goose Down
DROP TABLE terms;
ALTER TABLE contract DROP COLUMN applied_by;
ALTER TABLE contract DROP COLUMN terms;
