package sandbox

// olderCalls are refused calls that newer architectures have not: this one has none of them.
func olderCalls() []uint32 { return nil }
