'use strict'

// options.js makes of the options of a check the words of the command line.

const COMMANDS = ['merchant', 'wallet', 'server', 'platform']

/** What each option has to be, and the flag that it stands for, where it is one. */
const OPTIONS = {
  command: { is: `one of ${COMMANDS.join(', ')}`, ok: (value) => COMMANDS.includes(value) },
  target: { is: 'a path, or the words of the command of an adapter process', ok: (value) => isText(value) || isCommand(value) },
  profile: { is: 'a name or a path', ok: isText, flag: '--profile' },
  plan: { is: 'full or thrifty', ok: (value) => value === 'full' || value === 'thrifty', flag: '--plan' },
  rules: { is: 'an expression such as "must && !failure"', ok: isText, flag: '--rules' },
  scenarios: { is: 'a list of scenarios', ok: isWords, flag: '--scenario' },
  seed: { is: 'a text', ok: isText, flag: '--seed' },
  baseline: { is: 'a path', ok: isText, flag: '--baseline' },
  strict: { is: 'true or false', ok: isBoolean, flag: '--strict' },
  reports: { is: 'a list of formats such as ["junit", "html"]', ok: isWords },
  out: { is: 'a path', ok: isText },
  args: { is: 'a list of further arguments', ok: isWords },
  cwd: { is: 'a path', ok: isText },
  env: { is: 'an object', ok: (value) => typeof value === 'object' && value !== null },
  print: { is: 'true or false', ok: isBoolean },
  signal: { is: 'an AbortSignal', ok: (value) => typeof value?.addEventListener === 'function' },
}

function isText(value) {
  return typeof value === 'string' && value !== ''
}

function isBoolean(value) {
  return typeof value === 'boolean'
}

function isWords(value) {
  return Array.isArray(value) && value.every((word) => typeof word === 'string')
}

function isCommand(value) {
  return isWords(value) && value.length > 0
}

/** Throws a TypeError where an option is none, or is not what it has to be. An option that is undefined is not given. */
function validate(options) {
  for (const [name, value] of Object.entries(options)) {
    const option = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined
    if (!option) throw new TypeError(`signspec: there is no option ${name}; there are ${Object.keys(OPTIONS).join(', ')}`)
    if (value !== undefined && !option.ok(value)) throw new TypeError(`signspec: the option ${name} takes ${option.is}`)
  }
}

/** The words of the command line that checks with the options and writes its reports into a folder. */
function commandLine(options, out) {
  validate(options)
  const { command = 'merchant', target, reports = [], args = [] } = options
  const words = [command, '--out', out, '--report', ['json', ...reports].join(',')]
  for (const [name, { flag }] of Object.entries(OPTIONS)) {
    const value = options[name]
    if (!flag || value === undefined || value === false) continue
    for (const each of Array.isArray(value) ? value : [value]) words.push(each === true ? flag : `${flag}=${each}`)
  }
  words.push(...args)
  if (Array.isArray(target)) words.push('--', ...target)
  else if (target !== undefined) words.push(target)
  return words
}

module.exports = { commandLine }
