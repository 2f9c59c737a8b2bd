package main

import (
	"io"
	"time"

	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/ginkgo/v2/formatter"
	"github.com/onsi/ginkgo/v2/types"
	"github.com/onsi/gomega"
)

// noTimeout stands for "no limit on the whole run": a run with a person at a device may take hours, and each call
// has deadlines of its own.
const noTimeout = 7 * 24 * time.Hour

// runSpecs runs the specs that build adds and returns Ginkgo's report. Ginkgo's own output is dropped: the run is
// told by the reports. It can be called once in a process, as Ginkgo can.
func runSpecs(selection string, build func() error) (types.Report, error) {
	gomega.RegisterFailHandler(ginkgo.Fail)
	if err := build(); err != nil {
		return types.Report{}, err
	}
	var report types.Report
	ginkgo.ReportAfterSuite("keep the report", func(r types.Report) { report = r })
	suite, reporter := ginkgo.GinkgoConfiguration()
	suite.LabelFilter = selection
	suite.Timeout = noTimeout
	reporter.NoColor = true
	formatter.ColorableStdOut = io.Discard
	formatter.ColorableStdErr = io.Discard
	ginkgo.RunSpecs(quietly{}, "signspec", suite, reporter)
	return report, nil
}

// quietly takes Ginkgo's word that a spec failed; the reports say which.
type quietly struct{}

func (quietly) Fail() {}
