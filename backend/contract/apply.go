package contract

import (
	"context"
	"errors"
	"fmt"
	"time"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/validate"
)

// Contracts reads and changes contracts. All fields are required.
type Contracts struct {
	DB  *store.DB
	Now func() time.Time
}

// Kind is who applies. Only corporations may (R1-5).
type Kind string

// The kinds.
const (
	Corporation Kind = "corporation" // 「法人」
	SoleTrader  Kind = "sole_trader" // 「個人事業主」
	Private     Kind = "private"     // 「個人」
)

// Kinds are all of them.
func Kinds() []Kind { return []Kind{Corporation, SoleTrader, Private} }

// Rules of ours, in faults.
const (
	CorporationOnly = "corporation" // R1-5
	Coming          = "coming"      // a month that has not begun
)

// Application is what the page 「Amazon Pay対応機能の申込手続き」 asks (R2-3).
type Application struct {
	Kind            Kind   `json:"kind" validate:"required,oneof=corporation sole_trader private"`
	Company         string `json:"company" validate:"required,max=200,clean"`
	CorporateNumber string `json:"corporateNumber" validate:"required,corporatenumber"`
	Terms           bool   `json:"terms" validate:"eq=true"`    // 「サービス規約に同意する」
	Reviewed        bool   `json:"reviewed" validate:"eq=true"` // 「アマゾンジャパン合同会社の審査・契約が完了している」
	TermsURL        string `json:"-"`                           // of the operator's own terms; "": ours
}

// Check returns what is wrong with an application, as validate.Faults; nil means good. Who is no corporation hears that first and
// alone: no other field would help.
func (a Application) Check() error {
	if a.Kind == SoleTrader || a.Kind == Private {
		return validate.Faults{{Field: "kind", Rule: CorporationOnly}}
	}
	if faults := validate.Struct(a); faults != nil {
		return validate.Faults(faults)
	}
	return nil
}

// Apply begins a contract, which is in use at once where Amazon Pay is shown already, as shown reads in the same transaction. Errors:
// validate.Faults, ErrStep when there is one in force, ErrUnknownShop.
func (c *Contracts) Apply(ctx context.Context, by audit.Actor, shop string, a Application, shown func(q *query.Queries) (bool, error)) error {
	if err := a.Check(); err != nil {
		return err
	}
	return c.step(ctx, by, shop, Apply, func(q *query.Queries, last Contract, now int64) (int64, error) {
		inUse, err := shown(q)
		if err != nil {
			return 0, err
		}
		used := int64(0)
		if inUse {
			used = now
		}
		terms, err := keepTerms(ctx, q, a.TermsURL, now)
		if err != nil {
			return 0, err
		}
		return q.InsertContract(ctx, query.InsertContractParams{
			ShopID: shop, Number: last.Number + 1, Company: a.Company, CorporateNumber: a.CorporateNumber, AppliedAt: now, UsedAt: used,
			Terms: terms, AppliedBy: string(by),
		})
	})
}

// Reserve reserves the end of a contract: it comes with the end of this month (R6-1). Errors: ErrStep, ErrUnknownShop.
func (c *Contracts) Reserve(ctx context.Context, by audit.Actor, shop string) error {
	return c.step(ctx, by, shop, Reserve, func(q *query.Queries, last Contract, now int64) (int64, error) {
		end := store.At(MonthOf(c.Now()).End())
		return q.ReserveContractEnd(ctx, query.ReserveContractEndParams{ShopID: shop, Number: last.Number, Now: now, EndsAt: int64(end)})
	})
}

// Revoke takes the reservation back, at once (R6-2). Errors: ErrStep, ErrUnknownShop.
func (c *Contracts) Revoke(ctx context.Context, by audit.Actor, shop string) error {
	return c.step(ctx, by, shop, Revoke, func(q *query.Queries, last Contract, _ int64) (int64, error) {
		return q.RevokeContractEnd(ctx, query.RevokeContractEndParams{ShopID: shop, Number: last.Number})
	})
}

// BeginUse notes that Amazon Pay is 「表示」 now, in the transaction that makes it so; where a contract is not in force, or is in use
// already, it changes nothing.
func BeginUse(ctx context.Context, q *query.Queries, now time.Time, by audit.Actor, shop string) error {
	last, err := Last(ctx, q, shop)
	if err != nil || !last.State(now).May(Use) || !last.UsedAt.IsZero() {
		return err
	}
	if err := q.BeginContractUse(ctx, query.BeginContractUseParams{ShopID: shop, Number: last.Number, Now: int64(store.At(now))}); err != nil {
		return fmt.Errorf("contract: begin use: %w", err)
	}
	return tell(ctx, q, now, by, Use, last)
}

// step does one step, if it is possible at this moment: two that come at once are told apart by the shop's row, on which they wait.
func (c *Contracts) step(
	ctx context.Context, by audit.Actor, shop string, step Step, do func(q *query.Queries, last Contract, now int64) (int64, error),
) error {
	err := c.DB.Tx(ctx, func(q *query.Queries) error {
		now := c.Now()
		if n, err := q.TouchShop(ctx, query.TouchShopParams{ID: shop, Now: int64(store.At(now))}); err != nil {
			return err
		} else if n == 0 {
			return ErrUnknownShop
		}
		last, err := Last(ctx, q, shop)
		if err != nil {
			return err
		}
		if !last.State(now).May(step) {
			return ErrStep
		}
		n, err := do(q, last, int64(store.At(now)))
		if err != nil {
			return err
		}
		if n == 0 {
			return ErrStep
		}
		return tell(ctx, q, now, by, step, last)
	})
	if err != nil && !errors.Is(err, ErrStep) && !errors.Is(err, ErrUnknownShop) {
		return fmt.Errorf("contract: %s: %w", step, err)
	}
	return err
}
