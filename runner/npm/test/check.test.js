'use strict'

const assert = require('node:assert')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { loader, project, withCommand } = require('./project.js')

const { check, checkSync, SignspecError } = loader(project)('signspec')

const shell = { skip: process.platform === 'win32' && 'the command is a script of the shell' }

const sound = { command: 'wallet', rules: 'settles', cwd: project }
const broken = { ...sound, target: 'wallets/faulty/settles.js' }

/** A folder for reports in which nothing is. */
function folder(t) {
  const out = fs.mkdtempSync(path.join(project, 'out-'))
  t.after(() => fs.rmSync(out, { recursive: true, force: true }))
  return out
}

/** An environment whose folder for temporary files is a new one, and that folder. */
function temporary(t) {
  const dir = folder(t)
  const before = process.env.TMPDIR
  process.env.TMPDIR = dir
  t.after(() => { before === undefined ? delete process.env.TMPDIR : process.env.TMPDIR = before })
  return dir
}

test('the report of a wallet that holds', async (t) => {
  const dir = temporary(t)
  const report = await check(sound)
  assert.deepStrictEqual([report.verdict, report.exitStatus, report.rules.map((rule) => rule.status)], ['conformant', 0, ['held']])
  assert.deepStrictEqual(fs.readdirSync(dir), [], 'a temporary folder stays')
})

test('a broken rule is no error', async () => {
  const report = await check(broken)
  assert.deepStrictEqual([report.verdict, report.exitStatus, report.rules[0].status], ['nonconformant', 1, 'broken'])
  assert.strictEqual(report.subject.source, broken.target)
})

test('inconclusive is no error', async () => {
  const report = await check({ ...sound, scenarios: ['approve/success'] })
  assert.deepStrictEqual([report.verdict, report.exitStatus], ['inconclusive', 4])
})

test('checkSync says the same', () => {
  assert.strictEqual(checkSync(broken).verdict, 'nonconformant')
  assert.throws(() => checkSync({ ...sound, target: 'none.js' }), { name: 'SignspecError', exitStatus: 2 })
})

test('an adapter process', async () => {
  await assert.rejects(check({ ...sound, target: [process.execPath, '-e', 'process.exit(5)'] }), (error) => {
    assert.ok(error instanceof SignspecError)
    assert.deepStrictEqual([error.exitStatus, error.report.verdict], [3, 'error'])
    assert.match(error.message, /^signspec: the target could not be reached: .*exit status 5/)
    return true
  })
})

test('reports that are asked for stay', async (t) => {
  const out = folder(t)
  await check({ ...sound, out, reports: ['markdown'] })
  for (const name of ['report.json', 'summary.md']) assert.ok(fs.existsSync(path.join(out, name)), name)
  assert.ok(!fs.existsSync(path.join(out, 'junit.xml')))
})

test("yesterday's report is not taken for today's", shell, async (t) => {
  const out = folder(t)
  await check({ ...sound, out })
  const silent = loader(withCommand(t, 'exit 0\n'))('signspec')
  const want = { name: 'SignspecError', exitStatus: 0, message: 'signspec: the command ended with status 0 and wrote no report.json' }
  await assert.rejects(silent.check({ ...sound, out }), want)
  assert.throws(() => silent.checkSync({ ...sound, out }), want)
})

test('a report that contradicts the exit status is not believed', shell, async (t) => {
  const odd = loader(withCommand(t, 'echo "{\\"exitStatus\\": 1}" >"$3/report.json"; exit 0\n'))('signspec')
  await assert.rejects(odd.check(sound), { name: 'SignspecError', exitStatus: 0 })
})

test('an option that is none, or is not what it has to be', async () => {
  const refused = (options, message) => assert.rejects(check(options), { name: 'TypeError', message })
  await refused({ comand: 'wallet' }, /^signspec: there is no option comand; there are command, target/)
  await refused({ command: 'walet' }, 'signspec: the option command takes one of merchant, wallet, server, platform')
  await refused({ strict: 'yes' }, 'signspec: the option strict takes true or false')
  await refused({ target: [] }, 'signspec: the option target takes a path, or the words of the command of an adapter process')
})

test('an abort ends the command, and is the reason', async (t) => {
  const dir = temporary(t)
  const adapter = 'process.stdin.resume()' // never answers
  const controller = new AbortController()
  const checking = check({ ...sound, target: [process.execPath, '-e', adapter], signal: controller.signal })
  setTimeout(() => controller.abort(), 100)
  await assert.rejects(checking, { name: 'AbortError' })
  assert.deepStrictEqual(fs.readdirSync(dir), [], 'a temporary folder stays')
})

test('an error that a target has a part in commands no terminal', async () => {
  const says = 'process.stdout.write("\\u001b[31m\\n"); process.stdin.resume()'
  await assert.rejects(check({ ...sound, target: [process.execPath, '-e', says] }), (error) => {
    assert.doesNotMatch(error.message, /[\u0000-\u0009\u000b-\u001f]/)
    return true
  })
})
