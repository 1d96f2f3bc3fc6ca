package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// sealedColumn is a column with sealed values, and what its values are sealed for: SQL expressions of the row for the place and the
// purpose, as the packages that seal them say them. A wrong one cannot do harm: nothing is written that did not open first.
type sealedColumn struct{ table, column, keys, place, purpose string }

// sealedColumns are all of them; a test compares them with the tables.
var sealedColumns = []sealedColumn{
	{"shop_key", "sealed", "shop_id, id", "shop_id", "kind || ' key ' || id"},
	{"webhook_secret", "sealed", "shop_id, id", "shop_id", "'webhook key ' || id"},
	{"credential", "private_key", "shop_id, version", "shop_id", "'amazon key ' || public_key_id"},
	{"credential", "auth_token", "shop_id, version", "shop_id", "'amazon token ' || merchant_id"},
	{"key_pair", "private_key", "shop_id, id", "shop_id", "'key pair ' || id"},
	{"registration", "secret", "shop_id, id", "shop_id", "'registration ' || id"},
	{"registration", "mws_token", "shop_id, id", "shop_id", "'registration token ' || id"},
	{"checkout", "buyer", "shop_id, id", "shop_id", "'buyer'"},
	{"orders", "buyer", "shop_id, id", "shop_id", "'buyer'"},
	{"orders", "purchaser", "shop_id, id", "shop_id", "'purchaser'"},
	{"purchaser_edit", "purchaser", "shop_id, order_id, version", "shop_id", "'purchaser'"},
	{"search_key", "sealed", "shop_id", "shop_id", "'search'"},
	{"link", "buyer", "shop_id, merchant_id, buyer_hash", "shop_id", "'link'"},
	{"mail", "draft", "shop_id, id", "shop_id", "'mail'"},
	{"api_request", "body", "shop_id, key_hash", "shop_id", "'api answer'"},
	{"staff", "email", "id", "id", "'staff email'"},
	{"staff", "name", "id", "id", "'staff name'"},
	{"staff", "totp", "id", "id", "'staff totp'"},
	{"invitation", "name", "shop_id, id", "staff_id", "'staff name'"},
	{"staff_identity", "label", "issuer, subject", "staff_id", "'staff identity'"},
}

// Opens tries a keyset on one value of each column with sealed ones, and counts those that it opened; the first that it does not is
// [ErrSealed].
func (db *DB) Opens(ctx context.Context, keyset string) (n int, err error) {
	sealer, err := NewSealer(keyset)
	if err != nil {
		return 0, err
	}
	for _, column := range sealedColumns {
		var place, purpose string
		var value []byte
		statement := fmt.Sprintf("SELECT %s, %s, %s FROM %s WHERE length(%s) > 0 LIMIT 1", column.place, column.purpose, column.column, column.table, column.column) //nolint:gosec // names of our own columns
		err := db.reader.QueryRowContext(ForAll(ctx), statement).Scan(&place, &purpose, &value)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return n, fmt.Errorf("store: look: %w", err)
		}
		if _, err := sealer.Open(place, purpose, value); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
