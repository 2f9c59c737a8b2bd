// Package browsertest holds the tests of report.html in a real browser, apart from the others so that these need none.
package browsertest
