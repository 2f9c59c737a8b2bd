'use strict'

// The API of signspec for Node: check runs the command and gives its report.json.

const { spawn, spawnSync } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { binary } = require('./binary.js')
const { line } = require('./line.js')
const { commandLine } = require('./options.js')

/** The exit statuses of a run that judged its target: conformant, nonconformant, inconclusive. */
const JUDGED = [0, 1, 4]

/** How much of what the command says on standard error is kept for an error's message, in characters. */
const SAID = 4000

/** What check rejects with where its target was not judged. */
class SignspecError extends Error {
  constructor(message, { exitStatus = null, report } = {}) {
    super(message)
    this.name = 'SignspecError'
    this.exitStatus = exitStatus
    this.report = report
  }
}

/** Checks a target, and resolves to the report of the run: see index.d.ts. */
async function check(options = {}) {
  const run = prepare(options)
  try {
    return run.report(await perform(run, options))
  } finally {
    run.cleanUp()
  }
}

/** check for where nothing can be waited for, such as the definition of tests in Jest. It has no signal. */
function checkSync(options = {}) {
  const run = prepare(options)
  try {
    const { error, status, signal, stderr } = spawnSync(run.file, run.words, { ...run.settings, maxBuffer: Infinity })
    if (error) throw notStarted(error)
    return run.report({ status, signal, said: stderr?.toString() ?? '' })
  } finally {
    run.cleanUp()
  }
}

/** What a run needs: the command, its words, and how its report is read. */
function prepare(options) {
  const { cwd = process.cwd(), env = process.env, out, print = false } = options
  const temporary = out === undefined ? fs.mkdtempSync(path.join(os.tmpdir(), 'signspec-')) : undefined
  const cleanUp = () => temporary && fs.rmSync(temporary, { recursive: true, force: true })
  try {
    const words = commandLine(options, temporary ?? out)
    const shown = print ? 'inherit' : 'ignore'
    const settings = { cwd, env, windowsHide: true, stdio: ['ignore', shown, print ? 'inherit' : 'pipe'] }
    const report = reading(path.resolve(cwd, temporary ?? out, 'report.json'))
    return { file: binary(), words, settings, report, cleanUp }
  } catch (error) {
    cleanUp()
    throw error
  }
}

/** Runs the command to its end. */
function perform({ file, words, settings }, { signal: abort }) {
  return new Promise((resolve, reject) => {
    if (abort?.aborted) return reject(abort.reason)
    const command = spawn(file, words, settings)
    const stop = () => command.kill()
    process.once('exit', stop) // nobody would read its report
    abort?.addEventListener('abort', stop)
    const settled = () => {
      process.removeListener('exit', stop)
      abort?.removeEventListener('abort', stop)
    }
    let said = ''
    command.stderr?.setEncoding('utf8').on('data', (text) => { said = (said + text).slice(-SAID) })
    command.on('error', (error) => {
      settled()
      reject(notStarted(error))
    })
    command.on('close', (status, signal) => {
      settled()
      if (abort?.aborted) reject(abort.reason)
      else resolve({ status, signal, said })
    })
  })
}

/**
 * Makes what reads the report of a run that is about to begin. A report of yesterday's is never taken for its own: the
 * command writes a new file, and its exit status stands in it.
 */
function reading(file) {
  const before = identity(file)
  return ({ status, signal, said }) => {
    const now = identity(file)
    const report = now !== undefined && now !== before ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined
    if (report?.exitStatus === status && JUDGED.includes(status)) return report
    throw new SignspecError(problem(report, status, signal, said), { exitStatus: status, report })
  }
}

function identity(file) {
  const stat = fs.statSync(file, { bigint: true, throwIfNoEntry: false })
  return stat && `${stat.ino} ${stat.mtimeNs}`
}

/** Why a run has no verdict, in a sentence. */
function problem(report, status, signal, said) {
  if (report?.error && report.exitStatus === status) return `signspec: ${report.error.message}`.split('\n').map(line).join('\n')
  const ended = signal ? `was ended by ${signal}` : `ended with status ${status}`
  return said.trim() || `signspec: the command ${ended} and wrote no report.json`
}

function notStarted(error) {
  return new SignspecError(`signspec: the command cannot be started: ${error.message}`)
}

module.exports = { check, checkSync, SignspecError }
