// Package launch starts the command of a server, waits until it listens, keeps what it prints, and ends it with everything
// that it started.
package launch
