'use strict'

// binary.js finds the command. It is no JavaScript: each system has a package of its own, @signspec/linux-x64 and so on,
// which is an optional dependency, so that npm installs the one that fits and leaves the others.

const path = require('node:path')

/** Where the command is; an Error that says what to do where its package is missing. */
function binary() {
  const name = `@signspec/${process.platform}-${process.arch}`
  try {
    const file = process.platform === 'win32' ? 'signspec.exe' : 'signspec'
    return path.join(path.dirname(require.resolve(`${name}/package.json`)), 'bin', file)
  } catch {
    throw new Error(missing(name, Object.keys(require('./package.json').optionalDependencies ?? {})))
  }
}

function missing(name, packages) {
  if (!packages.includes(name)) {
    return `signspec: there is no package for this system, ${name}; there are ${packages.join(', ')}.\n` +
      'With Go it can be built: go install github.com/signspec/signspec/runner/signspec@latest'
  }
  return `signspec: the package ${name} is missing, which holds the command for this system.\n` +
    'It is an optional dependency: install without --omit=optional (or --no-optional), and on the system that runs it, ' +
    'not into a node_modules copied from another.'
}

module.exports = { binary }
