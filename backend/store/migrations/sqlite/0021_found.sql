-- +goose Up

-- However much a shop has sold, the links of a member, and what Amazon told of a payment, are found by an index (design.md 11).
CREATE INDEX link_member ON link (shop_id, member_id);
DROP INDEX notification_permission;
CREATE INDEX notification_told ON notification (shop_id, permission_id, received_at, id);

-- +goose Down
DROP INDEX notification_told;
CREATE INDEX notification_permission ON notification (shop_id, permission_id);
DROP INDEX link_member;
