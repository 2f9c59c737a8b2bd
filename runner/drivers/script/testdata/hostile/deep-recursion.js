// Calls itself for ever.
const staged = {}
export const wallet = { name: 'deep-recursion' }
export const my = {
  signContract(options) {
    const down = (n) => down(n + 1) + 1
    return down(0)
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
