package yen_test

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"noren/shared/yen"
)

func TestParse(t *testing.T) {
	good := map[string]yen.Yen{
		"0": 0, "1": 1, "007": 7, "1000000": 1_000_000, "100.0": 100, "100.00": 100, "999999999999999": 999_999_999_999_999,
	}
	for text, want := range good {
		if got, err := yen.Parse(text); err != nil || got != want {
			t.Errorf("Parse(%q) is %d, %v", text, got, err)
		}
	}
	for _, text := range []string{
		"", " ", ".", "1.", ".5", "1.5", "1.01", "-1", "+1", "1e3", "0x1", "1,000", "1_000", " 1", "1 ", "１", "NaN", "Inf",
		"1.0.0", "1.-0", "1000000000000000", "100.00円", "¥100", "1\n",
	} {
		if got, err := yen.Parse(text); !errors.Is(err, yen.ErrFraction) || got != 0 {
			t.Errorf("Parse(%q) is %d, %v; want ErrFraction", text, got, err)
		}
	}
}

func TestR4_14_Payable(t *testing.T) {
	for amount, want := range map[yen.Yen]bool{math.MinInt64: false, -1: false, 0: false, 1: true, 2: true, 999_999: true, 1_000_000: true, 1_000_001: false, math.MaxInt64: false} {
		if amount.Payable() != want {
			t.Errorf("Payable of %d is %v", amount, !want)
		}
	}
}

func TestString(t *testing.T) {
	for amount, want := range map[yen.Yen]string{
		0: "¥0", 1: "¥1", 999: "¥999", 1000: "¥1,000", 12_000: "¥12,000", 1_000_000: "¥1,000,000", -1: "-¥1", -100: "-¥100", -1234: "-¥1,234",
		math.MinInt64: "-¥9,223,372,036,854,775,808",
	} {
		if got := amount.String(); got != want {
			t.Errorf("%d is written %q, want %q", int64(amount), got, want)
		}
	}
}

func TestStringKeepsEveryDigit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64().Draw(t, "n")
		plain := strings.NewReplacer("¥", "", ",", "").Replace(yen.Yen(n).String())
		if plain != strconv.FormatInt(n, 10) {
			t.Errorf("%d became %s", n, plain)
		}
	})
}

// Parse takes exactly the texts of whole amounts: nothing is rounded, nothing goes through a float.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"1", "100.00", "1.5", "-0", "1e2", "0.1", "9007199254740993"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		amount, err := yen.Parse(text)
		whole, zeros, _ := strings.Cut(text, ".")
		if err != nil {
			if n, bad := strconv.ParseUint(text, 10, 63); bad == nil && len(text) <= 15 {
				t.Errorf("%q is refused, yet it is %d", text, n)
			}
			return
		}
		n, bad := strconv.ParseInt(whole, 10, 64)
		if bad != nil || yen.Yen(n) != amount || amount < 0 || strings.Trim(zeros, "0") != "" {
			t.Errorf("%q is taken as %d", text, amount)
		}
	})
}
