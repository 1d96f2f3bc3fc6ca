package sandbox

import (
	"context"

	"noren/backend/sandbox/control"
)

// NextOutcome is POST /nextOutcome.
func (c controls) NextOutcome(_ context.Context, r control.NextOutcomeRequestObject) (control.NextOutcomeResponseObject, error) {
	return control.NextOutcome200JSONResponse{}, c.s.NextOutcome(wire[NextOutcome](r.Body))
}

// NextOutcomes is GET /nextOutcomes.
func (c controls) NextOutcomes(context.Context, control.NextOutcomesRequestObject) (control.NextOutcomesResponseObject, error) {
	return wire[control.NextOutcomes200JSONResponse](c.s.NextOutcomes()), nil
}

// ClearOutcomes is POST /clearOutcomes.
func (c controls) ClearOutcomes(context.Context, control.ClearOutcomesRequestObject) (control.ClearOutcomesResponseObject, error) {
	c.s.ClearOutcomes()
	return control.ClearOutcomes200JSONResponse{}, nil
}
