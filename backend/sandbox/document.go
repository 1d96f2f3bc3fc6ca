package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// stamp is a time on the wire: yyyyMMddTHHmmssZ, null when zero (protocol 3).
type stamp time.Time

// MarshalJSON writes the compact form.
func (t stamp) MarshalJSON() ([]byte, error) {
	if time.Time(t).IsZero() {
		return []byte("null"), nil
	}
	return []byte(`"` + time.Time(t).UTC().Format(compactTime) + `"`), nil
}

const compactTime = "20060102T150405Z"

// encode writes an answer as Amazon does: UTF-8, nothing escaped for HTML.
func encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil { // only our own structs come here
		panic(err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// decode reads a request body over what is in target: fields that are not named stay, null clears them, objects
// are merged field by field (protocol 14). Names that allowed does not have are UnrecognizedField; names are
// matched with their case, which encoding/json alone would not do.
func decode(body []byte, target any, allowed reflect.Type) *Error {
	if len(bytes.TrimSpace(body)) == 0 {
		body = []byte("{}")
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	var tree any
	if err := d.Decode(&tree); err != nil {
		return refuse(400, "InvalidRequestFormat", "The request body is not valid JSON.")
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return refuse(400, "InvalidRequestFormat", "The request body has text after its JSON.")
	}
	if _, ok := tree.(map[string]any); !ok {
		return refuse(400, "InvalidRequest", "The request body must be a JSON object.")
	}
	if name := unknownField(tree, allowed, ""); name != "" {
		return refuse(400, "UnrecognizedField", "The field '"+name+"' is not known.")
	}
	if err := json.Unmarshal(body, target); err != nil {
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) {
			return invalid(wrong.Field)
		}
		return refuse(400, "InvalidRequest", "The request body has the wrong shape.")
	}
	return nil
}

// patch is decode over what is there. If the settings say so, an object that is named replaces the old one whole.
func (c *call) patch(target any, allowed reflect.Type) *Error {
	if c.settings.ReplaceObjects {
		fresh := reflect.New(reflect.TypeOf(target).Elem())
		if wrong := decode(c.body, fresh.Interface(), allowed); wrong != nil {
			return wrong
		}
		var named map[string]json.RawMessage
		if err := json.Unmarshal(c.body, &named); err != nil {
			return refuse(400, "InvalidRequestFormat", "The request body is not valid JSON.")
		}
		old := reflect.ValueOf(target).Elem()
		for i := range old.NumField() {
			if _, ok := named[old.Type().Field(i).Tag.Get("json")]; ok {
				old.Field(i).Set(fresh.Elem().Field(i))
			}
		}
		return nil
	}
	return decode(c.body, target, allowed)
}

// unknownField is the path of the first name in tree that the type does not have, or "".
func unknownField(tree any, t reflect.Type, path string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch node := tree.(type) {
	case map[string]any:
		if t.Kind() == reflect.Map {
			for key, value := range node {
				if name := unknownField(value, t.Elem(), join(path, key)); name != "" {
					return name
				}
			}
		}
		if t.Kind() != reflect.Struct {
			return ""
		}
		for key, value := range node {
			field, ok := fieldByName(t, key)
			if !ok {
				return join(path, key)
			}
			if name := unknownField(value, field.Type, join(path, key)); name != "" {
				return name
			}
		}
	case []any:
		if t.Kind() == reflect.Slice {
			for i, value := range node {
				if name := unknownField(value, t.Elem(), path+"["+strconv.Itoa(i)+"]"); name != "" {
					return name
				}
			}
		}
	}
	return ""
}

func fieldByName(t reflect.Type, name string) (reflect.StructField, bool) {
	for field := range t.Fields() {
		if field.Anonymous {
			if inner, ok := fieldByName(field.Type, name); ok {
				return inner, true
			}
		}
		if tag, _, _ := strings.Cut(field.Tag.Get("json"), ","); tag == name {
			return field, true
		}
	}
	return reflect.StructField{}, false
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// clone copies a request deeply, so that a patch that is refused half-way leaves nothing behind.
func clone[T any](v T) T {
	var c T
	if err := json.Unmarshal(encode(v), &c); err != nil {
		panic(err)
	}
	return c
}

// deref is the value or its zero.
func deref[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

// nullable is a text that is null when empty.
func nullable(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func status(state, reason string, updated time.Time) statusDetails {
	return statusDetails{State: state, ReasonCode: nullable(reason), LastUpdatedTimestamp: stamp(updated)}
}

// release is the environment as answers spell it.
func (e environment) release() string {
	if e == liveEnvironment {
		return "Live"
	}
	return "Sandbox"
}
