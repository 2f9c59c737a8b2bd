'use strict'

// tests.js says what becomes of each rule of a report as a test of somebody's own run: it passes, fails or is skipped.

const fs = require('node:fs')
const path = require('node:path')
const { line } = require('./line.js')

/** How many different findings of a rule are told in full, and how many scenarios are named that show the same as one. */
const TOLD = 3
const NAMED = 8

/**
 * The tests of a report: {title} passes, {title, skipped: reason} is skipped, {title, failure: Error} fails, and
 * {title, warning: text} passes and is to be told of.
 */
function testsOf(report, cwd = process.cwd()) {
  const tests = report.rules.map((rule) => ({ title: line(`${rule.id}: ${rule.title ?? rule.level}`), ...fate(rule, report, cwd) }))
  const decided = report.verdict === 'conformant' || report.verdict === 'nonconformant'
  if (!decided || report.exitStatus !== 0 && !tests.some(({ failure }) => failure)) {
    tests.push({ title: 'verdict', failure: failure(undecided(report), []) })
  }
  return tests
}

function fate(rule, report, cwd) {
  switch (rule.status) {
    case 'held':
      return {}
    case 'broken': {
      const story = tell(rule)
      const open = rule.findings.filter((finding) => !finding.known)
      if (open.length === 0 && rule.findings.length > 0) return { skipped: line(`known: ${rule.findings[0].known.reason}`) }
      if (rule.level === 'must' || rule.level === 'should' && report.strict) return { failure: failure(story, open, cwd) }
      return { warning: `a broken ${rule.level} is a warning\n${story}` }
    }
    case 'untested':
    case 'not-applicable':
      return { skipped: line(`${rule.status.replace('-', ' ')}: ${reasonOf(rule)}`) }
    default:
      return { failure: failure(line(`the rule has the status ${rule.status}: ${reasonOf(rule)}`), []) }
  }
}

function reasonOf(rule) {
  return rule.reason || rule.untested?.[0]?.reason || 'no reason is given'
}

/** Why a run that came to its end has no verdict. */
function undecided(report) {
  const open = report.rules.filter((rule) => rule.level === 'must' && (rule.status === 'untested' || rule.untested?.length > 0))
  const lines = [`${report.verdict}: exit status ${report.exitStatus}`]
  for (const rule of open) lines.push(`untested   ${rule.id}: ${reasonOf(rule)}`)
  for (const note of report.notes ?? []) lines.push(`note       ${note}`)
  return lines.map(line).join('\n')
}

/** The rule, its clause, and of each finding what was expected, what was observed and what shows it again. */
function tell(rule) {
  const lines = [`${rule.id} (${rule.level})`, rule.title ?? '']
  const add = (label, text) => { if (text) lines.push(`${label.padEnd(10)} ${text}`) }
  add('clause', rule.clause)
  const kinds = alike(rule.findings)
  for (const [finding, ...others] of kinds.slice(0, TOLD)) {
    lines.push('')
    add('scenario', finding.scenario)
    add('expected', finding.expected)
    add('observed', finding.observed)
    add('known', finding.known?.reason)
    add('place', finding.file && [finding.file, finding.line, finding.column].filter(Boolean).join(':'))
    add('reproduce', finding.reproduce && `npx ${finding.reproduce}`)
    const named = others.slice(0, NAMED).map(({ scenario }) => scenario)
    if (others.length > NAMED) named.push(`and ${others.length - NAMED} more`)
    add('same in', named.join(', '))
  }
  if (kinds.length > TOLD) lines.push('', `and ${kinds.length - TOLD} more findings, in the reports`)
  return lines.map(line).join('\n')
}

/** The findings that say the same of different scenarios, together. */
function alike(findings) {
  const kinds = new Map()
  for (const finding of findings) {
    const key = JSON.stringify([finding.expected, finding.observed])
    kinds.set(key, [...(kinds.get(key) ?? []), finding])
  }
  return [...kinds.values()]
}

/** An error whose place, which runners show the source of, is the one in the target's own source. */
function failure(message, findings, cwd = process.cwd()) {
  const error = new Error(message)
  error.name = 'Nonconformance'
  error.stack = `${error.name}: ${message}`
  const placed = findings.find((finding) => finding.file && finding.line)
  const file = placed && path.resolve(cwd, placed.file)
  if (file && fs.existsSync(file)) error.stack += `\n    at ${file}:${placed.line}:${placed.column ?? 1}`
  return error
}

/** What the tests of a check stand under. */
function suiteName({ command = 'merchant', target }) {
  return line(['signspec', command, ...[target ?? []].flat()].join(' '))
}

module.exports = { suiteName, testsOf }
