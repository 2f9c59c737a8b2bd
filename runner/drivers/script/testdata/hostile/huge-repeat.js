// Asks for a string of a terabyte.
const staged = {}
export const wallet = { name: 'huge-repeat' }
export const my = {
  signContract(options) {
    return 'x'.repeat(1e12)
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
