package demo

import "noren/backend/merchant"

// The operator of the demo is a solution provider at the imitated Amazon.
const (
	providerID    = "A1NORENPROVIDE"
	providerKeyID = "SANDBOX-NORENPROVIDER00000000000"
)

// provider enters it there. It borrows the key of the sandbox's first merchant: to make another one takes longer than anything else at
// the start.
func (d *Demo) provider() *merchant.Provider {
	key := d.Amazon.Merchant().PrivateKey
	d.Amazon.RegisterKey(providerID, providerKeyID, &key.PublicKey)
	return &merchant.Provider{ID: providerID, PublicKeyID: providerKeyID, Key: key, Sandbox: true, Register: d.AmazonURL + "/register"}
}
