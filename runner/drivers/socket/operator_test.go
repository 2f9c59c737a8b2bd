package socket

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/signspec/signspec/runner/drivers/drivertest"
	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// instructed are options for a person at the device, and the instructions that are told of.
func instructed() (Options, *told) {
	o, heard := options(), &told{}
	o.Stager, o.Operator, o.Instruct = &stage.Operator{Source: &urlStager{}}, true, heard.tell
	return o, heard
}

// told keeps what is told.
type told struct {
	mu    sync.Mutex
	lines []string
}

func (o *told) tell(line string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.lines = append(o.lines, line)
}

func (o *told) all() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.lines)
}

// operated opens the mini program for a driver and describes the wallet.
func operated(t *testing.T, o Options, polling bool) (*Driver, *phone) {
	t.Helper()
	d, url := open(t, o, newCutter(t))
	phone := newPhone(t)
	phone.withoutSockets = polling
	phone.open(url)
	if _, err := d.Describe(drivertest.Within(t)); err != nil {
		t.Fatal(err)
	}
	return d, phone
}

// TestAnOperatorTapsOnceForTheSame performs the same three times in a row: the person is asked once, and sees what to do
// while each call is pending.
func TestAnOperatorTapsOnceForTheSame(t *testing.T) {
	const cancel = "Tap Cancel on the next page."
	for _, polling := range []bool{false, true} {
		t.Run(fmt.Sprintf("polling=%v", polling), func(t *testing.T) {
			o, heard := instructed()
			d, phone := operated(t, o, polling)
			pending := make(chan string, 10)
			phone.signed = func(string) {
				pending <- phone.now().page.Get("data").Get("instruction").String()
			}
			phone.obey()
			drivertest.Perform(t, d, "in-a-row/cancel")
			if n := phone.tapped(); n != 1 {
				t.Errorf("%d taps", n)
			}
			for _, want := range []string{cancel, "Once more: " + cancel, "Once more (3 in a row): " + cancel} {
				if shown := <-pending; shown != want {
					t.Errorf("while the call is pending the phone shows %q, want %q", shown, want)
				}
			}
			if got := heard.all(); !slices.Equal(got, []string{cancel, cancel, cancel}) {
				t.Errorf("told of %q", got)
			}
			wantOnce(t, phone.authorisations(), 3)
		})
	}
}

// TestWhatAnOperatorCannotDoIsNotAskedAgain has the person refuse one instruction: whatever needs it is untested from
// then on, and nothing of it is authorised.
func TestWhatAnOperatorCannotDoIsNotAskedAgain(t *testing.T) {
	o, heard := instructed()
	d, phone := operated(t, o, false)
	go func() {
		waitFor(t, "the instruction", func() bool { return phone.shown("choosing") == "true" })
		phone.tap("cannot")
	}()
	const reason = "the operator could not do it: Tap Cancel on the next page."
	for _, name := range []string{"cancel/all-callbacks", "cancel/fail", "recover/cancel", "overlap/approve+cancel", "in-a-row/cancel"} {
		p, err := d.Perform(drivertest.Within(t), drivertest.Scenario(t, name))
		if err != nil || p.Untested != reason || len(p.Records) != 0 {
			t.Errorf("%s came to %+v, %v", name, p, err)
		}
	}
	if n := phone.tapped(); n != 1 || len(heard.all()) != 1 {
		t.Errorf("%d taps, told of %q", n, heard.all())
	}
	wantOnce(t, phone.authorisations(), 0)
	phone.obey()
	drivertest.Perform(t, d, "approve/all-callbacks")
	wantOnce(t, phone.authorisations(), 1)
}

// TestAnOperatorWhoCannotDoBothAtOnce can still do either.
func TestAnOperatorWhoCannotDoBothAtOnce(t *testing.T) {
	o, heard := instructed()
	d, phone := operated(t, o, false)
	go func() {
		waitFor(t, "the instruction", func() bool { return phone.shown("choosing") == "true" })
		phone.tap("cannot")
		waitFor(t, "another instruction", func() bool { return phone.shown("choosing") == "true" })
		phone.tap("ready")
	}()
	const both = "Page 1 of 2: Confirm on the next page.\nPage 2 of 2: Tap Cancel on the next page."
	for range 2 {
		p, err := d.Perform(drivertest.Within(t), drivertest.Scenario(t, "overlap/approve+cancel"))
		if err != nil || p.Untested != couldNot(both) {
			t.Errorf("got %+v, %v", p, err)
		}
	}
	drivertest.Perform(t, d, "cancel/all-callbacks")
	if want := []string{"Confirm on the next page.", "Tap Cancel on the next page.",
		"Tap Cancel on the next page."}; !slices.Equal(heard.all(), want) {
		t.Errorf("told of %q", heard.all())
	}
	if shown := phone.showed("instruction"); !slices.Contains(shown, both) {
		t.Errorf("the phone has shown %q", shown)
	}
}

// TestTheDeviceSaysThatThereIsNothingToDo performs calls that nobody has to authorise, and says how far the run is.
func TestTheDeviceSaysThatThereIsNothingToDo(t *testing.T) {
	o, heard := instructed()
	o.Plan = planOf(t, wallet.Full)
	d, phone := operated(t, o, false)
	for _, name := range []string{"sign-str/number", "arguments/none"} {
		drivertest.Perform(t, d, name)
	}
	if shown := phone.showed("instruction"); !slices.Equal(shown, []string{rest}) && !slices.Equal(shown, []string{rest, rest}) {
		t.Errorf("the phone has shown %q", shown)
	}
	if phone.tapped() != 0 || len(heard.all()) != 0 || phone.shown("todo") != "false" {
		t.Errorf("%d taps, told of %q", phone.tapped(), heard.all())
	}
	phone.obey()
	drivertest.Perform(t, d, "recover/cancel")
	drivertest.Perform(t, d, "approve/all-callbacks")
	total := 0
	for _, s := range o.Plan {
		total += len(todo(s))
	}
	if want := fmt.Sprintf("Done: 3 of %d scenarios, 2 of %d authorisations.", len(o.Plan), total); phone.shown("progress") != want {
		t.Errorf("the phone shows %q, want %q", phone.shown("progress"), want)
	}
}

// TestWhenAnOperatorIsAskedAnew goes through what a person is asked for, one after the other.
func TestWhenAnOperatorIsAskedAnew(t *testing.T) {
	o := newOperator()
	settled := wallet.Performance{Records: []record.Record{{End: record.Settled, Callbacks: []string{"complete"}}}}
	unheard := wallet.Performance{Records: []record.Record{{End: record.Deadline, Callbacks: []string{"success"}}}}
	silent := wallet.Performance{Records: []record.Record{{End: record.Deadline, Callbacks: []string{"fail", "complete"}}}}
	for _, c := range []struct {
		what, text string
		instance   int
		then       wallet.Performance
		times      int // 0: they are asked
	}{
		{"the first", "Confirm.", 1, settled, 0},
		{"the same", "Confirm.", 1, settled, 2},
		{"the same again, of which nothing can be heard", "Confirm.", 1, unheard, 3},
		{"the same after that", "Confirm.", 1, settled, 4},
		{"something else", "Cancel.", 1, settled, 0},
		{"the first after something else", "Confirm.", 1, silent, 0},
		{"the same, when nobody may have been there", "Confirm.", 1, settled, 0},
		{"the same on a page that was loaded again", "Confirm.", 2, settled, 0},
		{"the same there", "Confirm.", 2, settled, 2},
	} {
		times := o.repeats(c.text, c.instance)
		if times != c.times {
			t.Errorf("%s: %d, want %d", c.what, times, c.times)
		}
		if times == 0 {
			o.ready(c.text, c.instance)
		}
		o.saw(c.then)
	}
	if o.repeats("Cancel.", 2); o.repeats("Confirm.", 2) != 0 {
		t.Error("they are taken to be ready for what came before something that they did not answer")
	}
}

// TestFixedSignStringsByHand signs what is given for an outcome, and asks nobody for an outcome that has none.
func TestFixedSignStringsByHand(t *testing.T) {
	fixed := stage.Fixed{
		record.Approve: {SignStr: "https://wallet.example/authorise?outcome=approve&state=s1", AuthState: "s1"},
		record.Cancel:  {SignStr: "https://wallet.example/authorise?outcome=cancel"},
	}
	o, heard := instructed()
	o.Stager = &stage.Operator{Source: fixed}
	d, phone := operated(t, o, false)
	phone.obey()
	for _, name := range []string{"recover/cancel", "overlap/approve+cancel", "approve/complete", "sign-str/empty"} {
		s := drivertest.Scenario(t, name)
		p, err := d.Perform(drivertest.Within(t), s)
		if err != nil || len(p.Records) != len(s.Calls) {
			t.Fatalf("%s came to %+v, %v", name, p, err)
		}
		for i, r := range p.Records {
			signed, _ := r.Args.Field("signStr")
			want := fixed[r.Stage.Outcome].SignStr
			if r.Stage.AuthState != fixed[r.Stage.Outcome].AuthState {
				t.Errorf("%s is said to carry the state %q", r.ID, r.Stage.AuthState)
			}
			if s.Calls[i].Fill == "" {
				want = "" // the wallet is to refuse this
			}
			if text, _ := signed.Str(); text != want {
				t.Errorf("%s signed %s, want %q", r.ID, signed, want)
			}
		}
	}
	asked := len(heard.all())
	for _, name := range []string{"network/all-callbacks", "recover/fail"} {
		p, err := d.Perform(drivertest.Within(t), drivertest.Scenario(t, name))
		if err != nil || !strings.Contains(p.Untested, "no sign string is given for outcome") {
			t.Errorf("%s came to %+v, %v", name, p, err)
		}
	}
	if n := len(heard.all()); n != asked || asked != 5 {
		t.Errorf("told of %q", heard.all())
	}
}
