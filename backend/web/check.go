package web

import (
	"context"

	"noren/shared/api"
	"noren/shared/person"
)

// check answers for a shop's form, where the browser program is not there to do it. Nothing is kept.
func (s *Site) check(_ context.Context, r api.CheckRequest) (api.CheckResponse, error) {
	return person.Check(r.Typed, r.Lang), nil
}
