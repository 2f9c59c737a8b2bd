// Package orphan sees that no process is left behind: what a check has started ends with it, even if it is killed.
package orphan
