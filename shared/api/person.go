package api

// Field names a piece of a person's data, as a form asks for it: the JSON names of [Person].
type Field string

// Fields.
const (
	FamilyName Field = "familyName"
	GivenName  Field = "givenName"
	FamilyKana Field = "familyKana"
	GivenKana  Field = "givenKana"
	Email      Field = "email"
	Phone      Field = "phone"
	PostalCode Field = "postalCode"
	Prefecture Field = "prefecture"
	City       Field = "city"
	Street     Field = "street"
	Building   Field = "building"
)

// Person is somebody as a Japanese form asks for them, normalised: postcode of seven digits, telephone number of ten or eleven
// digits beginning with 0, prefecture by its official name, kana in katakana. What is not known is empty; Uncertain names what
// was derived and should be looked at. Its rules are those of package person, for what Amazon gave and what was typed alike.
type Person struct {
	FamilyName string  `json:"familyName,omitempty" validate:"max=50,clean"`
	GivenName  string  `json:"givenName,omitempty" validate:"max=50,clean"`
	FamilyKana string  `json:"familyKana,omitempty" validate:"omitempty,max=50,kana"`
	GivenKana  string  `json:"givenKana,omitempty" validate:"omitempty,max=50,kana"`
	Email      string  `json:"email,omitempty" validate:"omitempty,max=254,email"`
	Phone      string  `json:"phone,omitempty" validate:"omitempty,phone"`
	PostalCode string  `json:"postalCode,omitempty" validate:"omitempty,postcode"`
	Prefecture string  `json:"prefecture,omitempty" validate:"omitempty,prefecture"`
	City       string  `json:"city,omitempty" validate:"max=50,clean"`
	Street     string  `json:"street,omitempty" validate:"max=100,clean"`
	Building   string  `json:"building,omitempty" validate:"max=100,clean"`
	Uncertain  []Field `json:"uncertain,omitempty" validate:"max=11,dive,max=20,token"`

	// Other ways to write what stands above, which forms ask for: the telephone number cut in three, and the prefecture's short
	// name, katakana, Latin letters and two-digit JIS code. Package person derives them.
	PhoneParts      []string `json:"phoneParts,omitempty" validate:"max=3,dive,max=11"`
	PrefectureNames []string `json:"prefectureNames,omitempty" validate:"max=4,dive,max=20"`
}

// CheckRequest asks whether what was typed into a shop's form is right.
type CheckRequest struct {
	Shop  string       `json:"shop" validate:"required,max=64,token"`
	Typed []TypedField `json:"typed" validate:"max=11,unique=Field,dive"`
	Lang  Lang         `json:"lang,omitempty" validate:"omitempty,oneof=ja en"`
}

// TypedField is a field as it was typed: it is normalised before any rule is applied.
type TypedField struct {
	Field Field  `json:"field" validate:"required,oneof=familyName givenName familyKana givenKana email phone postalCode prefecture city street building"`
	Value string `json:"value" validate:"max=500"`
}

// CheckResponse says what was understood, and names what is wrong by field.
type CheckResponse struct {
	Person Person         `json:"person"`
	Fields []FieldProblem `json:"fields"`
}
