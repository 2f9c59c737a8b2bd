// Validates the lines of a file by production.schema.json, with ajv 8 compiled, and prints how many are valid:
// NODE_PATH=FOLDER/node_modules node ajv.js SCHEMAS FILE
'use strict'
const fs = require('fs')
const path = require('path')
const readline = require('readline')
const Ajv = require('ajv/dist/2020').default
const [schemas, file] = process.argv.slice(2)
const ajv = new Ajv({ strict: false, validateFormats: false })
const read = (name) => JSON.parse(fs.readFileSync(path.join(schemas, name), 'utf8'))
ajv.addSchema(read('record.schema.json'))
const valid = ajv.compile(read('production.schema.json'))
let good = 0
let bad = 0
readline.createInterface({ input: fs.createReadStream(file, { highWaterMark: 1 << 20 }) })
  .on('line', (line) => { if (valid(JSON.parse(line))) good++; else bad++ })
  .on('close', () => console.log(good + ' valid, ' + bad + ' not'))
