package cover

import "slices"

// Orders makes few permutations of 0 to n-1 such that every order of any three of them occurs in one, a sequence covering
// array SCA(N; 3, n) in the terms of the field (Kuhn, Higdon, Lawrence, Kacker, Lei 2012). It looks at all n! of them.
func Orders(n int) [][]int {
	all, done := permutations(n), make([]bool, n*n*n)
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

// permutations lists those of 0 to n-1.
func permutations(n int) [][]int {
	if n == 0 {
		return [][]int{nil}
	}
	var all [][]int
	for _, shorter := range permutations(n - 1) {
		for at := range n {
			all = append(all, slices.Insert(slices.Clone(shorter), at, n-1))
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
