package main

import "testing"

// A staff login that cannot work is refused at the start, with the flag's name and never the secret.
func TestX20_ServeRefusesAWrongStaffLogin(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	o.keyset()
	o.file("oidc.secret", secret)
	const good = "serve --listen=127.0.0.1:0 --keyset-file=noren.keyset --public-url=https://pay.example"
	for name, w := range map[string]wrong{
		"no issuer":      {arguments: good + " --oidc-client-secret-file=oidc.secret", names: []string{"--oidc-issuer"}},
		"no client":      {arguments: good + " --oidc-issuer=https://login.example", env: "NOREN_OIDC_CLIENT_SECRET=" + secret, names: []string{"--oidc-client-id"}},
		"http":           {arguments: good + " --oidc-issuer=http://login.example --oidc-client-id=noren", names: []string{"--oidc-issuer", "https"}},
		"a mere name":    {arguments: good + " --oidc-issuer=login.example --oidc-client-id=noren", names: []string{"--oidc-issuer", "https://login.example"}},
		"two secrets":    {arguments: good + " --oidc-client-secret-file=oidc.secret", env: "NOREN_OIDC_CLIENT_SECRET=" + secret, names: []string{"oidc-client-secret"}},
		"no secret file": {arguments: good + " --oidc-client-secret-file=other.secret", names: []string{"--oidc-client-secret-file", "no such file"}},
	} {
		o.refuses(name, w)
	}
}
