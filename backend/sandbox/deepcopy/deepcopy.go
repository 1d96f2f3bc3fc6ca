// Package deepcopy copies a graph of values, with the unexported fields that encoders do not see: it is how a snapshot
// is taken.
package deepcopy

import (
	"crypto/rsa"
	"reflect"
	"time"
	"unsafe"
)

// Of copies a value with everything that it points to. What was shared or went in a circle, as a charge and
// its permission do, is so in the copy too.
func Of[T any](v T) T {
	var c T
	copier{}.copy(reflect.ValueOf(&c).Elem(), reflect.ValueOf(&v).Elem())
	return c
}

// copier knows the copies of the pointers that it has met.
type copier map[pointer]reflect.Value

// pointer has a type because a struct and its first field have one address.
type pointer struct {
	address unsafe.Pointer
	to      reflect.Type
}

// whole are types that nobody changes inside.
var whole = map[reflect.Type]bool{
	reflect.TypeFor[time.Time]():      true,
	reflect.TypeFor[rsa.PrivateKey](): true,
	reflect.TypeFor[rsa.PublicKey]():  true,
}

func (c copier) copy(to, from reflect.Value) {
	if whole[from.Type()] {
		to.Set(from)
		return
	}
	switch from.Kind() { //nolint:exhaustive // all others have nothing behind them, or belong to nobody, as functions
	case reflect.Pointer:
		c.copyPointer(to, from)
	case reflect.Map:
		c.copyMap(to, from)
	case reflect.Slice:
		c.copySlice(to, from)
	case reflect.Struct:
		for i := range from.NumField() {
			c.copy(writable(to.Field(i)), writable(from.Field(i)))
		}
	case reflect.Array:
		for i := range from.Len() {
			c.copy(to.Index(i), from.Index(i))
		}
	default:
		to.Set(from)
	}
}

func (c copier) copyPointer(to, from reflect.Value) {
	if from.IsNil() || whole[from.Type().Elem()] {
		to.Set(from)
		return
	}
	at := pointer{address: from.UnsafePointer(), to: from.Type()}
	met, ok := c[at]
	if !ok {
		met = reflect.New(from.Type().Elem())
		c[at] = met // before its inside, which may lead back here
		c.copy(met.Elem(), from.Elem())
	}
	to.Set(met)
}

func (c copier) copyMap(to, from reflect.Value) {
	if from.IsNil() {
		return
	}
	m := reflect.MakeMapWithSize(from.Type(), from.Len())
	for entries := from.MapRange(); entries.Next(); {
		value := reflect.New(from.Type().Elem()).Elem()
		source := reflect.New(from.Type().Elem()).Elem() // addressable, unlike the entry itself
		source.Set(entries.Value())
		c.copy(value, source)
		m.SetMapIndex(entries.Key(), value)
	}
	to.Set(m)
}

func (c copier) copySlice(to, from reflect.Value) {
	if from.IsNil() {
		return
	}
	list := reflect.MakeSlice(from.Type(), from.Len(), from.Len())
	if from.Type().Elem().Kind() == reflect.Uint8 {
		reflect.Copy(list, from)
		to.Set(list)
		return
	}
	for i := range from.Len() {
		c.copy(list.Index(i), from.Index(i))
	}
	to.Set(list)
}

// writable is the field with the lock of its lower-case name taken off.
func writable(field reflect.Value) reflect.Value {
	return reflect.NewAt(field.Type(), unsafe.Pointer(field.UnsafeAddr())).Elem() //nolint:gosec // the address of a field that is there
}
