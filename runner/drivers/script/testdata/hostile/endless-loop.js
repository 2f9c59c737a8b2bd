// Never returns.
const staged = {}
export const wallet = { name: 'endless-loop' }
export const my = {
  signContract(options) {
    for (;;) {}
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
