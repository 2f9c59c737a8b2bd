// Fills the longest array there can be.
const staged = {}
export const wallet = { name: 'array-fill' }
export const my = {
  signContract(options) {
    return new Array(4294967295).fill(0)
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
