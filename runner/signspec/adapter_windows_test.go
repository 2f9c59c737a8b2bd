package main

import (
	"errors"
	"os"
)

// leaveDaemon and killSelf are for attacks that are not tried here.
func leaveDaemon() error { return errors.New("there are no sessions here") }

func killSelf() { os.Exit(1) }
