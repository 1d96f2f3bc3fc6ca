package amazonpay

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// parseFields reads the string members of one JSON object, by their exact names. Members of other types are left out,
// null too. A name that occurs twice is refused: two readers could take different ones for the signed one.
func parseFields(text []byte) (map[string]string, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	if start, err := decoder.Token(); err != nil || start != json.Delim('{') {
		return nil, fmt.Errorf("%w: not a JSON object", ErrNotificationFormat)
	}
	fields, seen := map[string]string{}, map[string]bool{}
	for decoder.More() {
		name, value, err := nextMember(decoder)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNotificationFormat, err)
		}
		if seen[name] {
			return nil, fmt.Errorf("%w: %q occurs twice", ErrNotificationFormat, name)
		}
		seen[name] = true
		if s, ok := value.(string); ok {
			fields[name] = s
		}
	}
	if _, err := decoder.Token(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotificationFormat, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: text after the JSON object", ErrNotificationFormat)
	}
	return fields, nil
}

func nextMember(decoder *json.Decoder) (string, any, error) {
	token, err := decoder.Token()
	if err != nil {
		return "", nil, err
	}
	name, ok := token.(string)
	if !ok {
		return "", nil, fmt.Errorf("member name is %v", token)
	}
	var value any
	if err := decoder.Decode(&value); err != nil {
		return "", nil, err
	}
	return name, value, nil
}
