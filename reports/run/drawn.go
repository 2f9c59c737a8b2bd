package run

// challenged sets what is drawn from a challenge apart from what is drawn from a seed of the same letters.
const challenged = "challenge "

// DrawnFrom is the seed that a run draws from which has a seed of its own, or a challenge that takes its place.
func DrawnFrom(seed, challenge string) string {
	if challenge != "" {
		return challenged + challenge
	}
	return seed
}
