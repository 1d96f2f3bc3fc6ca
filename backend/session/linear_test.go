package session

import (
	"errors"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
)

// exchanging is what Exchange of one code must look like from outside: who brings the verifier gets the session, as often as they ask,
// until CodeAttempts strangers have tried, who get nothing.
var exchanging = porcupine.Model{
	Init: func() any { return 0 }, // wrong verifiers so far
	Step: func(state, input, output any) (bool, any) {
		wrong, right, got := state.(int), input.(bool), output.(bool) //nolint:errcheck,forcetypeassert // nothing else is noted
		if right {
			return got == (wrong < CodeAttempts), wrong
		}
		return !got, min(wrong+1, CodeAttempts)
	},
}

func testCodeIsLinearizable(t *testing.T, s *Store) {
	for range 5 {
		secret := issue(t, s, "co_linear")
		begun := time.Now()
		var mu sync.Mutex
		var history []porcupine.Operation
		tokens := map[string]bool{}
		var asking sync.WaitGroup
		for client := range 5 {
			asking.Go(func() {
				for range 4 {
					right, call := rand.IntN(3) > 0, time.Since(begun)
					brought := verifier
					if !right {
						brought = "a-stranger's"
					}
					token, _, err := s.Exchange(t.Context(), "co_linear", secret, brought)
					if err != nil && !errors.Is(err, ErrCode) {
						t.Error(err)
						return
					}
					mu.Lock()
					if err == nil {
						tokens[token] = true
					}
					history = append(history, porcupine.Operation{ClientId: client, Input: right, Output: err == nil, Call: int64(call), Return: int64(time.Since(begun))})
					mu.Unlock()
				}
			})
		}
		asking.Wait()
		if got := porcupine.CheckOperationsTimeout(exchanging, history, time.Minute); got != porcupine.Ok {
			t.Errorf("%s: %+v", got, history)
		}
		if len(tokens) > 1 {
			t.Errorf("one code became %d sessions", len(tokens))
		}
	}
}
