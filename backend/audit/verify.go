package audit

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"noren/backend/store"
	"noren/backend/store/query"
)

// BrokenError names the first entry of a shop's chain that is not as it was written.
type BrokenError struct {
	Shop  string
	Place int64
	Why   string
}

func (e *BrokenError) Error() string {
	return fmt.Sprintf("audit: shop %q: the entry at place %d %s", e.Shop, e.Place, e.Why)
}

const (
	isMissing  = "is missing"
	wasChanged = "was changed"
	isAnother  = "is another than it was"
	hasNoEnd   = "begins a chain whose end is not noted"
)

// page is how many entries are read at once.
const page = 500

// Verify reads every chain from its first entry on and gives the heads. What is wrong is an error for each shop, a *BrokenError. The heads
// that an earlier Verify gave, kept where nobody of the database can write, also show what was taken from the end, and a chain that was
// made anew as a whole. It does not see entries that were changed before they were chained, in the first seconds.
func Verify(ctx context.Context, db *store.DB, known []Head) ([]Head, error) {
	ctx = store.ForAll(ctx)
	rows, err := db.Read().AuditHeads(ctx)
	if err != nil {
		return nil, fmt.Errorf("audit: verify: %w", err)
	}
	endless, err := db.Read().EndlessAudits(ctx)
	if err != nil {
		return nil, fmt.Errorf("audit: verify: %w", err)
	}
	heads, broken, want := []Head{}, []error{}, map[string]map[int64]string{}
	for _, shop := range endless {
		broken = append(broken, &BrokenError{shop, 1, hasNoEnd})
	}
	for _, row := range rows {
		heads = append(heads, Head{row.ShopID, row.Place, row.Hash})
	}
	for _, head := range slices.Concat(heads, known) {
		places := want[head.Shop]
		if places == nil {
			places = map[int64]string{}
			want[head.Shop] = places
		}
		if was, ok := places[head.Place]; ok && was != head.Hash {
			broken = append(broken, &BrokenError{head.Shop, head.Place, isAnother})
		}
		places[head.Place] = head.Hash
	}
	for _, shop := range slices.Sorted(maps.Keys(want)) {
		broken = append(broken, verify(ownerOf(ctx, shop), db, shop, want[shop]))
	}
	return heads, errors.Join(broken...)
}

// verify reads the chain of a shop, in which the entries at some places must have these hashes. Later entries may have been added meanwhile.
func verify(ctx context.Context, db *store.DB, shop string, want map[int64]string) error {
	place, hash := int64(0), ""
	for {
		rows, err := db.Read().ChainedAudits(ctx, query.ChainedAuditsParams{ShopID: shop, Behind: place, AtMost: page})
		if err != nil {
			return fmt.Errorf("audit: verify: %w", err)
		}
		for _, row := range rows {
			place++
			if row.Place != place {
				return &BrokenError{shop, place, isMissing}
			}
			if hash = hashOf(place, hash, row); row.Hash != hash {
				return &BrokenError{shop, place, wasChanged}
			}
			if was, ok := want[place]; ok && was != hash {
				return &BrokenError{shop, place, isAnother}
			}
			delete(want, place)
		}
		if len(rows) < page {
			break
		}
	}
	if len(want) > 0 {
		return &BrokenError{shop, place + 1, isMissing}
	}
	return nil
}
