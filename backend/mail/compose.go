package mail

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"noren/backend/store/query"
	"noren/shared/validate"
)

// Compose puts a mail of the outbox together: by the shop's template, or in the words of the person who wrote it. The error is
// *UnwantedError when it is not to be sent.
func (t *Templates) Compose(ctx context.Context, row query.Mail, letter Letter) (Message, error) {
	template, err := t.Get(ctx, row.ShopID, letter.Kind)
	if err != nil {
		return Message{}, err
	}
	if letter, err = t.withShop(ctx, row.ShopID, letter); err != nil {
		return Message{}, err
	}
	var message Message
	if len(row.Draft) == 0 {
		message, err = Render(template, letter)
	} else {
		message, err = t.renderDraft(row, template, letter)
	}
	message.ID = row.ID
	return message, err
}

func (t *Templates) renderDraft(row query.Mail, template Template, letter Letter) (Message, error) {
	text, err := t.Sealer.Open(row.ShopID, draftPurpose, row.Draft)
	if err != nil {
		return Message{}, fmt.Errorf("mail: draft: %w", err)
	}
	var wording Wording
	if err := json.Unmarshal(text, &wording); err != nil {
		return Message{}, fmt.Errorf("mail: draft: %w", err)
	}
	return address(letter, template, wording)
}

func (t *Templates) withShop(ctx context.Context, shop string, letter Letter) (Letter, error) {
	if letter.Shop.Name != "" {
		return letter, nil
	}
	var err error
	if letter.Shop, err = t.Shop(ctx, shop); err != nil {
		return letter, fmt.Errorf("mail: shop: %w", err)
	}
	return letter, nil
}

const draftPurpose = "mail"

// Draft is a mail by the shop's template, filled in, for a person to edit before it is sent (個別確認メール).
func (t *Templates) Draft(ctx context.Context, shop string, letter Letter) (Wording, error) {
	template, err := t.Get(ctx, shop, letter.Kind)
	if err != nil {
		return Wording{}, err
	}
	if letter, err = t.withShop(ctx, shop, letter); err != nil {
		return Wording{}, err
	}
	return template.fill(letter), nil
}

// Seal is an edited draft for [Wanted]. Its words are sent as they are: braces are braces. The error is validate.Faults when there is
// too little or too much of it.
func (t *Templates) Seal(shop string, wording Wording) ([]byte, error) {
	wording = Wording{Subject: oneLine(wording.Subject), Text: strings.TrimSpace(manyLines(wording.Text)) + "\n"}
	if faults := validate.Struct(wording); faults != nil {
		return nil, validate.Faults(faults)
	}
	text, err := json.Marshal(wording)
	if err != nil {
		return nil, fmt.Errorf("mail: draft: %w", err)
	}
	sealed, err := t.Sealer.Seal(shop, draftPurpose, text)
	if err != nil {
		return nil, fmt.Errorf("mail: draft: %w", err)
	}
	return sealed, nil
}
