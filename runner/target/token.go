package target

import (
	"errors"
	"io/fs"
	"os"
	"strings"

	"github.com/signspec/signspec/runner/drivers/socket"
	"github.com/signspec/signspec/schemas/config"
)

// maxToken is the most bytes of a file with a token, which has some forty.
const maxToken = 4 << 10

// readToken reads the token of a file, or makes the file with a new one, which only its owner can read.
func readToken(file string) (string, error) {
	text, err := config.ReadRegular(file, maxToken)
	if errors.Is(err, fs.ErrNotExist) {
		token := socket.NewToken()
		if err := os.WriteFile(file, []byte(token+"\n"), 0o600); err != nil {
			return "", err
		}
		return token, nil
	}
	if err != nil {
		return "", err
	}
	token := strings.TrimSpace(string(text))
	if err := socket.CheckToken(token); err != nil {
		return "", err
	}
	return token, nil
}
