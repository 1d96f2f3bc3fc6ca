package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
)

// Sealing is how far the values of a database are sealed with the primary key.
type Sealing struct {
	Resealed int `json:"resealed"` // now
	Older    int `json:"older"`    // values that are sealed with another key afterwards: others wrote them meanwhile
}

// resealBatch is how many rows are read at once.
const resealBatch = 200

// Reseal seals with the keyset's primary key what is sealed with another one, while others work on the same database: a value is
// replaced only if it is still the one that was read. It may be stopped and begun again at any time. Values that do not open end it
// with [ErrSealed], and are untouched.
func (db *DB) Reseal(ctx context.Context, keyset string) (sum Sealing, err error) {
	columns, err := db.resealings(keyset)
	if err != nil {
		return sum, err
	}
	for _, column := range columns {
		done, err := column.all(ForAll(ctx))
		sum.Resealed += done
		if err != nil {
			return sum, err
		}
	}
	sum.Older, err = db.Older(ctx, keyset)
	return sum, err
}

// Older counts the values that are sealed with another key than the keyset's primary one.
func (db *DB) Older(ctx context.Context, keyset string) (sum int, err error) {
	columns, err := db.resealings(keyset)
	if err != nil {
		return 0, err
	}
	for _, column := range columns {
		n, err := column.count(ForAll(ctx))
		if err != nil {
			return sum, err
		}
		sum += n
	}
	return sum, nil
}

// resealings is the work on every column.
func (db *DB) resealings(keyset string) (all []resealing, err error) {
	sealer, err := NewSealer(keyset)
	if err != nil {
		return nil, err
	}
	id, err := primaryKey(keyset)
	if err != nil {
		return nil, err
	}
	mark := binary.BigEndian.AppendUint32([]byte{tinkMark}, id)
	for _, column := range sealedColumns {
		all = append(all, resealing{db, sealer, column, mark})
	}
	return all, nil
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

// all goes through the column in the order of its keys, and counts what it sealed anew.
func (r resealing) all(ctx context.Context) (done int, err error) {
	var after []any // keys of the last row of the batch before
	for {
		rows, err := r.batch(ctx, after)
		if err != nil {
			return done, err
		}
		for _, row := range rows {
			changed, err := r.one(ctx, row)
			if err != nil {
				return done, err
			}
			if changed {
				done++
			}
		}
		if len(rows) < resealBatch {
			return done, nil
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
	statement += fmt.Sprintf(" ORDER BY %s LIMIT %d", r.keys, resealBatch)
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
