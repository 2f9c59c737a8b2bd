package socket

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/drivers/drivertest"
	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/schemas/record"
)

func TestWhatIsStagedHereIsSigned(t *testing.T) {
	d, url := open(t, options(), newCutter(t))
	phone := newPhone(t)
	phone.open(url)
	if _, err := d.Describe(drivertest.Within(t)); err != nil {
		t.Fatal(err)
	}
	asked := drivertest.Scenario(t, "recover/cancel")
	p, err := d.Perform(drivertest.Within(t), asked)
	if err != nil || len(p.Records) != 2 {
		t.Fatalf("got %+v, %v", p, err)
	}
	for i, r := range p.Records {
		signStr, _ := r.Args.Field("signStr")
		if text, _ := signStr.Str(); !strings.Contains(text, "outcome="+string(asked.Calls[i].Stage.Outcome)) {
			t.Errorf("call %d signed %s", i+1, signStr)
		}
		if *r.Stage != *asked.Calls[i].Stage {
			t.Errorf("the record of call %d has the stage %+v, where %+v was asked for", i+1, r.Stage, asked.Calls[i].Stage)
		}
	}
	if p.Records[1].StartedAt <= p.Records[0].StartedAt {
		t.Errorf("the second call began at %v, the first at %v", p.Records[1].StartedAt, p.Records[0].StartedAt)
	}
}

func TestDescribeTellsTheWallet(t *testing.T) {
	d, url := open(t, options(), newCutter(t))
	newPhone(t).open(url)
	got, err := d.Describe(drivertest.Within(t))
	if err != nil {
		t.Fatal(err)
	}
	if got.Name != "Acme Wallet" || got.Version != "5.2.0" || got.Time != "real" || got.Entry.Kind() != record.Function ||
		got.SDKVersion == nil || got.CanIUse == nil || strings.Join(got.Blind, " ") != "opened" {
		t.Errorf("got %+v", got)
	}
}

func TestWithoutAStagerNothingIsStaged(t *testing.T) {
	o := options()
	o.Stager = nil
	d, url := open(t, o, newCutter(t))
	phone := newPhone(t)
	phone.open(url)
	if _, err := d.Describe(drivertest.Within(t)); err != nil {
		t.Fatal(err)
	}
	p, err := d.Perform(drivertest.Within(t), drivertest.Scenario(t, "approve/all-callbacks"))
	if err != nil || !strings.Contains(p.Untested, "nothing stages outcomes here") {
		t.Errorf("got %+v, %v", p, err)
	}
	if r := drivertest.Perform(t, d, "arguments/none"); len(r) != 1 {
		t.Errorf("what needs no staging came to %+v", r)
	}
	wantOnce(t, phone.authorisations(), 0)
}

// never stages nothing.
type never struct{}

func (never) Stage(context.Context, record.Stage) (stage.Staged, error) {
	return stage.Staged{Untested: "the sandbox has no network"}, nil
}

func TestWhatCannotBeStagedIsUntested(t *testing.T) {
	o := options()
	o.Stager = never{}
	d, url := open(t, o, newCutter(t))
	phone := newPhone(t)
	phone.open(url)
	p, err := d.Perform(drivertest.Within(t), drivertest.Scenario(t, "recover/network"))
	if err != nil || p.Untested != "the sandbox has no network" || len(p.Records) != 0 {
		t.Errorf("got %+v, %v", p, err)
	}
	wantOnce(t, phone.authorisations(), 0)
}

func TestAnOperatorIsToldWhatToDo(t *testing.T) {
	for _, polling := range []bool{false, true} {
		o, lines := options(), &told{}
		o.Stager, o.Operator, o.Tell = &stage.Operator{Source: &urlStager{}}, true, lines.tell
		d, url := open(t, o, newCutter(t))
		phone := newPhone(t)
		phone.withoutSockets = polling
		phone.open(url)
		if _, err := d.Describe(drivertest.Within(t)); err != nil {
			t.Fatal(err)
		}
		performed := make(chan []record.Record, 1)
		go func() {
			p, err := d.Perform(drivertest.Within(t), drivertest.Scenario(t, "recover/cancel"))
			if err != nil || p.Untested != "" {
				t.Errorf("got %+v, %v", p, err)
			}
			performed <- p.Records
		}()
		for i, instruction := range []string{"Tap Cancel on the next page.", "Confirm on the next page."} {
			waitFor(t, "the instruction", func() bool { return phone.shown("instruction") == instruction && phone.shown("choosing") == "true" })
			if all := lines.all(); all[len(all)-1] != "On the device: "+instruction {
				t.Errorf("told of %q", all)
			}
			if len(phone.authorisations()) != i {
				t.Error("the wallet was called before the operator was ready")
			}
			phone.tap("ready")
		}
		if records := <-performed; len(records) != 2 {
			t.Errorf("got %+v", records)
		}
		if shown := phone.shown("instruction"); shown != "" {
			t.Errorf("the instruction %q is still shown", shown)
		}
	}
}

func TestAnOperatorWhoCannotDoIt(t *testing.T) {
	o := options()
	o.Stager, o.Operator = &stage.Operator{Source: &urlStager{}}, true
	d, url := open(t, o, newCutter(t))
	phone := newPhone(t)
	phone.open(url)
	if _, err := d.Describe(drivertest.Within(t)); err != nil {
		t.Fatal(err)
	}
	go func() {
		waitFor(t, "the instruction", func() bool { return phone.shown("choosing") == "true" })
		phone.tap("cannot")
	}()
	p, err := d.Perform(drivertest.Within(t), drivertest.Scenario(t, "unknown/all-callbacks"))
	if err != nil || !strings.Contains(p.Untested, "the operator could not do it") {
		t.Errorf("got %+v, %v", p, err)
	}
	// What the wallet refuses by itself needs nobody.
	if r := drivertest.Perform(t, d, "sign-str/empty"); r[0].End != record.Settled {
		t.Errorf("got %+v", r)
	}
	wantOnce(t, phone.authorisations(), 0)
}

func TestTheInstructionSurvivesACut(t *testing.T) {
	o := options()
	o.Stager, o.Operator = &stage.Operator{Source: &urlStager{}}, true
	cutter := newCutter(t)
	d, url := open(t, o, cutter)
	phone := newPhone(t)
	phone.open(url)
	if _, err := d.Describe(drivertest.Within(t)); err != nil {
		t.Fatal(err)
	}
	cutter.arrange(cut{`"method":"show"`, "after"}, 1)
	go func() {
		waitFor(t, "the instruction", func() bool { return phone.shown("choosing") == "true" })
		cutter.all()
		phone.tap("ready")
	}()
	drivertest.Perform(t, d, "cancel/all-callbacks")
	wantOnce(t, phone.authorisations(), 1)
}

func TestTheDeviceIsToldOfTheEnd(t *testing.T) {
	for i, polling := range []bool{false, true, false, true} {
		cutter := newCutter(t)
		if i > 1 { // the last word is lost, as the command may be gone by then
			cutter.arrange(cut{`"method":"refused"`, "before"}, 1)
		}
		d, url := open(t, options(), cutter)
		phone := newPhone(t)
		phone.withoutSockets = polling
		phone.open(url)
		if _, err := d.Describe(drivertest.Within(t)); err != nil {
			t.Fatal(err)
		}
		if err := d.Close(drivertest.Within(t)); err != nil {
			t.Errorf("closing: %v", err)
		}
		waitFor(t, "the phone to know", func() bool { return phone.shown("status") == "Ended." })
		if detail := phone.shown("detail"); detail != "The check has ended; this page can be closed." {
			t.Errorf("the phone shows %q", detail)
		}
	}
}

func TestAnInstructionThatNobodyWaitsForAnyMore(t *testing.T) {
	o := options()
	o.Stager, o.Operator = &stage.Operator{Source: &urlStager{}}, true
	d, url := open(t, o, newCutter(t))
	phone := newPhone(t)
	phone.open(url)
	if _, err := d.Describe(drivertest.Within(t)); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(drivertest.Within(t))
	go func() {
		waitFor(t, "the instruction", func() bool { return phone.shown("choosing") == "true" })
		cancel()
	}()
	if _, err := d.Perform(ctx, drivertest.Scenario(t, "cancel/all-callbacks")); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	phone.tap("ready")
	if r := drivertest.Perform(t, d, "sign-str/empty"); r[0].End != record.Settled {
		t.Errorf("got %+v", r)
	}
}
