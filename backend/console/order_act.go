package console

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"noren/backend/ledger"
	"noren/backend/store/query"
	"noren/shared/i18n"
	"noren/shared/jpaddress"
	"noren/shared/yen"
)

// Wishes for an order beside ledger's actions.
const (
	askCard   ledger.Action = "ask_card" // the shopper is asked by mail to change the card
	seenAlert ledger.Action = "seen"     // 「確認済みにする」
)

// wish is what the page of an action asks for.
type wish struct {
	action  ledger.Action
	version int64 // of the order that the person saw
	amount  string
	reason  string
	confirm bool // ticked: the amount is right

	most    int64  // yen that may be refunded
	limit   int64  // yen above which is asked twice; 0 when nothing is asked
	fault   string // of the amount
	allowed bool
	why     ledger.Why
}

// askAction is the page that says what will happen, before it does.
func (c *Console) askAction(ctx echo.Context, v *view) error {
	return c.askFor(ctx, v, http.StatusOK, wish{action: ledger.Action(ctx.Param("action"))})
}

// askFor shows the page of an action, with what has been typed.
func (c *Console) askFor(ctx echo.Context, v *view, status int, w wish) error {
	o, err := c.ordered(ctx, v)
	if err != nil {
		return err
	}
	if !slices.Contains(asked(), w.action) {
		return echo.ErrNotFound
	}
	d, err := c.newDossier(ctx.Request().Context(), v, o)
	if err != nil {
		return err
	}
	w.version = o.Version
	w.allowed, w.why = d.mayNow(w.action)
	if w.most, err = c.Book.Refundable(ctx.Request().Context(), o); err != nil {
		return err
	}
	return c.page(ctx, v, status, actionPage(v, d, w))
}

// asked are the actions that have such a page.
func asked() []ledger.Action {
	return []ledger.Action{
		ledger.CaptureAction, ledger.ReauthoriseAction, ledger.ShipAction, ledger.CancelPaymentAction, ledger.RefundAction,
		ledger.CancelOrderAction, ledger.AcceptAction, askCard,
	}
}

// doAction does it and leads back to the order, which shows what has become of it.
func (c *Console) doAction(ctx echo.Context, v *view) error {
	w := wish{
		action: ledger.Action(ctx.Param("action")), amount: ctx.FormValue("amount"), reason: strings.TrimSpace(ctx.FormValue("reason")),
		confirm: ctx.FormValue("confirm") != "",
	}
	var err error
	if w.version, err = strconv.ParseInt(ctx.FormValue("version"), 10, 64); err != nil || w.version < 1 {
		return echo.ErrBadRequest
	}
	if len([]rune(w.reason)) > maxTypedReason {
		w.reason = string([]rune(w.reason)[:maxTypedReason])
	}
	before, err := c.ordered(ctx, v)
	if err != nil {
		return err
	}
	return c.answerAction(ctx, v, before, w, c.act(ctx.Request().Context(), v, before.ID, w))
}

const maxTypedReason = 255

var errUnknownAction = errors.New("console: unknown action")

func (c *Console) act(ctx context.Context, v *view, id string, w wish) error {
	act, shop := ledger.Act{By: v.person.Actor(), Version: w.version}, v.shop.ID
	var err error
	switch w.action {
	case ledger.CaptureAction:
		_, err = c.Book.Capture(ctx, shop, id, act)
	case ledger.ReauthoriseAction:
		_, err = c.Book.Reauthorise(ctx, shop, id, act)
	case ledger.CancelPaymentAction:
		_, err = c.Book.CancelPayment(ctx, shop, id, act, w.reason, w.confirm)
	case ledger.RefundAction:
		amount, _ := typedYen(w.amount) // what is no amount is 0, which the ledger refuses
		_, err = c.Book.Refund(ctx, shop, id, act, ledger.RefundWish{Amount: amount, Reason: w.reason, Confirmed: w.confirm})
	case ledger.CancelOrderAction:
		_, err = c.Book.CancelOrder(ctx, shop, id, act)
	case ledger.AcceptAction:
		_, err = c.Book.Accept(ctx, shop, id, act)
	case ledger.ShipAction:
		_, err = c.Book.Ship(ctx, shop, id, act)
	case askCard:
		_, err = c.Book.AskCardChange(ctx, shop, id, act)
	case seenAlert:
		_, err = c.Book.Seen(ctx, shop, id, act)
	case ledger.EditPurchaserAction, ledger.EditPaperAction, ledger.PlanShippingAction:
		err = errUnknownAction
	default:
		err = errUnknownAction
	}
	return err
}

// typedYen reads an amount as people type it: 1,080, ¥1080, １０８０円.
func typedYen(typed string) (int64, bool) {
	units := strings.NewReplacer(",", "", "¥", "", "円", "", " ", "") //nolint:gosmopolitan // as people type them
	text := units.Replace(jpaddress.Narrow(typed))
	amount, err := yen.Parse(text)
	return int64(amount), err == nil
}

// answerAction leads back to the order, or asks again.
func (c *Console) answerAction(ctx echo.Context, v *view, before query.Order, w wish, err error) error {
	words, to := i18n.OrderActionsFor(v.lang), orderPath(v, before.ID, "")
	var amount *ledger.AmountError
	var notPermitted *ledger.PermitError
	switch {
	case err == nil:
		return done(ctx, words.Done[variantOf(words.Done, w.action, before)], to)
	case errors.Is(err, errUnknownAction):
		return echo.ErrNotFound
	case errors.As(err, &amount):
		w.fault = i18n.Fill(words.AmountWrong, "most", money(amount.Most))
		return c.askFor(ctx, v, http.StatusUnprocessableEntity, w)
	case errors.Is(err, ledger.ErrConfirm):
		policy, err := c.Book.Shop(ctx.Request().Context(), v.shop.ID)
		if err != nil {
			return err
		}
		w.limit = policy.ConfirmAbove
		return c.askFor(ctx, v, http.StatusUnprocessableEntity, w)
	case errors.As(err, &notPermitted):
		reason := i18n.TimelineFor(v.lang).ReasonText(string(notPermitted.Why))
		return failed(ctx, i18n.Fill(words.Outcomes["not"], "reason", reason), to)
	case errors.Is(err, ledger.ErrRaced):
		return failed(ctx, words.Outcomes["raced"], to)
	case errors.Is(err, ledger.ErrBusy):
		return failed(ctx, words.Outcomes["busy"], to)
	case errors.Is(err, ledger.ErrRefused):
		return failed(ctx, words.Outcomes["refused"], to)
	case errors.Is(err, ledger.ErrUnreachable):
		return failed(ctx, words.Outcomes["unreachable"], to)
	}
	return err
}

// variantOf is the word for an action as it is for an order: a payment that was taken is cancelled in another way.
func variantOf[T any](words map[string]T, action ledger.Action, o query.Order) string {
	key := string(action)
	switch {
	case action == ledger.CancelPaymentAction && o.Captured > 0:
		key += ".return"
	case action == ledger.CaptureAction && o.State == string(ledger.Lapsed):
		key += ".anew"
	}
	if _, ok := words[key]; !ok {
		key = string(action)
	}
	return key
}

// deed is what will happen.
func (d *dossier) deed(w wish) i18n.Deed {
	deed := d.acts.Deeds[variantOf(d.acts.Deeds, w.action, d.Order)]
	steps := make([]string, 0, len(deed.Steps))
	for _, step := range deed.Steps {
		steps = append(steps, i18n.Fill(step, "amount", money(d.Total), "number", d.Number, "rest", money(min(d.Captured-d.Refunded, w.most))))
	}
	deed.Steps = steps
	return deed
}

// asking is the amount that is asked about twice.
func (d *dossier) asking(w wish) string {
	if amount, ok := typedYen(w.amount); ok && w.action == ledger.RefundAction {
		return money(amount)
	}
	return money(cmp.Or(min(d.Captured-d.Refunded, w.most), d.Total))
}
