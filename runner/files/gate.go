// Package files is the one gate through which everything is read that a target names: imports, templates, styles,
// configurations, the module of a server. A target may be a stranger's, and whatever is read may end in a report.
//
// A file may be read where its real path, all symbolic links followed, lies in the root of the project or in a
// node_modules beside or above it, and where it is a regular file of bounded size. See README.md of package sandbox for
// what is promised.
package files

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"

	"github.com/signspec/signspec/schemas/config"
)

// What one run may read. A program of the field has some 600 files and 10 MB, a bundle of a whole program 3 MB.
const (
	// MaxFile is the most bytes of one file.
	MaxFile = 32 << 20
	// maxTotal is the most bytes of all files.
	maxTotal = 64 << 20
	// maxFiles is the most files.
	maxFiles = 8000
)

// Refusal says that the gate let something not through. It is a mistake of the configuration.
type Refusal struct {
	// Name is the file as the user knows it; empty where it is all files together.
	Name string
	// Reason says what is wrong, where it leads and what is allowed.
	Reason string
}

func (r *Refusal) Error() string {
	if r.Name == "" {
		return r.Reason
	}
	return r.Name + ": " + r.Reason
}

// Gate reads the files of one project. It may be used by several goroutines.
type Gate struct {
	root  string // real
	named string // as it was named, absolute
	hint  string // what makes another folder the root

	slots chan struct{} // one for each file that is being read

	mu       sync.Mutex
	seen     map[string]bool // real paths that were counted
	bytes    int64
	refusals []*Refusal
	folders  map[string]bool // whose configurations were looked at
}

// NewGate makes a gate around a folder.
func NewGate(root string) (*Gate, error) {
	named, err := filepath.Abs(root)
	if err != nil {
		return nil, fmt.Errorf("finding the folder %s: %w", root, err)
	}
	real, err := filepath.EvalSymlinks(named)
	if err != nil {
		return nil, &Refusal{Name: root, Reason: why(err)}
	}
	return &Gate{root: real, named: named, slots: make(chan struct{}, atOnce), seen: map[string]bool{}, folders: map[string]bool{}}, nil
}

// atOnce is how many files are read at the same time: each takes a thread, and thousands of those more address space than
// there is.
const atOnce = 16

// Root is the real path of the project's root.
func (g *Gate) Root() string { return g.root }

// Folders are the real paths of the folders that are there and that files may be read in: the root and each node_modules
// above it.
func (g *Gate) Folders() []string {
	folders := []string{g.root}
	for _, folder := range above(g.root)[1:] {
		packages := filepath.Join(folder, "node_modules")
		if about, err := os.Lstat(packages); err == nil && about.IsDir() {
			folders = append(folders, packages)
		}
	}
	return folders
}

// Read returns the content of a file. The error is a *Refusal, which Refusals remembers, or that there is no such file.
func (g *Gate) Read(file string) ([]byte, error) {
	real, err := g.Check(file)
	if err != nil {
		return nil, err
	}
	g.slots <- struct{}{}
	defer func() { <-g.slots }()
	data, err := config.ReadRegular(real, MaxFile)
	if err != nil {
		return nil, g.refuse(file, why(err))
	}
	return data, nil
}

// Check returns the real path of a file that may be read, and counts it. Errors are those of Read.
func (g *Gate) Check(file string) (real string, err error) {
	g.slots <- struct{}{}
	defer func() { <-g.slots }()
	if real, err = g.within(file); err != nil {
		return "", err
	}
	about, err := os.Stat(real)
	if err == nil {
		err = config.Regular(about, MaxFile)
	}
	if err != nil {
		return "", g.refuse(file, why(err))
	}
	return real, g.count(real, about.Size())
}

// Exists says whether there is a file that may be read. One that is there and may not be is remembered by Refusals.
func (g *Gate) Exists(file string) bool {
	if about, err := os.Stat(file); err == nil && about.IsDir() && g.Inside(file) {
		return false // a folder of that name is no mistake
	}
	_, err := g.Check(file)
	return err == nil
}

// Folder returns the real path of a folder in the root. The error is a *Refusal, or that there is no such folder.
func (g *Gate) Folder(folder string) (real string, err error) {
	if real, err = g.within(folder); err != nil {
		return "", err
	}
	about, err := os.Stat(real)
	switch {
	case err != nil:
		return "", g.refuse(folder, why(err))
	case !about.IsDir():
		return "", g.refuse(folder, "it is a file, where a folder is needed")
	}
	return real, nil
}

// Named refuses a path that is written as one outside, whether there is such a file or not: nobody is told which.
func (g *Gate) Named(file string) error {
	whole, err := filepath.Abs(file)
	if err != nil {
		return g.refuse(file, why(err))
	}
	if g.allows(whole) || under(g.named, whole) || slices.Contains(above(g.root), whole) {
		return nil
	}
	return g.refuse(file, g.outside(""))
}

// Inside says whether a path, real or as it is written, may be read. It is not remembered.
func (g *Gate) Inside(file string) bool {
	whole, err := filepath.Abs(file)
	if err != nil {
		return false
	}
	real, err := filepath.EvalSymlinks(whole)
	if err != nil {
		return errors.Is(err, fs.ErrNotExist) && (g.allows(whole) || under(g.named, whole))
	}
	return g.allows(real)
}

// Refusals are those so far, in the order in which they came.
func (g *Gate) Refusals() []*Refusal {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.refusals)
}

// within returns the real path of what may be read as far as its place says.
func (g *Gate) within(file string) (real string, err error) {
	whole, err := filepath.Abs(file)
	if err != nil {
		return "", g.refuse(file, why(err))
	}
	if !g.allows(whole) && !under(g.named, whole) {
		return "", g.refuse(file, g.outside(""))
	}
	real, err = filepath.EvalSymlinks(whole)
	switch {
	case errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR):
		return "", fs.ErrNotExist
	case err != nil:
		return "", g.refuse(file, why(err))
	case !g.allows(real):
		return "", g.refuse(file, g.outside(real))
	}
	return real, nil
}

// outside says where a path leads and what is allowed.
func (g *Gate) outside(real string) string {
	what := "it lies outside of the project"
	if real != "" {
		what = "it leads to " + filepath.ToSlash(real) + ", outside of the project"
		if under(g.root, real) {
			what = "it is one of git's own files"
		}
	}
	return what + "; what is read lies in " + filepath.ToSlash(g.root) + " or in a node_modules above it" + g.hint
}

// allows says whether a real path may be read.
func (g *Gate) allows(real string) bool {
	if below, ok := below(g.root, real); ok {
		// A checkout keeps the credentials that it was made with in there.
		return !slices.Contains(strings.Split(filepath.ToSlash(below), "/"), ".git")
	}
	for _, folder := range above(g.root) {
		if under(filepath.Join(folder, "node_modules"), real) {
			return true
		}
	}
	return false
}

func (g *Gate) count(real string, size int64) error {
	g.mu.Lock()
	if g.seen[real] {
		g.mu.Unlock()
		return nil
	}
	g.seen[real] = true
	g.bytes += size
	files, bytes := len(g.seen), g.bytes
	g.mu.Unlock()
	switch {
	case files > maxFiles:
		return g.refuse("", fmt.Sprintf("the project has more than %d files that are read; is it what was meant?", maxFiles))
	case bytes > maxTotal:
		return g.refuse("", fmt.Sprintf("the project has more than %d MB that are read; is it what was meant?", maxTotal>>20))
	}
	return nil
}

// maxRefusals is how many are remembered: the first ones show what to do.
const maxRefusals = 10

// refuse remembers a refusal, once.
func (g *Gate) refuse(file, reason string) error {
	r := &Refusal{Reason: reason}
	if file != "" {
		r.Name = Seen(file)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	known := slices.ContainsFunc(g.refusals, func(other *Refusal) bool { return *other == *r })
	if !known && len(g.refusals) < maxRefusals {
		g.refusals = append(g.refusals, r)
	}
	return r
}

// why says in a few words why something cannot be read.
func why(err error) string {
	var path *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file or folder"
	case errors.Is(err, syscall.ELOOP) || strings.HasSuffix(err.Error(), "too many links"):
		return "it is a symbolic link that leads back to itself"
	case errors.As(err, &path):
		return "it cannot be read: " + path.Err.Error()
	}
	return err.Error()
}

// above are a folder and all that it lies in.
func above(folder string) []string {
	folders := []string{folder}
	for filepath.Dir(folder) != folder {
		folder = filepath.Dir(folder)
		folders = append(folders, folder)
	}
	return folders
}

func under(folder, file string) bool {
	_, ok := below(folder, file)
	return ok
}

// below returns the path of a file as seen from a folder that it lies in.
func below(folder, file string) (string, bool) {
	name, err := filepath.Rel(folder, file)
	if err != nil || !filepath.IsLocal(name) {
		return "", false
	}
	return name, true
}

// Seen names a file as a person in the working directory would.
func Seen(file string) string {
	if here, err := os.Getwd(); err == nil && filepath.IsAbs(file) {
		if name, err := filepath.Rel(here, file); err == nil {
			file = name
		}
	}
	return filepath.ToSlash(file)
}
