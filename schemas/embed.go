// Package schemas is the contract of my.signContract as data: JSON Schemas, rules, the documentation they rest on, and
// profiles; and what compiles and reads them. Nothing in it performs a call or knows of a driver.
package schemas

import (
	"embed"
	"io/fs"
)

//go:embed *.schema.json rules.yaml documentation.yaml profiles/*.yaml portals/*.yaml
var files embed.FS

// FS returns the embedded files: the schemas, rules.yaml, documentation.yaml, and the profiles below profiles/.
func FS() fs.FS { return files }

// Repository is where the project lives.
const Repository = "https://github.com/signspec/signspec"

// BaseURL is what the $id of every schema begins with; the file's name follows.
const BaseURL = Repository + "/schemas/"

// RulePages is the file that has the page of each rule, under its id. fixtures/rulepages writes it.
const RulePages = "RULES.md"

// PageURL is the address of the page of a rule.
func PageURL(ruleID string) string {
	return Repository + "/blob/main/schemas/" + RulePages + "#" + ruleID
}

// The schema files.
const (
	ParametersSchema = "parameters.schema.json" // the options object of a call
	SuccessSchema    = "success.schema.json"    // what the success callback gets
	FailureSchema    = "failure.schema.json"    // what the fail callback gets
	RecordSchema     = "record.schema.json"     // the record of a call
	ReportSchema     = "report.schema.json"     // report.json
	ProfileSchema    = "profile.schema.json"    // a profile
	ProtocolSchema   = "protocol.schema.json"   // one message of the adapter protocol
	MerchantSchema   = "signspec.schema.json"   // a merchant's signspec.yaml
	BaselineSchema   = "baseline.schema.json"   // a signspec-baseline.yaml
	TargetSchema     = "target.schema.json"     // a target file, such as wallet.yaml
	FleetSchema      = "fleet.schema.json"      // many targets, such as fleet.yaml
	ServerSchema     = "server.schema.json"     // how a merchant's server is checked
	PlatformSchema   = "platform.schema.json"   // how a wallet's open platform is checked
	ProductionSchema = "production.schema.json" // a call that was recorded in production
)
