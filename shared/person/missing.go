package person

import (
	"slices"

	"noren/shared/api"
)

// Missing names what a purchase lacks, in the order of a form; none means that Amazon's data alone are enough, and the register
// page can be skipped (R4-5). Enough are, of the purchaser (who may be nil):
//
//   - a name: the whole one, however it is split,
//   - an e-mail address,
//   - a telephone number,
//   - both kana, in a shop that wants kana;
//
// and where goods are sent (physical), of the recipient (who may be nil):
//
//   - a name,
//   - a postcode and a prefecture, neither of them uncertain,
//   - a city or a street, because one line may hold both.
func Missing(purchaser, recipient *api.Person, physical, kana bool) []api.Field {
	buyer, door := new(api.Person), new(api.Person)
	if purchaser != nil {
		buyer = purchaser
	}
	if recipient != nil {
		door = recipient
	}
	var missing []api.Field
	for _, need := range []struct {
		field api.Field
		lacks bool
	}{
		{api.FamilyName, buyer.FamilyName+buyer.GivenName == "" || physical && door.FamilyName+door.GivenName == ""},
		{api.FamilyKana, kana && buyer.FamilyKana == ""},
		{api.GivenKana, kana && buyer.GivenKana == ""},
		{api.Email, buyer.Email == ""},
		{api.Phone, buyer.Phone == ""},
		{api.PostalCode, physical && doubtful(door, api.PostalCode, door.PostalCode)},
		{api.Prefecture, physical && doubtful(door, api.Prefecture, door.Prefecture)},
		{api.Street, physical && door.City+door.Street == ""},
	} {
		if need.lacks {
			missing = append(missing, need.field)
		}
	}
	return missing
}

func doubtful(p *api.Person, field api.Field, value string) bool {
	return value == "" || slices.Contains(p.Uncertain, field)
}
