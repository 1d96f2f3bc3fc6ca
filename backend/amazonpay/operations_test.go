package amazonpay

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestProtocol3_Operations(t *testing.T) {
	const permission, charge, refund = "S03-0000001-0000002", "S03-0000001-0000002-C000001", "S03-0000001-0000002-R000001"
	const body = `{"text":"山 & <b>"}` // any JSON: the bytes must arrive as they are
	for _, test := range []struct {
		method, path, key, body string
		answer                  string
		call                    func(c *Client) (requestID string, err error)
	}{
		{
			"GET", "/buyers/a.b-c_d~e=", "", "", `{"buyerId":"amzn1.account.A"}`,
			func(c *Client) (string, error) { return id(c.GetBuyer(t.Context(), "a.b-c_d~e=")) },
		},
		{
			"POST", "/checkoutSessions", "k-1", body, openSession, func(c *Client) (string, error) {
				return id(c.CreateCheckoutSession(t.Context(), "k-1", Body[CheckoutSessionRequest](body)))
			},
		},
		{
			"GET", "/checkoutSessions/" + sessionID, "", "", openSession,
			func(c *Client) (string, error) { return id(c.GetCheckoutSession(t.Context(), sessionID)) },
		},
		{
			"PATCH", "/checkoutSessions/" + sessionID, "", body, openSession, func(c *Client) (string, error) {
				return id(c.UpdateCheckoutSession(t.Context(), sessionID, Body[CheckoutSessionRequest](body)))
			},
		},
		{
			"POST", "/checkoutSessions/" + sessionID + "/complete", "", body, openSession, func(c *Client) (string, error) {
				return id(c.CompleteCheckoutSession(t.Context(), sessionID, Body[CompleteRequest](body)))
			},
		},
		{
			"POST", "/checkoutSessions/" + sessionID + "/finalize", "", body, openSession, func(c *Client) (string, error) { //nolint:misspell // Amazon's spelling
				return id(c.FinalizeCheckoutSession(t.Context(), sessionID, Body[FinalizeRequest](body)))
			},
		},
		{
			"GET", "/chargePermissions/" + permission, "", "", `{"chargePermissionId":"` + permission + `"}`,
			func(c *Client) (string, error) { return id(c.GetChargePermission(t.Context(), permission)) },
		},
		{
			"PATCH", "/chargePermissions/" + permission, "", body, `{"chargePermissionId":"` + permission + `"}`, func(c *Client) (string, error) {
				return id(c.UpdateChargePermission(t.Context(), permission, Body[PermissionRequest](body)))
			},
		},
		{
			"DELETE", "/chargePermissions/" + permission + "/close", "", body, `{"chargePermissionId":"` + permission + `"}`, func(c *Client) (string, error) {
				return id(c.CloseChargePermission(t.Context(), permission, Body[CloseRequest](body)))
			},
		},
		{
			"POST", "/charges", "k-2", body, `{"chargeId":"` + charge + `"}`, func(c *Client) (string, error) {
				return id(c.CreateCharge(t.Context(), "k-2", Body[ChargeRequest](body)))
			},
		},
		{
			"GET", "/charges/" + charge, "", "", `{"chargeId":"` + charge + `"}`,
			func(c *Client) (string, error) { return id(c.GetCharge(t.Context(), charge)) },
		},
		{
			"POST", "/charges/" + charge + "/capture", "k-3", body, `{"chargeId":"` + charge + `"}`, func(c *Client) (string, error) {
				return id(c.CaptureCharge(t.Context(), charge, "k-3", Body[CaptureRequest](body)))
			},
		},
		{
			"DELETE", "/charges/" + charge + "/cancel", "", body, `{"chargeId":"` + charge + `"}`, func(c *Client) (string, error) {
				return id(c.CancelCharge(t.Context(), charge, Body[CancelRequest](body)))
			},
		},
		{
			"POST", "/refunds", "k-4", body, `{"refundId":"` + refund + `"}`, func(c *Client) (string, error) {
				return id(c.CreateRefund(t.Context(), "k-4", Body[RefundRequest](body)))
			},
		},
		{
			"GET", "/refunds/" + refund, "", "", `{"refundId":"` + refund + `"}`,
			func(c *Client) (string, error) { return id(c.GetRefund(t.Context(), refund)) },
		},
		{
			"GET", "/authorizationTokens/amzn.mws.1?merchantId=A1%20%2B", "", "", `{"authorizationToken":"eyJ"}`,
			func(c *Client) (string, error) { return id(c.GetAuthorizationToken(t.Context(), "amzn.mws.1", "A1 +")) },
		},
	} {
		t.Run(test.method+" "+test.path, func(t *testing.T) {
			a := newAmazon(t, func(w http.ResponseWriter, _ received, _ int) { write(w, test.answer) })
			c := a.client()
			c.AuthToken = "eyJ.token"
			requestID, err := test.call(c)
			if err != nil {
				t.Fatal(err)
			}
			if requestID != "request-1" {
				t.Errorf("request id is %q", requestID)
			}
			r := a.only()
			got := []string{r.Method, r.RequestURI, string(r.body)}
			if diff := cmp.Diff([]string{test.method, "/v2" + test.path, test.body}, got); diff != "" {
				t.Errorf("request (-want +got):\n%s", diff)
			}
			want := map[string]string{
				"Accept": "application/json", "Content-Type": "application/json", "X-Amz-Pay-Region": "jp",
				"X-Amz-Pay-Date": "20260115T030405Z", "X-Amz-Pay-Authtoken": "eyJ.token", "X-Amz-Pay-Idempotency-Key": test.key,
			}
			for name, value := range want {
				if r.Header.Get(name) != value {
					t.Errorf("%s is %q, want %q", name, r.Header.Get(name), value)
				}
			}
		})
	}
}

// id is what every returned object has.
func id[T any, O object[T]](result O, err error) (string, error) {
	if err != nil {
		return "", err
	}
	a := new(Answer)
	switch o := any(result).(type) {
	case *Buyer:
		a = &o.Answer
	case *CheckoutSession:
		a = &o.Answer
	case *ChargePermission:
		a = &o.Answer
	case *Charge:
		a = &o.Answer
	case *Refund:
		a = &o.Answer
	case *AuthorizationToken:
		a = &o.Answer
	}
	return a.RequestID, nil
}

func TestProtocol1_1_EnvironmentPath(t *testing.T) {
	for _, test := range []struct {
		keyID   string
		sandbox bool
		want    string
	}{
		{"SANDBOX-AF3XEXAMPLEKEYID00000001", false, "/v2"},
		{"sandbox-AF3XEXAMPLEKEYID00000001", true, "/v2"},
		{"LIVE-AF3XEXAMPLEKEYID00000001", true, "/v2"},
		{"AF3XEXAMPLEKEYID00000001", true, "/sandbox/v2"},
		{"AF3XEXAMPLEKEYID00000001", false, "/live/v2"},
		{"LIVELYEXAMPLEKEYID000001", true, "/sandbox/v2"},
	} {
		if got := (&Client{PublicKeyID: test.keyID, Sandbox: test.sandbox}).environmentPath(); got != test.want {
			t.Errorf("%s, sandbox %t: path %s, want %s", test.keyID, test.sandbox, got, test.want)
		}
	}
}

func TestProtocol1_1_Regions(t *testing.T) {
	for names, want := range map[[3]string]Region{{"jp", "JP", "Jp"}: Japan, {"na", "us", "US"}: NorthAmerica, {"eu", "uk", "de"}: Europe} {
		for _, name := range names {
			if got, err := ParseRegion(name); err != nil || got != want {
				t.Errorf("ParseRegion(%q) = %q, %v", name, got, err)
			}
		}
	}
	if _, err := ParseRegion("mars"); err == nil {
		t.Error("mars is a region")
	}
	facts := func(r Region) []string {
		return append([]string{r.Host(), r.ScriptURL(), r.LedgerCurrency()}, r.HostedOrigins()...)
	}
	japan := []string{"pay-api.amazon.jp", "https://static-fe.payments-amazon.com/checkout.js", "JPY", "https://payments.amazon.co.jp"}
	if diff := cmp.Diff(japan, facts("")); diff != "" {
		t.Errorf("zero region (-want +got):\n%s", diff)
	}
	for _, r := range []Region{Japan, NorthAmerica, Europe} {
		for _, fact := range facts(r) {
			if fact == "" {
				t.Errorf("region %s lacks a fact: %q", r, facts(r))
			}
		}
	}
}
