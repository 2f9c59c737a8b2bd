package sandbox

// olderOpeningCalls and olderCalls are refused calls that newer architectures have not: this one has none of them.
func olderOpeningCalls() []uint32 { return nil }

func olderCalls() []uint32 { return nil }
