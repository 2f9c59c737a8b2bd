package engine

// ExportsName is the global that a bundle leaves its entry module's exports in, for engines other than this one: run
// Bundle.Script, then read the global.
const ExportsName = exportsName
