package server

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/server/matchers"
	"github.com/signspec/signspec/suites/wire"
)

// everything is what a target file can have.
func everything() []string { return []string{"notify", "sessions", "status", "unbind"} }

func TestWhatIsExploredIsWhatItsNameSays(t *testing.T) {
	for _, notifies := range []bool{true, false} {
		names := map[string]bool{}
		for _, s := range NewSpace(notifies, everything()).Explored() {
			if err := s.drawn.possible(); err != nil || names[s.Name] {
				t.Errorf("%s cannot be, or stands twice: %v", s.Name, err)
			}
			names[s.Name] = true
			again, err := Beyond(s.Name, NewPlan(schemas.Documented()))
			if err != nil || !reflect.DeepEqual(again, s) {
				t.Errorf("%s describes %+v, %v", s.Name, again, err)
			}
			if !notifies && strings.Contains(s.Name, notificationEvent) {
				t.Errorf("%s has a notification, of an edition without", s.Name)
			}
		}
	}
}

// TestWhatIsExploredCoversTheSpace demands every pair and every order of three events, of whatever a target file has.
func TestWhatIsExploredCoversTheSpace(t *testing.T) {
	for name, means := range map[string][]string{
		"everything": everything(), "no status": {"notify", "sessions"}, "no users": {"notify", "status"}, "no unbind": {"notify", "sessions", "status"},
		"nothing": nil,
	} {
		s := NewSpace(true, means)
		explored := s.Explored()
		c := s.Covered(append(explored, NewPlan(schemas.Documented()).Scenarios...))
		for of, n := range map[string]Count{
			"answers": c.Answers, "answers and orders": c.AnswerOrders, "repeats": c.Repeats, "besides": c.Besides, "endings": c.Endings,
			"pairs":  c.Pairs,
			"orders": c.Orders,
		} {
			if n.Covered != n.Of {
				t.Errorf("%s: of %s %d of %d are covered", name, of, n.Covered, n.Of)
			}
		}
		if c.Scenarios != len(explored) || c.Events < 2*c.Scenarios || c.Pairs.Of < 20 {
			t.Errorf("%s: %+v", name, c)
		}
	}
	s := NewSpace(true, everything())
	if c := s.Covered(nil); c.Answers.Of != 11 || c.Answers.Covered != 0 || c.Orders != (Count{0, 60}) || c.AnswerOrders != (Count{0, 88}) {
		t.Errorf("nothing covers %+v", c)
	}
	one, err := Beyond("start, result, notification, status", NewPlan(schemas.Documented()))
	if c := s.Covered([]Scenario{one}); err != nil || c.Answers.Covered != 1 || c.Orders.Covered != 1 || c.Pairs.Covered != 10 ||
		c.AnswerOrders.Covered != 1 || c.Events != 4 {
		t.Errorf("one scenario covers %+v, %v", c, err)
	}
	together, err := Beyond("start, result & notification, status", NewPlan(schemas.Documented()))
	if c := s.Covered([]Scenario{together}); err != nil || c.Orders.Covered != 0 {
		t.Errorf("what happens at once has no order, and it covers %+v, %v", c, err)
	}
}

func TestWhatAScriptStages(t *testing.T) {
	s, err := Beyond("in process, refused b: start, start, start b, result & result b, notification, status b", NewPlan(schemas.Documented()))
	want := Scenario{
		Name: "in process, refused b: start, start, start b, result & result b, notification, status b",
		Attempts: []Attempt{
			{Apply: []Answer{{Status: "U", Code: "inProcess"}, {}}}, {User: 1, Apply: []Answer{{Status: "F", Code: "final"}}}, {},
		},
		Steps: []Step{
			{Do: Start, Attempt: 2}, {Do: Start}, {Do: Start, Attempt: 1}, {Do: Result}, {Do: Result, Attempt: 1, With: true},
			{Do: Notify, Kind: wire.CodeCreated}, {Do: Ask, Attempt: 1}, {Do: SettleBound}, {Do: Settle, Attempt: 1},
		},
	}
	if want.drawn = s.drawn; err != nil || !reflect.DeepEqual(s, want) {
		t.Errorf("it is\n%+v, want\n%+v, %v", s, want, err)
	}
}

func TestWhatComesWhenAnAttemptIsBound(t *testing.T) {
	s, err := Beyond("start, start b, result, result b, unbind, cancellation, start, notification, old result", NewPlan(schemas.Documented()))
	want := []Step{
		{Do: Start}, {Do: Start, Attempt: 1}, {Do: Result}, {Do: Result, Attempt: 1},
		{Do: SettleBound}, {Do: Unbind}, {Do: SettleEnded}, {Do: Notify, Kind: wire.TokenCanceled}, {Do: SettleEnded},
		{Do: Start, Attempt: 2}, {Do: Notify, Attempt: 2, Kind: wire.CodeCreated},
		{Do: SettleBound, Attempt: 2}, {Do: Result}, {Do: Pause}, {Do: Ask, Attempt: 2}, {Do: SettleBound, Attempt: 1},
	}
	if err != nil || !reflect.DeepEqual(s.Steps, want) || !reflect.DeepEqual(s.Attempts, []Attempt{{}, {User: 1}, {}}) {
		t.Errorf("it is\n%+v of %+v, want\n%+v, %v", s.Steps, s.Attempts, want, err)
	}
	late, err := Beyond("start, result, cancellation & cancellation, result", NewPlan(schemas.Documented()))
	want = []Step{
		{Do: Start}, {Do: Result}, {Do: SettleBound}, {Do: Notify, Kind: wire.TokenCanceled},
		{Do: Notify, Kind: wire.TokenCanceled, With: true}, {Do: SettleEnded}, {Do: Result}, {Do: Settle}, {Do: Pause}, {Do: Ask},
	}
	if err != nil || !reflect.DeepEqual(late.Steps, want) {
		t.Errorf("it is\n%+v, want\n%+v, %v", late.Steps, want, err)
	}
}

func TestNamesThatDescribeNothing(t *testing.T) {
	for name, says := range map[string]string{
		"": "no event", "strat": "did you mean start?", "in proces: start": "did you mean in process?",
		"result, start":                                             "before",
		"start, result b":                                           `before "start b"`,
		"start b, result b":                                         `nothing is called "start"`,
		"start, start, start, result":                               "too often",
		"start, result, start":                                      "too often",
		"start, start b, start b":                                   "too often",
		"start & start, result":                                     "at once",
		"refused b: start, result":                                  "who does not start",
		"after b's: start, start b, result, result b":               "at once with",
		"after b's b: start, start b, result & result b":            "answer to the first",
		"start" + strings.Repeat(", status", mostEvents):            "are the most",
		"start, unbind":                                             "before anything is agreed",
		"start, start b, result b, cancellation":                    "before anything is agreed",
		"start, start b, result, unbind b":                          "first user",
		"start, result, unbind, old result":                         "agreement before",
		"start, result & unbind":                                    "at once",
		"start, result, unbind & result":                            "at once",
		"start, result, unbind, start, old unbind":                  "agreement before",
		"start, result" + strings.Repeat(" & status", mostTogether): "at once",
	} {
		if s, err := Beyond(name, NewPlan(schemas.Documented())); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q describes %q, %v; want an error with %q", name, s.Name, err, says)
		}
	}
}

func TestRandomScenariosAreTheSameUnderASeed(t *testing.T) {
	s, other := NewSpace(true, everything()), NewSpace(false, nil)
	names := map[string]bool{}
	for number := range 300 {
		one := s.Random(7, number)
		if again := s.Random(7, number); !reflect.DeepEqual(one, again) {
			t.Errorf("number %d is %q, and then %q", number, one.Name, again.Name)
		}
		names[one.Name] = true
		if read, err := Beyond(one.Name, NewPlan(schemas.Documented())); err != nil || read.Name != one.Name {
			t.Errorf("%q describes %q, %v", one.Name, read.Name, err)
		}
		if name := other.Random(7, number).Name; strings.Contains(name, notificationEvent) || strings.Contains(name, second) {
			t.Errorf("%q is nothing that a server without notifications and users is asked for", name)
		}
	}
	if len(names) < 250 || s.Random(8, 1).Name == s.Random(7, 1).Name {
		t.Errorf("300 random scenarios are %d", len(names))
	}
}

// TestWhatIsSmallerIsPossibleAndSmaller demands that shrinking ends, and that it can take away whatever there is.
func TestWhatIsSmallerIsPossibleAndSmaller(t *testing.T) {
	s, err := Beyond("in process, refused b: start, start, start b, result & result b, notification", NewPlan(schemas.Documented()))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, smaller := range smaller(s) {
		names = append(names, smaller.Name)
		if err := smaller.drawn.possible(); err != nil || smaller.size() >= s.size() {
			t.Errorf("%s: %v, size %d of %d", smaller.Name, err, smaller.size(), s.size())
		}
	}
	for _, want := range []string{
		"in process: start, start, result, notification",
		"in process, refused b: start, start b, result & result b, notification",
		"in process, refused b: start, start, start b, result b, notification",
		"refused b: start, start, start b, result & result b, notification",
		"in process: start, start, start b, result & result b, notification",
		"in process, refused b: start, start, start b, result, result b, notification",
	} {
		if !slices.Contains(names, want) {
			t.Errorf("%q is not among those that are smaller: %q", want, names)
		}
	}
}

func TestJudgesBeyondNamesRules(t *testing.T) {
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	for id := range judgesBeyond() {
		if rule, ok := catalogue.Rule(id); !ok || rule.Subject != schemas.MerchantServer {
			t.Errorf("%s is no rule for servers", id)
		}
	}
	portal, err := schemas.LoadPortal(schemas.DefaultPortal)
	if err != nil {
		t.Fatal(err)
	}
	names := append(NewPlan(portal.Profile()).Names(), Described)
	for _, name := range matchers.Base() {
		if !slices.Contains(names, name) {
			t.Errorf("%s is compared with, and in no plan", name)
		}
	}
}
