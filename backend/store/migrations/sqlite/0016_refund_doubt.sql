-- +goose Up

-- What the charge said was returned when a refund was asked for, in whole yen: the figures tell by it whether a refund whose answer
-- was lost has happened.
ALTER TABLE refund ADD COLUMN returned_before INTEGER NOT NULL DEFAULT 0;
