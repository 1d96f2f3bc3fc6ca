package amazonpay_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"

	"noren/backend/amazonpay"
)

// A shopper is back from Amazon: take the payment, and if the answer is not clear, look.
func ExampleClient() {
	amazon := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost { // somebody else was faster, or an answer was lost
			w.WriteHeader(http.StatusUnprocessableEntity)
			_, _ = io.WriteString(w, `{"reasonCode":"InvalidCheckoutSessionStatus"}`)
			return
		}
		_, _ = io.WriteString(w, `{"checkoutSessionId":"3f0c9c2e-5b7a-4f0e-9d2b-0a1b2c3d4e5f","statusDetails":{"state":"Completed"},
			"chargePermissionId":"S03-0000001-0000002","chargeId":"S03-0000001-0000002-C000001"}`)
	}))
	defer amazon.Close()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	client := &amazonpay.Client{PublicKeyID: "SANDBOX-AF3XEXAMPLEKEYID00000001", Key: key, BaseURL: amazon.URL}

	ctx, id := context.Background(), "3f0c9c2e-5b7a-4f0e-9d2b-0a1b2c3d4e5f"
	body, err := amazonpay.Encode(amazonpay.CompleteRequest{ChargeAmount: amazonpay.JPY(3980)})
	if err != nil {
		panic(err)
	}
	session, err := client.CompleteCheckoutSession(ctx, id, body)
	if refusal, ok := errors.AsType[*amazonpay.Error](err); ok {
		fmt.Println(refusal.Status, refusal.ReasonCode)
	}
	if err != nil {
		session, err = client.GetCheckoutSession(ctx, id)
	}
	if err != nil {
		panic(err)
	}
	fmt.Println(session.StatusDetails.State, session.ChargeID)

	// Output:
	// 422 InvalidCheckoutSessionStatus
	// Completed S03-0000001-0000002-C000001
}
