package web

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strconv"

	"noren/shared/api"
	"noren/shared/i18n"
)

// problemGroup is all problems that are answered with one HTTP status, by code.
type problemGroup struct {
	status   int
	problems []problemTexts
}

// problemTexts is a problem in the language of the page, and in the other ones.
type problemTexts struct {
	code   api.Code
	texts  i18n.Problem
	others map[api.Lang]i18n.Problem
}

func (g problemGroup) id() string { return "status-" + strconv.Itoa(g.status) }

func (g problemGroup) title() string { return strconv.Itoa(g.status) + " " + http.StatusText(g.status) }

// problemsByStatus lists every problem that has texts, which is every problem there is (a test of i18n sees to it).
func problemsByStatus(lang api.Lang) []problemGroup {
	byStatus := map[int][]problemTexts{}
	codes := slices.AppendSeq(slices.Collect(maps.Keys(i18n.For(lang).Problems)), maps.Keys(i18n.OrderProblems(lang)))
	for _, code := range codes {
		problem := problemTexts{code, textsOf(code, lang), make(map[api.Lang]i18n.Problem)}
		for _, other := range docLangs {
			if other != lang {
				problem.others[other] = textsOf(code, other)
			}
		}
		status := statusOf(code)
		byStatus[status] = append(byStatus[status], problem)
	}
	groups := make([]problemGroup, 0, len(byStatus))
	for status, problems := range byStatus {
		slices.SortFunc(problems, func(a, b problemTexts) int { return cmp.Compare(a.code, b.code) })
		groups = append(groups, problemGroup{status, problems})
	}
	slices.SortFunc(groups, func(a, b problemGroup) int { return cmp.Compare(a.status, b.status) })
	return groups
}
