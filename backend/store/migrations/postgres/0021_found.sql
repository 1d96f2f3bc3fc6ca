-- +goose Up

-- +goose NO TRANSACTION

-- However much a shop has sold, the links of a member, and what Amazon told of a payment, are found by an index (design.md 11). As 0020 has
-- it: built beside those who write.
SET lock_timeout = '60s';
DROP INDEX CONCURRENTLY IF EXISTS link_member;
CREATE INDEX CONCURRENTLY link_member ON link (shop_id, member_id);
DROP INDEX CONCURRENTLY IF EXISTS notification_told;
CREATE INDEX CONCURRENTLY notification_told ON notification (shop_id, permission_id, received_at, id);
DROP INDEX CONCURRENTLY IF EXISTS notification_permission;
RESET lock_timeout;

-- +goose Down
CREATE INDEX notification_permission ON notification (shop_id, permission_id);
DROP INDEX notification_told;
DROP INDEX link_member;
