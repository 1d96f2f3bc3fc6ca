-- +goose Up

-- What the button of a visit to Amazon looked like, for the funnel (X-19); '' where it was none of the pay and login buttons.
ALTER TABLE checkout ADD COLUMN colour TEXT NOT NULL DEFAULT '';
ALTER TABLE checkout ADD COLUMN size TEXT NOT NULL DEFAULT '';

-- What happens on pages and leaves no checkout, counted (X-19): nothing here is about a person. What comes of a checkout is read
-- from its row instead.
CREATE TABLE funnel_count (
    shop_id   TEXT NOT NULL,
    day       INTEGER NOT NULL,               -- Japan's, since 1970-01-01
    trip      TEXT NOT NULL,                 -- payment, sign_in
    placement TEXT NOT NULL,
    site      TEXT NOT NULL,
    colour    TEXT NOT NULL,
    size      TEXT NOT NULL,
    event     TEXT NOT NULL,                 -- seen, hidden, refused, launched, unconfirmed
    code      TEXT NOT NULL,                 -- why hidden, refused, unconfirmed
    times     INTEGER NOT NULL,
    PRIMARY KEY (shop_id, day, trip, placement, site, colour, size, event, code),
    FOREIGN KEY (shop_id) REFERENCES shop (id)
) STRICT;

-- +goose Down
DROP TABLE funnel_count;
ALTER TABLE checkout DROP COLUMN size;
ALTER TABLE checkout DROP COLUMN colour;
