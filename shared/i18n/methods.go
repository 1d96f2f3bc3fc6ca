package i18n

import "noren/shared/api"

// Methods are the words of 「決済方法の設定」 with 「決済グループの設定」 at its foot (R3-10, R3-11).
type Methods struct {
	Title, Lead                        string
	Name, ID, Display, Order           string
	Shown, Hidden                      string // 「表示」「非表示」
	Up, Down                           string // 「上へ」「下へ」
	Change                             string // the button 「変更」
	ChangeHint                         string
	Edit, Remove, Cancel, Back         string
	Saved, Unsaved, Moved              string // {name} {n} in Moved
	NotRegistered, Register, Contract  string // Amazon Pay is 「表示」, but something is missing
	Add, AddHint, IDHint, NameHint     string
	Added, Renamed, Removed            string // {name}
	EditTitle, RemoveTitle, RemoveLead string // {name}
	RemoveYes, SaveName, Kept          string // Kept: why Amazon Pay cannot be removed
	Conflict, ConflictHint             string // {who} {at}
	Gone                               string // what was to be changed is not there any more
	TooMany                            string // {max}
	Taken, IDFault, NameFault          string

	Groups, GroupsLead, GroupsNew, GroupsNone     string
	Ticked                                        string // {name}: label of a check box
	AddGroup, GroupIDHint, GroupNameHint, GroupID string
	EditGroupTitle, RemoveGroupTitle              string // {name}
	RemoveGroupLead, GroupsSaved, AmazonPay, Now  string
	Group, GroupName, GroupIDFault                string
}

// MethodsFor returns the words in a language; any other than English gives Japanese.
func MethodsFor(lang api.Lang) Methods {
	if lang == api.English {
		return methodsEnglish()
	}
	return methodsJapanese()
}
