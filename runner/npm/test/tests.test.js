'use strict'

const assert = require('node:assert')
const path = require('node:path')
const { test } = require('node:test')
const { suiteName, testsOf } = require('../signspec/tests.js')

const finding = { scenario: 'approve/success', expected: 'a string', observed: 'a number', reproduce: 'signspec wallet --rules r' }

/** The test of one rule in a report. */
function testOf(rule, report = {}) {
  const [only, ...others] = testsOf({
    verdict: 'conformant', exitStatus: 0, strict: false, ...report,
    rules: [{ id: 'r', level: 'must', group: 'g', title: 'It holds', scenarios: [], findings: [], ...rule }],
  })
  assert.deepStrictEqual(others, [])
  return only
}

test('held passes', () => {
  assert.deepStrictEqual(testOf({ status: 'held' }), { title: 'r: It holds' })
})

test('broken fails with the finding', () => {
  const { failure } = testOf({ status: 'broken', clause: 'It shall.', findings: [finding, { ...finding, scenario: 'approve/none' }] })
  assert.strictEqual(failure.message, [
    'r (must)', 'It holds', 'clause     It shall.', '',
    'scenario   approve/success', 'expected   a string', 'observed   a number', 'reproduce  npx signspec wallet --rules r',
    'same in    approve/none',
  ].join('\n'))
})

test('a failure stands at its place in the source, where there is one', () => {
  const placed = { ...finding, file: path.relative(process.cwd(), __filename), line: 3, column: 7 }
  assert.ok(testOf({ status: 'broken', findings: [placed] }).failure.stack.endsWith(`\n    at ${__filename}:3:7`))
  assert.ok(!testOf({ status: 'broken', findings: [{ ...placed, file: 'none.js' }] }).failure.stack.includes('    at '))
})

test('a broken should passes with a warning, and fails under strict', () => {
  const rule = { level: 'should', status: 'broken', findings: [finding] }
  assert.match(testOf(rule).warning, /^a broken should is a warning\nr \(should\)\n/)
  assert.ok(testOf(rule, { strict: true }).failure)
  assert.ok(testOf({ ...rule, level: 'may' }, { strict: true }).warning)
})

test('what a baseline accepts is skipped, unless something else is broken too', () => {
  const known = { ...finding, known: { reason: 'fixed in 6.0', link: 'https://example.com/1' } }
  assert.deepStrictEqual(testOf({ status: 'broken', findings: [known] }), { title: 'r: It holds', skipped: 'known: fixed in 6.0' })
  assert.ok(testOf({ status: 'broken', findings: [known, finding] }).failure)
})

test('what was not judged is skipped with the reason', () => {
  assert.strictEqual(testOf({ status: 'untested', reason: 'no stage' }).skipped, 'untested: no stage')
  assert.strictEqual(testOf({ status: 'untested', untested: [{ scenario: 's', reason: 'no network' }] }).skipped, 'untested: no network')
  assert.strictEqual(testOf({ status: 'not-applicable', reason: 'no promise' }).skipped, 'not applicable: no promise')
})

test('a status that nobody knows fails', () => {
  assert.match(testOf({ status: 'odd' }).failure.message, /has the status odd/)
})

test('a run without a verdict fails, and says why', () => {
  const rules = [{ id: 'r', level: 'must', group: 'g', scenarios: [], findings: [], status: 'untested', reason: 'no stage' }]
  const verdict = testsOf({ verdict: 'inconclusive', exitStatus: 4, notes: ['the baseline is stale'], rules }).at(-1)
  assert.strictEqual(verdict.title, 'verdict')
  assert.strictEqual(verdict.failure.message, 'inconclusive: exit status 4\nuntested   r: no stage\nnote       the baseline is stale')
  assert.strictEqual(testsOf({ verdict: 'inconclusive', exitStatus: 4, rules: [] }).length, 1)
})

test('a run that is not conformant never passes as a whole', () => {
  const known = { ...finding, known: { reason: 'fixed in 6.0', link: 'https://example.com/1' } }
  const rules = [{ id: 'r', level: 'must', group: 'g', scenarios: [], status: 'broken', findings: [known] }]
  assert.deepStrictEqual(testsOf({ verdict: 'nonconformant', exitStatus: 1, rules }).map(({ title, failure }) => [title, !!failure]),
    [['r: must', false], ['verdict', true]])
  assert.ok(testOf({ status: 'broken', findings: [] }).failure)
})

test('what a target said commands no terminal and no CI system', () => {
  const hostile = '\u001b[2J\r\n::error::x ##vso[task.complete] ##[error] \u202e'
  const shown = testOf({ status: 'broken', findings: [{ ...finding, observed: hostile }] }).failure.message
  assert.match(shown, /observed {3}\\u001b\[2J\\u000d\\u000a::error::x # #vso\[task\.complete\] # #\[error\] \\u202e\n/)
  assert.strictEqual(testOf({ status: 'untested', reason: hostile }).skipped.includes('\u001b'), false)
  assert.strictEqual(suiteName({ target: '::error::' }), 'signspec merchant ::error::')
})
