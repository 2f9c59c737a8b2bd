// Waits for the end of a generator that has none.
const staged = {}
export const wallet = { name: 'endless-generator' }
export const my = {
  signContract(options) {
    function* numbers() {
      for (let i = 0; ; i++) yield i
    }
    for (const n of numbers()) staged.last = n
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
