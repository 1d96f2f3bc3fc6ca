-- +goose Up

-- What the metrics ask for at every scrape, whatever else the tables hold: each index has only the rows of something unfinished.
CREATE INDEX checkout_unfinished ON checkout (state, updated_at) WHERE state IN ('confirming', 'at_amazon', 'completing');
CREATE INDEX orders_unfinished ON orders (state, authorised_at)
    WHERE state IN ('awaiting', 'pending', 'authorised', 'capturing', 'refunding', 'attention');
CREATE INDEX orders_to_see ON orders (state, alert, differs) WHERE state = 'attention' OR alert <> '' OR differs = 1;
CREATE INDEX operation_unfinished ON operation (planned_at, shop_id, subject) WHERE state IN ('planned', 'unknown');
CREATE INDEX endpoint_disabled ON webhook_endpoint (shop_id, id) WHERE state = 'disabled';

-- +goose Down
DROP INDEX endpoint_disabled;
DROP INDEX operation_unfinished;
DROP INDEX orders_to_see;
DROP INDEX orders_unfinished;
DROP INDEX checkout_unfinished;
