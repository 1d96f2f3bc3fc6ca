package jpaddress_test

import (
	"testing"

	"noren/shared/api"
	"noren/shared/jpaddress"
)

func FuzzRead(f *testing.F) {
	for _, c := range corpus(f) {
		f.Add(c.address.PostalCode, c.address.Region, c.address.City, c.address.Line1, c.address.Line2, c.address.Line3)
	}
	f.Fuzz(func(t *testing.T, postcode, region, city, line1, line2, line3 string) {
		losesNothing(t, api.Address{PostalCode: postcode, Region: region, City: city, Line1: line1, Line2: line2, Line3: line3, Country: "JP"})
	})
}

func FuzzNormal(f *testing.F) {
	for _, piece := range pieces {
		f.Add(piece + piece)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := jpaddress.Normal(text)
		if again := jpaddress.Normal(once); again != once {
			t.Errorf("%+q: first %+q, then %+q", text, once, again)
		}
	})
}

func FuzzNumbers(f *testing.F) {
	for _, seed := range []string{"", "+81 (0)90-1234-5678", "〒１５３－００６４", "0081312345678", "０３（１２３４）５６７８", "\u202A0312345678\u202C", "81"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		national, ok := jpaddress.Phone(text)
		again, okAgain := jpaddress.Phone(national)
		if ok && (!okAgain || again != national) {
			t.Errorf("%+q: first %+q, then %+q", text, national, again)
		}
		if area, exchange, number, _ := jpaddress.PhoneParts(national); area+exchange+number != national {
			t.Errorf("%q was cut into %q, %q, %q", national, area, exchange, number)
		}
		if seven, ok := jpaddress.PostalCode(text); ok && len(seven) != 7 {
			t.Errorf("%+q: %+q", text, seven)
		}
	})
}

func FuzzName(f *testing.F) {
	for _, seed := range []string{"山田 太郎", "山田　太郎様", "ジョン・スミス", "John Smith", "葛\U000E0100城 ﾀﾛｳ", "\u3000"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, full string) {
		family, given, _ := jpaddress.Name(full)
		if visible(family+given) != visible(jpaddress.Normal(full)) {
			t.Errorf("%+q became %+q and %+q", full, family, given)
		}
		if katakana, ok := jpaddress.Kana(full); ok {
			if again, _ := jpaddress.Kana(katakana); again != katakana {
				t.Errorf("%+q: first %+q, then %+q", full, katakana, again)
			}
		}
	})
}
