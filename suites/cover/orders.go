package cover

import "slices"

// Orders makes few permutations of 0 to n-1 such that every order of any three of them occurs in one, a sequence covering
// array SCA(N; 3, n) in the terms of the field (Kuhn, Higdon, Lawrence, Kacker, Lei 2012). It looks at all n! of them.
func Orders(n int) [][]int {
	numbers := make([]int, n)
	for i := range numbers {
		numbers[i] = i
	}
	all, done := Permutations(numbers), make([]bool, n*n*n)
	var made [][]int
	for {
		best, most := 0, 0
		for i, p := range all {
			if open := count(p, done); open > most {
				best, most = i, open
			}
		}
		if most == 0 {
			return made
		}
		eachThree(all[best], func(three int) { done[three] = true })
		made = append(made, all[best])
	}
}

// count is how many orders of three a permutation has that are not done.
func count(p []int, done []bool) int {
	open := 0
	eachThree(p, func(three int) {
		if !done[three] {
			open++
		}
	})
	return open
}

// Permutations lists the orders of some things, that in which they stand first.
func Permutations[T any](of []T) [][]T {
	if len(of) < 2 {
		return [][]T{of}
	}
	var all [][]T
	for i, first := range of {
		for _, rest := range Permutations(slices.Concat(of[:i], of[i+1:])) {
			all = append(all, append([]T{first}, rest...))
		}
	}
	return all
}

// eachThree visits the orders of three that a permutation has, each as a number of its own.
func eachThree(p []int, visit func(int)) {
	n := len(p)
	for i := range p {
		for j := i + 1; j < n; j++ {
			for k := j + 1; k < n; k++ {
				visit((p[i]*n+p[j])*n + p[k])
			}
		}
	}
}
