package crash

import (
	"errors"
	"flag"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"noren/backend/e2e/market"
	"noren/backend/sandbox"
)

var seedFlag = flag.Uint64("crash.seed", 0, "repeats the dice of TestKilledAtAnyMoment; 0 takes new ones")

const (
	lives  = 10 // of the process
	people = 5  // who are shopping at the same time
)

// Several people are shopping, sweepers and notifications come by, and the process dies at some call of somebody's while the
// others are anywhere. Time passes before it lives again.
func TestKilledAtAnyMoment(t *testing.T) {
	onEvery(t, "any", func(w *world) {
		seed := *seedFlag
		if seed == 0 {
			seed = rand.Uint64()
		}
		w.t.Logf("-crash.seed=%d", seed) // the dice are the same again, the scheduler's are not
		c := &crowd{world: w, closed: make(chan struct{})}
		var shopping sync.WaitGroup
		for person := range uint64(people) {
			shopping.Go(func() { c.shop(rand.New(rand.NewPCG(seed, person+1))) })
		}
		dice := rand.New(rand.NewPCG(seed, 0))
		for range lives {
			c.oneLife(dice)
		}
		close(c.closed)
		shopping.Wait()
		_ = w.Amazon.DeliverNotifications(w.t.Context())
		w.passADay()
		w.Balance(w.t)
		ours := w.Read(w.t)
		for _, buyer := range c.shoppers {
			w.WantPaid(w.t, ours, buyer, buyer.Approved || buyer.At == market.Home)
		}
		w.t.Logf("%d carts, %d paid", len(c.shoppers), len(ours.Hooks))
	})
}

// crowd is everybody who is shopping.
type crowd struct {
	world  *world
	closed chan struct{} // nobody begins anything new
	alive  sync.RWMutex  // locked while the process is dead

	mu       sync.Mutex
	shoppers []*market.Shopper
}

// oneLife ends when some call is held, which one the dice say.
func (c *crowd) oneLife(dice *rand.Rand) {
	w := c.world
	side := []sandbox.When{sandbox.Before, sandbox.After}[dice.IntN(2)]
	if pass := dice.IntN(30); pass > 0 {
		w.Amazon.Fault(sandbox.Fault{Kind: sandbox.Delay, When: side, Count: pass})
	}
	fault := w.Amazon.Fault(sandbox.Fault{Kind: sandbox.Hold, When: side, Count: 1})
	var working sync.WaitGroup
	working.Go(func() { // these two may be the ones that are killed
		_ = w.Amazon.DeliverNotifications(w.t.Context())
		_ = w.noren.Load().order("sweep", w.clock())
	})
	w.awaitHeld(fault)
	c.alive.Lock()
	defer c.alive.Unlock()
	w.noren.Load().kill(w.t)
	working.Wait()
	w.forget()
	w.move([]time.Duration{0, 5 * time.Second, 25 * time.Second, 25 * time.Second, 11 * time.Minute}[dice.IntN(5)])
	w.start()
}

// shop is one person, who buys one cart after another.
func (c *crowd) shop(dice *rand.Rand) {
	for {
		select {
		case <-c.closed:
			return
		default:
		}
		buyer := c.world.Shopper()
		c.mu.Lock()
		c.shoppers = append(c.shoppers, buyer)
		c.mu.Unlock()
		c.buy(dice, buyer)
		if buyer.At == market.Home && dice.IntN(2) == 0 {
			if err := capture(c.world, buyer); err != nil && !errors.Is(err, market.ErrBroken) {
				c.world.t.Errorf("capture: %v", err)
			}
		}
	}
}

// buy goes on until the cart is bought, or the shopper has had enough.
func (c *crowd) buy(dice *rand.Rand, buyer *market.Shopper) {
	stuck := 0
	for buyer.At != market.Home && stuck < 3 {
		before := buyer.At
		err := buyer.Click()
		switch {
		case errors.Is(err, market.ErrBroken):
			c.alive.RLock()
			c.alive.RUnlock()
			switch dice.IntN(4) {
			case 0:
				return
			case 1:
				buyer.At = market.InCart
			default: // the same again
			}
		case err != nil:
			c.world.t.Errorf("%s: %v", buyer.Cart.ID, err)
			return
		case buyer.At == before: // nothing moves before time passes
			stuck++
		}
	}
}
