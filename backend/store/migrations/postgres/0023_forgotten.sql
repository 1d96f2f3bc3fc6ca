-- +goose Up

-- +goose NO TRANSACTION

-- What a kept answer names: the order, or the visit to Amazon; '' = nobody. Who forgets them also clears the answer.
ALTER TABLE api_request ADD COLUMN IF NOT EXISTS about TEXT COLLATE "C" NOT NULL DEFAULT '';

-- As 0020 has it: built beside those who write.
SET lock_timeout = '60s';
DROP INDEX CONCURRENTLY IF EXISTS api_request_about;
CREATE INDEX CONCURRENTLY api_request_about ON api_request (shop_id, about) WHERE about <> '';
DROP INDEX CONCURRENTLY IF EXISTS api_request_age;
CREATE INDEX CONCURRENTLY api_request_age ON api_request (created_at); -- of all shops, the oldest first

-- Visits to Amazon that ended without an order and of whose shoppers something is still known, the oldest first. A visit enters it
-- once, and leaves it when its shopper is forgotten: nobody reads it again.
DROP INDEX CONCURRENTLY IF EXISTS checkout_remembered;
CREATE INDEX CONCURRENTLY checkout_remembered ON checkout (updated_at, shop_id, id)
    WHERE state IN ('declined', 'cancelled', 'expired', 'superseded') AND order_id = ''
        AND LENGTH(buyer) + LENGTH(buyer_hash) + LENGTH(member_id) + LENGTH(login_state) + LENGTH(consent) > 0;

-- As 0020 has it, and with what was declined or has lapsed: that rests when Amazon's 180 days are over.
DROP INDEX CONCURRENTLY IF EXISTS orders_remembered;
CREATE INDEX CONCURRENTLY orders_remembered ON orders (shop_id, ordered_at, id)
    WHERE state IN ('unpaid', 'captured', 'partly_refunded', 'refunded', 'cancelled', 'order_cancelled', 'declined', 'lapsed')
        AND LENGTH(buyer) + LENGTH(purchaser) > 0;
RESET lock_timeout;

-- +goose Down
DROP INDEX orders_remembered;
CREATE INDEX orders_remembered ON orders (shop_id, ordered_at, id)
    WHERE state IN ('unpaid', 'captured', 'partly_refunded', 'refunded', 'cancelled', 'order_cancelled') AND LENGTH(buyer) + LENGTH(purchaser) > 0;
DROP INDEX checkout_remembered;
DROP INDEX api_request_age;
DROP INDEX api_request_about;
ALTER TABLE api_request DROP COLUMN about;
