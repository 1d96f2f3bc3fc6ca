package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"noren/backend/store/query"
	"noren/shared/cart"
	"noren/shared/validate"
	"noren/shared/yen"
)

// Paper is what delivery note, invoice, receipt and individual mail of an order say of its amounts (R5-9). They are the order's own
// until somebody corrects them, because the amount was changed in Seller Central. Prices include tax.
type Paper struct {
	Lines      []PaperLine `json:"lines" validate:"required,min=1,max=200,dive"`
	Postage    yen.Yen     `json:"postage" validate:"min=0,max=100000000"`
	Fees       yen.Yen     `json:"fees" validate:"min=0,max=100000000"`
	Discounts  yen.Yen     `json:"discounts" validate:"min=0,max=100000000"`
	Adjustment yen.Yen     `json:"adjustment" validate:"min=-100000000,max=100000000"`               // a difference, put on or taken off
	Difference string      `json:"difference" validate:"required_unless=Adjustment 0,max=100,clean"` // its name, such as 「送料の変更」
	Total      yen.Yen     `json:"total" validate:"min=0,max=100000000"`
	Note       string      `json:"note" validate:"max=1000,cleanlines"` // 備考
}

// PaperLine is a line of goods.
type PaperLine struct {
	SKU      string  `json:"sku" validate:"max=100,clean"`
	Name     string  `json:"name" validate:"required,max=200,clean"`
	Quantity int     `json:"quantity" validate:"min=1,max=9999"`
	Price    yen.Yen `json:"price" validate:"min=0,max=100000000"` // of one
	Rate     Rate    `json:"rate" validate:"oneof=0 8 10"`
}

// Amount is the line's own total.
func (l PaperLine) Amount() yen.Yen { return l.Price * yen.Yen(l.Quantity) }

// Goods is the total of the lines.
func (p Paper) Goods() yen.Yen {
	var goods yen.Yen
	for _, line := range p.Lines {
		goods += line.Amount()
	}
	return goods
}

// Sum is what the total must be.
func (p Paper) Sum() yen.Yen { return p.Goods() + p.Postage + p.Fees - p.Discounts + p.Adjustment }

// Check returns every fault as validate.Faults: fields by the rules above, and the rule "sum" of a total that is not the sum.
func (p Paper) Check() error {
	faults := validate.Struct(p)
	if faults == nil && p.Sum() != p.Total {
		faults = []validate.Fault{{Field: "total", Rule: "sum", Param: p.Sum().String()}}
	}
	if faults != nil {
		return validate.Faults(faults)
	}
	return nil
}

// PaperOf gives the figures of an order's papers, and whether somebody has corrected them.
func PaperOf(o query.Order, issuer Issuer) (paper Paper, corrected bool, err error) {
	if o.Paper != "" {
		if err := json.Unmarshal([]byte(o.Paper), &paper); err != nil {
			return paper, true, fmt.Errorf("ledger: paper: %w", err)
		}
		return paper, true, nil
	}
	var c cart.Cart
	if err := json.Unmarshal([]byte(o.Cart), &c); err != nil {
		return paper, false, fmt.Errorf("ledger: cart: %w", err)
	}
	paper = Paper{Postage: c.Postage, Fees: c.Fees, Discounts: c.Discounts, Total: c.Total}
	for _, item := range c.Items {
		paper.Lines = append(paper.Lines, PaperLine{item.SKU, item.Name, item.Quantity, item.Price, issuer.RateOf(item.Group)})
	}
	return paper, false, nil
}

// PaperDiffers reports figures that are not the amount at Amazon: they are to be corrected before anything is sent or printed (R5-9).
// An amount that was not read yet differs from nothing.
func PaperDiffers(o query.Order, p Paper) bool {
	return o.AmazonTotal > 0 && p.Total != yen.Yen(o.AmazonTotal)
}

// ErrPaperAsOrdered says that the figures are the order's own already.
var ErrPaperAsOrdered = errors.New("ledger: nobody has corrected the papers")

// EditPaper corrects the figures of an order's papers; the order's own and Amazon's stay as they are. Errors: validate.Faults,
// ErrUnknown, ErrRaced, *PermitError.
func (b *Book) EditPaper(ctx context.Context, shop, id string, act Act, p Paper) (query.Order, error) {
	if err := p.Check(); err != nil {
		return query.Order{}, err
	}
	text, err := json.Marshal(p)
	if err != nil {
		return query.Order{}, fmt.Errorf("ledger: paper: %w", err)
	}
	return b.setPaper(ctx, shop, id, act, string(text), map[string]any{"total": p.Total, "difference": p.Difference})
}

// ResetPaper gives the papers the order's own figures again. Errors: as of EditPaper, and ErrPaperAsOrdered.
func (b *Book) ResetPaper(ctx context.Context, shop, id string, act Act) (query.Order, error) {
	return b.setPaper(ctx, shop, id, act, "", map[string]any{"reset": true})
}

func (b *Book) setPaper(ctx context.Context, shop, id string, act Act, text string, fact map[string]any) (query.Order, error) {
	o, err := b.seen(ctx, shop, id, act)
	if err != nil {
		return o, err
	}
	if err := b.permit(ctx, o, EditPaperAction); err != nil {
		return o, err
	}
	if text == o.Paper {
		if text == "" {
			return o, ErrPaperAsOrdered
		}
		return o, nil
	}
	o.Paper, fact["by"] = text, act.By
	return b.note(ctx, o, PaperChanged, fact)
}
