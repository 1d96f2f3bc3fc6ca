package sandbox

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// NamedSetting is a setting by its name in JSON, as a text: true or false, a number, a duration such as 15m, words
// with blanks between them.
type NamedSetting struct {
	Name, Value string
	Kind        reflect.Kind // Bool, Int, Int64 (a duration), String or Slice (of words)
}

// Named lists the settings in their order.
func (x Settings) Named() []NamedSetting {
	var list []NamedSetting
	for field, value := range reflect.ValueOf(x).Fields() {
		n := NamedSetting{Name: field.Tag.Get("json"), Kind: value.Kind(), Value: fmt.Sprint(value.Interface())}
		switch n.Kind { //nolint:exhaustive // Sprint is right for all others
		case reflect.Int64:
			n.Value = time.Duration(value.Int()).String()
		case reflect.Slice:
			n.Value = strings.Trim(n.Value, "[]")
		}
		list = append(list, n)
	}
	return list
}

// Set changes the setting with this name in JSON; "" is the default. Whether the choice exists is known to
// Sandbox.SetSettings and New.
func (x *Settings) Set(name, text string) error {
	for field, value := range reflect.ValueOf(x).Elem().Fields() {
		if field.Tag.Get("json") == name {
			return setText(value, name, strings.TrimSpace(text))
		}
	}
	var names []string
	for _, n := range x.Named() {
		names = append(names, n.Name)
	}
	return fmt.Errorf("sandbox: no setting %q: choose from %s", name, strings.Join(names, ", "))
}

func setText(value reflect.Value, name, text string) error {
	if text == "" {
		value.SetZero()
		return nil
	}
	wrong := func(want string) error { return fmt.Errorf("sandbox: setting %s %q: want %s", name, text, want) }
	switch value.Kind() { //nolint:exhaustive // all others are texts
	case reflect.Bool:
		on, err := strconv.ParseBool(text)
		if err != nil {
			return wrong("true or false")
		}
		value.SetBool(on)
	case reflect.Int:
		n, err := strconv.Atoi(text)
		if err != nil {
			return wrong("a whole number")
		}
		value.SetInt(int64(n))
	case reflect.Int64:
		d, err := time.ParseDuration(text)
		if err != nil {
			return wrong("a duration such as 15m")
		}
		value.SetInt(int64(d))
	case reflect.Slice:
		value.Set(reflect.ValueOf(strings.Fields(text)))
	default:
		value.SetString(text)
	}
	return nil
}
