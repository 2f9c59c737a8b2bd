package junit

import (
	"encoding/xml"
	"strings"
)

// The elements of a JUnit file, whose attributes stand in the order of the fields.
type (
	document struct {
		XMLName xml.Name `xml:"testsuites"`
		Name    text     `xml:"name,attr"`
		counts
		Time   text    `xml:"time,attr"`
		Suites []suite `xml:"testsuite"`
	}
	suite struct {
		Name text `xml:"name,attr"`
		counts
		Time       text       `xml:"time,attr"`
		Timestamp  text       `xml:"timestamp,attr"`
		Properties []property `xml:"properties>property"`
		Cases      []testCase `xml:"testcase"`
	}
	counts struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Errors   int `xml:"errors,attr"`
		Skipped  int `xml:"skipped,attr"`
	}
	property struct {
		Name  text `xml:"name,attr"`
		Value text `xml:"value,attr"`
	}
	// testCase is one test case. A passing one has no outcome.
	testCase struct {
		Class   text     `xml:"classname,attr"`
		Name    text     `xml:"name,attr"`
		File    text     `xml:"file,attr"`
		Line    int      `xml:"line,attr,omitempty"`
		Failure *outcome `xml:"failure"`
		Error   *outcome `xml:"error"`
		Skipped *outcome `xml:"skipped"`
		Output  text     `xml:"system-out,omitempty"`
	}
	// outcome is why a case did not pass: the message is one line, and the body the whole story, which begins with it.
	outcome struct {
		Message, Kind, Body text
	}
)

// text is a text of the file. An attribute without any is left out.
type text string

// MarshalXMLAttr writes the text as an attribute.
func (t text) MarshalXMLAttr(name xml.Name) (xml.Attr, error) {
	if t == "" {
		return xml.Attr{}, nil
	}
	return xml.Attr{Name: name, Value: t.harmless()}, nil
}

// MarshalXML writes the text as an element. As a token its line breaks stay line breaks, for whoever reads the file itself;
// and it is never CDATA, which a text holding "]]>" would split into several, of which some readers show only the first.
func (t text) MarshalXML(e *xml.Encoder, start xml.StartElement) error {
	for _, token := range []xml.Token{start, xml.CharData(t.harmless()), start.End()} {
		if err := e.EncodeToken(token); err != nil {
			return err
		}
	}
	return nil
}

// MarshalXML writes the outcome as an element that holds the body.
func (o outcome) MarshalXML(e *xml.Encoder, start xml.StartElement) error {
	start.Attr = append(start.Attr, xml.Attr{Name: xml.Name{Local: "message"}, Value: o.Message.harmless()})
	if o.Kind != "" {
		start.Attr = append(start.Attr, xml.Attr{Name: xml.Name{Local: "type"}, Value: o.Kind.harmless()})
	}
	return o.Body.MarshalXML(e, start)
}

// attachment is the mark by which GitLab and Jenkins attach a file of the build machine to a case.
const attachment = "[[ATTACHMENT|"

// harmless drops what XML 1.0 has no way to write, and breaks the mark of an attachment, since a target must not choose
// which file is taken. Whatever a target said is shown as visible escapes long before this; it is here so that nothing,
// from anywhere, can make the file one that no CI system reads.
func (t text) harmless() string {
	plain := strings.ReplaceAll(string(t), attachment, "[ "+attachment[1:])
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r >= 0x20 && r <= 0xd7ff, r >= 0xe000 && r <= 0xfffd, r >= 0x10000:
			return r
		}
		return -1
	}, strings.ToValidUTF8(plain, "\ufffd"))
}
