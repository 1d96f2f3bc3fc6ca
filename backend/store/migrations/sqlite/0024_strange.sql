-- +goose Up

-- What Amazon told of nothing of ours is deleted 30 days (here in µs) after it came, by the work that is due at next_at. Until now a
-- parked one had no time.
UPDATE notification SET next_at = received_at + 2592000000000 WHERE state = 'parked' AND next_at = 0;

-- +goose Down
UPDATE notification SET next_at = 0 WHERE state = 'parked';
