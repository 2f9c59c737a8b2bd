//go:build !linux

package audit

import (
	"testing"
	"time"
)

func cpuTime(b *testing.B) time.Duration { return b.Elapsed() }
