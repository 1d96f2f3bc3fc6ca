package merchant

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	"noren/backend/store/query"
)

// detailsAt are the details that somebody began with; nil when nobody knows them any more.
func detailsAt(ctx context.Context, q *query.Queries, shop string, base Base) (*Details, error) {
	row, err := q.GetDraft(ctx, query.GetDraftParams{ShopID: shop, Version: base.Draft})
	if err == nil && row.Record != "" {
		details, err := detailsOf(row)
		return &details, err
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("merchant: draft: %w", err)
	}
	if err != nil && base.Draft != 0 {
		return nil, nil //nolint:nilnil // there is nothing to know, and nothing went wrong
	}
	settings, err := settingsAt(ctx, q, shop, base.Published)
	if errors.Is(err, ErrUnknownVersion) {
		return nil, nil //nolint:nilnil // as above
	}
	return &settings.Details, err
}

// detailsOf reads a record. What was not yet a setting when it was saved has its default.
func detailsOf(row query.Draft) (Details, error) {
	details := DefaultSettings().Details
	if err := json.Unmarshal([]byte(row.Record), &details); err != nil {
		return Details{}, fmt.Errorf("merchant: draft: version %d: %w", row.Version, err)
	}
	return details, nil
}

// merge takes mine where I have changed something since base, and theirs elsewhere. Without a base, everything is mine.
func merge(base *Details, mine, theirs Details) (merged Details, err error) {
	if base == nil {
		return mine, nil
	}
	b, err := treeOf(*base)
	if err != nil {
		return merged, err
	}
	m, err := treeOf(mine)
	if err != nil {
		return merged, err
	}
	t, err := treeOf(theirs)
	if err != nil {
		return merged, err
	}
	text, err := json.Marshal(mergeTrees(b, m, t))
	if err != nil {
		return merged, err
	}
	return merged, json.Unmarshal(text, &merged)
}

func treeOf(details Details) (tree map[string]any, err error) {
	text, err := json.Marshal(details)
	if err != nil {
		return nil, err
	}
	return tree, json.Unmarshal(text, &tree)
}

func mergeTrees(base, mine, theirs map[string]any) map[string]any {
	merged := map[string]any{}
	for _, tree := range []map[string]any{mine, theirs} {
		for name := range tree {
			b, _ := base[name].(map[string]any)
			m, isMine := mine[name].(map[string]any)
			t, isTheirs := theirs[name].(map[string]any)
			value, there := theirs[name]
			switch {
			case isMine && isTheirs:
				value, there = mergeTrees(b, m, t), true
			case !reflect.DeepEqual(base[name], mine[name]):
				value, there = mine[name]
			}
			if there {
				merged[name] = value
			}
		}
	}
	return merged
}
