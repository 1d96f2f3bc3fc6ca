package store

import (
	"crypto/sha256"
	"encoding/hex"
)

// BuyerHash is how an Amazon account is found again without its id being stored in clear: SHA-256 of shop, merchant account and
// Amazon's buyer id, hexadecimal. Buyer ids are long and made by Amazon, so that none can be guessed from its hash. The same
// buyer at another merchant account is somebody else. Nobody gives "".
func BuyerHash(shop, merchantID, buyerID string) string {
	if buyerID == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(shop + "\x00" + merchantID + "\x00" + buyerID))
	return hex.EncodeToString(sum[:])
}
