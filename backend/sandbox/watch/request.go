package watch

import "unicode"

// Request is one signed call, as a line of a list.
type Request struct {
	ID, Method, Path, Operation, Status, Reason, Verdict, SessionID string
	Time                                                            Moment
}

// forged: its signature is the reason why it was refused.
func (r Request) forged() bool { return r.Verdict != "valid" }

// RequestFilter is what the list of requests shows.
type RequestFilter struct {
	Text       string // in path, body or answer
	Operation  string
	Refused    bool // only answers from 400
	Operations []string
}

// RequestDetail is one signed call with everything about it.
type RequestDetail struct {
	Request

	Query, IdempotencyKey, Body, Answer                                   string
	Algorithm, PublicKeyID, SignedHeaders, CanonicalRequest, StringToSign string
	Comparison                                                            *Comparison // once a text was pasted
}

// pasted is what the form holds; HTML takes the first line feed away.
func (r RequestDetail) pasted() string {
	if r.Comparison == nil {
		return ""
	}
	return "\n" + r.Comparison.Theirs
}

// Comparison is the canonical request of the sandbox beside the client's own.
type Comparison struct {
	Theirs       string // as it was pasted
	Same         bool
	Line, Column int // of the first difference
	Lines        []ComparedLine
}

// ComparedLine is one line on both sides; Column is where they begin to differ, 0 if they do not.
type ComparedLine struct {
	Number, Column int
	Ours, Theirs   string
}

// marked is a line cut where it begins to differ. A character that cannot be seen is named.
type marked struct{ before, at, after string }

func mark(text string, column int) marked {
	characters := []rune(text)
	if column > len(characters) {
		return marked{before: text, at: "¶"} // ends here
	}
	at := characters[column-1]
	m := marked{before: string(characters[:column-1]), at: string(at), after: string(characters[column:])}
	if at == ' ' {
		m.at = "␠"
	} else if !unicode.IsPrint(at) {
		m.at = "�"
	}
	return m
}
