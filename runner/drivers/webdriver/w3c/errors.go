package w3c

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Code is an error code of the WebDriver standard, section 6.6, or one of Appium's. It is an error itself, so that
// errors.Is(err, w3c.NoSuchElement) asks for it.
type Code string

func (c Code) Error() string { return string(c) }

// The codes that are told apart somewhere.
const (
	ElementClickIntercepted Code = "element click intercepted"
	ElementNotInteractable  Code = "element not interactable"
	InvalidArgument         Code = "invalid argument"
	InvalidSelector         Code = "invalid selector"
	InvalidSessionID        Code = "invalid session id"
	JavaScriptError         Code = "javascript error"
	MoveTargetOutOfBounds   Code = "move target out of bounds"
	NoSuchAlert             Code = "no such alert"
	NoSuchElement           Code = "no such element"
	NoSuchFrame             Code = "no such frame"
	NoSuchWindow            Code = "no such window"
	ScriptTimeout           Code = "script timeout"
	SessionNotCreated       Code = "session not created"
	StaleElementReference   Code = "stale element reference"
	Timeout                 Code = "timeout"
	UnexpectedAlertOpen     Code = "unexpected alert open"
	UnknownCommand          Code = "unknown command"
	UnknownError            Code = "unknown error"
	UnknownMethod           Code = "unknown method"
	UnsupportedOperation    Code = "unsupported operation"

	// NoSuchContext is Appium's.
	NoSuchContext Code = "no such context"
)

// Error is what a server answers to a command that it could not do.
type Error struct {
	Code    Code
	Message string
	Status  int    // of HTTP
	Command string // "POST element", without the session
}

// Error gives the first line of the server's message: chromedriver adds its build and a stack of addresses.
func (e *Error) Error() string {
	message, _, _ := strings.Cut(strings.TrimSpace(e.Message), "\n")
	text := fmt.Sprintf("%s: %s", e.Command, e.Code)
	if message == "" || message == string(e.Code) {
		return text
	}
	return text + ": " + strings.TrimPrefix(message, string(e.Code)+": ")
}

// Is says whether the target is the error's code.
func (e *Error) Is(target error) bool {
	code, ok := target.(Code)
	return ok && code == e.Code
}

// AnswerError says that what answered is no WebDriver server, or broke off: a proxy's page, half a document.
type AnswerError struct {
	Command string
	Status  string // "502 Bad Gateway"
	Reason  string
	Err     error // ErrCredentials, or nil
}

func (e *AnswerError) Error() string {
	return fmt.Sprintf("%s: the answer (%s) is not one of a WebDriver server: %s", e.Command, e.Status, e.Reason)
}

func (e *AnswerError) Unwrap() error { return e.Err }

// ErrCredentials says that what answers wants another user, password or key.
var ErrCredentials = errors.New("it wants other credentials")

// TransportError says that a command could not be sent, or that no answer came. Whether it was carried out is not
// known.
type TransportError struct {
	Command string
	Err     error
}

func (e *TransportError) Error() string { return e.Command + ": " + e.Err.Error() }

func (e *TransportError) Unwrap() error { return e.Err }

// AbandonedError says that a session was asked for and nobody knows whether it was created, because the server did not
// say so in time.
type AbandonedError struct{ After time.Duration }

func (e *AbandonedError) Error() string {
	return fmt.Sprintf("a session was asked for %s ago and the server has not answered; if it creates one all the same, it stays "+
		"open until the server's own timeout ends it", e.After.Round(time.Second))
}
