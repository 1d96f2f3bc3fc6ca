package validate

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"unicode/utf8"
)

// ErrJSON says that a body is not the JSON that was asked for: no JSON, more than one value, a name twice, or a name that
// nobody knows.
var ErrJSON = errors.New("validate: not the JSON that was asked for")

// Decode reads one JSON value into a pointer to a struct and applies its rules. It is stricter than encoding/json, so that
// no two readers of one body can understand different things: names must be exactly those of the fields (upper and lower
// case too), none may stand twice, invalid UTF-8 is refused. The error wraps ErrJSON or is Faults, among them the rule
// Type for a value of the wrong type. After an error the content of into must not be used.
func Decode(data []byte, into any) error {
	if err := isOneValue(data, reflect.TypeOf(into)); err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
			return Faults{{Field: wrong.Field, Rule: Type, Param: kindName(wrong.Type)}}
		}
		return fmt.Errorf("%w: %w", ErrJSON, err)
	}
	if faults := Struct(into); faults != nil {
		return Faults(faults)
	}
	return nil
}

// Unambiguous reads a body whose names somebody else knows, and wants of it what [Decode] wants of every body: one value, valid
// UTF-8, no name twice in an object. It also refuses NUL in a text, which PostgreSQL cannot keep. The error wraps ErrJSON.
func Unambiguous(data []byte) error {
	if err := isOneValue(data, nil); err != nil {
		return err
	}
	for in := json.NewDecoder(bytes.NewReader(data)); ; {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w: %w", ErrJSON, err)
		}
		if text, ok := token.(string); ok && strings.ContainsRune(text, 0) {
			return fmt.Errorf("%w: NUL in a text", ErrJSON)
		}
	}
}

// isOneValue wants nothing but one JSON value, whose names are those of a type; a nil type knows any name.
func isOneValue(data []byte, t reflect.Type) error {
	if !utf8.Valid(data) || !json.Valid(data) { // Valid also limits the depth, before anything here recurs
		return ErrJSON
	}
	return checkNames(json.NewDecoder(bytes.NewReader(data)), t, "")
}

// kindName says in JSON's words what should have stood there.
func kindName(t reflect.Type) string {
	switch t.Kind() { //nolint:exhaustive // everything else is a number of some size
	case reflect.Bool:
		return "boolean"
	case reflect.String:
		return "string"
	case reflect.Slice, reflect.Array:
		return "array"
	case reflect.Struct, reflect.Map, reflect.Pointer, reflect.Interface:
		return "object"
	}
	return "number"
}

// checkNames reads one value and compares the names of its objects with the type it is meant for; a nil type knows any name.
func checkNames(in *json.Decoder, t reflect.Type, at string) error {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	token, err := in.Token()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrJSON, err)
	}
	switch token {
	case json.Delim('['):
		for in.More() {
			if err := checkNames(in, element(t, reflect.Slice, reflect.Array), at+"[]"); err != nil {
				return err
			}
		}
	case json.Delim('{'):
		if err := checkObject(in, t, at); err != nil {
			return err
		}
	default:
		return nil
	}
	_, err = in.Token() // the closing bracket
	return err
}

func checkObject(in *json.Decoder, t reflect.Type, at string) error {
	known := fieldTypes(t)
	seen := map[string]bool{}
	for in.More() {
		token, err := in.Token()
		if err != nil {
			return fmt.Errorf("%w: %w", ErrJSON, err)
		}
		name, _ := token.(string) // the decoder lets nothing else stand here
		if seen[name] {
			return fmt.Errorf("%w: the name %.40q stands twice", ErrJSON, at+"."+name)
		}
		seen[name] = true
		of := element(t, reflect.Map)
		if known != nil {
			field, ok := known[name]
			if !ok {
				return fmt.Errorf("%w: the name %.40q is not known", ErrJSON, at+"."+name)
			}
			of = field
		}
		if err := checkNames(in, of, at+"."+name); err != nil {
			return err
		}
	}
	return nil
}

// element is the type of what t holds, if t is of one of these kinds.
func element(t reflect.Type, kinds ...reflect.Kind) reflect.Type {
	for _, kind := range kinds {
		if t != nil && t.Kind() == kind {
			return t.Elem()
		}
	}
	return nil
}

// fieldTypes maps the JSON names of a struct to their types; nil for any other type, and for one that reads JSON itself.
func fieldTypes(t reflect.Type) map[string]reflect.Type {
	if t == nil || t.Kind() != reflect.Struct || reflect.PointerTo(t).Implements(reflect.TypeFor[json.Unmarshaler]()) {
		return nil
	}
	fields := map[string]reflect.Type{}
	for field := range t.Fields() {
		tag := field.Tag.Get("json")
		name, _, _ := strings.Cut(tag, ",")
		switch {
		case tag == "-":
		case field.Anonymous && name == "":
			inner := field.Type
			if inner.Kind() == reflect.Pointer {
				inner = inner.Elem()
			}
			for name, of := range fieldTypes(inner) {
				if _, outer := fields[name]; !outer {
					fields[name] = of
				}
			}
		case !field.IsExported():
		case name == "":
			fields[field.Name] = field.Type
		default:
			fields[name] = field.Type
		}
	}
	return fields
}
