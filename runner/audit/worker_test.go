package audit

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strconv"
	"testing"

	"github.com/signspec/signspec/runner/audit/audittest"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/production"
	"github.com/signspec/signspec/schemas/record"
)

// manyEnv is how many lines the differential test judges: SIGNSPEC_AUDIT_RECORDS=5000000 takes some minutes. They are drawn from
// a seed, which seedEnv may give, so that a run finds what another did not.
const (
	manyEnv = "SIGNSPEC_AUDIT_RECORDS"
	seedEnv = "SIGNSPEC_AUDIT_SEED"
)

// asked is a number that the environment asks for.
func asked(t *testing.T, name string, otherwise int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	number, err := strconv.Atoi(text)
	if err != nil || number < 0 {
		t.Fatalf("%s: %q is no number: %v", name, text, err)
	}
	return number
}

// TestAShapeIsJudgedAsTheLineIs makes plain, faulty and mutated lines. Each of which the shape was known is read and judged
// all the same, and must be what its shape said: the same rules judged and broken, seen at the same place and time.
func TestAShapeIsJudgedAsTheLineIs(t *testing.T) {
	judges := NewJudges(schemas.Documented())
	w := NewWorker(judges)
	seed := asked(t, seedEnv, 7)
	maker := audittest.New(uint64(seed))
	maker.Faulty = 500
	lines, known, broken := asked(t, manyEnv, 30_000), 0, 0
	for i := range lines {
		line := maker.Line()
		if i%2 == 1 {
			line = maker.Mutant(line)
		}
		if v, ok := w.shaped(line); ok {
			known++
			wantJudged(t, judges, line, v, w.shape.where)
			if v.Broken != 0 {
				broken++
			}
		}
		w.Line("f", int64(i), line)
	}
	if known < lines/4 || broken < known/20 {
		t.Errorf("of %d lines, only %d had a shape that was known, %d of them broken", lines, known, broken)
	}
	t.Logf("of %d lines from seed %d, %d had a shape that was known, %d of them broken", lines, seed, known, broken)
}

func wantJudged(t *testing.T, judges *Judges, line []byte, v Verdict, seen where) {
	t.Helper()
	call, err := production.Parse(line)
	if err != nil {
		t.Fatalf("%v, but a line of its shape could be read:\n%s", err, line)
	}
	want, _, err := judges.Judge(call)
	if err != nil || want != v {
		t.Fatalf("%+v by its shape, %+v, %v by the judges:\n%s", v, want, err, line)
	}
	for i, text := range [][]byte{seen.time, seen.wallet, seen.version, seen.platform, seen.profile} {
		if want := reflect.ValueOf(call.Where).Field(i).String(); want != string(text) {
			t.Fatalf("%s is %q by its shape, %q as it was read:\n%s", reflect.TypeOf(call.Where).Field(i).Name, text, want, line)
		}
	}
}

// FuzzShape reads a line after another: where both are of one shape, they are judged alike.
func FuzzShape(f *testing.F) {
	maker := audittest.New(3)
	maker.Faulty = 700
	for range 40 {
		line := maker.Line()
		f.Add(line, maker.Mutant(line))
	}
	judges := NewJudges(schemas.Documented())
	f.Fuzz(func(t *testing.T, first, second []byte) {
		w := NewWorker(judges)
		w.Line("f", 1, first)
		if v, ok := w.shaped(second); ok {
			wantJudged(t, judges, second, v, w.shape.where)
		}
	})
}

// What a worker counts does not depend on whether it knows shapes, examples included.
func TestWithAndWithoutShapes(t *testing.T) {
	judges := NewJudges(schemas.Documented())
	fast, slow := NewWorker(judges), NewWorker(judges)
	slow.known = nil
	maker := audittest.New(11)
	maker.Faulty = 300
	for i := range int64(2000) {
		line := maker.Line()
		if i%5 == 0 {
			line = maker.Mutant(line)
		}
		fast.Line("f", i+1, line)
		slow.Line("f", i+1, line)
	}
	wantSame(t, slow.Tally(), fast.Tally())
}

func wantSame(t *testing.T, want, got *Tally) {
	t.Helper()
	if w, g := plainly(t, want), plainly(t, got); !reflect.DeepEqual(w, g) {
		t.Errorf("the tallies differ:\nwant %.3000v\n got %.3000v", w, g)
	}
}

// plainly is a tally as plain JSON, without the digests of masked texts, whose key is new each time.
func plainly(t *testing.T, of *Tally) any {
	t.Helper()
	data, err := json.Marshal(of)
	if err != nil {
		t.Fatal(err)
	}
	var plain any
	if err := json.Unmarshal(regexp.MustCompile(`[0-9a-f]{64}`).ReplaceAll(data, nil), &plain); err != nil {
		t.Fatal(err)
	}
	return plain
}

// What is known of shapes is bounded, whatever comes.
func TestShapesAreForgotten(t *testing.T) {
	w := NewWorker(NewJudges(schemas.Documented()))
	for i := range maxShapes + 10 {
		w.shape.key = strconv.AppendInt([]byte("shape "), int64(i), 10)
		w.learn(Verdict{})
	}
	if len(w.known) != 10 {
		t.Errorf("%d shapes are known, want 10", len(w.known))
	}
}

// Every line that is made is a record by the schema, and every mutant that is read is one too, but for two things that who
// reads does not look at: the case of the letters of a key, and more keys beside those of a mask or a tag.
func TestWhatIsReadIsByTheSchema(t *testing.T) {
	maker := audittest.New(5)
	maker.Faulty = 300
	read := 0
	for range 3000 {
		line := maker.Line()
		if problems := problemsOf(t, line); len(problems) > 0 {
			t.Fatalf("%v:\n%s", problems, line)
		}
		mutant := maker.Mutant(line)
		call, err := production.Parse(mutant)
		if err != nil || call.Record.Scenario != record.ProductionScenario {
			continue
		}
		read++
		if problems := problemsOf(t, mutant); len(problems) > 0 && !overlooked.MatchString(fmt.Sprint(problems)) {
			t.Errorf("%v:\n%s", problems, mutant)
		}
	}
	if read < 250 {
		t.Errorf("only %d mutants could be read", read)
	}
}

var overlooked = regexp.MustCompile(`unknown key "Id"|\$(masked|type)/[^ ]* true unknown key`)

func problemsOf(t *testing.T, line []byte) []schemas.Problem {
	t.Helper()
	var document any
	if err := json.Unmarshal(line, &document); err != nil {
		t.Fatalf("%v:\n%s", err, line)
	}
	return schemas.Validate(schemas.ProductionSchema, document)
}
