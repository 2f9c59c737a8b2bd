// Package openapitest validates the OpenAPI documents of all editions by a library. It is a module of its own, so that
// nobody who uses signspec gets that library.
package openapitest

import (
	"os/exec"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

func TestDocumentsAreValid(t *testing.T) {
	for _, portal := range []string{"antom", "qi", "gcash", "tng", "besuperapp", "rebell", "alipay-plus"} {
		command := exec.Command("go", "run", "./runner/signspec", "platform", "--openapi", portal)
		command.Dir = "../../.."
		document, err := command.Output()
		if err != nil {
			t.Fatalf("%s: %v", portal, err)
		}
		loaded, err := openapi3.NewLoader().LoadFromData(document)
		if err == nil {
			err = loaded.Validate(t.Context())
		}
		if err != nil {
			t.Errorf("%s: %v", portal, err)
			continue
		}
		if loaded.Paths.Len() == 0 {
			t.Errorf("%s has no paths", portal)
		}
	}
}
