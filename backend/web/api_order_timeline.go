package web

import (
	"context"

	"noren/backend/web/shopapi"
	"noren/shared/i18n"
	"noren/shared/timeline"
)

// GetOrderTimeline tells what happened to an order, in the caller's language.
func (a shopServer) GetOrderTimeline(ctx context.Context, r shopapi.GetOrderTimelineRequestObject) (shopapi.GetOrderTimelineResponseObject, error) {
	who := callerOf(ctx)
	order, err := a.site.Book.OfNumber(ctx, who.shop, r.Number)
	if err != nil {
		return nil, err
	}
	entries, err := a.site.Book.Timeline(ctx, who.shop, order.ID)
	if err != nil {
		return nil, err
	}
	words := i18n.TimelineFor(who.lang)
	answer := shopapi.GetOrderTimeline200JSONResponse{Entries: make([]shopapi.TimelineEntry, 0, len(entries))}
	for _, entry := range entries {
		answer.Entries = append(answer.Entries, entryForShop(entry, words))
	}
	return answer, nil
}

func entryForShop(entry timeline.Entry, words i18n.Timeline) shopapi.TimelineEntry {
	answer := shopapi.TimelineEntry{
		At: entry.At, Kind: shopapi.TimelineEntryKind(entry.Kind), Code: entry.Code, State: given(entry.State), Sentence: words.Sentence(entry),
		Actor: given(entry.Actor), Reason: given(entry.Reason), Money: given(int64(entry.Money)),
	}
	if len(entry.Details) > 0 {
		answer.Details = &entry.Details
	}
	return answer
}
