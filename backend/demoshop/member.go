package demoshop

import (
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/crypto/bcrypt"
)

// member has an account at this shop. The password is ours alone; Noren never sees it, and knows the member by ID only.
type member struct {
	ID string
	contact
	Points      yen
	hash        []byte
	misses      int
	lockedUntil time.Time
}

const (
	maxMisses = 10
	lockTime  = 15 * time.Minute
	// DemoPassword opens the accounts that a new shop starts with: hanako@example.jp (3,000 points) and umino@example.jp.
	DemoPassword = "aonagi-tea"
	welcome      = 100 // points of a new member
)

func firstMembers() (map[string]*member, error) {
	hash, err := demoHash()
	if err != nil {
		return nil, err
	}
	hanako := contact{
		Name: "青山 花子", Kana: "アオヤマ ハナコ", Email: "hanako@example.jp", Phone: "0751234567", PostalCode: "600-8001",
		Region: "京都府", City: "京都市下京区", Line1: "四条通1-2-3", Line2: "青凪荘 201",
	}
	taro := contact{Name: "海野 太郎", Kana: "ウミノ タロウ", Email: "umino@example.jp"}
	return map[string]*member{
		hanako.Email: {ID: "member-1001", contact: hanako, Points: 3000, hash: hash},
		taro.Email:   {ID: "member-1002", contact: taro, hash: hash},
	}, nil
}

// demoHash is made once, however many shops are opened: it is slow on purpose.
var demoHash = sync.OnceValues(func() ([]byte, error) { return hashed(DemoPassword) })

func hashed(password string) ([]byte, error) {
	hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.DefaultCost)
	if err != nil {
		return nil, fmt.Errorf("demoshop: password: %w", err)
	}
	return hash, nil
}

// nobody is compared with when no account fits, so that the time does not tell which addresses have one.
const nobody = "$2a$10$7EqJtq98hPqEX7fNZaFWoOhi5BQdZ1jFzZPj0c2rG6wOZb1h6Zx1K"

// login returns the member whose address and password these are, or nil. Ten misses in a row close the account for a while.
func (s *shop) login(email, password string) *member {
	s.mu.Lock()
	m := s.members[normalEmail(email)]
	hash, locked := []byte(nobody), false
	if m != nil {
		hash, locked = m.hash, s.now().Before(m.lockedUntil)
	}
	s.mu.Unlock()

	right := bcrypt.CompareHashAndPassword(hash, []byte(password)) == nil // slow on purpose: not under the lock
	if m == nil || locked {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if right {
		m.misses = 0
		return m
	}
	if m.misses++; m.misses >= maxMisses {
		m.misses, m.lockedUntil = 0, s.now().Add(lockTime)
	}
	return nil
}

func normalEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// enter makes the visitor this member, under a new cookie; the cart stays. passwordAt is now, or never after a login by Amazon,
// which takes nothing from who has given the password before.
func (s *shop) enter(c echo.Context, m *member, passwordAt time.Time) {
	s.change(c, func(v *visitor) {
		if v.member != nil && v.member != m {
			v.form = registerForm{} // what another member typed is none of this one's business
		}
		if v.member != m || passwordAt.After(v.passwordAt) {
			v.passwordAt = passwordAt
		}
		v.member = m
		if v.form.Purchaser == (contact{}) {
			v.form.Purchaser = m.contact
		}
		s.setCookie(c, v)
	})
}

// memberOf returns the member with this id, or nil.
func (s *shop) memberOf(id string) *member {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range s.members {
		if m.ID == id {
			return m
		}
	}
	return nil
}

var errTaken = errors.New("demoshop: the address has an account")

// join makes a new member; errTaken when the e-mail address, which is the login, has an account.
func (s *shop) join(who contact, hash []byte) (*member, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.members[who.Email] != nil {
		return nil, errTaken
	}
	m := &member{ID: "member-" + rand.Text(), contact: who, Points: welcome, hash: hash}
	s.members[who.Email] = m
	return m, nil
}
