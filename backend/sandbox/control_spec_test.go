package sandbox_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/go-cmp/cmp"

	"noren/backend/sandbox"
	contract "noren/backend/sandbox/control"
)

func specification(t *testing.T) *openapi3.T {
	t.Helper()
	specification, err := openapi3.NewLoader().LoadFromData(contract.Specification)
	if err != nil {
		t.Fatal(err)
	}
	if err := specification.Validate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return specification
}

// onlyGo are methods that make no sense over HTTP, with the reason.
var onlyGo = map[string]string{
	"Start": "begins it", "Close": "ends it", "Handler": "is what it serves", "ControlHandler": "is what it serves",
	"SetPublicURL": "is for a program that starts it", "NextEvents": "is GET /stream", "WaitHeld": "is for Go; others look at GET /held",
}

// onlyWire are operations that stand for something else than a method of their name.
var onlyWire = map[string]string{"stream": "NextEvents as server-sent events"}

// Each operation is a Go method of the same name, and the other way round.
func TestControl_OperationsAreGoMethods(t *testing.T) {
	operations := map[string]bool{}
	for path, item := range specification(t).Paths.Map() {
		for method, operation := range item.Operations() {
			if "/"+operation.OperationID != path {
				t.Errorf("%s %s has the id %s", method, path, operation.OperationID)
			}
			if operation.Summary == "" || operation.Extensions["x-ja-summary"] == nil {
				t.Errorf("%s: no summary in both languages", path)
			}
			operations[operation.OperationID] = true
			name := strings.ToUpper(operation.OperationID[:1]) + operation.OperationID[1:]
			if _, ok := reflect.TypeFor[*sandbox.Sandbox]().MethodByName(name); !ok && onlyWire[operation.OperationID] == "" {
				t.Errorf("%s: there is no method %s", path, name)
			}
		}
	}
	for method := range reflect.TypeFor[*sandbox.Sandbox]().Methods() {
		name := strings.ToLower(method.Name[:1]) + method.Name[1:]
		if !operations[name] && onlyGo[method.Name] == "" {
			t.Errorf("the method %s has no operation", method.Name)
		}
	}
}

// conforms proves an answer of the control API by the specification: shape, and that nothing was lost on the way.
func conforms(t *testing.T, method, path string, status int, body []byte) {
	t.Helper()
	operation := specification(t).Paths.Find(path).GetOperation(method)
	answer := operation.Responses.Default()
	if status == http.StatusOK {
		answer = operation.Responses.Status(http.StatusOK)
	}
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		t.Fatalf("%s: %v in %s", path, err, body)
	}
	if err := answer.Value.Content.Get("application/json").Schema.Value.VisitJSON(value); err != nil {
		t.Errorf("%s: %v", path, err)
	}
}

// What the lists answer conforms to the specification, and holds all that the Go types hold.
func TestControl_AnswersConform(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	_, charge := c.charged(3980, "AuthorizeWithCapture")
	c.call("POST", "/v2/refunds", `{"chargeId":"`+charge+`","refundAmount":`+amount(100)+`}`).is(t, 201, "")
	s.SetNotificationURL(s.Merchant().MerchantID, s.URL+"/nowhere")
	_ = s.DeliverNotifications(t.Context())
	if err := s.NextOutcome(sandbox.NextOutcome{Outcome: sandbox.Declined, Count: 2}); err != nil {
		t.Fatal(err)
	}
	s.Snapshot()
	s.Fault(sandbox.Fault{Operation: "GetCharge", Kind: sandbox.Hold, Count: 1, Skip: 1})
	for name, value := range map[string]any{
		"accounts": s.Accounts(), "buyers": s.Buyers(), "requests": s.Requests(), "books": s.Books(), "notifications": s.Notifications(),
		"mails": s.Mails(), "events": s.Events(0), "snapshots": s.Snapshots(), "nextOutcomes": s.NextOutcomes(), "settings": s.Settings(),
		"held": s.Held(), "faults": nil, "merchant": nil, "now": nil,
	} {
		status, body := rawControl(t, s, name, "", nil)
		conforms(t, http.MethodGet, "/"+name, status, body)
		if value != nil {
			sameJSON(t, name, value, body)
		}
	}
	if status, body := rawControl(t, s, "certificate", "", nil); status != http.StatusNotFound {
		t.Errorf("certificate without TLS: %d %s", status, body)
	}
}

// sameJSON compares what a Go type says with what came over the wire; null and nothing are the same.
func sameJSON(t *testing.T, name string, value any, body []byte) {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(withoutNull(t, text), withoutNull(t, body)); diff != "" {
		t.Errorf("%s, in Go and on the wire: %s", name, diff)
	}
}

func withoutNull(t *testing.T, text []byte) any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var value any
	if err := d.Decode(&value); err != nil {
		t.Fatal(err)
	}
	return strip(value)
}

func strip(value any) any {
	switch node := value.(type) {
	case map[string]any:
		for key, inner := range node {
			if list, ok := inner.([]any); inner == nil || ok && len(list) == 0 {
				delete(node, key)
				continue
			}
			node[key] = strip(inner)
		}
	case []any:
		for i := range node {
			node[i] = strip(node[i])
		}
	}
	return value
}
