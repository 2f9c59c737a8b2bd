package script

import "time"

// rest is how long to look for what still comes for any call once the last has settled, such as a second callback
// after an hour: a wait that ends before where nothing is left to run.
const rest = 24 * time.Hour
