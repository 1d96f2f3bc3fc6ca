package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
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
	{"staff_identity", "label", "issuer, subject", "staff_id", "'staff identity'"},
}

// Sealing is how far the values of a database are sealed with the primary key.
type Sealing struct {
	Resealed int `json:"resealed"` // now
	Older    int `json:"older"`    // values that are still sealed with another key
}

// resealed is how many rows are read at once.
const resealed = 200

// Reseal seals with the keyset's primary key what is sealed with another one, while others work on the same database: a value is
// replaced only if it is still the one that was read. It may be stopped and begun again at any time. Values that do not open end it
// with [ErrSealed], and are untouched.
func (db *DB) Reseal(ctx context.Context, keyset string) (Sealing, error) {
	return db.eachOlder(ctx, keyset, true)
}

// Older counts the values that are sealed with another key than the keyset's primary one.
func (db *DB) Older(ctx context.Context, keyset string) (Sealing, error) {
	return db.eachOlder(ctx, keyset, false)
}

func (db *DB) eachOlder(ctx context.Context, keyset string, reseal bool) (sum Sealing, err error) {
	sealer, err := NewSealer(keyset)
	if err != nil {
		return sum, err
	}
	id, err := primaryKey(keyset)
	if err != nil {
		return sum, err
	}
	mark := binary.BigEndian.AppendUint32([]byte{tinkMark}, id)
	ctx = ForAll(ctx)
	for _, column := range sealedColumns {
		work := resealing{db, sealer, column, mark}
		if !reseal {
			n, err := work.count(ctx)
			if err != nil {
				return sum, err
			}
			sum.Older += n
			continue
		}
		done, left, err := work.all(ctx)
		sum.Resealed, sum.Older = sum.Resealed+done, sum.Older+left
		if err != nil {
			return sum, err
		}
	}
	return sum, nil
}

// tinkMark begins what Tink sealed, before the key's id in four bytes (tink-go, core/cryptofmt).
const tinkMark = 0x01

// resealing is the work on one column.
type resealing struct {
	db     *DB
	sealer *Sealer
	sealedColumn
	mark []byte
}

const older = "length(%[1]s) > 0 AND substr(%[1]s, 1, 5) <> $1"

func (r resealing) count(ctx context.Context) (n int, err error) {
	statement := fmt.Sprintf("SELECT count(*) FROM %[2]s WHERE "+older, r.column, r.table) //nolint:gosec // names of our own columns
	if err := r.db.reader.QueryRowContext(ctx, statement, r.mark).Scan(&n); err != nil {
		return 0, fmt.Errorf("store: reseal: %w", err)
	}
	return n, nil
}

// all goes through the column in the order of its keys, and counts what it sealed anew and what others changed meanwhile.
func (r resealing) all(ctx context.Context) (done, left int, err error) {
	var after []any // keys of the last row of the batch before
	for {
		rows, err := r.batch(ctx, after)
		if err != nil {
			return done, left, err
		}
		for _, row := range rows {
			changed, err := r.one(ctx, row)
			if err != nil {
				return done, left, err
			}
			if changed {
				done++
			} else {
				left++
			}
		}
		if len(rows) < resealed {
			return done, left, nil
		}
		after = rows[len(rows)-1].keys
	}
}

// sealedRow is a value with the keys of its row.
type sealedRow struct {
	keys           []any
	place, purpose string
	value          []byte
}

func (r resealing) batch(ctx context.Context, after []any) (batch []sealedRow, err error) {
	keys := strings.Split(r.keys, ", ")
	statement := fmt.Sprintf("SELECT %[3]s, %[4]s, %[5]s, %[1]s FROM %[2]s WHERE "+older, r.column, r.table, r.keys, r.place, r.purpose) //nolint:gosec // names of our own columns
	if after != nil {
		statement += fmt.Sprintf(" AND (%s) > (%s)", r.keys, places(2, len(keys)))
	}
	statement += fmt.Sprintf(" ORDER BY %s LIMIT %d", r.keys, resealed)
	rows, err := r.db.reader.QueryContext(ctx, statement, append([]any{r.mark}, after...)...)
	if err != nil {
		return nil, fmt.Errorf("store: reseal: %w", err)
	}
	defer rows.Close() //nolint:errcheck // Err says it
	for rows.Next() {
		row := sealedRow{keys: make([]any, len(keys))}
		into := make([]any, 0, len(keys)+3)
		for i := range row.keys {
			into = append(into, &row.keys[i])
		}
		if err := rows.Scan(append(into, &row.place, &row.purpose, &row.value)...); err != nil {
			return nil, fmt.Errorf("store: reseal: %w", err)
		}
		batch = append(batch, row)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("store: reseal: %w", err)
	}
	return batch, nil
}

// one replaces a value, and reports whether it was still there.
func (r resealing) one(ctx context.Context, row sealedRow) (changed bool, err error) {
	plain, err := r.sealer.Open(row.place, row.purpose, row.value)
	if err != nil {
		return false, fmt.Errorf("%w (%s.%s of %v)", err, r.table, r.column, row.keys)
	}
	fresh, err := r.sealer.Seal(row.place, row.purpose, plain)
	if err != nil {
		return false, err
	}
	if !bytes.HasPrefix(fresh, r.mark) {
		return false, errors.New("store: reseal: the primary key does not mark what it seals")
	}
	keys := strings.Split(r.keys, ", ")
	statement := fmt.Sprintf("UPDATE %s SET %s = $1 WHERE %s = $2 AND (%s) = (%s)", r.table, r.column, r.column, r.keys, places(3, len(keys))) //nolint:gosec // names of our own columns
	result, err := r.db.writer.ExecContext(ctx, statement, append([]any{fresh, row.value}, row.keys...)...)
	if err != nil {
		return false, fmt.Errorf("store: reseal: %w", err)
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

// places are n placeholders, the first of which has a number.
func places(first, n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf("$%d", first+i)
	}
	return strings.Join(all, ", ")
}
