'use strict'

// The project that the packages are installed in; installed_test.go makes it.

const fs = require('node:fs')
const { createRequire } = require('node:module')
const os = require('node:os')
const path = require('node:path')

const project = process.env.SIGNSPEC_PROJECT
if (!project) throw new Error('SIGNSPEC_PROJECT is missing; run these tests by: go test ./runner/npm')

/** A project whose command of this system is a script of the shell; none without a text. */
function withCommand(t, text) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'launcher-'))
  t.after(() => fs.rmSync(dir, { recursive: true, force: true }))
  fs.cpSync(path.join(project, 'node_modules/signspec'), path.join(dir, 'node_modules/signspec'), { recursive: true })
  if (text) {
    const bin = path.join(dir, 'node_modules/@signspec', `${process.platform}-${process.arch}`, 'bin')
    fs.mkdirSync(bin, { recursive: true })
    fs.writeFileSync(path.join(bin, '../package.json'), '{}')
    fs.writeFileSync(path.join(bin, 'signspec'), '#!/bin/sh\n' + text, { mode: 0o755 })
  }
  return dir
}

/** The launcher of the command in a project, and what loads its packages. */
const launcher = (dir) => path.join(dir, 'node_modules/signspec/bin/signspec.js')
const loader = (dir) => createRequire(path.join(dir, 'x.js'))

module.exports = { project, withCommand, launcher, loader }
