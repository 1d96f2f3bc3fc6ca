package web_test

import (
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"noren/backend/store/storetest"
	"noren/shared/api"
)

// The programs for WooCommerce and EC-CUBE, run by PHP among as much of their shops as they call, sign carts with which Amazon Pay
// begins. A cart that changes gets a newer version.
func TestDocs_PHPExamplesSign(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		want []int64 // totals of the carts in yen, the oldest first
	}{
		"woocommerce": {"woocommerce/noren.php", []int64{2752, 4048, 4048}},
		"eccube":      {"eccube/NorenExtension.php", []int64{2592}},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOutward(t, storetest.SQLite(t))
			command := exec.CommandContext(t.Context(), "php", "testdata/"+name+".php", "../../static/docs/examples/"+c.file)
			command.Env = append(os.Environ(), "NOREN_URL="+o.url, "NOREN_SHOP="+o.shop.ID, "NOREN_CART_KEY="+o.cartKey)
			page, err := command.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, page)
			}
			tokens := regexp.MustCompile(`cart="([^"]+)"`).FindAllStringSubmatch(string(page), -1)
			if len(tokens) != len(c.want) {
				t.Fatalf("%d tokens in %s", len(tokens), page)
			}
			for i, token := range tokens {
				request := o.beginRequest("")
				request.Cart = token[1]
				body, err := json.Marshal(request)
				o.must(err)
				status, answer, _ := o.send(http.MethodPost, api.Begin.Path, string(body), map[string]string{"Origin": shopOrigin})
				var departure api.Departure
				o.must(json.Unmarshal([]byte(answer), &departure))
				if status != http.StatusOK || departure.Checkout == "" {
					t.Fatalf("begin: %d %s", status, answer)
				}
				row, err := o.site.Flow.Get(t.Context(), o.shop.ID, departure.Checkout)
				o.must(err)
				if row.Total != c.want[i] {
					t.Errorf("total %d, want %d", row.Total, c.want[i])
				}
			}
			if strings.Contains(string(page), "Warning") {
				t.Errorf("%s", page)
			}
		})
	}
}
