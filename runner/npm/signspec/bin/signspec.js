#!/usr/bin/env node
'use strict'

// Starts the command of this system with the same arguments, streams and environment, and ends as it ends.

const { spawn } = require('node:child_process')
const { isatty } = require('node:tty')
const { binary } = require('../binary.js')

/** The exit status of a harness that failed. */
const HARNESS = 3

function main() {
  let command
  // Before the command is there: what it writes first may be answered by a signal.
  const signals = forwarded()
  for (const signal of signals) process.on(signal, () => command.kill(signal))
  try {
    command = spawn(binary(), process.argv.slice(2), { stdio: 'inherit' })
  } catch (error) {
    return fail(error.message)
  }
  command.on('error', (error) => fail(`signspec: the command cannot be started: ${error.message}`))
  command.on('exit', (status, signal) => {
    if (signal === null) {
      process.exitCode = status
      return
    }
    for (const name of signals) process.removeAllListeners(name)
    process.kill(process.pid, signal)
  })
}

/**
 * The signals that are passed on. A terminal sends Ctrl-C to the command itself, and a second one would end it without
 * its reports; there it is only not to end this process first.
 */
function forwarded() {
  const terminal = process.platform === 'win32' || [0, 1, 2].some((stream) => isatty(stream))
  if (!terminal) return ['SIGINT', 'SIGTERM', 'SIGHUP']
  process.on('SIGINT', () => {})
  return ['SIGTERM', 'SIGHUP']
}

function fail(message) {
  console.error(message)
  process.exitCode = HARNESS
}

main()
