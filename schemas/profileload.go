package schemas

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/signspec/signspec/schemas/config"
)

// DefaultProfile is the name of the profile that is the documentation itself.
const DefaultProfile = "documented"

var documented = sync.OnceValue(func() *Profile {
	p, err := builtIn(DefaultProfile)
	if err != nil {
		panic(fmt.Sprintf("the embedded profile %s: %v", DefaultProfile, err))
	}
	return p
})

// Documented returns the default profile: the documentation as it stands. It is loaded once.
func Documented() *Profile { return documented() }

// ProfileNames returns the names of the built-in profiles, the default first.
func ProfileNames() []string {
	return []string{DefaultProfile, "alipay-connect", "rebell", "besuperapp", "qicard", "field"}
}

// UnknownProfile is the error of a name that is neither a built-in profile nor a file.
type UnknownProfile struct{ Name string }

func (e *UnknownProfile) Error() string {
	return fmt.Sprintf("there is no profile %q and no file of that name; the profiles are %s%s",
		e.Name, strings.Join(ProfileNames(), ", "), config.DidYouMean(e.Name, ProfileNames()))
}

// LoadProfile loads a built-in profile by its name, or a profile from a file. An unknown name is an *UnknownProfile;
// mistakes in a file are *config.Error, joined where there are several.
func LoadProfile(nameOrFile string) (*Profile, error) {
	if nameOrFile == DefaultProfile {
		return Documented(), nil
	}
	if slices.Contains(ProfileNames(), nameOrFile) {
		return builtIn(nameOrFile)
	}
	data, err := config.ReadRegular(nameOrFile, config.MaxBytes)
	if errors.Is(err, os.ErrNotExist) {
		return nil, &UnknownProfile{Name: nameOrFile}
	}
	if err != nil {
		return nil, &config.Error{File: nameOrFile, Message: "the profile cannot be read: " + err.Error(), Err: err}
	}
	p, err := ParseProfile(nameOrFile, data)
	if err != nil {
		return nil, err
	}
	return p, nil
}

func builtIn(name string) (*Profile, error) {
	document, err := builtInDocument(name)
	if err != nil {
		return nil, err
	}
	return newProfile(document)
}

func builtInDocument(name string) (*config.Document, error) {
	file := "profiles/" + name + ".yaml"
	data, err := files.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading the profile %s: %w", name, err)
	}
	return config.Parse(file, data)
}

// ParseProfile reads a profile from a file's content; file is its name in error messages. Mistakes are *config.Error,
// joined where there are several.
func ParseProfile(file string, data []byte) (*Profile, error) {
	document, err := config.Parse(file, data)
	if err != nil {
		return nil, err
	}
	if err := ValidateDocument(document, ProfileSchema); err != nil {
		return nil, err
	}
	p, err := newProfile(document)
	if err != nil {
		return nil, err
	}
	if err := p.checkPatch(document); err != nil {
		return nil, err
	}
	return p, nil
}

// layers returns the documents that a profile is made of: the profile that it extends, where it does, and what that
// one extends, before it.
func layers(document *config.Document) ([]*config.Document, error) {
	fields, _ := document.Value.(map[string]any)
	name, ok := fields["extends"].(string)
	if !ok {
		return []*config.Document{document}, nil
	}
	if !slices.Contains(ProfileNames(), name) {
		return nil, document.Errorf("/extends", "there is no built-in profile %q; allowed: %s%s",
			name, strings.Join(ProfileNames(), ", "), config.DidYouMean(name, ProfileNames()))
	}
	base, err := builtInDocument(name)
	if err != nil {
		return nil, err
	}
	below, err := layers(base)
	return append(below, document), err
}

// newProfile makes a profile from a valid document: each layer is a merge patch of those below. The patches of the
// schemas are kept apart, each to be applied in its turn: merged with one another they would lose their nulls, which
// take something away.
func newProfile(document *config.Document) (*Profile, error) {
	all, err := layers(document)
	if err != nil {
		return nil, err
	}
	var patches []map[string]any
	whole := *document
	whole.Value = nil
	for _, layer := range all {
		whole.Value = MergePatch(whole.Value, layer.Value)
		if patch, ok := config.Resolve(layer.Value, "/patch"); ok {
			byFile, _ := patch.(map[string]any)
			patches = append(patches, byFile)
		}
	}
	var read struct {
		Profile
		NotApplicable map[string]string `json:"notApplicable"`
	}
	if err := whole.Decode(&read); err != nil {
		return nil, err
	}
	p := read.Profile
	p.reasons = read.NotApplicable
	p.set = newSchemaSet(edition{profile: &p, patches: patches}.edit)
	return &p, nil
}
