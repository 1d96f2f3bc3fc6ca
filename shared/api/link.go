package api

// ConsentVersion names the present text by which a member agrees to a link (i18n, LinkConsent): whoever changes that text changes
// this too, and what members agreed to before stays on record under its own name.
const ConsentVersion = "2026-11"

// LinkRequest links the Amazon account of this visit with the member whose fresh token it brings (R4-9).
type LinkRequest struct {
	Shop    string `json:"shop" validate:"required,max=64,token"`
	Session string `json:"session" validate:"required,max=200,token"`
	Member  string `json:"member" validate:"required,max=4096"`
	Consent string `json:"consent" validate:"required,max=40,token"`
	Lang    Lang   `json:"lang,omitempty" validate:"omitempty,oneof=ja en"`
}

// UnlinkRequest undoes the link of the member whose fresh token it brings.
type UnlinkRequest struct {
	Shop   string `json:"shop" validate:"required,max=64,token"`
	Member string `json:"member" validate:"required,max=4096"`
	Lang   Lang   `json:"lang,omitempty" validate:"omitempty,oneof=ja en"`
}

// LinkResponse says how it is now.
type LinkResponse struct {
	Linked bool `json:"linked"`
}
