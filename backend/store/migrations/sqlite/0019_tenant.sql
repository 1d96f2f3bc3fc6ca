-- +goose Up

-- Row level security on PostgreSQL. SQLite has no such thing: there, as everywhere, a statement that does not name its shop is
-- refused by the program (whose.go).
SELECT 1;

-- +goose Down
SELECT 1;
