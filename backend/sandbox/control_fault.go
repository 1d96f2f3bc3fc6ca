package sandbox

import (
	"context"
	"fmt"
	"time"

	"noren/backend/sandbox/control"
)

// Fault is POST /fault. Unlike the Go method it answers a mistake instead of panicking.
func (c controls) Fault(_ context.Context, r control.FaultRequestObject) (control.FaultResponseObject, error) {
	f, err := faultOf(r.Body)
	if err != nil {
		return nil, err
	}
	id, err := c.s.addFault(f)
	return control.Fault200JSONResponse{Id: id}, err
}

func faultOf(in *control.Fault) (Fault, error) {
	f := Fault{
		Operation: deref(in.Operation), MerchantID: deref(in.MerchantId), ObjectID: deref(in.ObjectId), Kind: FaultKind(in.Kind),
		When: When(deref(in.When)), Status: deref(in.Status), ReasonCode: deref(in.ReasonCode), Skip: deref(in.Skip), Count: deref(in.Count),
	}
	var err error
	if f.Delay, err = durationOf("delay", in.Delay); err != nil {
		return f, err
	}
	f.RetryAfter, err = durationOf("retryAfter", in.RetryAfter)
	return f, err
}

func durationOf(field string, text *string) (time.Duration, error) {
	if text == nil || *text == "" {
		return 0, nil
	}
	d, err := time.ParseDuration(*text)
	if err != nil {
		return 0, fmt.Errorf("sandbox: %s: %w", field, err)
	}
	return d, nil
}

// Faults is GET /faults.
func (c controls) Faults(context.Context, control.FaultsRequestObject) (control.FaultsResponseObject, error) {
	list := control.Faults200JSONResponse{}
	for _, f := range c.s.Faults() {
		when, delay, retryAfter := control.FaultWhen(f.When), f.Delay.String(), f.RetryAfter.String()
		list = append(list, control.OrderedFault{Id: f.ID, Left: f.Left, Fault: control.Fault{
			Operation: &f.Operation, MerchantId: &f.MerchantID, ObjectId: &f.ObjectID, Kind: control.FaultKind(f.Kind), When: &when,
			Status: given(f.Status), ReasonCode: &f.ReasonCode, Delay: &delay, RetryAfter: &retryAfter, Skip: &f.Skip, Count: &f.Count,
		}})
	}
	return list, nil
}

// given leaves a number out that was not given.
func given(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

// ClearFaults is POST /clearFaults.
func (c controls) ClearFaults(context.Context, control.ClearFaultsRequestObject) (control.ClearFaultsResponseObject, error) {
	c.s.ClearFaults()
	return control.ClearFaults200JSONResponse{}, nil
}

// Held is GET /held.
func (c controls) Held(context.Context, control.HeldRequestObject) (control.HeldResponseObject, error) {
	return wire[control.Held200JSONResponse](c.s.Held()), nil
}

// Release is POST /release.
func (c controls) Release(_ context.Context, r control.ReleaseRequestObject) (control.ReleaseResponseObject, error) {
	return control.Release200JSONResponse{}, c.s.Release(r.Body.Id)
}
