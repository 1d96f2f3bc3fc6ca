-- +goose Up

-- Agreements of shops with the operator (R2, R6). What state one is in follows from its times and the clock.
CREATE TABLE contract (
    shop_id          TEXT COLLATE "C" NOT NULL,
    number           BIGINT NOT NULL,             -- counts a shop's contracts
    company          TEXT NOT NULL,
    corporate_number TEXT NOT NULL,
    applied_at       BIGINT NOT NULL,
    used_at          BIGINT NOT NULL DEFAULT 0,   -- Amazon Pay was shown for the first time; 0 = not yet
    reserved_at      BIGINT NOT NULL DEFAULT 0,   -- when the end was reserved; 0 = it was not
    ends_at          BIGINT NOT NULL DEFAULT 0,   -- the first moment at which it is not in force; 0 = open
    PRIMARY KEY (shop_id, number),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
);
INSERT INTO contract (shop_id, number, company, corporate_number, applied_at, used_at)
SELECT id, 1, name, '', created_at, created_at FROM shop WHERE applied = 1;
ALTER TABLE shop DROP COLUMN applied;

-- What the service costs from a month on, in yen without tax (R1-4).
CREATE TABLE tariff (
    from_month  BIGINT PRIMARY KEY,           -- months since the year 0
    initial     BIGINT NOT NULL,
    monthly     BIGINT NOT NULL,
    tax_percent BIGINT NOT NULL,
    sale_fee    BIGINT NOT NULL,              -- in hundredths of a percent; Amazon takes it
    author      TEXT NOT NULL,
    at          BIGINT NOT NULL
);

-- +goose Down
ALTER TABLE shop ADD COLUMN applied BIGINT NOT NULL DEFAULT 0;
UPDATE shop SET applied = 1 WHERE EXISTS (
    SELECT 1 FROM contract WHERE contract.shop_id = shop.id AND (contract.ends_at = 0 OR contract.ends_at > CAST(EXTRACT(EPOCH FROM now()) * 1000000 AS BIGINT))
);
DROP TABLE tariff;
DROP TABLE contract;
