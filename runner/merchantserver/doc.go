// Package merchantserver drives a merchant's server: it starts it, plays its mini program by the calls of a target file,
// lets the staged platform answer what it asks, and returns what was seen as records of attempts.
package merchantserver
