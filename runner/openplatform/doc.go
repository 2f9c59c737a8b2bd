// Package openplatform drives a wallet's open platform as merchants and a user do: it makes the calls of a scenario, lets
// the user authorise by a call of the target file, listens for notifications, and returns what was seen as records.
package openplatform
