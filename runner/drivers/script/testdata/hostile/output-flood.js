// Prints for ever.
const staged = {}
export const wallet = { name: 'output-flood' }
export const my = {
  signContract(options) {
    for (;;) console.log('x'.repeat(10000), options)
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
