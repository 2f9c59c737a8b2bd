'use strict'

const assert = require('node:assert')
const { spawn, spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { launcher, project, withCommand } = require('./project.js')

function end(command) {
  return new Promise((resolve) => command.on('close', (status, signal) => resolve({ status, signal })))
}

const shell = { skip: process.platform === 'win32' && 'the command is a script of the shell' }

test('arguments, streams and the exit status go through', shell, (t) => {
  const script = launcher(withCommand(t, 'cat\nprintf "<%s>" "$@"\necho said >&2\nexit 7\n'))
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, 'a b', '--c=*', ''], { input: 'in\n', encoding: 'utf8' })
  assert.deepStrictEqual({ status, stdout, stderr }, { status: 7, stdout: 'in\n<a b><--c=*><>', stderr: 'said\n' })
})

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
  test(`${signal} reaches the command, which ends as it likes`, shell, async (t) => {
    const script = launcher(withCommand(t, `trap 'kill $!; exit 9' ${signal.slice(3)}\nsleep 60 & echo ready\nwait\n`))
    const command = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'ignore'] })
    command.stdout.once('data', () => command.kill(signal))
    assert.deepStrictEqual(await end(command), { status: 9, signal: null })
  })
}

test('a command that a signal ended ends the launcher by the same', shell, async (t) => {
  const script = launcher(withCommand(t, 'kill -KILL $$\n'))
  assert.deepStrictEqual(await end(spawn(process.execPath, [script])), { status: null, signal: 'SIGKILL' })
})

test('a missing package is one clear message', shell, (t) => {
  const { status, stderr } = spawnSync(process.execPath, [launcher(withCommand(t))], { encoding: 'utf8' })
  assert.strictEqual(status, 3)
  assert.match(stderr, new RegExp(`^signspec: the package @signspec/${process.platform}-${process.arch} is missing`))
  assert.match(stderr, /--omit=optional/)
  assert.strictEqual(stderr.trim().split('\n').length, 2)
})

test('a system without a package is another', shell, (t) => {
  const script = launcher(withCommand(t))
  const file = path.join(path.dirname(script), '../package.json')
  const it = JSON.parse(fs.readFileSync(file, 'utf8'))
  fs.writeFileSync(file, JSON.stringify({ ...it, optionalDependencies: { '@signspec/plan9-mips': '1.0.0' } }))
  const { status, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' })
  assert.strictEqual(status, 3)
  assert.match(stderr, /there is no package for this system, .*; there are @signspec\/plan9-mips\.\n.*go install/)
})

test('the command itself', () => {
  const { status, stderr } = spawnSync(process.execPath, [launcher(project), 'walet'], { encoding: 'utf8' })
  assert.strictEqual(status, 2)
  assert.match(stderr, /walet/)
})
