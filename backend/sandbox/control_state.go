package sandbox

import (
	"context"

	"noren/backend/sandbox/control"
)

// Snapshot is POST /snapshot.
func (c controls) Snapshot(context.Context, control.SnapshotRequestObject) (control.SnapshotResponseObject, error) {
	return control.Snapshot200JSONResponse{Id: c.s.Snapshot()}, nil
}

// Snapshots is GET /snapshots.
func (c controls) Snapshots(context.Context, control.SnapshotsRequestObject) (control.SnapshotsResponseObject, error) {
	return wire[control.Snapshots200JSONResponse](c.s.Snapshots()), nil
}

// Restore is POST /restore.
func (c controls) Restore(_ context.Context, r control.RestoreRequestObject) (control.RestoreResponseObject, error) {
	return control.Restore200JSONResponse{}, c.s.Restore(r.Body.Id)
}

// Forget is POST /forget.
func (c controls) Forget(_ context.Context, r control.ForgetRequestObject) (control.ForgetResponseObject, error) {
	return control.Forget200JSONResponse{}, c.s.Forget(r.Body.Id)
}

// Reset is POST /reset.
func (c controls) Reset(context.Context, control.ResetRequestObject) (control.ResetResponseObject, error) {
	c.s.Reset()
	return control.Reset200JSONResponse{}, nil
}

// Settings is GET /settings.
func (c controls) Settings(context.Context, control.SettingsRequestObject) (control.SettingsResponseObject, error) {
	return wire[control.Settings200JSONResponse](c.s.Settings()), nil
}

// SetSettings is POST /setSettings.
func (c controls) SetSettings(_ context.Context, r control.SetSettingsRequestObject) (control.SetSettingsResponseObject, error) {
	if err := c.s.SetSettings(wire[Settings](r.Body)); err != nil {
		return nil, err
	}
	return wire[control.SetSettings200JSONResponse](c.s.Settings()), nil
}
