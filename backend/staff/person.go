// Package staff knows the people who work in the console: who they are, how they prove it, what they may do where, and what they
// did. A person is an operator, with every right in every shop, or has a role in one shop or several.
package staff

import (
	"time"

	"noren/backend/audit"
)

// Role is what somebody is in a shop.
type Role string

// The roles, each with the rights of those after it.
const (
	Owner  Role = "owner"
	Staff  Role = "staff"
	Viewer Role = "viewer"
)

// Roles are all roles, the mightiest first.
func Roles() []Role { return []Role{Owner, Staff, Viewer} }

// Right is what a page or an action needs.
type Right string

// The rights. The first four are rights in a shop.
const (
	View    Right = "view"    // see orders and their shoppers
	Work    Right = "work"    // 決済依頼, cancel, refund, edit
	Manage  Right = "manage"  // staff and settings of the shop
	Operate Right = "operate" // the operators'
)

// Person is somebody who may sign in. Name and Email are personal data.
type Person struct {
	ID       string          `json:"id"`
	Name     string          `json:"name"`
	Email    string          `json:"email"`
	Lang     string          `json:"lang"` // of what they read, ja or en
	Operator bool            `json:"operator"`
	Roles    map[string]Role `json:"roles"` // by shop

	SetUp     bool      `json:"setUp"`            // has followed an invitation, and can sign in
	Invited   time.Time `json:"invited,omitzero"` // until when the invitation is open that was made just now
	Password  bool      `json:"password"`         // signs in by password and code
	CreatedAt time.Time `json:"createdAt"`

	// proved: who set the account up reads the mail of its address, or is whom the operator means.
	proved bool

	setUpAt int64 // microseconds; 0: never
}

// May reports whether somebody has a right in a shop. Operate is of no shop.
func (p Person) May(right Right, shop string) bool {
	if p.Operator {
		return true
	}
	switch p.Roles[shop] {
	case Owner:
		return right == View || right == Work || right == Manage
	case Staff:
		return right == View || right == Work
	case Viewer:
		return right == View
	}
	return false
}

// Knows reports whether somebody may know that a shop exists.
func (p Person) Knows(shop string) bool { return p.May(View, shop) }

// Actor is how what somebody does is signed in events and in the audit log.
func (p Person) Actor() audit.Actor { return audit.Actor("staff:" + p.ID) }
