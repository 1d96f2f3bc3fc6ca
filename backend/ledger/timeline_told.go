package ledger

import (
	"cmp"
	"context"
	"strconv"

	"noren/backend/mail"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/timeline"
)

// notificationEntries are what Amazon said by itself about the order's payment.
func (b *Book) notificationEntries(ctx context.Context, o query.Order) ([]timeline.Entry, error) {
	if o.PermissionID == "" {
		return nil, nil
	}
	rows, err := b.DB.Read().NotificationsOfPermission(ctx, query.NotificationsOfPermissionParams{ShopID: o.ShopID, PermissionID: o.PermissionID})
	if err != nil {
		return nil, err
	}
	entries := make([]timeline.Entry, 0, len(rows))
	for _, row := range rows {
		entries = append(entries, timeline.Entry{
			At: store.Micros(row.ReceivedAt).Time(), Kind: timeline.Notification, Code: row.ObjectType, State: row.State, Actor: timeline.Amazon,
			Details: some("notification", row.ID, "object", row.ObjectID, "error", row.Error),
		})
	}
	return entries, nil
}

// mailEntries are the mails about the order.
func (b *Book) mailEntries(ctx context.Context, o query.Order) ([]timeline.Entry, error) {
	rows, err := b.DB.Read().MailsOf(ctx, query.MailsOfParams{ShopID: o.ShopID, Subject: o.ID})
	if err != nil {
		return nil, err
	}
	entries := make([]timeline.Entry, 0, len(rows))
	for _, row := range rows {
		entry := timeline.Entry{
			At: store.Micros(cmp.Or(row.SentAt, row.CreatedAt)).Time(), Kind: timeline.Mail, Code: row.Kind, State: row.State, Actor: string(Noren),
			Details: some("mail", row.ID, "tries", strconv.FormatInt(row.Tries, 10)),
		}
		if row.State == mail.Failed || row.State == mail.Unwanted {
			entry.Reason = row.Error
		}
		entries = append(entries, entry)
	}
	return entries, nil
}

// webhookEntries are what the shop's servers are told of the order, each delivery at the time of its outcome.
func (b *Book) webhookEntries(ctx context.Context, o query.Order) ([]timeline.Entry, error) {
	rows, err := b.DB.Read().DeliveriesOfSubject(ctx, query.DeliveriesOfSubjectParams{ShopID: o.ShopID, Subject: o.ID})
	if err != nil {
		return nil, err
	}
	entries := make([]timeline.Entry, 0, len(rows))
	for _, row := range rows {
		entry := timeline.Entry{
			At: store.Micros(cmp.Or(row.Delivery.DeliveredAt, row.Delivery.CreatedAt)).Time(), Kind: timeline.Webhook, Code: row.Event.Kind,
			State: row.Delivery.State, Actor: string(Noren),
			Details: some("event", row.Event.ID, "delivery", row.Delivery.ID, "endpoint", row.Delivery.EndpointID, "error", row.Delivery.Error,
				"tries", strconv.FormatInt(row.Delivery.Tries, 10)),
		}
		if row.Delivery.Status > 0 {
			entry.Details["status"] = strconv.FormatInt(row.Delivery.Status, 10)
		}
		entries = append(entries, entry)
	}
	return entries, nil
}

// auditEntries are what people did with the order, as the audit log has it.
func (b *Book) auditEntries(ctx context.Context, o query.Order) ([]timeline.Entry, error) {
	rows, err := b.DB.Read().AuditsOfSubject(ctx, query.AuditsOfSubjectParams{ShopID: o.ShopID, Subject: o.ID})
	if err != nil {
		return nil, err
	}
	entries := make([]timeline.Entry, 0, len(rows))
	for _, row := range rows {
		entries = append(entries, timeline.Entry{
			At: store.Micros(row.At).Time(), Kind: timeline.Audit, Code: row.Action, Actor: row.Actor, Details: some("audit", row.ID),
		})
	}
	return entries, nil
}

// some are the details that are there: names and values by turns.
func some(namesAndValues ...string) map[string]string {
	details := map[string]string{}
	for i := 0; i+1 < len(namesAndValues); i += 2 {
		if namesAndValues[i+1] != "" {
			details[namesAndValues[i]] = namesAndValues[i+1]
		}
	}
	return details
}
