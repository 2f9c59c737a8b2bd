// Package production reads the records of calls that people made in production; production.schema.json is the authority for
// their JSON. A file of records that a run of the suite wrote is read too: its lines say nothing of where and when.
package production

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
)

// Version is the version of the schema that is read.
const Version = 1

// TimeLayout is how a production record writes its time.
const TimeLayout = "2006-01-02T15:04:05.000Z"

// LongestText is the most code points that a text may be said to have whose mask alone is known: no limit of the contract
// is near it, and whoever judges such a text makes one of that length.
const LongestText = 1 << 20

// Where says where and when a call was seen; a field is empty where the record does not say.
type Where struct {
	Time     string `json:"time"` // as TimeLayout has it
	Wallet   string `json:"wallet"`
	Version  string `json:"version"`
	Platform string `json:"platform"`
	Profile  string `json:"profile"`
}

// Call is one call, ready to be judged.
type Call struct {
	Where
	Record record.Record
}

// ErrNewer is the error of a record whose schema is newer than Version.
var ErrNewer = fmt.Errorf("the record is of a newer schema than %d, which this version of signspec reads", Version)

// line is what a line of either kind may hold: a record has no field of a name that is here.
type line struct {
	Production *float64 `json:"production"`
	Where
	record.Record
}

// Parse reads one line. Errors: ErrNewer, or what is wrong with it.
func Parse(text []byte) (Call, error) {
	if offset, deep := config.TooDeep(text); deep {
		return Call{}, fmt.Errorf("column %d: lists and objects are nested more than %d deep here", offset+1, config.MaxJSONDepth)
	}
	var l line
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(&l)
	if version, ok := l.version(text, err); ok && version > Version {
		return Call{}, ErrNewer
	} else if !ok {
		return parseOwn(text)
	}
	if err == nil && len(bytes.TrimSpace(text[decoder.InputOffset():])) > 0 {
		err = errors.New("something follows the record")
	}
	if err == nil {
		err = l.check()
	}
	if err != nil {
		return Call{}, fmt.Errorf("this is no production record: %w", err)
	}
	l.Scenario = record.ProductionScenario
	return Call{Where: l.Where, Record: l.Record}, checkTexts(l.Record)
}

// version returns the version of the schema that a line says it is of, and whether it says one: only that counts of a line
// which cannot be read, since a newer version may have what this one does not know.
func (l line) version(text []byte, failed error) (float64, bool) {
	if failed == nil {
		if l.Production == nil {
			return 0, false
		}
		return *l.Production, true
	}
	var of struct {
		Production *float64 `json:"production"`
	}
	if json.Unmarshal(text, &of) != nil || of.Production == nil {
		return 0, false
	}
	return *of.Production, true
}

// check says what is wrong with a production record whose types are right.
func (l line) check() error {
	if *l.Production != Version {
		return fmt.Errorf("production is %v, where %d is the version that is read", *l.Production, Version)
	}
	_, err := time.Parse(TimeLayout, l.Time)
	switch own := (record.Record{ID: l.ID, API: l.API, Args: l.Args, Callbacks: l.Callbacks, Events: l.Events, End: l.End}); {
	case err != nil || len(l.Time) != len(TimeLayout):
		return fmt.Errorf("time is %q, which is not as in %q", l.Time, TimeLayout)
	case l.Callbacks == nil || l.Events == nil || l.API == "":
		return errors.New("api, callbacks or events is missing")
	case l.End != record.Settled && l.End != record.Deadline:
		return fmt.Errorf("end is %q, where %q and %q are allowed", l.End, record.Settled, record.Deadline)
	case !reflect.DeepEqual(own, l.Record):
		return errors.New("it has a field that only a record of the suite has")
	case l.ID == "" || !isName(l.ID):
		return fmt.Errorf("id is %q, where 1 to %d characters are allowed, none of them a control character", l.ID, LongestName)
	}
	for i, name := range []string{l.Wallet, l.Version, l.Platform, l.Profile} {
		if !isName(name) {
			return fmt.Errorf("%s is no name of at most %d characters, none of them a control character",
				[]string{"wallet", "version", "platform", "profile"}[i], LongestName)
		}
	}
	for _, name := range l.Callbacks {
		if !slices.Contains([]string{"success", "fail", "complete"}, name) {
			return fmt.Errorf("there is no callback %q", name)
		}
	}
	for _, e := range l.Events {
		if !slices.Contains(seen(), e.Type) {
			return fmt.Errorf("there is an event of type %q, where one of %q is allowed", e.Type, seen())
		}
	}
	return nil
}

// seen are the types of events that are recorded in production.
func seen() []record.EventType {
	return []record.EventType{record.Returned, record.Threw, record.Success, record.Failed, record.Completed}
}

// LongestName is how many characters an id or a name may have, of a wallet, version, platform or profile.
const LongestName = 64

// isName says whether a text may be a name, or nothing. Groups of calls are told apart by what stands around them.
func isName(text string) bool {
	return utf8.RuneCountInString(text) <= LongestName &&
		!strings.ContainsFunc(text, func(r rune) bool { return r < ' ' })
}

// parseOwn reads a record as a run of the suite writes it.
func parseOwn(text []byte) (Call, error) {
	r, err := record.Parse(text)
	if err != nil {
		return Call{}, err
	}
	return Call{Record: r}, checkTexts(r)
}

// checkTexts refuses a text whose mask says that it has more code points than any text has, or fewer than none. Of a
// production record it refuses a mask that is none as well: an empty text is not masked.
func checkTexts(r record.Record) error {
	values := []record.Value{r.Args}
	for _, v := range r.Changed {
		values = append(values, v)
	}
	for _, e := range r.Events {
		values = append(values, e.Args...)
	}
	for len(values) > 0 {
		v := values[len(values)-1]
		values = append(values[:len(values)-1], v.Items()...)
		if n := v.Length(); n < 0 || n > LongestText {
			return fmt.Errorf("a text is said to have %d characters, where 0 to %d are allowed", n, LongestText)
		}
		if mask, ok := v.Mask(); ok && r.Scenario == record.ProductionScenario && (mask.Length == 0 || !isDigest(mask.HMAC)) {
			return errors.New("a mask lacks its length, or its hmac of 64 hexadecimal digits")
		}
		for _, name := range v.Keys() {
			field, _ := v.Field(name)
			values = append(values, field)
		}
	}
	return nil
}

func isDigest(text string) bool {
	return len(text) == 64 && strings.Trim(text, "0123456789abcdef") == ""
}
