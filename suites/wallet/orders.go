package wallet

// orderLength is how many outcomes in a row an order has: what a wallet remembers of a call shows in the next or the one after.
const orderLength = 3

// orders makes every order of three outcomes: all of them in one walk, and each for itself on a wallet that has just begun.
func (s *Space) orders() (walk []Point, alone [][]Point) {
	names := orderedOutcomes()
	refusals := 0
	point := func(number int) Point {
		var p Point
		p[outcomeDim] = s[outcomeDim].index(names[number])
		if names[number] == refusedOutcome { // each kind in its turn
			p[refusalDim] = 1 + refusals%(len(s[refusalDim].Values)-1)
			refusals++
		}
		return p
	}
	sequence := deBruijn(len(names), orderLength)
	for i := range len(sequence) + orderLength - 1 {
		walk = append(walk, point(sequence[i%len(sequence)]))
	}
	for i := range sequence {
		var order []Point
		for j := range orderLength {
			order = append(order, point(sequence[(i+j)%len(sequence)]))
		}
		alone = append(alone, order)
	}
	return walk, alone
}

// deBruijn makes the shortest circle of the numbers below k that holds every order of n of them once: the Lyndon words in
// their order (Fredricksen, Kessler and Maiorana).
func deBruijn(k, n int) []int {
	word := make([]int, n+1)
	var circle []int
	var extend func(t, p int)
	extend = func(t, p int) {
		if t > n {
			if n%p == 0 {
				circle = append(circle, word[1:p+1]...)
			}
			return
		}
		word[t] = word[t-p]
		extend(t+1, p)
		for j := word[t-p] + 1; j < k; j++ {
			word[t] = j
			extend(t+1, t)
		}
	}
	extend(1, 1)
	return circle
}
