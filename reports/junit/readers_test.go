package junit_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/internal/golden"
	"github.com/signspec/signspec/reports/internal/samples"
	"github.com/signspec/signspec/reports/junit"
)

// shownCase is what a CI system shows of a test case.
type shownCase struct {
	group  string // what it lists the case under
	name   string
	status string // "pass", "fail", "skip"
	text   string // what it shows of a failure or a skip
	place  string
}

// readers read a document as the CI systems do, as far as it decides what a person gets to see. Each was written anew
// after the parser of the system had been read.
var readers = map[string]func(*node) ([]shownCase, error){
	"GitLab": readAsGitLab, "Jenkins": readAsJenkins, "GitHub": readAsGitHub, "Azure": readAsAzure,
}

// readAsGitLab: a failure outweighs an error outweighs a skip; of the element only its content is shown; its type
// attribute may ask for a conversion of the content; cases of one status with the same suite, class and name are one.
func readAsGitLab(root *node) ([]shownCase, error) {
	var shown []shownCase
	known := map[string]int{}
	var visit func(*node) error
	visit = func(n *node) error {
		for _, suite := range append(n.all("testsuites"), n.all("testsuite")...) {
			for _, tc := range suite.all("testcase") {
				c := shownCase{group: tc.attributes["classname"], name: tc.attributes["name"], status: "pass", place: tc.attributes["file"]}
				for _, outcome := range []string{"failure", "error", "skipped"} {
					found := tc.first(outcome)
					if found == nil {
						continue
					}
					c.status = map[string]string{"failure": "fail", "error": "fail", "skipped": "skip"}[outcome]
					switch found.attributes["type"] {
					case "symbol", "yaml":
						return errors.New("a type that is not allowed")
					case "integer", "float", "boolean", "date", "datetime", "decimal", "base64Binary", "array", "file":
						return errors.New("the content would be converted")
					}
					c.text = found.text
					break
				}
				key := strings.Join([]string{c.status, suite.attributes["name"], c.group, c.name}, "_")
				if at, twice := known[key]; twice {
					shown[at] = c
					continue
				}
				known[key] = len(shown)
				shown = append(shown, c)
			}
			if err := visit(suite); err != nil {
				return err
			}
		}
		return nil
	}
	return shown, visit(root)
}

// readAsJenkins: an error's content outweighs a failure's; either makes a case fail unless it is skipped; the package
// is the class name up to its last dot; a case is addressed by its name with all but letters and digits replaced.
func readAsJenkins(root *node) ([]shownCase, error) {
	var shown []shownCase
	for _, suite := range root.first("testsuites").all("testsuite") {
		for _, tc := range suite.all("testcase") {
			class, isThere := tc.attributes["classname"]
			if !isThere {
				class = suite.attributes["name"]
			}
			if !strings.Contains(class, ".") {
				return nil, errors.New("a class in the root package")
			}
			c := shownCase{group: class, name: tc.attributes["name"], status: "pass"}
			cause := tc.first("error")
			if cause == nil {
				cause = tc.first("failure")
			}
			switch skipped := tc.first("skipped"); {
			case skipped != nil:
				c.status, c.text = "skip", skipped.attributes["message"]
				if c.text == "" {
					c.text = skipped.text
				}
			case cause != nil:
				c.status, c.text = "fail", cause.attributes["message"]+"\n"+cause.text
			}
			shown = append(shown, c)
		}
	}
	return shown, nil
}

// readAsGitHub, with mikepenz/action-junit-report: the message attribute is the annotation, the content only its
// details; the first failure counts; pictographs are taken out; without a file the last part of the class is taken.
func readAsGitHub(root *node) ([]shownCase, error) {
	var shown []shownCase
	for _, suite := range root.first("testsuites").all("testsuite") {
		for _, tc := range suite.all("testcase") {
			c := shownCase{group: tc.attributes["classname"], name: tc.attributes["name"], status: "pass"}
			cause := tc.first("failure")
			if cause == nil {
				cause = tc.first("error")
			}
			if cause != nil {
				c.status, c.text = "fail", cause.attributes["message"]
				if strings.ContainsFunc(c.text+cause.text, func(r rune) bool { return r >= 0x2600 && r <= 0x27bf }) {
					return nil, errors.New("the text holds a character that is taken out")
				}
			}
			if tc.first("skipped") != nil {
				c.status = "skip"
			}
			line, err := strconv.Atoi(tc.attributes["line"])
			if file := tc.attributes["file"]; file != "" && err == nil {
				c.place = file + ":" + strconv.Itoa(line)
			}
			shown = append(shown, c)
		}
	}
	return shown, nil
}

// readAsAzure: cases without a name are dropped; a failure outweighs an error outweighs a skip; a skip's reason is its
// message attribute.
func readAsAzure(root *node) ([]shownCase, error) {
	var shown []shownCase
	for _, suite := range root.first("testsuites").all("testsuite") {
		for _, tc := range suite.all("testcase") {
			c := shownCase{group: tc.attributes["classname"], name: tc.attributes["name"], status: "pass"}
			failure, failed, skipped := tc.first("failure"), tc.first("error"), tc.first("skipped")
			switch {
			case failure != nil:
				c.status, c.text = "fail", failure.attributes["message"]+"\n"+failure.text
			case failed != nil:
				c.status, c.text = "fail", failed.attributes["message"]+"\n"+failed.text
			case skipped != nil:
				c.status, c.text = "skip", skipped.attributes["message"]
			}
			if c.name != "" {
				shown = append(shown, c)
			}
		}
	}
	return shown, nil
}

func TestEveryCISystemShowsTheSame(t *testing.T) {
	for name, run := range samples.All() {
		want := parseJUnit(t, run)
		for system, read := range readers {
			t.Run(name+"/"+system, func(t *testing.T) {
				shown, err := read(tree(t, golden.Render(t, junit.Write, run)))
				if err != nil {
					t.Fatal(err)
				}
				if len(shown) != len(want.Cases) {
					t.Fatalf("%d of %d cases are shown", len(shown), len(want.Cases))
				}
				red := false
				for i, c := range shown {
					status := map[string]string{"failure": "fail", "error": "fail", "skipped": "skip", "pass": "pass",
						"pass+output": "pass"}[plainStatus(want.Cases[i])]
					if c.group != want.Cases[i].Class || c.name != want.Cases[i].Name || c.status != status {
						t.Errorf("shown as %+v, want %s %s: %s", c, want.Cases[i].Class, want.Cases[i].Name, status)
					}
					if c.status != "pass" && strings.TrimSpace(c.text) == "" && !(system == "GitHub" && c.status == "skip") {
						t.Errorf("%s %s is shown without a reason", c.group, c.name)
					}
					red = red || c.status == "fail"
				}
				if red != (run.ExitStatus != 0) {
					t.Errorf("red: %v, exit status %d", red, run.ExitStatus)
				}
			})
		}
	}
}

func TestEveryCISystemShowsWhatIsNeededToMend(t *testing.T) {
	for system, read := range readers {
		shown, err := read(tree(t, golden.Render(t, junit.Write, samples.All()["nonconformant"])))
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"expected fail, then complete", "observed complete, then fail 0.1 ms later"}
		if system != "GitHub" { // whose annotation is one line; the rest is in its details
			want = append(want, "complete-last (must)", "Callback upon call completion.", "812.6 ms ├ fail",
				"reproduce: signspec wallet acme.adapter.ts --rules complete-last")
		}
		for _, c := range shown {
			if c.name != "complete-last cancel/all-callbacks" {
				continue
			}
			for _, text := range want {
				if !strings.Contains(c.text, text) {
					t.Errorf("%s does not show %q but\n%s", system, text, c.text)
				}
			}
			if place := map[string]string{"GitHub": "src/sign.ts:41", "GitLab": "src/sign.ts"}[system]; c.place != place {
				t.Errorf("%s shows the place %q, want %q", system, c.place, place)
			}
			want = nil
		}
		if want != nil {
			t.Errorf("%s does not show the case", system)
		}
	}
}

// node is an element of a document.
type node struct {
	name       string
	attributes map[string]string
	children   []*node
	text       string
}

func (n *node) all(name string) []*node {
	var found []*node
	for _, child := range n.children {
		if child.name == name {
			found = append(found, child)
		}
	}
	return found
}

func (n *node) first(name string) *node {
	for _, child := range n.children {
		if child.name == name {
			return child
		}
	}
	return nil
}

// tree reads a document into elements; the node it returns stands for the document itself.
func tree(t *testing.T, document []byte) *node {
	t.Helper()
	stack := []*node{{}}
	decoder := xml.NewDecoder(bytes.NewReader(document))
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return stack[0]
		}
		if err != nil {
			t.Fatalf("not XML: %v", err)
		}
		top := stack[len(stack)-1]
		switch token := token.(type) {
		case xml.StartElement:
			child := &node{name: token.Name.Local, attributes: map[string]string{}}
			for _, a := range token.Attr {
				child.attributes[a.Name.Local] = a.Value
			}
			top.children = append(top.children, child)
			stack = append(stack, child)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.text += string(token)
		}
	}
}
