package rule

// Group is the rules of one section of the catalogue.
type Group struct {
	// Name is the group's name in the catalogue, and the label of its specs; Title begins the sentences of its rows.
	Name, Title string
	Rows        []Row
}

// Row is one rule of a suite: a sentence, the matcher that judges it, and the scenarios that it rests on.
type Row struct {
	Text    string
	Matcher *Matcher
	On      Selection
	// Needs is what a driver must be able to observe for it, such as "promise"; empty where every driver can.
	Needs string
	// NeedsInPart says that a driver which cannot observe Needs may still show that the rule is broken.
	NeedsInPart bool
}

// Rows lists the rows of a table in order.
func Rows(table []Group) []Row {
	var rows []Row
	for _, group := range table {
		rows = append(rows, group.Rows...)
	}
	return rows
}

// Scenarios returns, by the id of each rule of a table, the scenarios of the plan that the rule is judged in.
func Scenarios[S Scenario](table []Group, plan Plan[S]) map[string][]S {
	scenarios := map[string][]S{}
	for _, row := range Rows(table) {
		scenarios[row.Matcher.Rule()], _ = Pick(row.On, plan)
	}
	return scenarios
}

// Matchers lists the matchers of a table in order.
func Matchers(table []Group) []*Matcher {
	var matchers []*Matcher
	for _, row := range Rows(table) {
		matchers = append(matchers, row.Matcher)
	}
	return matchers
}
