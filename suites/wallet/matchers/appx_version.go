package matchers

import (
	"strconv"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// AppxVersion succeeds when my.SDKVersion, where it is exposed, is the version that the profile asks for or higher,
// compared part by part as numbers. Rule appx-version.
func AppxVersion() *Matcher {
	return available("appx-version", "sdkVersion", func(found record.Value, in evidence) Judgement {
		appxVersion, ok := in.profile.MinimumVersion(schemas.Appx)
		if !ok {
			return outOfScope("the profile asks for no version")
		}
		expected := "my.SDKVersion is " + appxVersion + " or higher"
		text, ok := found.Str()
		if !ok {
			return breaks(expected, "it is %s", found)
		}
		got, ok := versionParts(text)
		if !ok {
			return breaks(expected, "it is %s, which is not a version of numbers and dots", found)
		}
		need, _ := versionParts(appxVersion)
		if compareParts(got, need) < 0 {
			return breaks(expected, "it is %s", found)
		}
		return holds()
	}, "my.SDKVersion is not exposed")
}

// versionParts splits "1.24.6" into its numbers; what follows a "-" or "+", as in "2.8.0-beta", is left out.
func versionParts(version string) ([]int, bool) {
	if i := strings.IndexAny(version, "-+"); i >= 0 {
		version = version[:i]
	}
	var parts []int
	for _, part := range strings.Split(version, ".") {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 {
			return nil, false
		}
		parts = append(parts, n)
	}
	return parts, true
}

// compareParts compares two versions part by part; a part that is missing counts as 0.
func compareParts(a, b []int) int {
	for i := range max(len(a), len(b)) {
		var x, y int
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			return x - y
		}
	}
	return 0
}
