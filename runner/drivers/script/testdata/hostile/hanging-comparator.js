// A comparator that never returns, called from a native sort.
const staged = {}
export const wallet = { name: 'hanging-comparator' }
export const my = {
  signContract(options) {
    return [3, 1, 2].sort(() => {
      for (;;) {}
    })
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
